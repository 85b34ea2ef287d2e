//! The tree on disk as data: which files are cards, which are assets, and their text.
//!
//! Disk (or the git index) → [`Tree`], by four steps:
//! 1. `exclusion`: what is passed over without a word;
//! 2. `walk`: which files there are, symlinks resolved;
//! 3. `git_index`: for a hook, which of them the next commit holds;
//! 4. `read` and `decode`: the texts, in parallel; `memory` keeps those of files that did not change; `sizes`: how
//!    large pictures are;
//! 5. `snippets` and `includes`: the files of the project that cards take in.
//!
//! Beside the tree: `history`, what git knows of the cards; `code_owners`, who looks after which files of the repository.
//!
//! The only module that reads the docs root. Must never look into a file further than that, never follow a symlink
//! out of the root, and never open what is not a regular file.

mod code_owners;
mod decode;
mod exclusion;
mod git_index;
mod history;
mod includes;
mod memory;
mod read;
mod sizes;
mod snippets;
mod templates;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, VirtualCard};
use crate::diag::{Diagnostic, Severity};
use crate::path::{CardPath, is_markdown};
use crate::snippet::Files;
use crate::text::{Span, printable};

use exclusion::Exclusion;
use read::ReadError;
use snippets::Snippets;
use walk::Entry;

pub use code_owners::{OwnersFile, code_owners};
pub use git_index::GitIndex;
pub(crate) use history::GIT_VARIABLES;
pub use history::{
    Blobs, Changes, Checkout, Commit, History, ObjectId, Past, Reading, Version, checkout, commits, head,
};
pub use memory::{Memory, Stamp};
pub(crate) use read::open_regular;
pub use snippets::snippets_of;
pub use templates::read_templates;

/// The text of one card.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it stands in the docs root.
    pub path: CardPath,
    /// Where it stands on disk, absolute; for a card behind a symlink the real file.
    pub file: PathBuf,
    /// Its text, byte order mark and line ends as they are; bytes that are not UTF-8 as U+FFFD.
    pub text: Arc<str>,
    /// Whether the configuration put it there; see `Card::is_virtual`.
    pub is_virtual: bool,
    /// The files that its snippets name.
    pub snippets: Arc<Files>,
    /// The texts of the files that give front matter to all cards of a folder that it is in, from the docs root inwards.
    pub shared: Arc<[Arc<str>]>,
}

impl Source {
    /// A card by itself: not put there by the configuration, without the texts of other files.
    #[must_use]
    pub fn new(path: CardPath, file: PathBuf, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        Self { path, file, text, is_virtual: false, snippets: Arc::default(), shared: Arc::default() }
    }
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it stands in the docs root.
    pub path: CardPath,
    /// Where it stands on disk, absolute; for an asset behind a symlink the real file.
    pub file: PathBuf,
    /// Width and height in pixels of a picture that tells them; not looked for where the git index was asked.
    pub size: Option<(u32, u32)>,
    /// The text of an icon of the project, or of a pack of them: a file below `diagrams.icons`.
    pub text: Option<Arc<str>>,
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
    /// What could not be taken: symlinks that leave the root, unreadable files, bad encodings. Sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Files on disk that the git index does not know, sorted; empty unless the index was asked. They are
    /// neither sources nor assets.
    pub untracked: Vec<CardPath>,
    /// The folders that were looked into, canonical, in no order: a change to any file happens in one of them.
    pub folders: Vec<PathBuf>,
    /// The texts of files that say something of others, as `.nav.yml`; no cards.
    pub side_files: BTreeMap<CardPath, Arc<str>>,
}

/// Who decides which files exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileSet {
    /// The disk.
    Disk,
    /// The git index: what the next commit holds.
    Index(GitIndex),
}

