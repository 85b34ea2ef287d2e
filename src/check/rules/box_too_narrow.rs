//! Boxes of box art with a line that is too long for them.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "box-too-narrow",
    group: Group::Diagrams,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a box of a diagram is narrower than its text",
    page: include_str!("../../../docs/reference/rules/box-too-narrow.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "make the boxes wide enough and straight")
}
