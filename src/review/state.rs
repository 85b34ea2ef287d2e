//! What is the case with a card, and which of two comes first.
//!
//! An entry of the queue → [`State`], and its rank. Must never look at the card itself.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::config::{Interval, ReviewOrder};
use crate::due::{Due, State};
use crate::graph::CardId;

/// The state of an entry, the gravest that is the case; what its `state` says so far does not matter.
pub(super) fn of(due: &Due, today: Date, due_soon: Interval) -> State {
    let is_soon = |until: Date| due_soon.after(today).is_some_and(|soon| until <= soon);
    match due.due_on {
        _ if due.interval == Interval::Never => State::Exempt,
        None if due.last_reviewed.is_none() => State::Never,
        _ if due.edited.is_some() => State::Edited,
        _ if due.is_overdue(today) => State::Overdue,
        Some(until) if is_soon(until) => State::DueSoon,
        _ => State::Fresh,
    }
}

/// What entries are sorted by: those that need no review last, never reviewed first (`None` is the least), then the
/// oldest; ids are in the order of paths.
pub(super) fn rank(due: &Due, order: ReviewOrder) -> (State, Option<Date>, CardId) {
    let group = match (order, due.state) {
        (ReviewOrder::State, State::DueSoon) => State::Fresh,
        (ReviewOrder::State, state) => state,
        (ReviewOrder::Date, State::Exempt) => State::Exempt,
        (ReviewOrder::Date, _) => State::Never,
    };
    // A card may say until when it holds, and not since when.
    let since = || due.due_on?.checked_sub(i64::from(due.interval.rough_days()).days()).ok();
    (group, due.last_reviewed.or_else(since), due.card)
}
