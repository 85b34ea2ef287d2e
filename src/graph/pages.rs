//! Where each card is published, and which card is the index of which folder.
//!
//! A card `how-to/pin.md` is published at `how-to/pin/`, the index of a folder at the folder itself; without
//! `use_directory_urls` at `how-to/pin.html`. Names are
//! kept as they are (NFC); percent-encoding happens where a URL is written. Must never write a URL into HTML.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::graph::{CardId, quartz};
use crate::parse::card::Card;
use crate::path::{fold_case, nfc};

/// The published places of all cards.
#[derive(Debug, Default)]
pub struct Pages {
    urls: Vec<String>,
    by_url: BTreeMap<String, CardId>,
    index_slugs: BTreeMap<String, CardId>,
    indexes: BTreeMap<String, CardId>,
    collisions: Vec<Vec<CardId>>,
}

impl Pages {
    /// Gives every card its place. The index of a folder is the first of the configured names that is there.
    #[must_use]
    pub fn new(cards: &[Arc<Card>], config: &Config) -> Self {
        let mut indexes: BTreeMap<String, (usize, CardId)> = BTreeMap::new();
        for (id, card) in cards.iter().enumerate() {
            let folder = card.path.folder();
            let name = folder.rsplit('/').next().unwrap_or(folder);
            if let Some(rank) = config.docs.index.iter().position(|pattern| {
                let wanted = pattern.replace("{folder}", name);
                !(folder.is_empty() && pattern.contains("{folder}")) && wanted == card.path.file_name()
            }) {
                let best = indexes.entry(folder.to_owned()).or_insert((rank, id));
                if rank < best.0 {
                    *best = (rank, id);
                }
            }
        }
        let indexes: BTreeMap<String, CardId> = indexes.into_iter().map(|(folder, (_, id))| (folder, id)).collect();
        let is_flat = config.mkdocs.as_ref().is_some_and(|mkdocs| !mkdocs.use_directory_urls);
        let urls: Vec<String> = cards
            .iter()
            .enumerate()
            .map(|(id, card)| {
                let folder = card.path.folder();
                let is_index = indexes.get(folder) == Some(&id);
                match (is_flat, is_index) {
                    (_, true) if folder.is_empty() => String::new(),
                    (_, true) => format!("{}/", nfc(folder)),
                    (true, false) => format!("{}.html", nfc(card.path.without_extension())),
                    (false, false) => format!("{}/", nfc(card.path.without_extension())),
                }
            })
            .collect();
        let mut by_url: BTreeMap<String, Vec<CardId>> = BTreeMap::new();
        for (id, url) in urls.iter().enumerate() {
            by_url.entry(fold_case(url)).or_default().push(id);
        }
        let collisions = by_url.into_values().filter(|ids| ids.len() > 1).collect();
        // Of two at one place the first is published, with MkDocs the last: the index of a folder beside it.
        let places = urls.iter().enumerate().map(|(id, url)| (url.clone(), id));
        let page_at = if config.mkdocs.is_some() { places.collect() } else { places.rev().collect() };
        let slug_of = |folder: &str| quartz::simplify(&quartz::slug_of_path(&format!("{folder}/index.md")));
        let index_slugs = indexes.iter().map(|(folder, id)| (slug_of(folder), *id)).collect();
        Self { urls, by_url: page_at, index_slugs, indexes, collisions }
    }

    /// The URL of a card, relative to the site's root: empty for the home page, with a `/` at its end, or where
    /// pages are no folders the file itself: `how-to/pin.html`.
    #[must_use]
    pub fn url(&self, card: CardId) -> &str {
        &self.urls[card]
    }

    /// The card that is published at a URL.
    #[must_use]
    pub fn card_at_url(&self, url: &str) -> Option<CardId> {
        self.by_url.get(url).copied()
    }

    /// The index card of a folder, given by the folder's Quartz slug.
    #[must_use]
    pub fn index_by_slug(&self, slug: &str) -> Option<CardId> {
        self.index_slugs.get(slug).copied()
    }

    /// The index card of a folder; the root is the empty folder.
    #[must_use]
    pub fn index_of(&self, folder: &str) -> Option<CardId> {
        self.indexes.get(folder).copied()
    }

    /// The home card.
    #[must_use]
    pub fn home(&self) -> Option<CardId> {
        self.index_of("")
    }

    /// Groups of cards that would be written to one place (also where only a case-insensitive disk says so), sorted.
    #[must_use]
    pub fn collisions(&self) -> &[Vec<CardId>] {
        &self.collisions
    }
}
