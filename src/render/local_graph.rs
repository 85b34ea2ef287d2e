//! The cards round one card: those that it links to and those that link to it.
//!
//! A card → what the template `partials/local-graph.html` shows: the lists of cards, which are the text of the graph, and
//! the numbers that the script draws it from. Must never grow with the number of cards: the best linked ones stand for
//! all.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Value;

use crate::graph::CardId;
use crate::path::fold_case;
use crate::render::Plan;
use crate::render::graph_map::{GraphMap, outgoing, rings};
use crate::render::page::{Frame, href};

/// The most cards that are shown beside the one in the middle.
const MAX_CARDS: usize = 30;
/// The most bytes of titles and addresses, with what is round them.
const MAX_BYTES: usize = 2_000;
/// What is written for each card besides its title and its address.
const ENTRY_BYTES: usize = 40;
/// The most links among the cards: more could not be told apart.
const MAX_LINKS: usize = 60;

/// What the template needs; nothing for a card that stands alone.
pub(crate) fn context(plan: &Plan, frame: &Frame<'_>, card: CardId) -> Option<Value> {
    let map = plan.map.as_ref()?;
    let all = map.links.of(card);
    let shown = chosen(plan, frame, map, card);
    if shown.is_empty() {
        return None;
    }
    let number: BTreeMap<CardId, usize> =
        shown.iter().enumerate().map(|(index, near)| (near.card, index + 1)).collect();
    let mut links: Vec<(usize, usize)> = Vec::new();
    for (near, a) in &number {
        let others = map.links.of(*near).iter().filter_map(|other| number.get(&(*other as usize)));
        links.extend(others.filter(|b| a < *b).map(|b| (*a, *b)));
    }
    links.sort_unstable();
    links.truncate(MAX_LINKS);
    let places = rings(shown.len() + 1, &links);
    let cards = [card].into_iter().chain(shown.iter().map(|near| near.card));
    let nodes: Vec<String> = cards
        .zip(places)
        .map(|(card, (x, y))| format!("{x} {y} {} {}", map.groups[map.group_of[card]].look, map.links.degree(card)))
        .collect();
    let links: Vec<String> = links.iter().map(|(a, b)| format!("{a} {b}")).collect();
    let list = |is_outgoing: bool| -> Vec<Value> {
        let entries = shown.iter().filter(|near| near.is_outgoing == is_outgoing);
        entries
            .map(|near| context! { title => plan.graph.cards[near.card].title.text.as_str(), url => near.url.as_str() })
            .collect()
    };
    Some(context! {
        nodes => nodes.join(","),
        links => links.join(","),
        outgoing => list(true),
        incoming => list(false),
        more => all.len() - shown.len(),
        whole => href(frame, "graph/"),
    })
}

/// A card beside the one in the middle.
struct Near {
    card: CardId,
    url: String,
    is_outgoing: bool,
}

/// The neighbours that are shown: those that are linked to first, each part by title.
fn chosen(plan: &Plan, frame: &Frame<'_>, map: &GraphMap, card: CardId) -> Vec<Near> {
    let mut ranked: Vec<CardId> = map.links.of(card).iter().map(|near| *near as usize).collect();
    ranked.sort_by_key(|near| (std::cmp::Reverse(map.links.degree(*near)), *near));
    let mut targets: Vec<CardId> = outgoing(&plan.graph, card).collect();
    targets.sort_unstable();
    let mut bytes = 0;
    let mut shown: Vec<Near> = Vec::new();
    for near in ranked.into_iter().take(MAX_CARDS) {
        let url = href(frame, plan.graph.pages.url(near));
        bytes += plan.graph.cards[near].title.text.len() + url.len() + ENTRY_BYTES;
        if bytes > MAX_BYTES && !shown.is_empty() {
            break;
        }
        shown.push(Near { card: near, url, is_outgoing: targets.binary_search(&near).is_ok() });
    }
    shown.sort_by_cached_key(|near| (!near.is_outgoing, fold_case(&plan.graph.cards[near.card].title.text), near.card));
    shown
}
