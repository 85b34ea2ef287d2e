//! Hooks, which are Python.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unsupported-hook",
    group: Group::Configuration,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a hook in `mkdocs.yml` is not run",
    page: include_str!("../../../docs/reference/rules/unsupported-hook.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.reported(RULE.name)
}
