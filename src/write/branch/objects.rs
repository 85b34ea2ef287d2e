//! A folder of the disk as a tree of the repository.
//!
//! Folder → [`Entry`]: `git hash-object` reads the files one by one, so that no content is ever held here; then the
//! trees are made, inner ones first. Must never follow a symlink.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use walkdir::WalkDir;

use super::BranchError;
use super::git::{Git, complaint, failed};
use super::tree::{Entry, Kind, changed};
use crate::write::manifest::MANIFEST;

/// A file: its path in the folder, and whether it can be run.
struct Found {
    path: String,
    kind: Kind,
}

/// The tree of a folder's files, without the list of those that a build wrote; `None` where there is no file.
pub(super) fn of_folder(git: &Git, folder: &Path) -> Result<Option<Entry>, BranchError> {
    let found = files(folder)?;
    if found.is_empty() {
        return Ok(None);
    }
    let objects = hashes(git, folder, &found)?;
    let entries: BTreeMap<String, Option<Entry>> = found
        .into_iter()
        .zip(objects)
        .map(|(file, object)| (file.path, Some(Entry { kind: file.kind, object })))
        .collect();
    changed(git, None, entries).map(|tree| Some(Entry { kind: Kind::Folder, object: tree }))
}

/// The paths of a folder's files, as they come onto a branch: relative to it and sorted.
///
/// # Errors
/// Where the folder cannot be read.
pub fn folder_files(folder: &Path) -> Result<Vec<String>, BranchError> {
    Ok(files(folder)?.into_iter().map(|file| file.path).collect())
}

fn files(folder: &Path) -> Result<Vec<Found>, BranchError> {
    let unreadable = |path: &Path, reason: String| BranchError::Read { path: path.to_owned(), reason };
    let mut found = Vec::new();
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git") {
        let entry = entry.map_err(|error| unreadable(error.path().unwrap_or(folder), error.to_string()))?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if !entry.file_type().is_file() || path == Path::new(MANIFEST) {
            continue;
        }
        let Some(path) = path.to_str() else {
            return Err(unreadable(entry.path(), "its name is not UTF-8".to_owned()));
        };
        let mode = fs::symlink_metadata(entry.path()).map_err(|error| unreadable(entry.path(), error.to_string()))?;
        let kind = if mode.permissions().mode() & 0o111 == 0 { Kind::File } else { Kind::Program };
        found.push(Found { path: path.to_owned(), kind });
    }
    Ok(found)
}

/// The objects of files, in their order.
fn hashes(git: &Git, folder: &Path, found: &[Found]) -> Result<Vec<String>, BranchError> {
    let arguments = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
    let mut child = git.start(&arguments)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let read = std::thread::scope(|scope| {
        scope.spawn(move || {
            // Where git stops reading, it says why at the end.
            let mut stdin = stdin?;
            found.iter().try_for_each(|file| stdin.write_all(&quoted(&folder.join(&file.path)))).ok()
        });
        let lines = stdout.map(|stdout| BufReader::new(stdout).lines().collect::<Result<Vec<String>, _>>());
        lines.unwrap_or_else(|| Ok(Vec::new()))
    });
    let ended = child.wait_with_output().map_err(|error| failed(&arguments, error.to_string()))?;
    let objects = read.map_err(|error| failed(&arguments, error.to_string()))?;
    if !ended.status.success() || objects.len() != found.len() {
        return Err(complaint(&arguments, &ended.stderr));
    }
    Ok(objects)
}

/// A path as a line of git's input: in quotes, with what is special there escaped.
fn quoted(path: &Path) -> Vec<u8> {
    let mut line = vec![b'"'];
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'"' | b'\\' => line.extend([b'\\', *byte]),
            b'\n' => line.extend(b"\\n"),
            byte => line.push(*byte),
        }
    }
    line.extend(b"\"\n");
    line
}
