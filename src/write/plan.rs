//! The outputs by path, before anything is written.
//!
//! Paths → [`Plan`]. Must never touch the disk.

use std::collections::BTreeSet;

use crate::write::WriteError;
use crate::write::manifest::MANIFEST;

/// The longest name that the usual file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// The files of a site. Guarantees: every path is relative, clean and can be written beside all others.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// All files.
    pub(super) files: BTreeSet<&'a str>,
    /// All folders, each after the one that holds it.
    pub(super) folders: BTreeSet<&'a str>,
}

impl<'a> Plan<'a> {
    /// Puts the outputs in order.
    pub(super) fn new(paths: &'a [String]) -> Result<Self, WriteError> {
        let mut plan = Self { files: BTreeSet::new(), folders: BTreeSet::new() };
        for path in paths {
            if let Some(reason) = fault(path) {
                return Err(bad(path, reason));
            }
            if !plan.files.insert(path) {
                return Err(bad(path, "two outputs have this path"));
            }
            plan.folders.extend(folders(path));
        }
        match plan.files.iter().find(|path| plan.folders.contains(*path)) {
            Some(path) => Err(bad(path, "it is both a file and a folder")),
            None => Ok(plan),
        }
    }

    /// Whether a file of this path cannot stand beside the outputs.
    pub(super) fn is_in_the_way(&self, path: &str) -> bool {
        self.folders.contains(path) || folders(path).any(|folder| self.files.contains(folder))
    }
}

/// The folders of a path, outermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn bad(path: &str, reason: impl Into<String>) -> WriteError {
    WriteError::Path { path: path.to_owned(), reason: reason.into() }
}

fn fault(path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some("the path is absolute".to_owned());
    }
    if path == MANIFEST {
        return Some("the name is kept for the list of written files".to_owned());
    }
    path.split('/').find_map(|name| match name {
        "" => Some("the path has an empty name".to_owned()),
        "." | ".." => Some(format!("the path has the name `{name}`")),
        name if name.contains('\0') => Some("the path has a NUL character".to_owned()),
        name if name.len() > LONGEST_NAME => {
            Some(format!("a name is {} bytes long, and the longest possible is {LONGEST_NAME}", name.len()))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::Plan;

    fn reason(paths: &[&str]) -> String {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        Plan::new(&paths).err().map_or_else(|| "fine".to_owned(), |error| error.to_string())
    }

    #[test]
    fn paths_that_cannot_be_written_are_named() {
        let long = "x".repeat(256);
        let cases: &[(&[&str], &str)] = &[
            (&["a", "b/c", "b/d", "b-/e", &long[1..]], "fine"),
            (&["../a"], "cannot write `../a` into the site: the path has the name `..`"),
            (&["/a"], "cannot write `/a` into the site: the path is absolute"),
            (&["a//b"], "cannot write `a//b` into the site: the path has an empty name"),
            (&[""], "cannot write `` into the site: the path has an empty name"),
            (&["a\0"], "cannot write `a\\x00` into the site: the path has a NUL character"),
            (&["a", "b", "a"], "cannot write `a` into the site: two outputs have this path"),
            (&["a/b", "a-", "a"], "cannot write `a` into the site: it is both a file and a folder"),
        ];
        for (paths, expected) in cases {
            assert_eq!(reason(paths), *expected);
        }
        assert!(reason(&[&long]).ends_with("a name is 256 bytes long, and the longest possible is 255"));
    }
}
