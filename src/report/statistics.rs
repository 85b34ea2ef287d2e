//! `--statistics`: findings → how often each rule fired.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Diagnostic;
use crate::report::{Format, is_fixable, json};

/// How often a rule fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// Name of the rule.
    pub rule: &'static str,
    /// How many findings it has.
    pub count: usize,
    /// How many of them `--fix` would mend.
    pub fixable_count: usize,
}

/// Counts the findings of each rule, the most frequent first, then by name.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> Vec<RuleCount> {
    let mut counts: BTreeMap<&'static str, RuleCount> = BTreeMap::new();
    for diagnostic in diagnostics {
        let rule = diagnostic.rule;
        let entry = counts.entry(rule).or_insert(RuleCount { rule, count: 0, fixable_count: 0 });
        entry.count += 1;
        entry.fixable_count += usize::from(is_fixable(diagnostic));
    }
    let mut counts: Vec<RuleCount> = counts.into_values().collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then(a.rule.cmp(b.rule)));
    counts
}

/// Writes the counts as a table, or as an array of `{rule, count, fixable_count}` for [`Format::Json`].
///
/// A rule of which some findings can be fixed is marked `[*]`.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], format: Format) -> String {
    let counts = count(diagnostics);
    if format == Format::Json {
        return json::to_text(&counts);
    }
    let count_width = counts.iter().map(|entry| entry.count.to_string().len()).max().unwrap_or(0);
    let rule_width = counts.iter().map(|entry| entry.rule.len()).max().unwrap_or(0);
    let mut out = String::new();
    for RuleCount { rule, count, fixable_count } in &counts {
        let mark = if *fixable_count > 0 { "[*]" } else { "" };
        let row = format!("{count:>count_width$}  {rule:<rule_width$}  {mark}");
        out.push_str(row.trim_end());
        out.push('\n');
    }
    if counts.iter().any(|entry| entry.fixable_count > 0) {
        out.push_str("[*] fixable with --fix\n");
    }
    out
}
