//! What the user reads: diagnostics → text, in one of seven formats.
//!
//! Above the stream. [`render`] is the door to the formats, one file each; [`statistics`], [`baseline`] and
//! [`diff`] are the other views that `check` offers. Everything here is a pure function: it must never print,
//! and never touch disk, environment or clock. No output holds a raw control character other than `\n`
//! (and `\t` in diffs), except the escape sequences that [`Input::color`] asks for.

pub mod baseline;
mod concise;
pub mod diff;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod sarif;
pub mod statistics;
mod summary;
#[cfg(test)]
mod tests;

use std::fmt;

use clap::ValueEnum;

use crate::diag::{Diagnostic, Severity};
use crate::path::CardPath;
use crate::text::printable;
pub use summary::counted;

pub(crate) use json::escaped;

/// How `check` writes its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, ValueEnum)]
pub enum Format {
    /// The source line with a caret, hints and fixes
    #[default]
    Full,
    /// One line for each finding
    Concise,
    /// An array of objects
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// JUnit XML
    Junit,
    /// SARIF 2.1.0
    Sarif,
}

/// Everything that a report is made of.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The findings, sorted by [`Diagnostic::sort_key`].
    pub diagnostics: &'a [Diagnostic],
    /// The text of a file of the docs root; `None` counts as a file whose findings all stand at 1:1.
    pub texts: &'a dyn Fn(&CardPath) -> Option<&'a str>,
    /// The way from the working folder to the docs root, empty or with a final `/`; `json` leaves it out.
    pub prefix: &'a str,
    /// The rules that can fire, in the order of the catalogue.
    pub rules: &'a [RuleInfo<'a>],
    /// How many cards were looked at, where the caller knows.
    pub checked: Option<usize>,
    /// Whether `full` and `concise` may use terminal colours.
    pub color: bool,
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("diagnostics", &self.diagnostics)
            .field("prefix", &self.prefix)
            .field("rules", &self.rules)
            .field("checked", &self.checked)
            .field("color", &self.color)
            .finish_non_exhaustive()
    }
}

impl Input<'_> {
    /// The path of a file as seen from the working folder, fit for a terminal.
    fn shown(&self, path: &CardPath) -> String {
        printable(&self.exact(path)).into_owned()
    }

    /// The path of a file as seen from the working folder, in the spelling of the disk.
    fn exact(&self, path: &CardPath) -> String {
        seen_from(self.prefix, path)
    }
}

/// The path of a file as seen from the working folder; `prefix` is the way to the docs root.
#[must_use]
pub fn seen_from(prefix: &str, path: &CardPath) -> String {
    let (mut prefix, mut path) = (prefix, path.as_str());
    // A file beside the docs root: its way up is taken from the way down.
    while let Some(rest) = path.strip_prefix("../") {
        let folder = prefix.trim_end_matches('/');
        if folder.is_empty() || folder.ends_with("..") {
            break;
        }
        prefix = &folder[..folder.rfind('/').map_or(0, |at| at + 1)];
        path = rest;
    }
    format!("{prefix}{path}")
}

/// What a report tells of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo<'a> {
    /// Kebab-case name of the fault.
    pub name: &'a str,
    /// One line: what it finds.
    pub summary: &'a str,
    /// What it weighs, after configuration.
    pub severity: Severity,
}

/// Writes the findings in a format; the text ends with a newline unless it is empty.
#[must_use]
pub fn render(format: Format, input: &Input<'_>) -> String {
    match format {
        Format::Full => full::render(input),
        Format::Concise => concise::render(input),
        Format::Json => json::render(input),
        Format::Github => github::render(input),
        Format::Gitlab => gitlab::render(input),
        Format::Junit => junit::render(input),
        Format::Sarif => sarif::render(input),
    }
}

/// Whether `--fix` would change something.
fn is_fixable(diagnostic: &Diagnostic) -> bool {
    diagnostic.fix.as_ref().is_some_and(|fix| !fix.edits.is_empty())
}
