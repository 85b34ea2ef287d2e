//! Blanks of box art that are no plain ones, and characters that nobody sees.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "odd-blank-in-diagram",
    group: Group::Diagrams,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a blank that is no plain one, or a hidden character, stands in a diagram",
    page: include_str!("../../../docs/reference/rules/odd-blank-in-diagram.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "write plain blanks")
}
