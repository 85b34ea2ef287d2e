//! How many cards wait: by quadrant, tag and owner; and how many were reviewed in which month.
//!
//! Entries of the queue → [`Group`]s and months. A review is known by its date in the front matter, now or in an earlier
//! version: what was marked anew is not forgotten. Must never look at more of the past than the months that are shown.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use super::last_reviewed;
use super::seal::Earlier;
use crate::config::ReviewKeys;
use crate::discover::{History, Past};
use crate::due::{Due, State};
use crate::graph::Graph;

/// How many months are counted, this one included.
const MONTHS: i64 = 12;

/// The cards of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What puts them together.
    pub kind: Kind,
    /// The quadrant, tag or owner; `–` for the cards without one.
    pub name: String,
    /// How many there are.
    pub count: Count,
}

/// What puts cards together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// All of them.
    All,
    /// Their top folder.
    Quadrant,
    /// A tag.
    Tag,
    /// Who looks after them.
    Owner,
}

/// How many cards there are, and how many of them wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// All.
    pub cards: usize,
    /// Never reviewed.
    pub never: usize,
    /// Edited since their review.
    pub edited: usize,
    /// Overdue, edited or not.
    pub overdue: usize,
    /// Due soon.
    pub due_soon: usize,
    /// The median age of the reviews; of an even number the lower one in the middle.
    pub median_age_days: Option<u32>,
}

impl Kind {
    /// Its name in tables and data.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Quadrant => "quadrant",
            Self::Tag => "tag",
            Self::Owner => "owner",
        }
    }
}

/// All cards, then by quadrant, tag and owner, each sorted by name. A kind that no card has is left out.
#[must_use]
pub fn groups(graph: &Graph, today: Date, dues: &[&Due]) -> Vec<Group> {
    let mut members: BTreeMap<(Kind, &str), Vec<&Due>> = BTreeMap::new();
    members.insert((Kind::All, ""), dues.to_vec());
    for due in dues {
        let card = &graph.cards[due.card];
        let tags: BTreeSet<&str> = card.tags.iter().map(|tag| tag.name.as_str()).collect();
        let owners: BTreeSet<&str> = due.owners.iter().map(String::as_str).collect();
        let quadrant = card.path.top_folder().into_iter().collect();
        for (kind, names) in [(Kind::Quadrant, quadrant), (Kind::Tag, tags), (Kind::Owner, owners)] {
            let names: BTreeSet<&str> = if names.is_empty() { BTreeSet::from(["–"]) } else { names };
            for name in names {
                members.entry((kind, name)).or_default().push(due);
            }
        }
    }
    let has_names = |kind: Kind| members.keys().any(|(other, name)| *other == kind && *name != "–");
    let group = |((kind, name), dues): (&(Kind, &str), &Vec<&Due>)| {
        let name = (*name).to_owned();
        has_names(*kind).then(|| Group { kind: *kind, name, count: count(today, dues) })
    };
    members.iter().filter_map(group).collect()
}

fn count(today: Date, dues: &[&Due]) -> Count {
    let number = |is: &dyn Fn(&Due) -> bool| dues.iter().filter(|due| is(due)).count();
    let mut ages: Vec<u32> = dues.iter().filter_map(|due| due.age_days).collect();
    ages.sort_unstable();
    Count {
        cards: dues.len(),
        never: number(&|due| due.state == State::Never),
        edited: number(&|due| due.edited.is_some()),
        overdue: number(&|due| due.is_overdue(today)),
        due_soon: number(&|due| due.state == State::DueSoon),
        median_age_days: ages.get(ages.len().saturating_sub(1) / 2).copied(),
    }
}

/// How many cards were reviewed in each of the last twelve months, the oldest first: `2026-03` and a number.
#[must_use]
pub fn reviews_by_month(
    (graph, history, past): (&Graph, &History, &dyn Past),
    keys: &ReviewKeys,
    today: Date,
    dues: &[&Due],
) -> Vec<(String, usize)> {
    let first = today.first_of_month().checked_sub((MONTHS - 1).months()).unwrap_or(Date::MIN);
    let is_counted = |date: &Date| (first..=today).contains(date);
    let of_card = |due: &&Due| {
        let path = &graph.cards[due.card].path;
        let versions = history.cards.get(path).map_or(&[][..], |changes| &changes.versions);
        // A review stands in a commit of its day or a later one.
        let recent = versions.iter().filter(|version| version.time.to_zoned(TimeZone::UTC).date() >= first);
        let earlier = recent.filter_map(|version| {
            let earlier = Earlier::read(path, past.text(version.blob)?);
            last_reviewed(&earlier.front_matter, keys)
        });
        earlier.chain(due.last_reviewed).filter(is_counted).collect::<BTreeSet<Date>>()
    };
    let reviews: Vec<BTreeSet<Date>> = dues.par_iter().map(of_card).collect();
    let months = (0..MONTHS).filter_map(|number| first.checked_add(number.months()).ok());
    let mut counts: BTreeMap<(i16, i8), usize> = months.map(|month| ((month.year(), month.month()), 0)).collect();
    for date in reviews.iter().flatten() {
        *counts.entry((date.year(), date.month())).or_default() += 1;
    }
    counts.into_iter().map(|((year, month), count)| (format!("{year:04}-{month:02}"), count)).collect()
}
