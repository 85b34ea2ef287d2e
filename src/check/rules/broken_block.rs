//! Block ids (`#^id`) that the card does not have.

use rustc_hash::FxHashMap;

use crate::check::nearest::Nearest;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::rules::broken_anchor::broken_fragment;
use crate::check::wording::{code, list};
use crate::diag::{Diagnostic, Severity};
use crate::graph::CardId;

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-block",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link leads to a block id that the card does not have",
    page: include_str!("../../../docs/reference/rules/broken-block.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut blocks: FxHashMap<CardId, Nearest<&str>> = FxHashMap::default();
    context
        .links()
        .filter_map(|placed| broken_fragment(placed, |fragment| fragment.starts_with('^')))
        .map(|(placed, id, fragment)| {
            let card = &context.graph.cards[id];
            let nearest = blocks
                .entry(id)
                .or_insert_with(|| Nearest::new(card.blocks.iter().map(|block| (&block.id, block.id.as_str()))));
            let near = nearest.find(fragment.trim_start_matches('^'));
            let message = format!("{} has no block {}", code(card.path.as_str()), code(fragment));
            let finding = Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            if near.is_empty() {
                finding.hint(format!("write {} at the end of the block that is meant", code(fragment)))
            } else {
                let offers = near.into_iter().map(|block| format!("#^{block}"));
                finding.hint(format!("did you mean {}?", list(offers, "or")))
            }
        })
        .collect()
}
