//! Whether a card was edited since its last review, and what says so.
//!
//! A card, the day of its review and its earlier versions → [`Verdict`]:
//! 1. the seal of the card, where it has one: it names the very content that was read;
//! 2. else git: the commit that brought the day of the review into the card holds what was read;
//! 3. else the date alone, which knows nothing of content.
//!
//! Must never take a commit for an edit because of its day: who writes down a review makes a commit, too.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use super::last_reviewed;
use super::seal::{Content, Earlier, Seal};
use crate::config::ReviewKeys;
use crate::discover::{Past, Version};
use crate::due::{Basis, Edited};
use crate::parse::card::Card;

/// How many versions are looked through for the one that a seal names.
const MOST_SEALED: usize = 100;

/// What is known of a card since its review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) basis: Basis,
    pub(super) edited: Option<Edited>,
    /// How many commits have changed the file since.
    pub(super) commits: usize,
}

/// What a verdict is made of.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) card: &'a Card,
    pub(super) keys: &'a ReviewKeys,
    /// Latest first.
    pub(super) versions: &'a [Version],
    pub(super) past: &'a dyn Past,
}

impl Case<'_> {
    /// Decides; without a review there is nothing to decide.
    pub(super) fn decide(&self, reviewed: Option<Date>) -> Verdict {
        let nothing = Verdict { basis: Basis::Date, edited: None, commits: self.versions.len() };
        let Some(date) = reviewed else { return nothing };
        let seal = self.card.front_matter.get(self.keys.seal).and_then(|field| field.value.as_text());
        if let Some(seal) = seal.and_then(Seal::parse) {
            return self.by_seal(seal, date);
        }
        let later = self.versions.iter().filter(|version| day(version) > date).count();
        self.by_git(date).unwrap_or(Verdict { commits: later, ..nothing })
    }

    fn by_seal(&self, seal: Seal, date: Date) -> Verdict {
        let now = Content::of_card(self.card);
        let later = self.versions.iter().filter(|version| day(version) > date).count();
        if now.seal() == seal {
            return Verdict { basis: Basis::Seal, edited: None, commits: later };
        }
        // Where the text that was sealed is still in the history, it tells how much has changed since.
        let found = self.versions.iter().take(MOST_SEALED).enumerate().find_map(|(index, version)| {
            let earlier = self.earlier(version)?;
            (earlier.content().seal() == seal).then_some((index, earlier))
        });
        let commits = found.as_ref().map_or(later, |(index, _)| *index);
        let changed_lines = found.map(|(_, earlier)| changed_lines(earlier.content(), now));
        Verdict { basis: Basis::Seal, edited: Some(self.edited(changed_lines, commits)), commits }
    }

    /// `None` where git does not know the card, or does not have what it was.
    fn by_git(&self, date: Date) -> Option<Verdict> {
        let verdict = |edited, commits| Some(Verdict { basis: Basis::Git, edited, commits });
        if self.versions.is_empty() {
            return None;
        }
        // The latest versions are those that hold this date, and the oldest of them is the mark. The days of commits
        // tell nothing of that: an amended or rebased commit keeps the day on which it was begun.
        let (mut holding, mut other, mut mark) = (0, self.versions.len(), None);
        let spelled = date.to_string();
        while holding < other {
            let middle = usize::midpoint(holding, other - 1);
            // Most cards are what their last commit made of them, and most older versions have not even the date
            // somewhere: the former need not be fetched, the latter need not be read.
            let blob = self.versions[middle].blob;
            let text = if blob.is_of(&self.card.text) { None } else { Some(self.past.text(blob)?) };
            let is_now = text.as_ref().is_none_or(|text| **text == *self.card.text);
            let earlier = text.filter(|text| !is_now && text.contains(&spelled));
            let earlier = earlier.map(|text| Earlier::read(&self.card.path, text));
            let said = earlier.as_ref().and_then(|earlier| last_reviewed(&earlier.front_matter, self.keys));
            if is_now || said == Some(date) {
                (holding, mark) = (middle + 1, Some((middle, earlier)));
            } else {
                other = middle;
            }
        }
        // A mark that is not committed yet: what stands there is what was read.
        let Some((index, earlier)) = mark else { return verdict(None, 0) };
        let now = Content::of_card(self.card);
        let edited = earlier.filter(|earlier| !earlier.content().is_same(now));
        verdict(edited.map(|earlier| self.edited(Some(changed_lines(earlier.content(), now)), index)), index)
    }

    fn edited(&self, changed_lines: Option<usize>, commits: usize) -> Edited {
        let on = self.versions.first().filter(|_| commits > 0).map(day);
        Edited { changed_lines, on }
    }

    fn earlier(&self, version: &Version) -> Option<Earlier> {
        Some(Earlier::read(&self.card.path, self.past.text(version.blob)?))
    }
}

fn day(version: &Version) -> Date {
    version.time.to_zoned(TimeZone::UTC).date()
}

/// How many lines differ: of those that only the one has and those that only the other has, the larger number. A line
/// that only moved does not count, but content that differs has one changed line at least.
fn changed_lines(before: Content<'_>, after: Content<'_>) -> usize {
    let mut counts: FxHashMap<String, isize> = FxHashMap::default();
    for line in before.lines() {
        *counts.entry(line).or_default() -= 1;
    }
    for line in after.lines() {
        *counts.entry(line).or_default() += 1;
    }
    let sum = |sign: isize| counts.values().map(|count| usize::try_from(count * sign).unwrap_or(0)).sum::<usize>();
    sum(1).max(sum(-1)).max(1)
}
