//! What stands at which URL: cards first, then what is generated, then redirects.
//!
//! `Graph` → a map of URLs. Must never let a generated page or a redirect hide a card or an asset.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::graph::work::Work;
use crate::graph::{CardId, Graph};
use crate::path::nfc;
use crate::render::graph_page;
use crate::render::nav::Nav;
use crate::render::redirects::redirects;
use crate::render::reviews::{self, Reviews};
use crate::render::tags::{Tags, tag_url};
use crate::render::url::{page_file, urls_of_file};
use crate::render::work_page;

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A card.
    Card(CardId),
    /// What is in a folder that has no index card.
    Folder(usize),
    /// All tags.
    Tags,
    /// The cards with a tag, by the name of its page.
    Tag(String),
    /// The map of all cards.
    Graph,
    /// The cards that are worked on.
    Work,
    /// The reviews of all cards.
    Reviews,
    /// The way to another URL.
    Redirect(String),
}

/// The pages by their URLs, and the assets that may be copied.
#[derive(Debug)]
pub(crate) struct Places {
    /// The pages.
    pub(crate) pages: BTreeMap<String, Place>,
    /// Indices of the assets that no page stands in the way of.
    pub(crate) assets: Vec<usize>,
}

/// Gives every page its place. Of two cards with one URL the graph says which.
pub(crate) fn places(
    graph: &Graph,
    config: &Config,
    nav: &Nav,
    (tags, work, reviews): (&Tags, &Work, &Reviews),
) -> Places {
    let mut pages: BTreeMap<String, Place> = BTreeMap::new();
    for id in 0..graph.cards.len() {
        let url = graph.pages.url(id);
        if graph.pages.card_at_url(url) == Some(id) {
            pages.insert(url.to_owned(), Place::Card(id));
        }
    }
    let taken: BTreeSet<String> = graph.assets.iter().map(|asset| nfc(asset.path.as_str()).into_owned()).collect();
    let is_free = |url: &str| {
        let folder_is_file = url.match_indices('/').any(|(at, _)| taken.contains(&url[..at]));
        !folder_is_file && !taken.contains(&page_file(url))
    };
    let mut add = |url: String, place: Place| {
        if is_free(&url) {
            pages.entry(url).or_insert(place);
        }
    };
    // A MkDocs project has the pages that it wrote, and a home page in any case.
    let generated = if config.mkdocs.is_some() { 1 } else { nav.folders.len() };
    for (index, folder) in nav.folders.iter().enumerate().take(generated) {
        add(folder.url.clone(), Place::Folder(index));
    }
    if !tags.is_empty() {
        add("tags/".to_owned(), Place::Tags);
        for (slug, tag) in tags.iter() {
            add(tag_url(&tag.name), Place::Tag(slug.to_owned()));
        }
    }
    if config.features.graph && graph.cards.len() > 1 {
        add(graph_page::URL.to_owned(), Place::Graph);
    }
    if work.is_open() {
        add(work_page::URL.to_owned(), Place::Work);
    }
    if config.review.page && reviews.is_any() {
        add(reviews::URL.to_owned(), Place::Reviews);
    }
    for (old, new) in redirects(graph, config) {
        add(old, Place::Redirect(new));
    }
    let assets = free_assets(graph, &pages);
    Places { pages, assets }
}

/// The assets whose file is neither a page nor a folder that pages stand in.
fn free_assets(graph: &Graph, pages: &BTreeMap<String, Place>) -> Vec<usize> {
    let is_free = |path: &str| {
        let folder = format!("{path}/");
        let holds_page = pages.range(folder.clone()..).next().is_some_and(|(url, _)| url.starts_with(&folder));
        let is_page = urls_of_file(path).any(|url| pages.contains_key(url));
        !holds_page && !is_page
    };
    (0..graph.assets.len()).filter(|index| is_free(&nfc(graph.assets[*index].path.as_str()))).collect()
}
