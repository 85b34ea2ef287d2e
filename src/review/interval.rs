//! How long the review of a card holds.
//!
//! A card and the configuration → [`Holding`]. What is nearest to the card counts: its own key, then globs, tags, its
//! quadrant, all cards. Must never report that a card's interval cannot be read: the rule `bad-type` does.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::config::{Config, Globs, Interval};
use crate::parse::card::Card;
use crate::parse::date::parse_date;

/// The intervals of the configuration, ready to be matched.
#[derive(Debug)]
pub(super) struct Intervals<'a> {
    config: &'a Config,
    paths: Vec<(Globs, Interval)>,
}

/// How long a review holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holding {
    /// As an interval.
    pub(super) interval: Interval,
    /// The last day; `None` where neither a review nor the card itself says one, and where the card needs none.
    pub(super) until: Option<Date>,
}

impl<'a> Intervals<'a> {
    pub(super) fn new(config: &'a Config) -> Self {
        // The globs were looked at when the configuration was read.
        let ready = |(glob, interval): (&String, &Interval)| Some((Globs::new(&[glob]).ok()?, *interval));
        Self { config, paths: config.review.paths.iter().filter_map(ready).collect() }
    }

    /// The interval of a card, and the day that it leads to.
    pub(super) fn of(&self, card: &Card, last_reviewed: Option<Date>) -> Holding {
        let usual = self.configured(card);
        let own = card.front_matter.get(&self.config.review.keys.interval).and_then(|field| field.value.as_text());
        // A day instead of an interval: then it says itself until when the card holds.
        if let Some(until) = own.and_then(|text| parse_date(text).ok()) {
            let interval = match last_reviewed {
                Some(date) if date < until => Interval::Days(super::days(date, until)),
                _ => usual,
            };
            return Holding { interval, until: Some(until) };
        }
        let interval = own.and_then(Interval::parse).unwrap_or(usual);
        Holding { interval, until: last_reviewed.and_then(|date| interval.after(date)) }
    }

    fn configured(&self, card: &Card) -> Interval {
        let review = &self.config.review;
        let by_path = self.paths.iter().filter(|(globs, _)| globs.is_match(card.path.as_str()));
        shortest(by_path.map(|(_, interval)| *interval))
            .or_else(|| shortest(card.tags.iter().filter_map(|tag| review.tags.get(&tag.name).copied())))
            .or_else(|| of_quadrant(card, &review.quadrants))
            .unwrap_or(review.interval)
    }
}

fn shortest(intervals: impl Iterator<Item = Interval>) -> Option<Interval> {
    intervals.min_by_key(|interval| interval.rough_days())
}

fn of_quadrant(card: &Card, quadrants: &BTreeMap<String, Interval>) -> Option<Interval> {
    quadrants.get(card.path.top_folder()?).copied()
}
