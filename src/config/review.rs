//! `[review]`, with intervals read and keys named.
//!
//! [`file::Review`](super::file) → [`ReviewConfig`]. Must never hold a key that the preset does not have and the file
//! does not give.

use std::collections::BTreeMap;

use super::file::Review;
use super::{Interval, ReviewOrder, ReviewPreset};

/// How cards are reviewed.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the configuration")]
pub struct ReviewConfig {
    /// How long a review holds where nothing else says so.
    pub interval: Interval,
    /// The same by quadrant.
    pub quadrants: BTreeMap<String, Interval>,
    /// The same by tag.
    pub tags: BTreeMap<String, Interval>,
    /// The same by glob.
    pub paths: BTreeMap<String, Interval>,
    /// How long before its day a card is due soon.
    pub due_soon: Interval,
    /// What comes first in the queue.
    pub order: ReviewOrder,
    /// Whether a mark has a seal.
    pub seal: bool,
    /// Whether there is a page of all reviews.
    pub page: bool,
    /// Whether a card that is overdue says so above its text.
    pub banner: bool,
    /// Whether there is a calendar of the days on which cards are due.
    pub calendar: bool,
    /// What the keys of the front matter are called.
    pub keys: ReviewKeys,
    /// What a reviewer looks at.
    pub checklist: Vec<String>,
}

/// What the keys of the front matter are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewKeys {
    /// The day of the last review: `last-reviewed`.
    pub date: String,
    /// Who reviewed: `reviewed-by`.
    pub by: String,
    /// How long a review holds, or the day until which it does: `review-interval`.
    pub interval: String,
    /// What was reviewed, as a hash: `review-seal`.
    pub seal: &'static str,
    /// What to look at in this card: `review-checklist`.
    pub checklist: &'static str,
    /// Who looks after the card: `owner`, and what the preset calls so.
    pub owner: &'static [&'static str],
}

impl ReviewConfig {
    /// Reads what the file says. Its intervals are known to be some.
    pub(super) fn new(file: Review) -> Self {
        let read = |text: &str| Interval::parse(text).unwrap_or(Interval::Never);
        let all = |texts: BTreeMap<String, String>| -> BTreeMap<String, Interval> {
            texts.into_iter().map(|(name, text)| (name, read(&text))).collect()
        };
        let (date, interval) = match file.preset {
            ReviewPreset::Quadrille => ("last-reviewed", "review-interval"),
            ReviewPreset::Govuk => ("last_reviewed_on", "review_in"),
            ReviewPreset::Dart => ("lastVerified", "review-interval"),
            ReviewPreset::StaleAfter => ("last_reviewed", "stale_after"),
        };
        let named = |own: Option<String>, usual: &str| own.unwrap_or_else(|| usual.to_owned());
        Self {
            interval: read(&file.interval),
            quadrants: all(file.quadrants),
            tags: all(file.tags),
            paths: all(file.paths),
            due_soon: read(&file.due_soon),
            order: file.order,
            seal: file.seal,
            page: file.page,
            banner: file.banner,
            calendar: file.calendar,
            keys: ReviewKeys {
                date: named(file.date_key, date),
                by: named(file.by_key, "reviewed-by"),
                interval: named(file.interval_key, interval),
                seal: "review-seal",
                checklist: "review-checklist",
                owner: if file.preset == ReviewPreset::Govuk { &["owner", "owner_slack"] } else { &["owner"] },
            },
            checklist: file.checklist,
        }
    }
}
