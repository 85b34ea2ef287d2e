//! The stages put together: tree → cards → graph.
//!
//! Every command starts with [`load`]. Must never print, and never decide what a finding means.

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::discover::{DiscoverError, FileSet, Source, discover};
use crate::graph::{Graph, link};
use crate::parse::parse;
use crate::path::CardPath;

/// A docs root, read and linked.
#[derive(Debug)]
pub struct Loaded {
    /// The linked cards.
    pub graph: Arc<Graph>,
    /// What discovery could not take.
    pub diagnostics: Vec<Diagnostic>,
    /// Files on disk that the git index does not know, where the index was asked.
    pub untracked: Vec<CardPath>,
}

/// Reads a docs root and links its cards.
///
/// # Errors
/// Where the docs root cannot be read at all.
pub fn load(config: &Config, files: &FileSet) -> Result<Loaded, DiscoverError> {
    let tree = discover(config, files)?;
    let cards = tree.sources.par_iter().map(|source: &Source| parse(source, config)).collect();
    Ok(Loaded {
        graph: link(cards, tree.assets, config).into(),
        diagnostics: tree.diagnostics,
        untracked: tree.untracked,
    })
}
