//! What a link leads to: one resolver for checks and site.
//!
//! A [`Link`] of a card → [`Resolution`]. Must never report: what a mismatch means is for the rules to say.

use crate::graph::CardId;
use crate::path::CardPath;

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The outcome.
    pub status: Status,
    /// The card or asset; also for `Status::SelfLink`, where it is the card itself. `None` unless there is exactly one.
    pub target: Option<Target>,
    /// All that the name could mean, sorted, where it is ambiguous; empty otherwise.
    pub candidates: Vec<CardPath>,
    /// What became of the fragment.
    pub fragment: FragmentStatus,
    /// Whether the target was found only by ignoring case: the name as the disk has it.
    pub case_mismatch: Option<String>,
    /// Whether a wiki-link named a path where the dialect wants a stem.
    pub is_path: bool,
}

/// The outcome of a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Exactly one card or asset.
    Resolved,
    /// None.
    Broken(Reason),
    /// Several.
    Ambiguous,
    /// The card itself (`[[#Heading]]`, `#heading`).
    SelfLink,
    /// Another site, a mail address, …
    External,
}

/// Why a link is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is nothing by that name.
    Missing,
    /// It leads out of the docs root.
    OutsideRoot,
    /// Its scheme is not on the list of allowed ones (`javascript:`).
    Dangerous,
}

/// What became of a link's fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FragmentStatus {
    /// The link has none, or leads where fragments are not looked at (other sites, assets, broken links).
    None,
    /// It leads to this published id.
    Resolved(String),
    /// The card has no such heading, block or anchor.
    Broken,
}

/// What a resolved link points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A card.
    Card(CardId),
    /// An asset: index into `Graph::assets`.
    Asset(usize),
}

/// Resolves one link of a card.
#[must_use]
pub fn resolve(
    _cards: &[crate::parse::card::Card],
    _assets: &[crate::discover::Asset],
    _names: &crate::graph::Names,
    _config: &crate::config::Config,
    _card: &crate::parse::card::Card,
    _link: &crate::parse::card::Link,
) -> Resolution {
    Resolution {
        status: Status::External,
        target: None,
        candidates: Vec::new(),
        fragment: FragmentStatus::None,
        case_mismatch: None,
        is_path: false,
    }
}
