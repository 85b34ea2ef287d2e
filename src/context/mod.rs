//! The context pack: the cards that matter most as one stream of plain text, within a budget of tokens.
//!
//! `Graph` and [`Queue`] → [`Pack`] → text:
//! 1. `rank`: how important each card is, by the links into it;
//! 2. `order`: which cards are wanted, in which order, and why;
//! 3. `tokens`: how much a text weighs, as an estimate;
//! 4. [`pack`]: as many whole cards as fit, and of the next one the sections that do.
//!
//! Must never touch the disk or the clock.

mod order;
mod rank;
#[cfg(test)]
mod tests;
mod tokens;

use jiff::civil::Date;

use crate::due::{Due, Queue, State};
use crate::graph::{CardId, Graph};
use crate::parse::card::{Card, TitleOrigin};

pub use order::{Reason, Wanted, order};
pub use tokens::tokens;

/// How many of the cards that are left out are named.
const NAMED: usize = 5;
/// How many of the sections that are left out are named.
const SECTIONS: usize = 8;
/// What is kept free for the words at the end, in tokens.
const RESERVE: usize = 120;

/// What a pack is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The cards.
    pub graph: &'a Graph,
    /// Their reviews.
    pub queue: &'a Queue,
    /// What stands before the path of a card: the docs root, with a `/` at its end.
    pub prefix: &'a str,
    /// How many tokens the whole text may have.
    pub budget: usize,
}

/// The text, and what became of each card that was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// All cards with their headers.
    pub text: String,
    /// The cards in order of importance.
    pub entries: Vec<Entry>,
}

/// A card that was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The card.
    pub card: CardId,
    /// Why it stands where it stands.
    pub reason: Reason,
    /// What the whole card weighs with its header.
    pub tokens: usize,
    /// How much of it is in the pack.
    pub share: Share,
}

/// How much of a card is in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// All of it.
    Whole,
    /// Its first sections.
    Part,
    /// Nothing.
    None,
}

/// Packs cards in their order.
#[must_use]
pub fn pack(sources: &Sources<'_>, wanted: &[(CardId, Reason)]) -> Pack {
    let dues = sources.queue.by_card();
    let texts: Vec<(String, &str)> = wanted
        .iter()
        .map(|(id, _)| {
            let card = &sources.graph.cards[*id];
            (header(sources, card, dues.get(*id).copied().flatten()), body(card))
        })
        .collect();
    let weights: Vec<usize> = texts.iter().map(|(header, body)| tokens(header) + tokens(body) + 1).collect();
    let is_tight = weights.iter().sum::<usize>() > sources.budget;
    let mut room = if is_tight { sources.budget.saturating_sub(RESERVE) } else { sources.budget };
    let (mut text, mut entries, mut is_full) = (String::new(), Vec::with_capacity(wanted.len()), false);
    for ((&(card, reason), (header, body)), weight) in wanted.iter().zip(&texts).zip(weights) {
        let mut share = Share::None;
        if !is_full && weight <= room {
            room -= weight;
            share = Share::Whole;
            text.extend([header.as_str(), body, "\n\n"]);
        } else if !is_full {
            is_full = true;
            if let Some(part) = part(&sources.graph.cards[card], body, room.saturating_sub(tokens(header) + 1)) {
                share = Share::Part;
                text.extend([header.as_str(), &part, "\n\n"]);
            }
        }
        entries.push(Entry { card, reason, tokens: weight, share });
    }
    text.truncate(text.trim_end().len());
    let rest = left_out(sources, &entries);
    if !text.is_empty() {
        text.push_str(if rest.is_empty() { "\n" } else { "\n\n" });
    }
    text.push_str(&rest);
    Pack { text, entries }
}

/// Where a card stands, what it is called, and how far it can be trusted.
fn header(sources: &Sources<'_>, card: &Card, due: Option<&Due>) -> String {
    let mut header = format!("==> {}{} <==\n", sources.prefix, card.path);
    header.push_str(&format!("Review: {}\n", review(due, sources.queue.today)));
    if !card.tags.is_empty() {
        let tags: Vec<&str> = card.tags.iter().map(|tag| tag.name.as_str()).collect();
        header.push_str(&format!("Tags: {}\n", tags.join(", ")));
    }
    header.push('\n');
    if card.title.origin == TitleOrigin::FrontMatter && !card.headings.iter().any(|heading| heading.level == 1) {
        header.push_str(&format!("# {}\n\n", card.title.text));
    }
    header
}

