//! Lines of box art that meet without a junction.

use crate::check::flaws::findings;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-junction",
    group: Group::Diagrams,
    severity: Severity::Info,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "lines of a diagram meet without a junction",
    page: include_str!("../../../docs/reference/rules/missing-junction.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    findings(context, RULE.name, "write the junction")
}
