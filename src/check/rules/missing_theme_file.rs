//! Files and folders of the theme that are not there.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-theme-file",
    group: Group::Configuration,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "`mkdocs.yml` names a file of the theme that is not there",
    page: include_str!("../../../docs/reference/rules/missing-theme-file.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.reported(RULE.name)
}
