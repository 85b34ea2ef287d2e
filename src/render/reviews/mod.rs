//! What the site tells of reviews: the badge and the banner of a card, the page `review/`, its data, the calendar.
//!
//! [`Queue`] → [`Reviews`]:
//! 1. `page`: the list of cards, longest wait first, with a `chart` of how old the reviews are;
//! 2. `data`: the same as `review.json`;
//! 3. `calendar`: the days on which cards are due, as `review.ics`.
//!
//! Must never say what depends on the day of the build: same input, same bytes. So there are dates here and no ages, and
//! whether a card is overdue is for the reader's browser to say. Ages in the chart count from the latest day in the data.

mod calendar;
mod chart;
mod data;
mod page;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use minijinja::context;
use minijinja::value::Value;

use crate::config::{Config, Interval};
use crate::due::{Due, Queue};
use crate::graph::CardId;
use crate::render::Plan;

pub(crate) use calendar::{PATH as CALENDAR, write as calendar};
pub(crate) use data::{PATH as DATA, write as data};
pub(crate) use page::{URL, page};

/// The reviews of all cards.
#[derive(Debug)]
pub(crate) struct Reviews {
    queue: Arc<Queue>,
    /// By card: where its entry stands in the queue.
    entries: Vec<Option<u32>>,
    /// The entries in the order of the page: never reviewed first, then the oldest, ties by path.
    order: Vec<u32>,
    /// The latest day of all reviews and of the changes after them; `None`: no card was ever reviewed.
    latest: Option<Date>,
    /// How long before its day a card is due soon.
    due_soon: Interval,
}

impl Reviews {
    /// Takes over the queue. What it says of ages and states counts for nothing: it is as of the day of the build.
    pub(crate) fn new(queue: Arc<Queue>, config: &Config) -> Self {
        let count = queue.dues.iter().map(|due| due.card + 1).max().unwrap_or(0);
        let mut entries = vec![None; count];
        for (index, due) in (0..).zip(&queue.dues) {
            entries[due.card] = Some(index);
        }
        let mut order: Vec<u32> = entries.iter().flatten().copied().collect();
        order.sort_by_key(|index| queue.dues[*index as usize].last_reviewed);
        let was_reviewed = queue.dues.iter().any(|due| due.last_reviewed.is_some());
        let days = queue.dues.iter().flat_map(|due| [due.last_reviewed, due.edited.and_then(|edited| edited.on)]);
        let latest = if was_reviewed { days.flatten().max() } else { None };
        Self { entries, order, latest, due_soon: config.review.due_soon, queue }
    }

    /// Whether any card was ever reviewed.
    pub(crate) const fn is_any(&self) -> bool {
        self.latest.is_some()
    }

    /// Whether any card is due on a day.
    pub(crate) fn has_days(&self) -> bool {
        self.queue.dues.iter().any(|due| due.due_on.is_some())
    }

    /// All cards in the order of the page.
    fn all(&self) -> impl ExactSizeIterator<Item = &Due> {
        self.order.iter().map(|index| &self.queue.dues[*index as usize])
    }

    fn of(&self, card: CardId) -> Option<&Due> {
        self.entries.get(card).copied().flatten().map(|index| &self.queue.dues[index as usize])
    }

    /// The day of a card's last review.
    pub(crate) fn day_of(&self, card: CardId) -> Option<Date> {
        self.of(card)?.last_reviewed
    }

    /// The day from which a card is due soon.
    fn soon_on(&self, due: &Due) -> Option<Date> {
        due.due_on?.checked_sub(i64::from(self.due_soon.rough_days()).days()).ok()
    }
}

/// What the page of a card says of its review; `None` where it was never reviewed.
pub(crate) fn of_card(plan: &Plan, card: CardId) -> Option<Value> {
    let due = plan.reviews.of(card)?;
    let on = due.last_reviewed?;
    Some(context! {
        on => on.to_string(),
        by => due.reviewed_by.as_deref(),
        due => due.due_on.map(|date| date.to_string()),
        soon => plan.reviews.soon_on(due).map(|date| date.to_string()),
        is_edited => due.edited.is_some(),
        edited_on => due.edited.and_then(|edited| edited.on).map(|date| date.to_string()),
        edited_lines => due.edited.and_then(|edited| edited.changed_lines),
        banner => plan.config.review.banner,
    })
}
