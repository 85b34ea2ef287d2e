//! What else of `mkdocs.yml` the site does not do.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unsupported-feature",
    group: Group::Configuration,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "something in `mkdocs.yml` has no effect",
    page: include_str!("../../../docs/reference/rules/unsupported-feature.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.reported(RULE.name)
}
