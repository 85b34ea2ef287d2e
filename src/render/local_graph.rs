//! The cards round one card: those that it links to and those that link to it.
//!
//! A card → what the template `partials/local-graph.html` shows: the lists of cards, which are the text of the graph, and
//! the numbers that the script draws it from. Must never grow with the number of cards: the best linked ones stand for
//! all.

use minijinja::context;
use minijinja::value::Value;

use crate::graph::CardId;
use crate::path::fold_case;
use crate::render::graph_map::{GraphMap, outgoing, rings};
use crate::render::page::{Frame, href};
use crate::render::{Plan, escape};

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
    let mut links: Vec<(usize, usize)> = Vec::new();
    for (index, near) in shown.iter().enumerate() {
        let after = shown.iter().enumerate().skip(index + 1);
        links
            .extend(after.filter(|(_, other)| map.links.has(near.card, other.card)).map(|(at, _)| (index + 1, at + 1)));
    }
    links.truncate(MAX_LINKS);
    let places = rings(shown.len() + 1, &links);
    let cards = [card].into_iter().chain(shown.iter().map(|near| near.card));
    let nodes: Vec<String> = cards
        .zip(places)
        .map(|(card, (x, y))| format!("{x} {y} {} {}", map.groups[map.group_of[card]].look, map.links.degree(card)))
        .collect();
    let links: Vec<String> = links.iter().map(|(a, b)| format!("{a} {b}")).collect();
    let split = shown.partition_point(|near| near.is_outgoing);
    Some(context! {
        nodes => nodes.join(","),
        links => links.join(","),
        outgoing => list(plan, &shown[..split]),
        incoming => list(plan, &shown[split..]),
        more => all.len() - shown.len(),
        whole => href(frame, "graph/"),
    })
}

/// The entries of a list, ready made: a template would take longer for them than for the rest of the page.
fn list(plan: &Plan, cards: &[Near]) -> Value {
    let mut out = String::new();
    for near in cards {
        out.push_str("<li><a href=\"");
        escape::address(&mut out, &near.url);
        out.push_str("\">");
        escape::text(&mut out, &plan.graph.cards[near.card].title.text);
        out.push_str("</a></li>");
    }
    Value::from_safe_string(out)
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
