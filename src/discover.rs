//! The tree on disk as data: which files are cards, which are assets, and their text.
//!
//! Disk (or the git index) → [`Tree`]. The only module that reads the docs root. Must never look into a text
//! further than to decode it, and never follow a symlink out of the root.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::path::CardPath;

/// The text of one card.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it stands in the docs root.
    pub path: CardPath,
    /// Where it stands on disk, absolute.
    pub file: PathBuf,
    /// Its text, byte order mark and line ends as they are; bytes that are not UTF-8 as U+FFFD.
    pub text: Arc<str>,
    /// Whether the configuration put it there; see `Card::is_virtual`.
    pub is_virtual: bool,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it stands in the docs root.
    pub path: CardPath,
    /// Where it stands on disk, absolute.
    pub file: PathBuf,
}

/// What a docs root holds. Guarantees: sources and assets sorted by path, paths unique.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The docs root, absolute.
    pub root: PathBuf,
    /// The cards.
    pub sources: Vec<Source>,
    /// All other files.
    pub assets: Vec<Asset>,
    /// What could not be taken: symlinks that leave the root, unreadable files, bad encodings.
    pub diagnostics: Vec<Diagnostic>,
}
