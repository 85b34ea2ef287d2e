//! `graph/`: the page with the map of all cards, and its text.
//!
//! [`GraphMap`] → HTML. The map itself is drawn by a script; the page lists the cards with the number of their links, and
//! where there are too many of them the sections and the best linked cards. Must never grow with the number of cards.

use minijinja::context;
use minijinja::value::Value;

use crate::graph::CardId;
use crate::path::fold_case;
use crate::render::Plan;
use crate::render::graph_map::{DATA_FILE, GraphMap};
use crate::render::nav::Here;
use crate::render::page::{Frame, around, canonical, href};
use crate::render::templates::TemplateError;

/// The URL of the page.
pub(crate) const URL: &str = "graph/";
/// A site with more cards lists its sections and the best linked cards alone.
const MAX_LISTED: usize = 500;
/// How many cards are the best linked ones.
const BEST: usize = 60;

/// Renders the page.
pub(crate) fn page(plan: &Plan, page_url: &str) -> Result<String, TemplateError> {
    let frame = Frame::new(page_url, Here::Elsewhere);
    let head = context! { title => "Graph", kind => "graph", canonical => canonical(plan, page_url), url => page_url };
    let Some(map) = &plan.map else {
        return plan.templates.render("graph.html", context! { page => head, ..around(plan, &frame) });
    };
    let is_large = plan.graph.cards.len() > MAX_LISTED;
    let mut by_group: Vec<Vec<CardId>> = vec![Vec::new(); map.groups.len()];
    for (card, group) in map.group_of.iter().enumerate() {
        by_group[*group].push(card);
    }
    let groups: Vec<Value> = map
        .groups
        .iter()
        .zip(&mut by_group)
        .enumerate()
        .filter(|(_, (_, cards))| !cards.is_empty())
        .map(|(index, (group, cards))| {
            let count = cards.len();
            let cards = if is_large { Vec::new() } else { list(plan, &frame, map, cards) };
            context! { index, title => group.title.as_str(), look => group.look, count, cards }
        })
        .collect();
    let sections: Vec<Value> = plan
        .nav
        .sections
        .iter()
        .filter(|_| is_large)
        .map(|index| &plan.nav.folders[*index])
        .map(|folder| context! { title => folder.title.as_str(), url => href(&frame, &folder.url), count => folder.total })
        .collect();
    let best = if is_large { list(plan, &frame, map, &mut best(map)) } else { Vec::new() };
    let context = context! {
        page => head,
        groups,
        sections,
        best,
        card_count => plan.graph.cards.len(),
        link_count => map.links.count(),
        data => format!("{}{DATA_FILE}", frame.root()),
        ..around(plan, &frame)
    };
    plan.templates.render("graph.html", context)
}

/// Cards by title, with the number of their links.
fn list(plan: &Plan, frame: &Frame<'_>, map: &GraphMap, cards: &mut [CardId]) -> Vec<Value> {
    let title = |card: CardId| plan.graph.cards[card].title.text.as_str();
    cards.sort_by_cached_key(|card| (fold_case(title(*card)), *card));
    let entry = |card: &CardId| {
        let url = href(frame, plan.graph.pages.url(*card));
        context! { title => title(*card), url, links => map.links.degree(*card) }
    };
    cards.iter().map(entry).collect()
}

/// The cards with the most links.
fn best(map: &GraphMap) -> Vec<CardId> {
    let mut cards: Vec<CardId> = (0..map.links.len()).collect();
    cards.sort_by_key(|card| (std::cmp::Reverse(map.links.degree(*card)), *card));
    cards.truncate(BEST);
    cards
}
