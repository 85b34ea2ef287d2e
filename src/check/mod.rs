//! The rules: `Graph` → diagnostics.
//!
//! 1. `rule`: what a rule is, and what it may look at;
//! 2. `catalog`: the list of all rules, each in a file of `rules/`;
//! 3. `select`: which of them run, and how much they matter;
//! 4. [`check`]: runs them in parallel;
//! 5. `suppress`: takes out what a comment silences, and reports comments that silence nothing.
//!
//! Must never touch the disk, and never know the site's pages.

use rayon::prelude::*;

use crate::diag::{Diagnostic, Severity};

pub mod catalog;
mod fault;
mod flaws;
mod index_list;
pub(crate) mod nearest;
mod offers;
mod relative;
pub mod rule;
mod rules;
pub mod select;
mod suppress;
mod wording;

pub use rule::{Context, Group, InBuild, Rule};
pub use select::{Selection, UnknownRule};

/// Runs the selected rules over all cards that are not virtual.
///
/// The findings are sorted by path, place, rule and message, each of them once, with the severities that the
/// selection gives; what a comment in a card silences is left out.
#[must_use]
pub fn check(context: &Context<'_>, selection: &Selection) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        selection.rules().par_iter().flat_map_iter(|(rule, _)| (rule.check)(context)).collect();
    found.retain(|finding| selection.runs(finding.rule, &finding.path));
    let mut found = suppress::apply(context, selection, found);
    for finding in &mut found {
        // What is found at parsing may be milder than its rule.
        if let Some(severity) = selection.severity(finding.rule) {
            finding.severity = severity.min(finding.severity);
        }
    }
    found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    found.dedup();
    found
}

/// What a finding of [`check`] means for a build: one that only warns cannot fail it.
#[must_use]
pub fn in_build(finding: &Diagnostic) -> InBuild {
    match catalog::get(finding.rule).map_or(InBuild::Silent, |rule| rule.in_build) {
        InBuild::Fails if finding.severity < Severity::Error => InBuild::Warns,
        in_build => in_build,
    }
}
