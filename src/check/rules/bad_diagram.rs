//! Diagrams that cannot be read, as `parse::diagram` has found them.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};
use crate::diagram::{Fault, Notation};
use crate::parse::card::{Card, Diagram};
use crate::text::{Span, printable};

pub(in crate::check) const RULE: Rule = Rule {
    name: "bad-diagram",
    group: Group::Diagrams,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a diagram cannot be read",
    page: include_str!("../../../docs/reference/rules/bad-diagram.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    // A script in the reader's browser may know more than we do.
    let has_fallback = context.config.diagrams.fallback.is_some();
    let severity = |diagram: &Diagram| match diagram.notation {
        Notation::Mermaid if has_fallback => Severity::Info,
        _ => RULE.severity,
    };
    let faults = context.cards().flat_map(|(_, card)| {
        let faults = card.diagrams.iter().filter_map(|diagram| Some((diagram, diagram.fault.as_ref()?)));
        faults
            .map(move |(diagram, fault)| Diagnostic { severity: severity(diagram), ..finding(RULE.name, card, fault) })
    });
    faults.collect()
}

/// The finding that a fault is; its place is one of the card.
pub(super) fn finding(rule: &'static str, card: &Card, fault: &Fault) -> Diagnostic {
    let mut finding = Diagnostic::new(rule, &card.path, first_line(card, fault.span), printable(&fault.message));
    finding.hints.extend(fault.hint.as_ref().map(|hint| printable(hint).into_owned()));
    finding
}

/// A fault of a whole diagram is shown at its first line that says anything.
fn first_line(card: &Card, span: Span) -> Span {
    let text = span.of(&card.text);
    let blank = text.len() - text.trim_start().len();
    let length = text[blank..].find(['\n', '\r']).unwrap_or(text.len() - blank);
    Span::new(span.start + blank, span.start + blank + length)
}
