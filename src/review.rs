//! The review queue: which card to read next.
//!
//! `Graph` and a day → [`Due`]s: never reviewed first, then the oldest, ties by path. Must never read the clock.

use jiff::civil::Date;

use crate::graph::{CardId, Graph};
use crate::parse::card::Card;
use crate::parse::date::parse_date;

/// A card in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The card.
    pub card: CardId,
    /// When it was last reviewed; `None`: never, or on a day that cannot be read.
    pub last_reviewed: Option<Date>,
    /// Days since then; never below zero.
    pub age_days: Option<u32>,
}

/// The queue of all cards that are not virtual.
#[must_use]
pub fn queue(graph: &Graph, today: Date) -> Vec<Due> {
    let mut queue: Vec<Due> = graph
        .cards
        .iter()
        .enumerate()
        .filter(|(_, card)| !card.is_virtual)
        .map(|(id, card)| {
            let last_reviewed = last_reviewed(card);
            let age_days = last_reviewed.map(|date| {
                let days = date.until(today).map_or(0, |span| span.get_days());
                u32::try_from(days).unwrap_or(0)
            });
            Due { card: id, last_reviewed, age_days }
        })
        .collect();
    // `None` sorts first; ids are in the order of paths.
    queue.sort_by_key(|due| (due.last_reviewed, due.card));
    queue
}

/// The date under `last-reviewed`; `None` where there is none, or none that is a date.
#[must_use]
pub fn last_reviewed(card: &Card) -> Option<Date> {
    parse_date(card.front_matter.get("last-reviewed")?.value.as_text()?).ok()
}
