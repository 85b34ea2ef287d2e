//! Fragments that no heading of the card has, with the headings most like them.

use rustc_hash::FxHashMap;

use crate::check::nearest::Nearest;
use crate::check::rule::{Context, Group, InBuild, PlacedLink, Rule};
use crate::check::wording::{code, list};
use crate::diag::{Diagnostic, Severity};
use crate::graph::{CardId, FragmentStatus, Target};
use crate::parse::card::{Card, LinkKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-anchor",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link leads to a heading that the card does not have",
    page: include_str!("../../../docs/reference/rules/broken-anchor.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut headings: FxHashMap<CardId, Nearest<usize>> = FxHashMap::default();
    context
        .links()
        .filter_map(|placed| broken_fragment(placed, |fragment| !fragment.starts_with('^')))
        .map(|(placed, id, fragment)| {
            let card = &context.graph.cards[id];
            let nearest = headings.entry(id).or_insert_with(|| index(card));
            let wanted = fragment.rsplit('#').next().unwrap_or(fragment);
            let near = nearest.find(wanted);
            let message = format!("{} has no heading {}", code(card.path.as_str()), code(fragment));
            let finding = Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            if near.is_empty() {
                return finding.hint("write one of its headings, or link to the whole card");
            }
            let is_wiki = placed.link.kind == LinkKind::Wiki;
            let offers = near.into_iter().map(|index| &card.headings[index]);
            let offers = offers.map(|heading| format!("#{}", if is_wiki { &heading.text } else { &heading.id }));
            finding.hint(format!("did you mean {}?", list(offers, "or")))
        })
        .collect()
}

fn index(card: &Card) -> Nearest<usize> {
    let headings = card.headings.iter().enumerate();
    Nearest::new(headings.flat_map(|(index, heading)| [(&heading.text, index), (&heading.id, index)]))
}

/// The card and fragment of a link that is whole but for its fragment; embeds are told by `broken-embed`.
pub(super) fn broken_fragment(
    placed: PlacedLink<'_>,
    is_wanted: impl Fn(&str) -> bool,
) -> Option<(PlacedLink<'_>, CardId, &str)> {
    let is_broken = placed.resolution.fragment == FragmentStatus::Broken && placed.link.kind != LinkKind::Embed;
    match (placed.resolution.target, &placed.link.fragment) {
        (Some(Target::Card(id)), Some(fragment)) if is_broken && is_wanted(fragment) => Some((placed, id, fragment)),
        _ => None,
    }
}
