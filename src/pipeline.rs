//! The stages put together: tree → cards → graph.
//!
//! Every command starts with [`load`]; `serve` goes on with [`reload`]; those who need the review
//! queue ask [`queue`]. Must never print, and never decide what a finding means.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::discover::{
    Blobs, DiscoverError, FileSet, History, Memory, Source, Tree, code_owners, discover, discover_again,
};
use crate::due::Queue;
use crate::graph::{Graph, link_with};
use crate::observer::{Observer, Phase, Silent};
use crate::parse::card::Card;
use crate::parse::front_matter::shared_problems;
use crate::parse::parse;
use crate::path::CardPath;
use crate::review;

/// A docs root, read and linked.
#[derive(Debug)]
pub struct Loaded {
    /// The linked cards.
    pub graph: Arc<Graph>,
    /// What discovery could not take.
    pub diagnostics: Vec<Diagnostic>,
    /// Files on disk that the git index does not know, where the index was asked.
    pub untracked: Vec<CardPath>,
    /// The folders that were looked into, canonical.
    pub folders: Vec<PathBuf>,
}

/// What may be kept from one load to the next because it depends on the bytes of one file, and of those that its snippets name: texts, and cards. All
/// that cards are to each other is made anew.
#[derive(Debug, Default)]
pub struct Kept {
    /// The texts.
    pub memory: Memory,
    /// The cards, sorted by path, and the configuration that they were parsed with.
    cards: Vec<Arc<Card>>,
    config: Option<Config>,
}

/// Reads a docs root and links its cards.
///
/// # Errors
/// Where the docs root cannot be read at all.
pub fn load(config: &Config, files: &FileSet) -> Result<Loaded, DiscoverError> {
    load_observed(config, files, &Silent)
}

/// As [`load`], and tells an observer.
///
/// # Errors
/// As [`load`].
pub fn load_observed(config: &Config, files: &FileSet, observer: &dyn Observer) -> Result<Loaded, DiscoverError> {
    observer.phase(Phase::Discover, 0);
    let tree = discover(config, files)?;
    observer.phase(Phase::Parse, 0);
    let cards = tree.sources.par_iter().map(|source| parse(source, config)).collect();
    observer.phase(Phase::Link, 0);
    Ok(loaded::<Card>(tree, cards, config))
}

/// Reads a docs root from disk again and links its cards: the same as [`load`] gives, but files that did not change are
/// neither read nor parsed.
///
/// # Errors
/// As [`load`].
pub fn reload(config: &Config, kept: &mut Kept) -> Result<Loaded, DiscoverError> {
    let tree = discover_again(config, &mut kept.memory)?;
    if kept.config.as_ref() != Some(config) {
        *kept = Kept { memory: std::mem::take(&mut kept.memory), cards: Vec::new(), config: Some(config.clone()) };
    }
    let cards: Vec<Arc<Card>> = tree
        .sources
        .par_iter()
        .map(|source| same(&kept.cards, source).unwrap_or_else(|| parse(source, config).into()))
        .collect();
    kept.cards.clone_from(&cards);
    Ok(loaded(tree, cards, config))
}

/// The review queue of cards on a day. Without a history, seals and dates alone decide what was edited.
#[must_use]
pub fn queue(config: &Config, graph: &Graph, history: &History, today: Date) -> Queue {
    let (past, owners) = (Blobs::new(&config.root), code_owners(&config.root));
    review::queue(&review::Sources { graph, config, today, history, past: &past, owners: owners.as_ref() })
}

/// The review queue for a site, which says the same on every day.
#[must_use]
pub fn site_queue(config: &Config, graph: &Graph, history: &History) -> Queue {
    let keys = &config.review.keys;
    if graph.cards.iter().any(|card| review::last_reviewed(&card.front_matter, keys).is_some()) {
        queue(config, graph, history, Date::MIN)
    } else {
        Queue::empty(Date::MIN)
    }
}

/// The card that was made of this very source.
fn same(cards: &[Arc<Card>], source: &Source) -> Option<Arc<Card>> {
    let at = cards.binary_search_by(|card| card.path.cmp(&source.path)).ok()?;
    let card = &cards[at];
    let is_same_text = Arc::ptr_eq(&card.text, &source.text) || card.text == source.text;
    let is_same = is_same_text
        && card.is_virtual == source.is_virtual
        && card.snippets == source.snippets
        && card.shared == source.shared;
    is_same.then(|| card.clone())
}

fn loaded<C: Into<Arc<Card>>>(mut tree: Tree, cards: Vec<C>, config: &Config) -> Loaded {
    if let Some(mkdocs) = &config.mkdocs {
        let shared = tree.side_files.iter().filter(|(path, _)| mkdocs.is_shared_front_matter(path.as_str()));
        tree.diagnostics.extend(shared.flat_map(|(path, text)| shared_problems(path, text)));
    }
    Loaded {
        graph: link_with(cards, tree.assets, &tree.side_files, config).into(),
        diagnostics: tree.diagnostics,
        untracked: tree.untracked,
        folders: tree.folders,
    }
}
