//! Ids that one card gives twice.

use rustc_hash::FxHashSet;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::parse::card::Card;
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-anchor",
    group: Group::Structure,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "an id stands twice in one card",
    page: include_str!("../../../docs/reference/rules/duplicate-anchor.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.cards().flat_map(|(_, card)| duplicates(card)).collect()
}

/// Headings of equal words are no fault, as they get ids of their own; only what the author has named counts.
fn duplicates(card: &Card) -> Vec<Diagnostic> {
    let blocks = card.blocks.iter().map(|block| (block.span, format!("^{}", block.id)));
    let anchors = card.html_anchors.iter().map(|anchor| (anchor.span, anchor.id.clone()));
    let (named, made): (Vec<_>, Vec<_>) = card.headings.iter().partition(|heading| heading.is_explicit_id);
    let headings = named.into_iter().map(|heading| (heading.span, heading.id.clone()));
    let mut given: Vec<(Span, String)> = blocks.chain(anchors).chain(headings).collect();
    given.sort();
    let mut seen: FxHashSet<String> = made.into_iter().map(|heading| heading.id.clone()).collect();
    let mut found = Vec::new();
    for (span, id) in given {
        if seen.contains(&id) {
            let message = format!("the id {} stands twice in this card", code(&id));
            found.push(Diagnostic::new(RULE.name, &card.path, span, message).hint("give one of them another id"));
        } else {
            seen.insert(id);
        }
    }
    found
}
