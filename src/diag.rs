//! What is wrong with a card, as data: a rule, a place, a message, hints and a fix where one is safe.
//!
//! Ground floor. Parsing, linking and the rules make [`Diagnostic`]s; `report` prints them. Must never print.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::path::CardPath;
use crate::text::Span;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Info,
    /// Likely wrong; fails `check`, and `build --strict`.
    Warning,
    /// Wrong; fails `check`.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule, as in the catalogue: `broken-link`.
    pub rule: &'static str,
    /// How much it matters, after configuration.
    pub severity: Severity,
    /// The file, relative to the docs root.
    pub path: CardPath,
    /// Bytes of the real file.
    pub span: Span,
    /// What is the case: lower case, no full stop, things in backticks.
    pub message: String,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
    /// A change that mends it without guessing.
    pub fix: Option<Fix>,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: "write `[[alloy]]`".
    pub title: String,
    /// The edits, all or none.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// Makes a finding without hints and fix; the severity is that of an error until the catalogue or the
    /// configuration says otherwise.
    #[must_use]
    pub fn new(rule: &'static str, path: &CardPath, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            path: path.clone(),
            span,
            message: message.into(),
            hints: Vec::new(),
            fix: None,
        }
    }

    /// The same finding with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same finding with a fix of one file's edits.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }

    /// The order in which findings are listed: path, place, rule, message.
    #[must_use]
    pub fn sort_key(&self) -> (&CardPath, Span, &'static str, &str) {
        (&self.path, self.span, self.rule, &self.message)
    }
}
