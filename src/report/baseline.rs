//! `--baseline`: findings that were accepted once, so that only new ones are reported.
//!
//! A baseline counts findings by path, rule and message; places do not matter, so it survives edits elsewhere
//! in a card. Its file is JSON:
//!
//! ```json
//! { "version": 1, "findings": [ { "path": "a.md", "rule": "broken-link", "message": "…", "count": 2 } ] }
//! ```

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::diag::Diagnostic;
use crate::path::nfc;
use crate::report::{json, summary};
use crate::text::{BOM, printable};

/// The only version of the file format so far.
const VERSION: u32 = 1;

/// Accepted findings, counted by path, rule and message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    counts: BTreeMap<Key, usize>,
}

/// Findings that a baseline accepts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accepted {
    /// The file, relative to the docs root, in NFC.
    pub path: String,
    /// Name of the rule.
    pub rule: String,
    /// The message as it was when accepted.
    pub message: String,
    /// How many findings: at least one.
    pub count: usize,
}

/// Findings, parted by a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filtered {
    /// The findings that the baseline does not accept, in their order.
    pub remaining: Vec<Diagnostic>,
    /// How many findings it accepts.
    pub matched: usize,
    /// What it accepts but no longer occurs, sorted by path, rule and message.
    pub stale: Vec<Accepted>,
}

/// Why a baseline cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{line}:{col}: {message}")]
pub struct BaselineError {
    /// 1-based line of the file.
    pub line: usize,
    /// 1-based column in characters.
    pub col: usize,
    /// What is the case.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    rule: String,
    message: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(deserialize_with = "known_version")]
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    message: String,
    count: NonZeroUsize,
}

impl Baseline {
    /// Reads the text of a baseline file.
    ///
    /// # Errors
    /// Where the text is not JSON of this form and version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let text = text.strip_prefix(BOM).unwrap_or(text);
        let file: File = serde_json::from_str(text).map_err(|error| BaselineError::of(text, &error))?;
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for Entry { path, rule, message, count } in file.findings {
            let key = Key { path: nfc(&path).into_owned(), rule, message };
            let total = counts.entry(key).or_default();
            *total = total.saturating_add(count.get());
        }
        Ok(Self { counts })
    }

    /// The baseline that accepts exactly these findings.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            *counts.entry(Key::of(diagnostic)).or_default() += 1;
        }
        Self { counts }
    }

    /// Writes the baseline as the text of a file, sorted by path, rule and message.
    #[must_use]
    pub fn to_json(&self) -> String {
        let findings = self.counts.iter().filter_map(|(key, count)| {
            let Key { path, rule, message } = key.clone();
            Some(Entry { path, rule, message, count: NonZeroUsize::new(*count)? })
        });
        json::to_text(&File { version: VERSION, findings: findings.collect() })
    }

    /// Takes out the findings that the baseline accepts; of equal ones, the first.
    #[must_use]
    pub fn filter(&self, diagnostics: Vec<Diagnostic>) -> Filtered {
        let mut left = self.counts.clone();
        let found = diagnostics.len();
        let mut remaining = Vec::new();
        for diagnostic in diagnostics {
            match left.get_mut(&Key::of(&diagnostic)) {
                Some(count) if *count > 0 => *count -= 1,
                _ => remaining.push(diagnostic),
            }
        }
        let stale = left
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(Key { path, rule, message }, count)| Accepted { path, rule, message, count })
            .collect();
        Filtered { matched: found - remaining.len(), remaining, stale }
    }
}

impl Filtered {
    /// What the user should know of the baseline, one line each, without newlines; paths are relative to the
    /// docs root.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.matched > 0 {
            notes.push(format!("{} accepted by the baseline", summary::counted(self.matched, "finding")));
        }
        for Accepted { path, rule, message, count } in &self.stale {
            let times = if *count == 1 { String::new() } else { format!(" ({count} times)") };
            notes.push(format!(
                "no longer occurs, remove it from the baseline: {}: [{}] {}{times}",
                printable(path),
                printable(rule),
                printable(message)
            ));
        }
        notes
    }
}

impl BaselineError {
    /// The error of the JSON reader, with its byte column made a character column.
    fn of(text: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message);
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let before = line.floor_char_boundary(error.column().saturating_sub(1).min(line.len()));
        Self {
            line: error.line().max(1),
            col: line[..before].chars().count() + 1,
            message: printable(message).into_owned(),
        }
    }
}

impl Key {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            path: diagnostic.path.key().into_owned(),
            rule: diagnostic.rule.to_owned(),
            message: diagnostic.message.clone(),
        }
    }
}

fn known_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        VERSION => Ok(VERSION),
        other => Err(D::Error::custom(format!("version {other} of the baseline is not known, only {VERSION} is"))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Accepted, Baseline};
    use crate::diag::Diagnostic;
    use crate::path::CardPath;
    use crate::text::Span;

    fn finding(path: &str, at: usize, message: &str) -> Diagnostic {
        Diagnostic::new("broken-link", &CardPath::new(path).expect("a path"), Span::at(at), message)
    }

    #[test]
    fn places_do_not_matter_and_counts_do() {
        let baseline = Baseline::of(&[finding("a.md", 1, "m"), finding("a.md", 5, "m"), finding("b.md", 0, "m")]);
        let baseline = Baseline::parse(&baseline.to_json()).expect("what was written can be read");
        let found = ["m", "m", "m", "n"].into_iter().enumerate().map(|(at, m)| finding("a.md", at + 90, m)).collect();
        let filtered = baseline.filter(found);
        assert_eq!(filtered.matched, 2);
        assert_eq!(filtered.remaining, [finding("a.md", 92, "m"), finding("a.md", 93, "n")]);
        assert_eq!(
            filtered.stale,
            [Accepted { path: "b.md".into(), rule: "broken-link".into(), message: "m".into(), count: 1 }]
        );
        assert_eq!(
            filtered.notes(),
            [
                "2 findings accepted by the baseline",
                "no longer occurs, remove it from the baseline: b.md: [broken-link] m"
            ]
        );
    }

    #[test]
    fn spellings_of_a_path_are_equal() {
        let baseline = Baseline::of(&[finding("cafe\u{301}.md", 0, "m")]);
        assert!(baseline.filter(vec![finding("caf\u{e9}.md", 0, "m")]).remaining.is_empty());
    }

    #[test]
    fn errors_have_a_place() {
        let cases = [
            ("", "1:1: EOF while parsing a value"),
            ("{\"version\": 2, \"findings\": []}", "1:13: version 2 of the baseline is not known, only 1 is"),
            ("{\n \"version\": 1,\n \"é\": 1}", "3:4: unknown field `é`, expected `version` or `findings`"),
            ("{\"version\": 1}", "1:14: missing field `findings`"),
        ];
        for (text, expected) in cases {
            assert_eq!(Baseline::parse(text).expect_err("a bad baseline").to_string(), expected, "{text}");
        }
    }
}
