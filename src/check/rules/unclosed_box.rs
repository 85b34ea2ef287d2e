//! Borders of box art that lack a corner, or a wall in some line.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unclosed-box",
    group: Group::Diagrams,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a border of a diagram is open",
    page: include_str!("../../../docs/reference/rules/unclosed-box.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "draw what is missing of the border")
}
