//! Icons of diagrams that no pack has: what an engine says when it draws.
//!
//! Drawing costs some milliseconds, so only those diagrams are drawn that may hold an icon.

use rayon::prelude::*;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::rules::bad_diagram::finding;
use crate::diag::{Diagnostic, Severity};
use crate::diagram::{Dress, Fault, Notation, guard};
use crate::parse::card::{Card, Diagram};
use crate::parse::diagram::in_file;
use crate::parse::document::NodeKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unknown-icon",
    group: Group::Diagrams,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a diagram names an icon that no pack has",
    page: include_str!("../../../docs/reference/rules/unknown-icon.md"),
    check,
};

/// What stands in every Mermaid diagram with icons.
const SIGNS: [&str; 3] = ["architecture", "icon", ":fa-"];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<(&Card, &Diagram, &str)> = Vec::new();
    for (_, card) in context.cards() {
        for diagram in card.diagrams.iter().filter(|diagram| diagram.fault.is_none()) {
            if let Some(code) = code(card, diagram).filter(|code| SIGNS.iter().any(|sign| code.contains(sign))) {
                found.push((card, diagram, code));
            }
        }
    }
    let limit = context.config.diagrams.limit();
    let findings = found.into_par_iter().flat_map_iter(|(card, diagram, code)| {
        let hrefs = vec![None; diagram.links.len()];
        let dress = Dress { id: "check", hrefs: &hrefs, title: None, icons: Some(&context.graph.icons) };
        let faults = guard::draw(diagram.notation, code, &dress, limit).map(|drawing| drawing.faults);
        let placed = |fault: Fault| Fault { span: in_file(card, diagram, fault.span), ..fault };
        // What cannot be drawn at all, the build tells.
        faults.unwrap_or_default().into_iter().map(move |fault| finding(RULE.name, card, &placed(fault)))
    });
    findings.collect()
}

fn code<'a>(card: &'a Card, diagram: &Diagram) -> Option<&'a str> {
    match &card.document.nodes.get(diagram.node as usize)?.kind {
        NodeKind::CodeBlock(block) if diagram.notation == Notation::Mermaid => Some(block.code.get(&card.text)),
        _ => None,
    }
}
