//! Box art of which the recogniser understands little.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "low-confidence-diagram",
    group: Group::Diagrams,
    severity: Severity::Info,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "few of the lines of a diagram are understood",
    page: include_str!("../../../docs/reference/rules/low-confidence-diagram.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "")
}
