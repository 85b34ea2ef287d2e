//! The review queue: which card to read next.
//!
//! `Graph`, a day, and what git knows → [`Queue`](crate::due::Queue), the noun that `check` and `render` read as well.
//!
//! 1. `interval`: how long a review of a card holds;
//! 2. `state`: what is the case with it, and in which order cards wait.
//!
//! Must never read the clock.

mod interval;
mod state;

use jiff::civil::Date;

use crate::config::{Config, ReviewKeys};
use crate::discover::History;
use crate::due::{Basis, Due, Queue};
use crate::graph::Graph;
use crate::parse::card::Card;
use crate::parse::date::parse_date;
use crate::parse::front_matter::FrontMatter;

use interval::Intervals;

/// What the queue is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The cards.
    pub graph: &'a Graph,
    /// The configuration.
    pub config: &'a Config,
    /// The day from which ages are counted.
    pub today: Date,
    /// What git knows of the cards; empty where it was not asked.
    pub history: &'a History,
}

/// The queue of all cards that are not virtual, in the order that the configuration wants.
#[must_use]
pub fn queue(sources: &Sources<'_>) -> Queue {
    let review = &sources.config.review;
    let intervals = Intervals::new(sources.config);
    let cards = sources.graph.cards.iter().enumerate().filter(|(_, card)| !card.is_virtual);
    let mut dues: Vec<Due> = cards
        .map(|(id, card)| {
            let last_reviewed = last_reviewed(&card.front_matter, &review.keys);
            let holds = intervals.of(card, last_reviewed);
            let mut due = Due {
                card: id,
                last_reviewed,
                reviewed_by: text(card, &review.keys.by),
                age_days: last_reviewed.map(|date| days(date, sources.today)),
                state: crate::due::State::Fresh,
                interval: holds.interval,
                due_on: holds.until,
                owners: Vec::new(),
                edited: None,
                basis: Basis::Date,
            };
            due.state = state::of(&due, sources.today, review.due_soon);
            due
        })
        .collect();
    dues.sort_by_cached_key(|due| state::rank(due, review.order));
    Queue { today: sources.today, dues, notes: Vec::new() }
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
