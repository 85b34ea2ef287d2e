//! Labels of diagrams that are the name of several cards, and so of none.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};
use crate::diag::{Diagnostic, Severity};
use crate::path::CardPath;

pub(in crate::check) const RULE: Rule = Rule {
    name: "ambiguous-diagram-label",
    group: Group::Diagrams,
    severity: Severity::Info,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a label of a diagram is the name of several cards",
    page: include_str!("../../../docs/reference/rules/ambiguous-diagram-label.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, card) in context.cards() {
        for (link, resolution) in context.graph.links(id) {
            let (candidates, count) = (&resolution.candidates, resolution.candidate_count);
            if resolution.is_link() || count == 0 {
                continue;
            }
            let message = format!("{} is the name of {count} cards, and so no link", code(&link.target));
            let unnamed = std::iter::repeat_n("", count - candidates.len());
            let all = candidates.iter().map(CardPath::as_str).chain(unnamed);
            let finding = Diagnostic::new(RULE.name, &card.path, link.span, message);
            findings.push(finding.hint(format!("it could be {}", list(all, "or"))).hint("write `[[…]]` round the one"));
        }
    }
    findings
}
