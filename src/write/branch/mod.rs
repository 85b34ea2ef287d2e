//! Folders and files onto a branch, by one commit, past every checkout.
//!
//! A [`Branch`] and [`Change`]s → a commit, by five steps:
//! 1. the commit that the branch stands at, here or at the remote that it is pushed to;
//! 2. `objects`: new contents as objects of the repository, each read from disk by git itself;
//! 3. `tree`: the folders that change are made anew, and all others named as they are;
//! 4. a commit of the new tree;
//! 5. the branch moves, if it still stands where it stood.
//!
//! Until step 5 nothing can be seen. Same tree and same changes, same new tree. Must never touch a checkout or the
//! index, and never fetch.

mod git;
mod objects;
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::text::printable;
use git::Git;
pub use objects::folder_files;
use tree::Entry;

/// What is to be at a path of the branch. Paths are relative and `/`-separated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The files of a folder on disk, all that are regular.
    Folder(PathBuf),
    /// A file of this text.
    File(String),
    /// A symlink to this target.
    Link(String),
    /// What the branch has at another path, as this commit leaves it.
    Same(String),
    /// Nothing.
    Gone,
}

/// A branch of a repository, as it was when it was looked at.
#[derive(Debug)]
pub struct Branch {
    git: Git,
    name: String,
    /// Where the branch stands here.
    tip: Option<String>,
    /// What the next commit is made on: the tip, or that of the remote where it is further.
    head: Option<String>,
}

/// Where a branch is pushed to, and whether it must not be behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upstream<'a> {
    /// What was last fetched of this remote is the base where it is further; where the two have parted, that is an error.
    Followed(&'a str),
    /// It is not looked at.
    Ignored,
}

/// What became of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// The branch has a new commit.
    Done,
    /// The branch had it all.
    Unchanged,
}

/// Why a branch is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BranchError {
    /// There is no git.
    #[error("`git` is not installed, and versions are published on a branch")]
    NoGit,
    /// There is no repository.
    #[error("`{}` is in no git repository, and versions are published on a branch", shown(.0))]
    NoRepository(PathBuf),
    /// Its name.
    #[error("`{}` cannot be the name of a branch", printable(.0))]
    BadName(String),
    /// Someone works on it.
    #[error(
        "the branch `{}` is checked out, and its files would seem to be changed\n  hint: check out another branch",
        printable(.0)
    )]
    CheckedOut(String),
    /// Here and there are different commits.
    #[error(
        "the branch `{}` here and at `{}` have parted\n  hint: bring them together, or go on with \
         `--ignore-remote-status`",
        printable(.branch),
        printable(.remote)
    )]
    Parted {
        /// The branch.
        branch: String,
        /// The remote.
        remote: String,
    },
    /// Git said no.
    #[error("`git {action}` failed: {}", printable(.reason))]
    Git {
        /// What was asked of git.
        action: String,
        /// What it said.
        reason: String,
    },
    /// A file of the site cannot be read.
    #[error("cannot read `{}`: {reason}", shown(.path))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

impl Branch {
    /// Looks at a branch of the repository round a folder; it may not be there yet.
    ///
    /// # Errors
    /// Where there is no repository, or the branch cannot be moved.
    pub fn open(folder: &Path, name: &str, upstream: Upstream<'_>) -> Result<Self, BranchError> {
        let git = Git::new(folder)?;
        if !git.succeeds(&["check-ref-format", "--branch", name])? {
            return Err(BranchError::BadName(name.to_owned()));
        }
        let tip = git.commit(&format!("refs/heads/{name}"))?;
        let mut branch = Self { head: tip.clone(), git, name: name.to_owned(), tip };
        if let Upstream::Followed(remote) = upstream {
            branch.follow(remote)?;
        }
        Ok(branch)
    }

