//! Cards that embed one another in a circle.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};
use crate::diag::{Diagnostic, Severity};
use crate::graph::{CardId, Graph, Status, Target};
use crate::parse::card::LinkKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "embed-cycle",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "cards embed one another in a circle",
    page: include_str!("../../../docs/reference/rules/embed-cycle.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let graph = context.graph;
    graph
        .embed_cycles()
        .iter()
        .filter_map(|group| {
            let start = *group.iter().find(|id| !graph.cards[**id].is_virtual)?;
            let (first, way) = shortest_way_round(graph, group, start)?;
            let card = &graph.cards[start];
            let link = &card.links[first];
            let message = match way.as_slice() {
                [] => format!("{} embeds itself", code(card.path.as_str())),
                way => {
                    let between = list(way.iter().map(|id| graph.cards[*id].path.as_str()), "and then");
                    format!("{} embeds itself by way of {between}", code(card.path.as_str()))
                }
            };
            let finding = Diagnostic::new(RULE.name, &card.path, link.span, message);
            Some(finding.hint("turn one of the embeds into a link: remove its `!`"))
        })
        .collect()
}

fn embeds(graph: &Graph, id: CardId) -> impl Iterator<Item = (usize, CardId)> {
    graph.links(id).enumerate().filter_map(|(index, (link, resolution))| match resolution.target {
        Some(Target::Card(to)) if link.kind == LinkKind::Embed && resolution.status == Status::Resolved => {
            Some((index, to))
        }
        _ => None,
    })
}

/// The link by which a card sets out, and the cards between, on the shortest way back to itself within its group.
fn shortest_way_round(graph: &Graph, group: &[CardId], start: CardId) -> Option<(usize, Vec<CardId>)> {
    let members: FxHashSet<CardId> = group.iter().copied().collect();
    let mut reached: FxHashMap<CardId, (CardId, usize)> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for (link, to) in embeds(graph, here) {
            if to == start {
                let mut way = Vec::new();
                let (mut at, mut first) = (here, link);
                while at != start {
                    way.push(at);
                    (at, first) = reached[&at];
                }
                way.reverse();
                return Some((first, way));
            }
            if members.contains(&to) && !reached.contains_key(&to) {
                reached.insert(to, (here, link));
                queue.push_back(to);
            }
        }
    }
    None
}