/// Why a docs root could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// It is missing or closed.
    #[error("cannot read the docs root `{}`: {reason}", shown(.root))]
    Root {
        /// The docs root.
        root: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// It is a file.
    #[error("the docs root `{}` is not a folder", shown(.root))]
    NotAFolder {
        /// The docs root.
        root: PathBuf,
    },
    /// A template of the user cannot be read.
    #[error("cannot read the template `{}`: {reason}", shown(.path))]
    Template {
        /// The template or its folder.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A pattern of `docs.exclude` is no glob.
    #[error("`{}` in `docs.exclude` is not a glob: {reason}", printable(.pattern))]
    Glob {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The git index was asked and did not answer.
    #[error("cannot read the git index for `{}`: {reason}", shown(.root))]
    Git {
        /// The docs root.
        root: PathBuf,
        /// What git said.
        reason: String,
    },
}

/// Reads the docs root. What is wrong with a single file is a diagnostic of the tree.
///
/// Not taken and not told: hidden files and folders, what `docs.exclude` matches, backup files, the site, the
/// configuration file and the template folder.
///
/// # Errors
/// Where the root itself cannot be read, a pattern is no glob, or git does not answer.
pub fn discover(config: &Config, files: &FileSet) -> Result<Tree, DiscoverError> {
    let (mut tree, cards) = look(config, files)?;
    let read: Vec<(Option<Source>, Option<Diagnostic>)> = cards.into_par_iter().map(read_card).collect();
    for (source, diagnostic) in read {
        tree.sources.extend(source);
        tree.diagnostics.extend(diagnostic);
    }
    finish(config, &mut tree);
    take_snippets(config, &mut tree, None);
    Ok(tree)
}

/// Reads the docs root again: as [`discover`] does from disk, but only those files that are not as they were.
///
/// # Errors
/// As [`discover`].
pub fn discover_again(config: &Config, memory: &mut Memory) -> Result<Tree, DiscoverError> {
    let (mut tree, cards) = look(config, &FileSet::Disk)?;
    let known: &Memory = memory;
    let read: Vec<Reread> = cards.into_par_iter().map(|entry| read_again(entry, known)).collect();
    let mut texts = Vec::with_capacity(read.len());
    for Reread { source, diagnostic, stamp } in read {
        if let (Some(source), Some(stamp)) = (&source, stamp) {
            texts.push((source.file.clone(), stamp, source.text.clone()));
        }
        tree.sources.extend(source);
        tree.diagnostics.extend(diagnostic);
    }
    finish(config, &mut tree);
    texts.extend(take_snippets(config, &mut tree, Some(known)));
    let stamp = |asset: &Asset| fs::symlink_metadata(&asset.file).ok().map(|metadata| Stamp::of(&metadata));
    let assets = tree.assets.iter().map(|asset| (asset.path.clone(), stamp(asset))).collect();
    memory.replace(texts.into_iter(), assets);
    Ok(tree)
}

/// A card that was read again or left alone.
struct Reread {
    source: Option<Source>,
    diagnostic: Option<Diagnostic>,
    /// Where there is nothing to complain about.
    stamp: Option<Stamp>,
}

fn read_again(entry: Entry, memory: &Memory) -> Reread {
    // The stamp is taken before the text: a change between the two is seen next time.
    let stamp = fs::symlink_metadata(&entry.file).ok().filter(fs::Metadata::is_file).as_ref().map(Stamp::of);
    if let Some(text) = stamp.and_then(|stamp| memory.text(&entry.file, &stamp)) {
        let Entry { path, file, .. } = entry;
        return Reread { source: Some(Source::new(path, file, text)), diagnostic: None, stamp };
    }
    let (source, diagnostic) = read_card(entry);
    let stamp = stamp.filter(|_| diagnostic.is_none());
    Reread { source, diagnostic, stamp }
}

/// Finds the files: a tree without texts, and the cards that are to be read.
fn look(config: &Config, files: &FileSet) -> Result<(Tree, Vec<Entry>), DiscoverError> {
    let root = canonical_root(&config.root)?;
    let exclusion = Exclusion::new(config)?;
    let mut found = walk::walk(&root, &config.root, &exclusion);
    let untracked = match files {
        FileSet::Disk => Vec::new(),
        FileSet::Index(index) => git_index::restrict(index, &root, &config.root, &exclusion, &mut found)?,
    };
    let icons = config.diagrams.icons.as_deref();
    let (side, entries): (Vec<Entry>, Vec<Entry>) =
        found.entries.into_iter().partition(|entry| exclusion.is_side_file(entry.path.as_str()));
    let (mut cards, others): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| is_markdown(entry.path.file_name()));
    if config.mkdocs.is_some() {
        found.diagnostics.extend(without_second_indexes(&mut cards));
    }
    let mut tree = Tree { root: config.root.clone(), diagnostics: found.diagnostics, untracked, ..Tree::default() };
    let wants_sizes = *files == FileSet::Disk;
    let unread: Vec<Option<Diagnostic>>;
    (tree.assets, unread) = others
        .into_par_iter()
        .map(|entry| {
            let size = if wants_sizes { sizes::of_picture(&entry.path, &entry.file) } else { None };
            let text = icons.filter(|icons| is_icon(&entry.path, icons)).map(|_| read_text(&entry)).transpose();
            let Entry { path, file, .. } = entry;
            let unread = text.as_ref().err().map(|error| unreadable(&path, error.as_str()));
            (Asset { path, file, size, text: text.ok().flatten() }, unread)
        })
        .unzip();
    tree.diagnostics.extend(unread.into_iter().flatten());
    if let (Some(_), Some(folder)) = (&config.mkdocs, &config.templates) {
        templates::add_assets(folder, &mut tree.assets);
    }
    tree.folders = found.folders;
    for entry in side {
        let path = entry.path.clone();
        let (source, diagnostic) = read_card(entry);
        tree.side_files.extend(source.map(|source| (path, source.text)));
        tree.diagnostics.extend(diagnostic);
    }
    Ok((tree, cards))
}

/// Whether a file is an icon, or a pack of them, below a folder of the docs root.
fn is_icon(path: &CardPath, folder: &str) -> bool {
    let below = path.as_str().strip_prefix(folder.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
    below && [".svg", ".json"].iter().any(|ending| path.as_str().ends_with(ending))
}

fn read_text(entry: &Entry) -> Result<Arc<str>, String> {
    let bytes =
        entry.blob.clone().map_or_else(|| read::read_inside(&entry.file), Ok).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map(Arc::from).map_err(|_| "is not UTF-8".to_owned())
}

/// In a MkDocs project `README.md` is the index of its folder, unless `index.md` is: then it is left out.
fn without_second_indexes(cards: &mut Vec<Entry>) -> Vec<Diagnostic> {
    let indexes: BTreeSet<String> = cards
        .iter()
        .filter(|entry| entry.path.file_name() == "index.md")
        .map(|entry| entry.path.folder().to_owned())
        .collect();
    let second =
        cards.extract_if(.., |entry| entry.path.file_name() == "README.md" && indexes.contains(entry.path.folder()));
    let finding = |entry: Entry| {
        let message = "the card is left out: `index.md` beside it is the same page";
        let found = Diagnostic::new("output-collision", &entry.path, Span::at(0), message);
        Diagnostic { severity: Severity::Warning, ..found }.hint("exclude it with `exclude_docs`, or rename it")
    };
    second.map(finding).collect()
}

/// Puts a tree in order, and the virtual cards into it.
fn finish(config: &Config, tree: &mut Tree) {
    tree.sources.sort_by(|a, b| a.path.cmp(&b.path));
    tree.assets.sort_by(|a, b| a.path.cmp(&b.path));
    add_virtual_cards(&config.docs.virtual_cards, tree);
    share_front_matter(config, tree);
    tree.diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
}

/// Gives each card the files that say front matter for its folders.
fn share_front_matter(config: &Config, tree: &mut Tree) {
    let Some(mkdocs) = &config.mkdocs else { return };
    let shared = tree.side_files.iter().filter(|(path, _)| mkdocs.is_shared_front_matter(path.as_str()));
    let by_folder: BTreeMap<&str, &Arc<str>> = shared.map(|(path, text)| (path.folder(), text)).collect();
    if by_folder.is_empty() {
        return;
    }
    for source in &mut tree.sources {
        let folder = source.path.folder();
        let above = folder.match_indices('/').map(|(at, _)| &folder[..at]);
        let inner = (!folder.is_empty()).then_some(folder);
        let folders = [""].into_iter().chain(above).chain(inner);
        source.shared = folders.filter_map(|folder| by_folder.get(folder).map(|text| Arc::clone(text))).collect();
    }
}

/// Gives each card the files that its snippets name; gives back what was read.
fn take_snippets(config: &Config, tree: &mut Tree, memory: Option<&Memory>) -> Vec<(PathBuf, Stamp, Arc<str>)> {
    let Some(mut snippets) = Snippets::of(config, memory) else { return Vec::new() };
    for source in &mut tree.sources {
        snippets.fill(source);
    }
    tree.folders
        .extend(snippets.folders.into_iter().filter(|folder| !tree.folders.contains(folder)).collect::<Vec<_>>());
    snippets.stamps
}

fn canonical_root(root: &Path) -> Result<PathBuf, DiscoverError> {
    let failed = |reason| DiscoverError::Root { root: root.to_owned(), reason };
    let canonical = fs::canonicalize(root).map_err(failed)?;
    if !fs::metadata(&canonical).map_err(failed)?.is_dir() {
        return Err(DiscoverError::NotAFolder { root: root.to_owned() });
    }
    fs::read_dir(&canonical).map_err(failed)?;
    Ok(canonical)
}

fn read_card(entry: Entry) -> (Option<Source>, Option<Diagnostic>) {
    let Entry { path, file, blob, .. } = entry;
    match blob.map_or_else(|| read::read_inside(&file), Ok) {
        Ok(bytes) => {
            let (text, fault) = decode::decode(bytes);
            let diagnostic = fault.map(|fault| fault.into_diagnostic(&path));
            (Some(Source::new(path, file, text)), diagnostic)
        }
        Err(ReadError::Missing) => (None, Some(unreadable(&path, "vanished while the docs root was read"))),
        Err(error) => (None, Some(unreadable(&path, error.to_string()))),
    }
}

/// A real card wins over a virtual one of the same path.
fn add_virtual_cards(cards: &[VirtualCard], tree: &mut Tree) {
    for VirtualCard { path, source } in cards {
        let at = match tree.sources.binary_search_by(|card| card.path.cmp(path)) {
            Ok(_) => continue,
            Err(_) if tree.sources.iter().any(|card| card.path.key() == path.key()) => continue,
            Err(at) => at,
        };
        let bytes = read::read_anywhere(source).unwrap_or_else(|error| {
            let severity = if error.is_missing() { Severity::Info } else { Severity::Error };
            let what = format!("`{}` {error}, and this card is a copy of it", shown(source));
            let mut diagnostic = unreadable(path, what).hint("correct `docs.virtual-cards` in the configuration");
            diagnostic.severity = severity;
            tree.diagnostics.push(diagnostic);
            Vec::new()
        });
        let (text, fault) = decode::decode(bytes);
        tree.diagnostics.extend(fault.map(|fault| fault.into_diagnostic(path)));
        let card = Source {
            path: path.clone(),
            file: source.clone(),
            text: text.into(),
            is_virtual: true,
            snippets: Arc::default(),
            shared: Arc::default(),
        };
        tree.sources.insert(at, card);
    }
}

/// A file that is there and cannot be taken.
fn unreadable(path: &CardPath, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new("unreadable-file", path, Span::at(0), message)
}

/// A path for messages.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests;
