//! Diagrams that are straight only if wide characters take one column.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "ambiguous-width",
    group: Group::Diagrams,
    severity: Severity::Info,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "wide characters of a diagram are counted as one column",
    page: include_str!("../../../docs/reference/rules/ambiguous-width.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "leave two columns for each wide character")
}
