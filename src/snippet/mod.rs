//! Snippets: lines of a card that stand for the text of other files of the project.
//!
//! ```text
//! --8<-- "file.md"            ; the whole file
//! --8<-- "file.md:4:6,9:"     ; lines of it
//! --8<-- "file.md:name"       ; what stands between `--8<-- [start:name]` and `--8<-- [end:name]`
//! --8<--                      ; several files, one a line, up to the next marker
//! ;--8<-- "file.md"           ; not a snippet, but this text without the semicolon
//! ```
//!
//! Lines, and a way to look files up → [`Expansion`]:
//! 1. `notation`: what a line says;
//! 2. `target`: the file, the lines and the section that a path names;
//! 3. `select`: those lines of a text;
//! 4. `expand`: all of it, with snippets within snippets;
//! 5. `include`: the directives of the plugin include-markdown, which come before.
//!
//! `discover` expands a card to learn which files it needs, `parse` with these files in hand: so there is one reading
//! of the notation. Must never touch the disk, and never recurse.
//!
//! # Source
//! PyMdown Extensions 13.1, Snippets (<https://facelessuser.github.io/pymdown-extensions/extensions/snippets/>).

mod braces;
mod expand;
pub mod include;
mod notation;
mod select;
mod target;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Extensions;

pub use braces::{BRACES, Braces};
pub use expand::{Expansion, Fault, Line, Notation, Trouble, expand};
pub use include::{Included, Query};

/// The name of the extension.
pub const EXTENSION: &str = "pymdownx.snippets";

/// The files that one card takes in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// What the names of snippets lead to, as written.
    pub snippets: BTreeMap<String, Found>,
    /// Where the card stands on disk, if its directives are carried out.
    pub page: Option<PathBuf>,
    /// What the directives ask for.
    pub includes: BTreeMap<Query, Vec<Included>>,
}

/// What a name of a snippet leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file and its text.
    File {
        /// Where it stands on disk: tells whether two names are the same file.
        file: PathBuf,
        /// Its text.
        text: Arc<str>,
    },
    /// There is no such file under the base paths.
    Missing,
    /// There is one, but outside of the project.
    Outside,
    /// There is one that cannot be taken: why.
    Unreadable(String),
}

/// How snippets are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Names of snippets that stand behind every card.
    pub auto_append: Vec<String>,
    /// Whether lines and sections lose the indent that all of their lines have.
    pub dedents: bool,
}

impl Settings {
    /// The settings of a project; `None` where it has no snippets.
    #[must_use]
    pub fn of(extensions: &Extensions) -> Option<Self> {
        let options = extensions.get(EXTENSION)?;
        let auto_append = options.texts("auto_append").into_iter().map(str::to_owned).collect();
        Some(Self { auto_append, dedents: options.is_on("dedent_subsections") })
    }

    /// Whether a text can be another one once it is expanded.
    #[must_use]
    pub fn may_change(&self, text: &str) -> bool {
        !self.auto_append.is_empty() || text.contains(notation::SCISSORS)
    }
}
