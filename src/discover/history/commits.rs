//! What single commits say: their day and the first line of their message.
//!
//! [`ObjectId`]s → [`Commit`]s, as `git log --oneline` writes them. Asked for the card that somebody is about to read.
//! Must never fail: where git cannot tell, there are none.

use std::path::Path;

use super::ObjectId;
use super::log::git;

/// A commit, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The start of its id.
    pub id: String,
    /// The day on which its author made it, as `YYYY-MM-DD`.
    pub day: String,
    /// The first line of its message.
    pub subject: String,
}

/// What these commits say, in the order given.
#[must_use]
pub fn commits(root: &Path, ids: &[ObjectId]) -> Vec<Commit> {
    if ids.is_empty() {
        return Vec::new();
    }
    let mut command = git(root);
    command.args(["log", "-z", "--no-walk=unsorted", "--format=%h%x01%as%x01%s", "--encoding=UTF-8"]);
    command.args(["--no-show-signature", "--no-color", "--no-patch"]);
    command.args(ids.iter().map(ToString::to_string)).arg("--");
    let Ok(output) = command.output() else { return Vec::new() };
    if !output.status.success() {
        return Vec::new();
    }
    let commit = |line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        let mut parts = line.trim().splitn(3, '\u{1}').map(str::to_owned);
        Some(Commit { id: parts.next()?, day: parts.next()?, subject: parts.next()? })
    };
    output.stdout.split(|byte| *byte == 0).filter_map(commit).collect()
}
