//! The names by which cards and assets are found.
//!
//! Cards and assets → [`Names`]. Must never decide between two candidates: that is the dialect's affair.

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::discover::Asset;
use crate::graph::CardId;
use crate::parse::card::Card;

/// Look-up tables over all names; keys are NFC.
#[derive(Debug, Default)]
pub struct Names {
    by_path: FxHashMap<String, CardId>,
}

impl Names {
    /// Reads all names.
    #[must_use]
    pub fn new(cards: &[Card], _assets: &[Asset], _config: &Config) -> Self {
        Self { by_path: cards.iter().enumerate().map(|(id, card)| (card.path.key().into_owned(), id)).collect() }
    }

    /// The card at an exact path, given as its key.
    #[must_use]
    pub fn card_at(&self, key: &str) -> Option<CardId> {
        self.by_path.get(key).copied()
    }
}
