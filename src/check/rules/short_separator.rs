//! Lines across a box that begin at one wall and end before the other.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "short-separator",
    group: Group::Diagrams,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a line across a box of a diagram ends before the wall",
    page: include_str!("../../../docs/reference/rules/short-separator.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "draw the line up to the wall")
}
