//! Snippets that are not taken in, as `parse` has found them.

use crate::check::rule::{Group, InBuild, Rule};
use crate::diag::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-snippet",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a snippet cannot be taken in",
    page: include_str!("../../../docs/reference/rules/missing-snippet.md"),
    check: |context| context.reported("missing-snippet"),
};
