//! Extensions of Markdown, and options of them, that have no effect.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unknown-extension",
    group: Group::Configuration,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "an extension of Markdown in `mkdocs.yml` has no effect",
    page: include_str!("../../../docs/reference/rules/unknown-extension.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.reported(RULE.name)
}
