//! The folders of a docs root with their pages, for plugins that read the navigation from files.
//!
//! Cards → [`Shelf`]. Pages and folders stand as MkDocs lists them: the index first, then by bytes. Folders deeper than
//! [`MAX_DEPTH`] are left out, so that what walks the shelf may recurse.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};

use super::{Draft, Material};
use crate::graph::CardId;

/// How deep folders may nest.
pub(super) const MAX_DEPTH: usize = 64;

/// What is in a folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) pages: Vec<CardId>,
    /// Whole paths.
    pub(super) folders: Vec<String>,
}

/// All folders by their path; the root is empty.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    folders: BTreeMap<String, Folder>,
}

impl Shelf {
    /// Puts up the pages that may be in the navigation.
    pub(super) fn new(material: &Material<'_>) -> Self {
        let mut shelf = Self::default();
        shelf.folders.insert(String::new(), Folder::default());
        for id in material.shown() {
            let folder = material.cards[id].path.folder();
            if folder.split('/').count() < MAX_DEPTH {
                shelf.ensure(folder);
                shelf.folders.entry(folder.to_owned()).or_default().pages.push(id);
            }
        }
        shelf
    }

    fn ensure(&mut self, path: &str) {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for end in ends.filter(|end| *end > 0) {
            let folder = &path[..end];
            if !self.folders.contains_key(folder) {
                let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
                self.folders.entry(above.to_owned()).or_default().folders.push(folder.to_owned());
                self.folders.insert(folder.to_owned(), Folder::default());
            }
        }
    }

    /// A folder, if pages are in it or below.
    pub(super) fn folder(&self, path: &str) -> Option<&Folder> {
        self.folders.get(path)
    }

    /// The paths of all folders, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.folders.keys().map(String::as_str)
    }
}

/// The path of something that a file in a folder names; `None` where it leaves the root.
pub(super) fn joined(folder: &str, name: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in name.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// A pattern of paths: `*` stops at `/`, `@(a|b)` is one of two. What is no pattern matches nothing.
pub(super) fn pattern(text: &str) -> Option<GlobMatcher> {
    let text = text.trim_end_matches('/').replace("@(", "{");
    let braced = if text.contains('{') { text.replace('|', ",").replace(')', "}") } else { text };
    GlobBuilder::new(&braced).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

/// Takes out sections without entries.
pub(super) fn without_empty_sections(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    // From the back: a section is kept if what was kept last stands deeper.
    for draft in drafts.into_iter().rev() {
        let is_full = draft.path.is_some() || kept.last().is_some_and(|after| after.level > draft.level);
        if is_full {
            kept.push(draft);
        }
    }
    kept.reverse();
    kept
}
