//! Which cards are wanted, and in which order.
//!
//! `Graph` and [`Wanted`] → cards with the [`Reason`] of each: those that were asked for first, then the nearest ones
//! where there is a card to start from, else the home card, the indexes of the top folders, and all others; within each
//! of these by rank, ties by path. Must never list a card twice, nor one that the configuration copied from elsewhere.

use std::collections::VecDeque;

use super::rank::{links, rank};
use crate::graph::{CardId, Graph};
use crate::path::fold_case;

/// What was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Cards that come first, in this order.
    pub first: Vec<CardId>,
    /// Only cards that carry one of these tags; empty: all. Those that come first need none.
    pub tags: Vec<String>,
    /// Only cards near this one.
    pub from: Option<CardId>,
    /// How many links away a card may be, in either direction.
    pub depth: usize,
}

/// Why a card stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was asked for: the position.
    First(usize),
    /// So many links lie between it and the card to start from.
    Distance(usize),
    /// It is the home card.
    Home,
    /// It is the index of a top folder.
    Index,
    /// Its links.
    Rank,
}

/// The wanted cards in order of importance.
#[must_use]
pub fn order(graph: &Graph, wanted: &Wanted) -> Vec<(CardId, Reason)> {
    let links = links(graph);
    let ranks = rank(&links);
    let distances = wanted.from.map(|from| distances(&links, from, wanted.depth));
    let tags: Vec<String> = wanted.tags.iter().map(|tag| fold_case(tag.trim_start_matches('#'))).collect();
    let reason = |card: CardId| {
        if let Some(at) = wanted.first.iter().position(|first| *first == card) {
            return Some(Reason::First(at));
        }
        let has_tag = || graph.cards[card].tags.iter().any(|tag| tags.contains(&fold_case(&tag.name)));
        if graph.cards[card].is_virtual || !(tags.is_empty() || has_tag()) {
            return None;
        }
        match &distances {
            Some(distances) => distances[card].map(Reason::Distance),
            None if graph.pages.home() == Some(card) => Some(Reason::Home),
            None if is_top_index(graph, card) => Some(Reason::Index),
            None => Some(Reason::Rank),
        }
    };
    let mut cards: Vec<(CardId, Reason)> =
        (0..graph.cards.len()).filter_map(|card| Some((card, reason(card)?))).collect();
    cards.sort_by(|(a, reason_a), (b, reason_b)| {
        reason_a.cmp(reason_b).then_with(|| ranks[*b].total_cmp(&ranks[*a])).then_with(|| a.cmp(b))
    });
    cards
}

/// Whether a card is the index of a folder of the docs root.
fn is_top_index(graph: &Graph, card: CardId) -> bool {
    let folder = graph.cards[card].path.folder();
    !folder.is_empty() && !folder.contains('/') && graph.pages.index_of(folder) == Some(card)
}

/// How many links each card is away, in either direction; `None`: more than `depth`.
fn distances(links: &[Vec<CardId>], from: CardId, depth: usize) -> Vec<Option<usize>> {
    let mut neighbours: Vec<Vec<CardId>> = links.to_vec();
    for (card, targets) in links.iter().enumerate() {
        for target in targets {
            neighbours[*target].push(card);
        }
    }
    let mut distances = vec![None; links.len()];
    distances[from] = Some(0);
    let mut queue = VecDeque::from([(from, 0)]);
    while let Some((card, distance)) = queue.pop_front() {
        if distance == depth {
            continue;
        }
        for next in &neighbours[card] {
            if distances[*next].is_none() {
                distances[*next] = Some(distance + 1);
                queue.push_back((*next, distance + 1));
            }
        }
    }
    distances
}
