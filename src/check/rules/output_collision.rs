//! Files that would be published at one address.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::path::{CardPath, fold_case};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "output-collision",
    group: Group::Names,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Fails,
    summary: "two files would be published at one address",
    page: include_str!("../../../docs/reference/rules/output-collision.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let graph = context.graph;
    let mut found = context.reported(RULE.name);
    for group in graph.pages.collisions() {
        let mut cards: Vec<_> = group.iter().map(|id| &graph.cards[*id]).collect();
        cards.sort_by_key(|card| (!card.is_virtual, &card.path));
        let first = cards[0];
        for card in cards.into_iter().skip(1).filter(|card| !card.is_virtual) {
            // Paths that differ in case alone are told by `case-collision`: most disks can hold both.
            if fold_case(card.path.as_str()) != fold_case(first.path.as_str()) {
                let mut finding = collision(&card.path, &first.path, graph.pages.url(group[0]));
                if graph.navigation.is_some() {
                    // MkDocs publishes the last one, and says nothing.
                    finding.severity = Severity::Warning;
                }
                found.push(finding);
            }
        }
    }
    let pages: BTreeMap<String, &CardPath> = graph
        .cards
        .iter()
        .enumerate()
        .map(|(id, card)| (fold_case(&file_of(graph.pages.url(id))), &card.path))
        .collect();
    for asset in &graph.assets {
        let place = fold_case(asset.path.as_str());
        if let Some(card) = pages.get(&place) {
            found.push(collision(&asset.path, card, &place));
        }
    }
    found
}

fn collision(path: &CardPath, first: &CardPath, place: &str) -> Diagnostic {
    let (this, other) = (code(path.as_str()), code(first.as_str()));
    let place = code(&format!("/{place}"));
    Diagnostic::new(
        RULE.name,
        path,
        Span::at(0),
        format!("collision: {this} and {other} are both published at {place}"),
    )
    .hint("rename one of them")
}

/// The file that is published at a URL.
fn file_of(url: &str) -> String {
    if url.is_empty() || url.ends_with('/') { format!("{url}index.html") } else { url.to_owned() }
}
