//! The mark: that somebody reviewed a card, written into its front matter.
//!
//! A card and a [`Mark`] → the edits of its file, or a diagnostic that says why there can be none:
//! 1. which keys get which values;
//! 2. `notation`: each into the value that is there, with its quotes, else as a line of the block, else with a block;
//! 3. the new text is read again: the keys must hold what was meant, and everything else what it held.
//!
//! Must never change a byte besides: line ends, byte order mark, comments, order and the missing last line end stay.

use jiff::civil::Date;

use super::interval::Intervals;
use super::notation;
use super::seal::Seal;
use crate::config::{Config, ReviewKeys};
use crate::diag::Diagnostic;
use crate::edit::{Edit, apply};
use crate::parse::card::Card;
use crate::parse::date::parse_date;
use crate::parse::front_matter::{FrontMatter, Parsed, parse};

/// A review of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The day.
    pub date: Date,
    /// Who reviewed it; without a name the key stays as it is.
    pub by: Option<&'a str>,
}

/// The faults of front matter that keep a card from being marked.
const OBSTACLES: [&str; 3] = ["bad-front-matter", "duplicate-key", "unclosed-front-matter"];

/// The edits that note a review.
///
/// A seal is written where the configuration wants one, and renewed where the card has one. Where the card says until
/// which day it holds, that day moves on.
///
/// # Errors
/// Where the front matter is broken, or where a key cannot be set without changing more than it; says what is the case
/// and what to do.
pub fn mark(card: &Card, mark: Mark<'_>, config: &Config) -> Result<Vec<Edit>, Box<Diagnostic>> {
    if let Some(problem) = card.problems.iter().find(|problem| OBSTACLES.contains(&problem.rule)) {
        return Err(Box::new(problem.clone()));
    }
    let values = values(card, mark, config);
    let edits = notation::edits(card, &values)?;
    let after = apply(&card.text, &edits).text;
    if holds(card, &parse(&card.path, &after), &after, &values) {
        return Ok(edits);
    }
    let (key, value) = &values[0];
    let place = card.front_matter.block.unwrap_or_default();
    let message = format!("`{key}` cannot be set here without changing more than that");
    let problem = Diagnostic::new("bad-front-matter", &card.path, crate::text::Span::at(place.start), message);
    Err(Box::new(problem.hint(format!("write `{key}: {value}` by hand, on a line of its own"))))
}

/// What is written, in this order.
fn values(card: &Card, mark: Mark<'_>, config: &Config) -> Vec<(String, String)> {
    let ReviewKeys { date, by, interval, seal, .. } = &config.review.keys;
    let mut values = vec![(date.clone(), mark.date.to_string())];
    if let Some(name) = mark.by {
        values.push((by.clone(), name.to_owned()));
    }
    let own = card.front_matter.get(interval).and_then(|field| field.value.as_text());
    if own.is_some_and(|text| parse_date(text).is_ok()) {
        let holds = Intervals::new(config).of(card, super::last_reviewed(&card.front_matter, &config.review.keys));
        values.extend(holds.interval.after(mark.date).map(|until| (interval.clone(), until.to_string())));
    }
    if config.review.seal || card.front_matter.get(seal).is_some() {
        values.push(((*seal).to_owned(), Seal::of(card).to_string()));
    }
    values
}

/// Whether a new text has these values, and is in all else what the card is.
fn holds(card: &Card, after: &Parsed, text: &str, values: &[(String, String)]) -> bool {
    let body = |front_matter: &FrontMatter| front_matter.block.map(|block| block.end);
    let bom = card.text.len() - card.text.trim_start_matches(crate::text::BOM).len();
    let old_body = &card.text[body(&card.front_matter).unwrap_or(bom)..];
    let others = |front_matter: &FrontMatter| -> Vec<(String, serde_json::Value)> {
        let fields = front_matter.fields.iter().filter(|field| values.iter().all(|(key, _)| *key != field.key));
        fields.map(|field| (field.key.clone(), field.value.to_json())).collect()
    };
    let is_set = |(key, value): &(String, String)| {
        after.front_matter.get(key).and_then(|field| field.value.as_text()) == Some(value)
    };
    after.problems.is_empty()
        && text[after.body..] == *old_body
        && others(&after.front_matter) == others(&card.front_matter)
        && values.iter().all(is_set)
}

#[cfg(test)]
mod tests;