    /// The bytes of a file of the branch; `None` where there is none.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, BranchError> {
        let Some(head) = &self.head else { return Ok(None) };
        let object = format!("{head}:{path}");
        if !self.git.succeeds(&["cat-file", "-e", &object])? {
            return Ok(None);
        }
        self.git.output(&["cat-file", "blob", &object], b"").map(Some)
    }

    /// The paths of all files below a folder of the branch, relative to it and sorted.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn files(&self, folder: &str) -> Result<Vec<String>, BranchError> {
        let Some(head) = &self.head else { return Ok(Vec::new()) };
        let tree = format!("{head}:{folder}");
        if !self.git.succeeds(&["cat-file", "-e", &tree])? {
            return Ok(Vec::new());
        }
        let listed = self.git.output(&["ls-tree", "-r", "-z", "--name-only", &tree], b"")?;
        let names = listed.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }

    /// The short name of the commit that is checked out; `None` where there is none.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn checked_out(&self) -> Result<Option<String>, BranchError> {
        if self.git.commit("HEAD")?.is_none() {
            return Ok(None);
        }
        self.git.line(&["rev-parse", "--short", "HEAD"], b"").map(Some)
    }

    /// Whether the branch may move: nobody works on it.
    ///
    /// # Errors
    /// Where it is checked out.
    pub fn check_free(&self) -> Result<(), BranchError> {
        let head = self.git.line(&["symbolic-ref", "--quiet", "HEAD"], b"").ok();
        if head == Some(self.full_name()) { Err(BranchError::CheckedOut(self.name.clone())) } else { Ok(()) }
    }

    /// Makes the changes, by path, and commits them.
    ///
    /// # Errors
    /// Where a file cannot be read, git says no, or the branch has moved; then it stands where it stood.
    pub fn commit(
        &mut self,
        changes: &BTreeMap<String, Change>,
        message: &str,
        if_unchanged: IfUnchanged,
    ) -> Result<Committed, BranchError> {
        self.check_free()?;
        let old = self.head.as_deref().map(|head| self.git.line(&["rev-parse", &format!("{head}^{{tree}}")], b""));
        let old = old.transpose()?;
        let new = self.tree(old.as_deref(), changes)?;
        let was_nothing = old.is_none() && changes.values().all(|change| *change == Change::Gone);
        if (was_nothing || old.as_deref() == Some(&new)) && if_unchanged == IfUnchanged::NoCommit {
            return Ok(Committed::Unchanged);
        }
        let mut arguments = vec!["commit-tree", new.as_str(), "-F", "-"];
        if let Some(head) = &self.head {
            arguments.extend(["-p", head]);
        }
        let commit = self.git.line(&arguments, message.as_bytes())?;
        let expected = self.tip.clone().unwrap_or_else(|| "0".repeat(commit.len()));
        self.git.line(&["update-ref", "-m", "quadrille deploy", &self.full_name(), &commit, &expected], b"")?;
        (self.tip, self.head) = (Some(commit.clone()), Some(commit));
        Ok(Committed::Done)
    }

    /// Sends the branch to a remote.
    ///
    /// # Errors
    /// Where git says no.
    pub fn push(&self, remote: &str) -> Result<(), BranchError> {
        let name = self.full_name();
        self.git.line(&["push", "--quiet", "--", remote, &format!("{name}:{name}")], b"").map(drop)
    }

    fn full_name(&self) -> String {
        format!("refs/heads/{}", self.name)
    }

    /// Takes what was last fetched of a remote for the base, where the branch here is behind.
    fn follow(&mut self, remote: &str) -> Result<(), BranchError> {
        let Some(there) = self.git.commit(&format!("refs/remotes/{remote}/{}", self.name))? else { return Ok(()) };
        let Some(here) = &self.tip else {
            self.head = Some(there);
            return Ok(());
        };
        let is_within = |old: &str, new: &str| self.git.succeeds(&["merge-base", "--is-ancestor", old, new]);
        if is_within(here, &there)? {
            self.head = Some(there);
        } else if !is_within(&there, here)? {
            return Err(BranchError::Parted { branch: self.name.clone(), remote: remote.to_owned() });
        }
        Ok(())
    }

    /// The tree that the changes make of the old one.
    fn tree(&self, old: Option<&str>, changes: &BTreeMap<String, Change>) -> Result<String, BranchError> {
        let mut entries: BTreeMap<String, Option<Entry>> = BTreeMap::new();
        // The path of the branch itself.
        let old = if changes.get("") == Some(&Change::Gone) { None } else { old };
        for (path, change) in changes.iter().filter(|(path, _)| !path.is_empty()) {
            let entry = match change {
                Change::Folder(folder) => objects::of_folder(&self.git, folder)?,
                Change::File(text) => {
                    Some(Entry::file(self.git.line(&["hash-object", "-w", "--stdin"], text.as_bytes())?))
                }
                Change::Link(target) => {
                    Some(Entry::link(self.git.line(&["hash-object", "-w", "--stdin"], target.as_bytes())?))
                }
                Change::Gone => None,
                Change::Same(_) => continue,
            };
            entries.insert(path.clone(), entry);
        }
        for (path, change) in changes {
            if let Change::Same(other) = change {
                let entry = match entries.get(other) {
                    Some(entry) => entry.clone(),
                    None => tree::at(&self.git, old, other)?,
                };
                entries.insert(path.clone(), entry);
            }
        }
        tree::changed(&self.git, old, entries)
    }
}

/// What is done where nothing would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfUnchanged {
    /// Nothing.
    NoCommit,
    /// A commit is made all the same.
    Commit,
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests;
