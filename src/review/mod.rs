//! The review queue: which card to read next.
//!
//! `Graph`, a day, and what git knows → [`Queue`](crate::due::Queue), the noun that `check` and `render` read as well.
//!
//! 1. `interval`: how long a review of a card holds;
//! 2. `edited`, by `seal` or git: whether the card is still what was read;
//! 3. `owner`: who looks after it;
//! 4. `state`: what is the case with it, and in which order cards wait.
//!
//! Beside the queue: `mark` notes a review in a card, `stats` counts. Must never read the clock, nor a file: texts of
//! earlier versions come through [`Past`](crate::discover::Past).

mod edited;
mod interval;
mod mark;
mod notation;
mod owner;
mod seal;
mod state;
pub mod stats;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::{Config, ReviewKeys};
use crate::discover::{History, OwnersFile, Past};
use crate::due::{Due, Queue, State};
use crate::graph::{CardId, Graph};
use crate::parse::card::Card;
use crate::parse::date::parse_date;
use crate::parse::front_matter::FrontMatter;

use edited::Case;
use interval::Intervals;
use owner::Owners;

pub use mark::{Mark, mark};
pub use seal::Seal;

/// What the queue is made of.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The cards.
    pub graph: &'a Graph,
    /// The configuration.
    pub config: &'a Config,
    /// The day from which ages are counted.
    pub today: Date,
    /// What git knows of the cards; empty where it was not asked.
    pub history: &'a History,
    /// The texts of earlier versions.
    pub past: &'a dyn Past,
    /// The repository's file of owners.
    pub owners: Option<&'a OwnersFile>,
}

/// The queue of all cards that are not virtual, in the order that the configuration wants.
#[must_use]
pub fn queue(sources: &Sources<'_>) -> Queue {
    let review = &sources.config.review;
    let (intervals, owners) = (Intervals::new(sources.config), Owners::new(sources.owners));
    let cards: Vec<CardId> = (0..sources.graph.cards.len()).filter(|id| !sources.graph.cards[*id].is_virtual).collect();
    let mut dues: Vec<Due> = cards
        .into_par_iter()
        .map(|id| {
            let card = &*sources.graph.cards[id];
            let last_reviewed = last_reviewed(&card.front_matter, &review.keys);
            let holds = intervals.of(card, last_reviewed);
            let versions = sources.history.cards.get(&card.path).map_or(&[][..], |changes| &changes.versions);
            let case = Case { card, keys: &review.keys, versions, past: sources.past };
            let verdict = case.decide(last_reviewed);
            let mut due = Due {
                card: id,
                last_reviewed,
                reviewed_by: text(card, &review.keys.by),
                age_days: last_reviewed.map(|date| days(date, sources.today)),
                state: State::Fresh,
                interval: holds.interval,
                due_on: holds.until,
                owners: owners.of(card, &review.keys),
                edited: verdict.edited,
                commits: verdict.commits,
                basis: verdict.basis,
            };
            due.state = state::of(&due, sources.today, review.due_soon);
            due
        })
        .collect();
    dues.sort_by_cached_key(|due| state::rank(due, review.order));
    let gap = sources.history.gap.as_ref();
    let notes = gap.map(|gap| format!("only seals tell what was edited since its review, because {gap}"));
    Queue { today: sources.today, dues, notes: notes.into_iter().collect() }
}

/// What a reviewer of a card looks at: the card's own list, else that of the configuration.
#[must_use]
pub fn checklist(card: &Card, config: &Config) -> Vec<String> {
    let own = card.front_matter.get(config.review.keys.checklist).and_then(|field| field.value.as_list_of_texts());
    let own: Vec<String> = own.into_iter().flatten().map(|(text, _)| text.to_owned()).collect();
    if own.is_empty() { config.review.checklist.clone() } else { own }
}

/// The day of the last review; `None` where there is none, or none that is a date.
#[must_use]
pub fn last_reviewed(front_matter: &FrontMatter, keys: &ReviewKeys) -> Option<Date> {
    parse_date(front_matter.get(&keys.date)?.value.as_text()?).ok()
}

/// Days from one day to another, none for those after it.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from(from.until(to).map_or(0, |span| span.get_days())).unwrap_or(0)
}

fn text(card: &Card, key: &str) -> Option<String> {
    let text = card.front_matter.get(key)?.value.as_text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
