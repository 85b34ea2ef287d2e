//! Verticals of box art that go on a column beside.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "line-drift",
    group: Group::Diagrams,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a line of a diagram goes on a column beside",
    page: include_str!("../../../docs/reference/rules/line-drift.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "put the line in one column")
}
