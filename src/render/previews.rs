//! What a link shows of the card behind it before it is followed.
//!
//! `Graph` → [`Previews`]: cards in shards, by the hash of their URL; a shard → `previews/<number>.js`, a script that
//! pages on disk can load, too. A page that shows a preview loads one shard of some sixteen cards. Must never hold a
//! link or a tag of the author's.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{CardId, FragmentStatus, Graph};
use crate::parse::card::Card;
use crate::render::excerpt::{excerpt, plain};
use crate::render::html::part_of;
use crate::render::summary::description;
use crate::render::{Plan, Site, page};

/// How many cards a shard holds, on the average.
const SHARD: usize = 16;
/// How much of a card and of a section is shown, in characters.
const CARD_CHARS: usize = 560;
const SECTION_CHARS: usize = 360;
/// How many sections of one card have an excerpt of their own: those that are linked.
const MAX_SECTIONS: usize = 40;

/// Which cards are in which shard.
#[derive(Debug)]
pub(crate) struct Previews {
    shards: Vec<Vec<CardId>>,
}

/// What is shown of a card.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    title: &'a str,
    /// The name of the quadrant, and what one of its cards is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<(&'a str, &'a str)>,
    /// HTML.
    text: String,
    /// Heading, empty for a block, and HTML of the linked parts, by their ids.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<&'a str, (&'a str, String)>,
}

impl Previews {
    /// Sorts the published cards into shards.
    pub(crate) fn new(graph: &Graph) -> Self {
        let count = graph.cards.len().div_ceil(SHARD);
        let mut shards = vec![Vec::new(); count];
        for card in 0..graph.cards.len() {
            let url = graph.pages.url(card);
            if graph.pages.card_at_url(url) == Some(card) {
                shards[fnv1a(url) as usize % count].push(card);
            }
        }
        Self { shards }
    }

    /// How many shards there are.
    pub(crate) fn count(&self) -> usize {
        self.shards.len()
    }

    /// Where the shards stand in the site.
    pub(crate) fn paths(&self) -> Vec<String> {
        (0..self.count()).map(|shard| format!("previews/{shard}.js")).collect()
    }
}

/// Writes the shard at a path; empty where there is none.
pub(crate) fn write(site: &Site, path: &str) -> String {
    let plan = &site.plan;
    let number = path.strip_prefix("previews/").and_then(|name| name.strip_suffix(".js")).unwrap_or_default();
    let Some(previews) = &plan.previews else { return String::new() };
    let Some(cards) = number.parse().ok().and_then(|number: usize| previews.shards.get(number)) else {
        return String::new();
    };
    let entries: BTreeMap<&str, Entry<'_>> =
        cards.iter().map(|card| (plan.graph.pages.url(*card), entry(plan, *card))).collect();
    // Text and lists of it: nothing that JSON could not hold.
    let json = serde_json::to_string(&entries).unwrap_or_else(|_| "{}".to_owned());
    format!("quadrillePreview({number},{json});\n")
}

fn entry(plan: &Plan, id: CardId) -> Entry<'_> {
    let card = &plan.graph.cards[id];
    let whole = 0..card.document.nodes.len();
    Entry {
        title: &card.title.text,
        kind: page::quadrant(plan, card),
        text: description(card).map_or_else(|| excerpt(card, whole, CARD_CHARS), plain),
        parts: parts(&plan.graph, id),
    }
}

/// The parts of a card that others link to.
fn parts(graph: &Graph, id: CardId) -> BTreeMap<&str, (&str, String)> {
    let card: &Card = &graph.cards[id];
    let linked: BTreeSet<&str> = graph
        .backlinks(id)
        .iter()
        .filter_map(|backlink| match &graph.resolutions[backlink.from][backlink.link].fragment {
            FragmentStatus::Resolved(fragment) => Some(fragment.as_str()),
            _ => None,
        })
        .collect();
    let part = |fragment: &str| {
        let range = part_of(graph, id, fragment)?;
        let heading = card.headings.iter().find(|heading| heading.id == fragment);
        let text = excerpt(card, range, SECTION_CHARS);
        Some((heading.map_or("", |heading| heading.text.as_str()), text))
    };
    linked.into_iter().take(MAX_SECTIONS).filter_map(|fragment| Some((fragment, part(fragment)?))).collect()
}

/// The hash by which scripts find the shard of a page.
///
/// # Source
/// <http://www.isthe.com/chongo/tech/comp/fnv/>, FNV-1a, 32 bits.
fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::{Previews, fnv1a, parts};
    use crate::render::samples;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!([fnv1a(""), fnv1a("a"), fnv1a("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }

    #[test]
    fn every_card_is_in_one_shard() {
        let names: Vec<String> = (0..50).map(|number| format!("how-to/c{number}.md")).collect();
        let graph = samples::graph(names.iter().map(|name| samples::card(name, &[])).collect());
        let previews = Previews::new(&graph);
        assert_eq!(previews.paths(), ["previews/0.js", "previews/1.js", "previews/2.js", "previews/3.js"]);
        let mut cards = previews.shards.concat();
        cards.sort_unstable();
        assert_eq!(cards, (0..50).collect::<Vec<_>>());
        assert_eq!(Previews::new(&samples::graph(Vec::new())).count(), 0);
    }

    #[test]
    fn linked_sections_and_blocks_have_an_excerpt() {
        let text = "# A\n\nIntro.\n\n## Part\n\nOf part.\n\n## Other\n\nNot linked.\n\nBlock. ^blk\n";
        let graph = samples::graph(vec![
            samples::parsed("how-to/a.md", text),
            samples::parsed("how-to/b.md", "[[a#Part]] [[a#^blk]] [[a#Nope]] [[a]]"),
        ]);
        let parts = parts(&graph, 0);
        let parts: Vec<(&str, &str, &str)> =
            parts.iter().map(|(id, (head, text))| (*id, *head, text.as_str())).collect();
        assert_eq!(parts, [("blk", "", "<p>Block.</p>"), ("part", "Part", "<p>Of part.</p>")]);
    }
}
