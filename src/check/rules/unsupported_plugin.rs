//! Plugins that have no counterpart.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unsupported-plugin",
    group: Group::Configuration,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a plugin in `mkdocs.yml` has no effect",
    page: include_str!("../../../docs/reference/rules/unsupported-plugin.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.reported(RULE.name)
}
