//! Cards of one stem: a wiki-link cannot tell them apart.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};
use crate::config::Dialect;
use crate::diag::{Diagnostic, Severity};
use crate::parse::card::Card;
use crate::path::nfc;
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-stem",
    group: Group::Names,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "several cards have one stem",
    page: include_str!("../../../docs/reference/rules/duplicate-stem.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if context.config.links.dialect != Dialect::Strict || !context.is_for(&RULE) {
        return Vec::new();
    }
    let mut by_stem: BTreeMap<_, Vec<&Card>> = BTreeMap::new();
    for card in &context.graph.cards {
        // Every folder may have its `index.md`.
        if !context.config.docs.index.iter().any(|name| name == card.path.file_name()) {
            by_stem.entry(nfc(card.path.stem())).or_default().push(card);
        }
    }
    let groups = by_stem.into_iter().filter(|(_, cards)| cards.len() > 1);
    groups
        .flat_map(|(stem, cards)| {
            let paths = list(cards.iter().map(|card| card.path.as_str()), "and");
            let message = format!("{} cards have the stem {}: {paths}", cards.len(), code(&stem));
            told(cards).map(move |card| {
                Diagnostic::new(RULE.name, &card.path, Span::at(0), message.clone())
                    .hint("give the card another file name")
            })
        })
        .collect()
}

/// The cards of a group that get the finding: all after the first, and never a virtual one.
fn told(mut cards: Vec<&Card>) -> impl Iterator<Item = &Card> {
    cards.sort_by_key(|card| !card.is_virtual);
    cards.into_iter().skip(1)
}
