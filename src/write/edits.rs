//! New texts into the files of the author.
//!
//! Each file is replaced in one step by a file written beside it, and none is touched before all are ready. Must
//! never write where the bytes on disk are not the ones that were edited, nor outside of the docs root.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::discover::open_regular;
use crate::write::{WriteError, failed};

/// A file with a new text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditedFile<'a> {
    /// The file, absolute; behind a symlink the target is changed and the symlink stays.
    pub file: &'a Path,
    /// The text that was read and edited.
    pub old: &'a str,
    /// The text that comes instead.
    pub new: &'a str,
}

/// Replaces the texts of files; returns how many changed. Mode and owner of a file stay.
///
/// # Errors
/// Where a file lies outside of the docs root, is not as it was read, or cannot be written. No file has changed
/// then, unless the system failed while the new files were given their names.
pub fn apply_edits(root: &Path, files: &[EditedFile<'_>]) -> Result<usize, WriteError> {
    let root = fs::canonicalize(root).map_err(failed("find", root))?;
    let mut targets: BTreeMap<PathBuf, &EditedFile<'_>> = BTreeMap::new();
    for edited in files.iter().filter(|edited| edited.old != edited.new) {
        let target = fs::canonicalize(edited.file).map_err(failed("find", edited.file))?;
        if !target.starts_with(&root) {
            return Err(refused(edited.file, "it lies outside of the docs root"));
        }
        if targets.insert(target, edited).is_some_and(|other| other.new != edited.new) {
            return Err(refused(edited.file, "it is edited twice, once by another name"));
        }
    }
    let replacements: Vec<Replacement> = targets
        .into_iter()
        .enumerate()
        .map(|(number, (target, edited))| Replacement::prepare(target, edited, number))
        .collect::<Result<_, _>>()?;
    let count = replacements.len();
    for mut replacement in replacements {
        fs::rename(&replacement.beside, &replacement.target).map_err(failed("replace", &replacement.target))?;
        replacement.is_done = true;
    }
    Ok(count)
}

/// A new file that has no name yet; removed when it is dropped without one.
#[derive(Debug)]
struct Replacement {
    target: PathBuf,
    beside: PathBuf,
    is_done: bool,
}

impl Replacement {
    fn prepare(target: PathBuf, edited: &EditedFile<'_>, number: usize) -> Result<Self, WriteError> {
        let (mut file, metadata) = open_regular(&target).map_err(failed("read", edited.file))?;
        let mut bytes = Vec::with_capacity(edited.old.len() + 1);
        // One byte more than expected shows that the file has grown.
        let most = edited.old.len() as u64 + 1;
        (&mut file).take(most).read_to_end(&mut bytes).map_err(failed("read", edited.file))?;
        if bytes != edited.old.as_bytes() {
            return Err(refused(edited.file, "it has changed since it was read"));
        }
        let beside = target.with_file_name(format!(".quadrille-edit-{}-{number}", std::process::id()));
        let new = OpenOptions::new().write(true).create_new(true).open(&beside).map_err(failed("edit", edited.file))?;
        let replacement = Self { target, beside, is_done: false };
        fill(new, edited.new, &metadata).map_err(failed("edit", edited.file))?;
        Ok(replacement)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.is_done {
            // The error that led here is the one to tell.
            drop(fs::remove_file(&self.beside));
        }
    }
}

fn fill(mut file: File, text: &str, like: &fs::Metadata) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    let metadata = file.metadata()?;
    if (metadata.uid(), metadata.gid()) != (like.uid(), like.gid()) {
        // Only root may give a file away; for anybody else the file becomes the editor's, as with any editor.
        drop(std::os::unix::fs::fchown(&file, Some(like.uid()), Some(like.gid())));
    }
    file.set_permissions(like.permissions())?;
    file.sync_all()
}

fn refused(file: &Path, reason: &str) -> WriteError {
    WriteError::Edit { file: file.to_owned(), reason: reason.to_owned() }
}
