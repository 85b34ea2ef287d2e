//! What git knows of the cards: when each was made and last changed, and by whom.
//!
//! The history of a repository → [`History`]. Must never change the repository, and never fail a run: where git cannot
//! tell, there is a note and no dates.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::path::CardPath;

/// The changes of all cards that git knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// By card.
    pub cards: BTreeMap<CardPath, Changes>,
    /// What the user should know, one sentence each: lower case, no full stop.
    pub notes: Vec<String>,
}

/// When a card changed, and who changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The first commit.
    pub created: Timestamp,
    /// The last commit.
    pub modified: Timestamp,
    /// The names of those who wrote the commits, latest first, each once.
    pub authors: Vec<String>,
}
