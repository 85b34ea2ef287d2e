//! The names by which cards and assets are found.
//!
//! Cards and assets → [`Names`]. Must never decide between two candidates: that is the dialect's affair.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::config::{Config, Dialect};
use crate::discover::Asset;
use crate::graph::resolve::label::{self, LabelNames};
use crate::graph::{Anchors, CardId, Target, quartz};
use crate::parse::card::Card;
use crate::path::{fold_case, nfc};

/// Look-up tables over all names, each called by its key. Lists of candidates are sorted.
#[derive(Debug, Default)]
pub struct Names {
    /// NFC path → card or asset.
    paths: FxHashMap<String, Target>,
    /// Path in lower case → cards and assets.
    folded_paths: FxHashMap<String, Vec<Target>>,
    /// NFC stem → cards.
    stems: FxHashMap<String, Vec<CardId>>,
    /// Stem of a card, or file name of an asset, in lower case → cards and assets.
    by_folded_name: FxHashMap<String, Vec<Target>>,
    /// Alias in lower case → cards.
    aliases: FxHashMap<String, Vec<CardId>>,
    /// Quartz: last segment of the slug → cards and assets. Mkdocs: loosened stem or title → cards.
    by_dialect: FxHashMap<String, Vec<Target>>,
    /// What labels of diagrams call cards.
    labels: LabelNames,
    /// What is in each card.
    anchors: Vec<OnceLock<Anchors>>,
}

impl Names {
    /// Reads all names.
    #[must_use]
    pub fn new(cards: &[Arc<Card>], assets: &[Asset], config: &Config) -> Self {
        let mut names = Self {
            anchors: cards.iter().map(|_| OnceLock::new()).collect(),
            labels: label::names(cards, config.links.dialect),
            ..Self::default()
        };
        for (id, card) in cards.iter().enumerate() {
            let target = Target::Card(id);
            let key = card.path.key();
            names.folded_paths.entry(key.to_lowercase()).or_default().push(target);
            names.paths.insert(key.into_owned(), target);
            names.stems.entry(nfc(card.path.stem()).into_owned()).or_default().push(id);
            names.by_folded_name.entry(fold_case(card.path.stem())).or_default().push(target);
            for alias in &card.aliases {
                let ids = names.aliases.entry(fold_case(&alias.name)).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
            names.add_for_dialect(config.links.dialect, card, target);
        }
        for (index, asset) in assets.iter().enumerate() {
            let target = Target::Asset(index);
            let key = asset.path.key();
            names.folded_paths.entry(key.to_lowercase()).or_default().push(target);
            names.paths.insert(key.into_owned(), target);
            names.by_folded_name.entry(fold_case(asset.path.file_name())).or_default().push(target);
            if config.links.dialect == Dialect::Quartz {
                let slug = quartz::slug_of_path(asset.path.as_str());
                names.by_dialect.entry(last_segment(&slug).to_owned()).or_default().push(target);
            }
        }
        names
    }

    fn add_for_dialect(&mut self, dialect: Dialect, card: &Card, target: Target) {
        match dialect {
            Dialect::Strict | Dialect::Obsidian => {}
            Dialect::Quartz => {
                let slug = quartz::slug_of_path(card.path.as_str());
                self.by_dialect.entry(last_segment(&slug).to_owned()).or_default().push(target);
            }
            Dialect::Mkdocs => {
                for name in [loosen(card.path.stem()), loosen(&card.title.text)] {
                    let targets = self.by_dialect.entry(name).or_default();
                    if targets.last() != Some(&target) {
                        targets.push(target);
                    }
                }
            }
        }
    }

    /// The headings, blocks and ids of a card.
    #[must_use]
    pub fn anchors(&self, id: CardId, card: &Card) -> &Anchors {
        self.anchors[id].get_or_init(|| Anchors::new(card))
    }

    /// The card at an exact path, given as its key.
    #[must_use]
    pub fn card_at(&self, key: &str) -> Option<CardId> {
        match self.paths.get(key) {
            Some(Target::Card(id)) => Some(*id),
            _ => None,
        }
    }

    /// The card or asset at an exact path, given as its key.
    #[must_use]
    pub fn at(&self, key: &str) -> Option<Target> {
        self.paths.get(key).copied()
    }

    /// The cards and assets at a path, case aside.
    #[must_use]
    pub fn at_folded(&self, path: &str) -> &[Target] {
        self.folded_paths.get(&fold_case(path)).map_or(&[], Vec::as_slice)
    }

    /// The cards with exactly this stem.
    #[must_use]
    pub fn with_stem(&self, stem: &str) -> &[CardId] {
        self.stems.get(nfc(stem).as_ref()).map_or(&[], Vec::as_slice)
    }

    /// The cards with this stem and the assets with this file name, case aside.
    #[must_use]
    pub fn with_name(&self, name: &str) -> &[Target] {
        self.by_folded_name.get(&fold_case(name)).map_or(&[], Vec::as_slice)
    }

    /// The cards with this alias, case aside.
    #[must_use]
    pub fn with_alias(&self, alias: &str) -> &[CardId] {
        self.aliases.get(&fold_case(alias)).map_or(&[], Vec::as_slice)
    }

    /// The cards that a label of a diagram names, given its key.
    #[must_use]
    pub(in crate::graph) fn with_label(&self, key: &str) -> &[CardId] {
        self.labels.get(key).map_or(&[], Vec::as_slice)
    }

    /// Quartz: the cards and assets whose slug ends in this segment.
    #[must_use]
    pub fn with_last_segment(&self, segment: &str) -> &[Target] {
        self.by_dialect.get(segment).map_or(&[], Vec::as_slice)
    }

    /// Mkdocs: the cards whose stem or title is this name, case, spaces, `_` and `-` aside.
    #[must_use]
    pub fn with_loose_name(&self, name: &str) -> &[Target] {
        self.by_dialect.get(&loosen(name)).map_or(&[], Vec::as_slice)
    }
}

fn last_segment(slug: &str) -> &str {
    slug.rsplit('/').next().unwrap_or(slug)
}

/// Lower case, with runs of space, `_` and `-` as one `-`.
fn loosen(name: &str) -> String {
    let folded = fold_case(name);
    let words: Vec<&str> =
        folded.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-')).filter(|word| !word.is_empty()).collect();
    words.join("-")
}
