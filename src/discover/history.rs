//! What git knows of the cards: when each was made and last changed, and by whom.
//!
//! The history of a repository → [`History`]: `log` runs git and reads what it says, on a thread of its own, while
//! the cards are read and parsed. `blobs` gives the text of an earlier version, `commits` what single commits say. Must
//! never change the repository, and never fail a run: where git cannot tell, there
//! is a note and no dates.

mod blobs;
mod checkout;
mod commits;
mod log;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::path::CardPath;

pub(crate) use log::VARIABLES as GIT_VARIABLES;
use log::{Answer, Job};

pub use blobs::{Blobs, ObjectId, Past};
pub use checkout::{Checkout, checkout};
pub use commits::{Commit, commits};

/// How long git may take: a build must not stand still because a repository has a million commits.
const LONGEST: Duration = Duration::from_secs(30);

/// The changes of all cards that git knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// By card.
    pub cards: BTreeMap<CardPath, Changes>,
    /// What the user should know, one sentence each: lower case, no full stop.
    pub notes: Vec<String>,
    /// Why git cannot tell, where it should be able to: `the repository is a shallow clone`.
    pub gap: Option<String>,
}

/// When a card changed, and who changed it. Times are those of the authors, not of the committers: a rebase changes no
/// card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The first commit, under whatever name the card had then.
    pub created: Timestamp,
    /// The last commit.
    pub modified: Timestamp,
    /// The names of those who wrote the commits, by `.mailmap`, latest first, each once.
    pub authors: Vec<String>,
    /// What the commits made of the card, latest first; of very many the latest.
    pub versions: Vec<Version>,
}

/// A card as a commit left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// When its author made the commit.
    pub time: Timestamp,
    /// The commit.
    pub commit: ObjectId,
    /// The text.
    pub blob: ObjectId,
}

/// A history that is being read while other work goes on.
#[derive(Debug)]
pub struct Reading {
    root: PathBuf,
    job: Job,
    start: Instant,
}

impl History {
    fn without(gap: String, note: String) -> Self {
        Self { notes: vec![note], gap: Some(gap), ..Self::default() }
    }
}

impl Reading {
    /// Starts git in a docs root.
    #[must_use]
    pub fn start(root: &Path) -> Self {
        Self { root: root.to_owned(), job: Job::start(root), start: Instant::now() }
    }

    /// Waits for git, and picks out the cards. Those that no commit holds have no changes; a card behind a symlink has
    /// those of the real file.
    #[must_use]
    pub fn finish<'a>(self, cards: impl Iterator<Item = &'a CardPath>) -> History {
        self.finish_within(LONGEST, cards)
    }

    fn finish_within<'a>(self, limit: Duration, cards: impl Iterator<Item = &'a CardPath>) -> History {
        let found = match self.job.wait(limit.saturating_sub(self.start.elapsed())) {
            Some(Answer::Found(found)) => found,
            Some(Answer::Nothing) => return History::default(),
            Some(Answer::Shallow) => {
                let note = "the repository is a shallow clone, which knows no dates and authors, so that pages have \
                            none: fetch its whole history with `git fetch --unshallow` (in CI, clone with depth 0)";
                return History::without("the repository is a shallow clone".to_owned(), note.to_owned());
            }
            Some(Answer::Failed(reason)) => {
                let note = format!("dates and authors are left out, because git cannot tell: {reason}");
                return History::without(reason, note);
            }
            None => {
                let gap = format!("git took more than {} s", limit.as_secs());
                let note = format!(
                    "dates and authors are left out, because {gap}: `history = false` under `[features]` saves the time"
                );
                return History::without(gap, note);
            }
        };
        let top = fs::canonicalize(&self.root).unwrap_or(self.root);
        let changes = |path: &'a CardPath| Some((path.clone(), changes(&top, path, &found)?));
        let cards: Vec<&CardPath> = cards.collect();
        History { cards: cards.into_par_iter().filter_map(changes).collect(), ..History::default() }
    }
}

/// The commit that is checked out, as long as there is one: while it stays the same, so does the history.
#[must_use]
pub fn head(root: &Path) -> Option<String> {
    log::rev_parse(root, &["--quiet", "--verify", "HEAD"]).ok()
}

/// What is known of the file of a card. Symlinks are in git, too, but their own changes are of no interest.
fn changes(top: &Path, path: &CardPath, found: &FxHashMap<String, Changes>) -> Option<Changes> {
    let file = top.join(path.as_str());
    let known = found.get(path.key().as_ref());
    let is_link = fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_symlink());
    if known.is_some() && !is_link {
        return known.cloned();
    }
    let real = fs::canonicalize(&file).ok()?;
    let real = CardPath::new(real.strip_prefix(top).ok()?.to_str()?)?;
    found.get(real.key().as_ref()).cloned()
}