/// The review of a card in words.
#[must_use]
pub fn review(due: Option<&Due>, today: Date) -> String {
    let Some(due) = due else { return "unknown".to_owned() };
    let mut words = match due.last_reviewed {
        Some(date) => format!("{date}"),
        None => "never".to_owned(),
    };
    if let Some(by) = &due.reviewed_by {
        words.push_str(&format!(" by {by}"));
    }
    match due.age_days {
        Some(1) => words.push_str(", 1 day ago"),
        Some(days) => words.push_str(&format!(", {days} days ago")),
        None => {}
    }
    match due.state {
        State::Never => {}
        State::Edited if due.is_overdue(today) => words.push_str(", edited since then and overdue"),
        State::Edited => words.push_str(", edited since then"),
        State::Overdue => words.push_str(", overdue"),
        State::DueSoon => words.push_str(", due soon"),
        State::Fresh => words.push_str(", fresh"),
        State::Exempt => words.push_str(", needs none"),
    }
    words
}

/// The text of a card without its front matter and the blank lines round it.
fn body(card: &Card) -> &str {
    let start = card.front_matter.block.map_or(0, |block| block.end);
    let text = card.text[start..].trim_start_matches(crate::text::BOM).trim_end();
    // Only whole blank lines: an indented first line is code.
    let blank = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    &text[text[..blank].rfind('\n').map_or(0, |at| at + 1)..]
}

/// As many sections of a body as fit, with a note that says what is left out; `None` where not even the first does.
fn part(card: &Card, body: &str, room: usize) -> Option<String> {
    let offset = body.as_ptr().addr() - card.text.as_ptr().addr();
    let heads: Vec<(usize, &str)> = card
        .headings
        .iter()
        .filter_map(|heading| {
            let at = heading.span.start.checked_sub(offset)?;
            Some((body.get(..at)?.rfind('\n').map_or(0, |line| line + 1), heading.text.as_str()))
        })
        .collect();
    let note = |from: usize| {
        let names: Vec<String> = heads[from..].iter().take(SECTIONS).map(|(_, name)| format!("“{name}”")).collect();
        let more = (heads.len() - from).saturating_sub(SECTIONS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("[cut here to fit the budget; left out: {}{more}]", names.join(", "))
    };
    let (mut last, mut weight, mut best) = (0, 0, None);
    for (index, (at, _)) in heads.iter().enumerate() {
        weight += tokens(&body[last..*at]);
        last = *at;
        if weight >= room {
            break;
        }
        if !body[..*at].trim().is_empty() && weight + tokens(&note(index)) < room {
            best = Some((index, *at));
        }
    }
    let (index, at) = best?;
    Some(format!("{}\n\n{}", body[..at].trim_end(), note(index)))
}

/// What did not fit, in words; nothing where all did.
fn left_out(sources: &Sources<'_>, entries: &[Entry]) -> String {
    let out: Vec<&Entry> = entries.iter().filter(|entry| entry.share == Share::None).collect();
    if out.is_empty() {
        return String::new();
    }
    let weight: usize = out.iter().map(|entry| entry.tokens).sum();
    let mut names: Vec<String> = Vec::new();
    let mut room = RESERVE - 40;
    for entry in out.iter().take(NAMED) {
        let name = format!("{}{}", sources.prefix, sources.graph.cards[entry.card].path);
        room = room.saturating_sub(tokens(&name) + 1);
        if room == 0 {
            break;
        }
        names.push(name);
    }
    let next = if names.is_empty() { String::new() } else { format!(", the next: {}", names.join(", ")) };
    let cards = if out.len() == 1 { "card" } else { "cards" };
    format!("==> left out: {} {cards} of about {weight} tokens{next} <==\n", out.len())
}
