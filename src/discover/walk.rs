//! Which files a docs root has, with symlinks resolved.
//!
//! Canonical root → [`Found`]. Iterative, sorted by name. Must never open a file, and never descend into what lies
//! outside of the root; a symlink costs a look at its target, any other file none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diag::Diagnostic;
use crate::discover::exclusion::Exclusion;
use crate::discover::{shown, unreadable};
use crate::path::CardPath;
use crate::text::Span;

/// How many files and folders may be reached through symlinks to folders. Folders that link to each other
/// without a cycle can still multiply without end.
const MOST_LINKED: usize = 100_000;

/// A regular file.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its place in the docs root, symlinks as they are spelled.
    pub(super) path: CardPath,
    /// Its place on disk, below the root as it was given; behind a symlink the canonical path.
    pub(super) file: PathBuf,
    /// The outermost symlink on the way to it.
    pub(super) link: Option<CardPath>,
    /// Its bytes, where they do not come from the disk.
    pub(super) blob: Option<Vec<u8>>,
}

/// What a walk found; entries in no order.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Canonical paths of the folders that were looked into.
    pub(super) folders: Vec<PathBuf>,
}

/// Walks the docs root; `given` is its path as the configuration spells it.
pub(super) fn walk(root: &Path, given: &Path, exclusion: &Exclusion) -> Found {
    let top = Folder { disk: root.to_owned(), prefix: String::new(), link: None, open: Vec::new() };
    let mut walker =
        Walker { root, given, exclusion, found: Found::default(), pending: vec![top], linked_left: MOST_LINKED };
    while let Some(folder) = walker.pending.pop() {
        walker.folder(&folder);
    }
    walker.found
}

/// A folder to walk: the root, or the target of a symlink.
struct Folder {
    /// Canonical.
    disk: PathBuf,
    /// Its place in the docs root, with a `/` at its end unless empty.
    prefix: String,
    link: Option<CardPath>,
    /// The canonical folders of the symlinks that were crossed to come here.
    open: Vec<PathBuf>,
}

struct Walker<'a> {
    root: &'a Path,
    given: &'a Path,
    exclusion: &'a Exclusion,
    found: Found,
    pending: Vec<Folder>,
    linked_left: usize,
}

impl Walker<'_> {
    fn folder(&mut self, folder: &Folder) {
        self.found.folders.push(folder.disk.clone());
        let mut entries = WalkDir::new(&folder.disk).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.failed(folder, &error);
                    continue;
                }
            };
            if let Some(link) = &folder.link {
                let Some(left) = self.linked_left.checked_sub(1) else {
                    self.pending.clear();
                    let message = format!("more than {MOST_LINKED} files lie behind symlinks, the rest is skipped");
                    self.found.diagnostics.push(unreadable(link, message));
                    return;
                };
                self.linked_left = left;
            }
            let is_taken = self.entry(folder, &entry);
            if entry.file_type().is_dir() {
                if is_taken {
                    self.found.folders.push(entry.path().to_owned());
                } else {
                    entries.skip_current_dir();
                }
            }
        }
    }

    /// Takes one file, folder or symlink; tells whether to go on into it.
    fn entry(&mut self, folder: &Folder, entry: &DirEntry) -> bool {
        let Some(path) = place(folder, entry.path()) else { return false };
        let is_out = self.exclusion.excludes(path.as_str());
        if is_out && entry.file_type().is_dir() && !self.exclusion.is_final() {
            // A file in it may be taken all the same; one that git keeps is none.
            return entry.file_name() != ".git";
        }
        if is_out || self.exclusion.is_own(entry.path()) {
            return false;
        }
        if entry.file_name().to_str().is_none() {
            self.found.diagnostics.push(
                unreadable(&path, "name is not UTF-8, and the file is skipped").hint("rename it; names are UTF-8"),
            );
            return false;
        }
        let kind = entry.file_type();
        if kind.is_symlink() {
            self.link(folder, path, entry.path());
        } else if kind.is_file() {
            let file = match &folder.link {
                None => self.given.join(path.as_str()),
                Some(_) => entry.path().to_owned(),
            };
            self.found.entries.push(Entry { path, file, link: folder.link.clone(), blob: None });
        } else if !kind.is_dir() {
            self.found.diagnostics.push(unreadable(&path, "is not a regular file and is skipped"));
        }
        true
    }

    fn link(&mut self, folder: &Folder, path: CardPath, disk: &Path) {
        let target = fs::canonicalize(disk).and_then(|target| Ok((fs::metadata(&target)?, target)));
        let (metadata, target) = match target {
            Ok(target) => target,
            Err(error) => {
                self.found.diagnostics.push(dangling(&path, disk, &error));
                return;
            }
        };
        if self.exclusion.is_own(&target) {
            return;
        }
        if !target.starts_with(self.root) {
            let message = "symlink leads out of the docs root and is skipped";
            self.found.diagnostics.push(
                Diagnostic::new("outside-root", &path, Span::at(0), message)
                    .hint("move the target into the docs root, or remove the symlink"),
            );
        } else if metadata.is_dir() {
            let parent = disk.parent().unwrap_or(self.root);
            if folder.open.iter().map(PathBuf::as_path).chain([parent]).any(|open| open.starts_with(&target)) {
                let message = "symlink leads back to a folder that holds it and is skipped";
                self.found.diagnostics.push(unreadable(&path, message).hint("remove the symlink"));
                return;
            }
            let mut open = folder.open.clone();
            open.push(parent.to_owned());
            let prefix = format!("{}/", path.as_str());
            let link = folder.link.clone().or(Some(path));
            self.pending.push(Folder { disk: target, prefix, link, open });
        } else if metadata.is_file() {
            let link = folder.link.clone().or_else(|| Some(path.clone()));
            self.found.entries.push(Entry { path, file: target, link, blob: None });
        } else {
            self.found.diagnostics.push(unreadable(&path, "is not a regular file and is skipped"));
        }
    }

    fn failed(&mut self, folder: &Folder, error: &walkdir::Error) {
        let reason = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
        // Without a place of its own (the root was closed meanwhile) the finding stands at the root.
        let path = error.path().and_then(|path| place(folder, path)).or_else(|| CardPath::new("index.md"));
        if let Some(path) = path {
            self.found.diagnostics.push(unreadable(&path, format!("cannot be read: {reason}")));
        }
    }
}

/// The place in the docs root of what stands below a folder; bytes that are not UTF-8 become U+FFFD.
fn place(folder: &Folder, disk: &Path) -> Option<CardPath> {
    let below = disk.strip_prefix(&folder.disk).ok()?;
    CardPath::new(&format!("{}{}", folder.prefix, below.to_string_lossy()))
}

fn dangling(path: &CardPath, disk: &Path, error: &io::Error) -> Diagnostic {
    match fs::read_link(disk) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => {
            unreadable(path, format!("symlink leads to `{}`, which does not exist", shown(&target)))
                .hint("correct or remove the symlink")
        }
        _ => unreadable(path, format!("symlink cannot be followed: {error}")),
    }
}
