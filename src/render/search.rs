//! What the search of a site reads: one file with every section of every card.
//!
//! `Graph` → `assets/search-index.js`, for `search.engine = "builtin"`:
//! 1. `sections`: a card → its sections as plain words;
//! 2. `words`: text with its white space squeezed; the text of raw HTML.
//!
//! `mkdocs` writes the same as `search/search_index.json`, for those who read that of MkDocs.
//!
//! The file is a script that fills one array, so that it can be loaded where nothing can be fetched (`file://`). It has
//! one JSON value a line, so that a reader can take it line by line while it arrives: first a head (`Head::row`), then
//! a card each (`card_row`), by URL. Must never hold the text of a card twice, nor a card that is not to be found.

pub(super) mod mkdocs;
mod sections;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::config::{Globs, SearchEngine};
use crate::graph::CardId;
use crate::parse::card::Card;
use crate::parse::front_matter::{Value, ValueKind};

use super::output::Body;
use super::places::Place;
use super::tags::slug;
use super::{Plan, Site, extras};

/// Where the file stands in the site; `base.html` names it too.
const PATH: &str = "assets/search-index.js";
/// The form of the file. It changes with every change that an older script could not read.
const VERSION: u32 = 1;
/// How many cards are written at a time, on all threads.
const BUNCH: usize = 512;

/// The file's path, where there is a file.
pub(crate) fn paths(site: &Site) -> Vec<String> {
    let is_ours = site.plan.config.search.engine == SearchEngine::Builtin;
    if is_ours { vec![PATH.to_owned()] } else { Vec::new() }
}

/// The file.
pub(crate) fn make(site: &Site) -> Body {
    let plan = &site.plan;
    let found = found_cards(site);
    let head = Head::new(plan, &found);
    // Room that is never written to costs nothing; growing by doubling would cost the file over again.
    let room: usize = found.iter().map(|(_, id)| plan.graph.cards[*id].text.len() + 256).sum();
    let mut out = String::with_capacity(room + 4096);
    out.push_str("self.quadrilleIndex=[\n");
    out.push_str(&head.row());
    // Bunch by bunch, so that the rows do not all stand in memory beside the file.
    for bunch in found.chunks(BUNCH) {
        let rows: Vec<String> = bunch.par_iter().map(|(url, id)| card_row(plan, &head, url, *id)).collect();
        for row in rows {
            out.push_str(",\n");
            out.push_str(&row);
        }
    }
    out.push_str("\n];\n");
    out.shrink_to_fit();
    extras::text(out)
}

/// The cards that can be found, with their URLs, by URL.
fn found_cards(site: &Site) -> Vec<(&str, CardId)> {
    // A bad glob was reported when the configuration was read.
    let excluded = Globs::new(&site.plan.config.search.exclude).unwrap_or_default();
    site.listed()
        .filter_map(|(url, place)| match place {
            Place::Card(id) => Some((url, *id)),
            _ => None,
        })
        .filter(|(_, id)| {
            let card = &site.plan.graph.cards[*id];
            !excluded.is_match(card.path.as_str()) && !is_hidden(card)
        })
        .collect()
}

/// What all cards share: the top folders and the tags, by which results are filtered.
struct Head<'a> {
    areas: Vec<Area<'a>>,
    area_of: BTreeMap<&'a str, usize>,
    /// Names and numbers of cards.
    tags: Vec<(&'a str, usize)>,
    tag_of: BTreeMap<&'a str, usize>,
    cards: usize,
}

/// A top folder.
struct Area<'a> {
    name: &'a str,
    title: &'a str,
    url: &'a str,
    cards: usize,
    is_quadrant: bool,
}

impl<'a> Head<'a> {
    fn new(plan: &'a Plan, found: &[(&str, CardId)]) -> Self {
        // The folders of a MkDocs project have no pages of their own.
        let sections = if plan.menu.is_some() { &[][..] } else { &plan.nav.sections[..] };
        let folders = sections.iter().map(|index| &plan.nav.folders[*index]);
        let areas: Vec<Area<'a>> = folders
            .map(|folder| Area {
                name: &folder.path,
                title: &folder.title,
                url: &folder.url,
                cards: 0,
                is_quadrant: plan.config.docs.quadrants.contains(&folder.path),
            })
            .collect();
        let mut head = Self {
            area_of: areas.iter().enumerate().map(|(index, area)| (area.name, index)).collect(),
            areas,
            tags: plan.tags.iter().map(|(_, tag)| (tag.name.as_str(), 0)).collect(),
            tag_of: plan.tags.iter().enumerate().map(|(index, (slug, _))| (slug, index)).collect(),
            cards: found.len(),
        };
        for (_, id) in found {
            let card = &plan.graph.cards[*id];
            if let Some(area) = head.area(card) {
                head.areas[area].cards += 1;
            }
            for tag in head.tags_of(card) {
                head.tags[tag].1 += 1;
            }
        }
        head
    }

    fn area(&self, card: &Card) -> Option<usize> {
        self.area_of.get(card.path.top_folder()?).copied()
    }

    /// The tags of a card, each once, in order.
    fn tags_of(&self, card: &Card) -> Vec<usize> {
        let mut tags: Vec<usize> =
            card.tags.iter().filter_map(|tag| self.tag_of.get(slug(&tag.name).as_str()).copied()).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// `[version, areas, tags, number of cards]`; an area is `[name, title, url, cards, 1 for a quadrant]`, a tag
    /// `[name, cards]`.
    fn row(&self) -> String {
        let areas: Vec<_> = self
            .areas
            .iter()
            .map(|area| (area.name, area.title, area.url, area.cards, u8::from(area.is_quadrant)))
            .collect();
        row(&(VERSION, areas, &self.tags, self.cards))
    }
}

/// `[url, title, area or -1, tags, sections, aliases, boost]`; a section is `[anchor, level, heading, text, code]`.
fn card_row(plan: &Plan, head: &Head<'_>, url: &str, id: CardId) -> String {
    let card = &plan.graph.cards[id];
    let area = head.area(card).and_then(|area| i32::try_from(area).ok()).unwrap_or(-1);
    let aliases: Vec<&str> = card.aliases.iter().map(|alias| alias.name.as_str()).collect();
    let sections = sections::sections(card);
    let sections: Vec<_> = sections
        .iter()
        .map(|section| (section.anchor, section.level, section.heading, &section.text, &section.code))
        .collect();
    row(&(url, &card.title.text, area, head.tags_of(card), sections, aliases, boost(card)))
}

/// A value as JSON that is also JavaScript of any age: two line ends of Unicode were none in JSON alone.
fn row<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).expect("texts and numbers can always be written as JSON");
    if json.contains(['\u{2028}', '\u{2029}']) {
        return json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    }
    json
}

/// What a card says of its own place in the search, in the form of mkdocs-material: `search: {exclude: true}`.
fn wish<'a>(card: &'a Card, key: &str) -> Option<&'a Value> {
    match &card.front_matter.get("search")?.value.kind {
        ValueKind::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
        _ => None,
    }
}

fn is_hidden(card: &Card) -> bool {
    wish(card, "exclude").and_then(Value::as_bool) == Some(true)
}

/// How much more than others a card counts: `search: {boost: 2}`.
fn boost(card: &Card) -> f64 {
    let number = wish(card, "boost").and_then(Value::as_text).and_then(|text| text.parse::<f64>().ok());
    number.filter(|number| number.is_finite() && *number > 0.0).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use crate::config::SearchEngine;
    use crate::discover::History;
    use crate::due::Queue;
    use crate::parse::card::Card;
    use crate::render::output::Body;
    use crate::render::{Caches, Inputs, Site, samples};

    fn site(cards: Vec<Card>, engine: SearchEngine) -> Site {
        let mut config = samples::config();
        config.search.engine = engine;
        config.search.exclude = vec!["archive/**".to_owned()];
        let inputs = Inputs {
            graph: samples::graph(cards).into(),
            config: config.into(),
            overrides: BTreeMap::new().into(),
            history: History::default().into(),
            queue: Queue::empty(jiff::civil::Date::MIN).into(),
            caches: Caches::default().into(),
        };
        Site::new(&inputs).expect("the shipped templates are sound")
    }

    fn rows(cards: Vec<Card>) -> Vec<Value> {
        let Body::Bytes(bytes) = super::make(&site(cards, SearchEngine::Builtin)) else { panic!("made, not copied") };
        let text = String::from_utf8(bytes).expect("UTF-8");
        let inner = text.strip_prefix("self.quadrilleIndex=[\n").and_then(|text| text.strip_suffix("\n];\n"));
        let lines = inner.expect("a script that fills an array").split('\n');
        lines.map(|line| serde_json::from_str(line.trim_end_matches(',')).expect("a JSON value a line")).collect()
    }

    #[test]
    fn a_row_holds_a_card_with_its_area_tags_and_sections() {
        let pin = "---\ntags: [b, A, a]\naliases: [old]\nsearch:\n  boost: 2\n---\n# Pin\n\nWhy.\n\n## Steps\n\n`x`\n";
        let rows = rows(vec![samples::parsed("how-to/pin.md", pin), samples::parsed("top.md", "# Top\n")]);
        let area = serde_json::json!(["how-to", "How-to guides", "how-to/", 1, 1]);
        assert_eq!(rows[0], serde_json::json!([1, [area], [["A", 1], ["b", 1]], 2]));
        let sections = serde_json::json!([["", 0, "", "Why.", ""], ["steps", 2, "Steps", "x", ""]]);
        assert_eq!(rows[1], serde_json::json!(["how-to/pin/", "Pin", 0, [0, 1], sections, ["old"], 2.0]));
        assert_eq!(rows[2][2], -1);
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn what_is_not_to_be_found_is_left_out() {
        let hidden = "---\nsearch:\n  exclude: true\n---\n# Secret\n";
        let cards = ["archive/a.md", "b.md"].map(|path| samples::parsed(path, "# Open\n"));
        let rows = rows(cards.into_iter().chain([samples::parsed("c.md", hidden)]).collect());
        assert_eq!(rows.iter().skip(1).map(|row| row[0].as_str()).collect::<Vec<_>>(), [Some("b/")]);
    }

    #[test]
    fn every_line_end_of_unicode_is_escaped() {
        let Body::Bytes(bytes) =
            super::make(&site(vec![samples::parsed("a.md", "# A\n\n`x\u{2028}y`\n")], SearchEngine::Builtin))
        else {
            panic!("made, not copied")
        };
        assert!(!String::from_utf8(bytes).expect("UTF-8").contains('\u{2028}'));
        assert_eq!(super::row(&"a\u{2028}b\u{2029}"), "\"a\\u2028b\\u2029\"");
    }

    #[test]
    fn another_engine_needs_no_file() {
        let cards = || vec![samples::parsed("a.md", "# A\n")];
        assert_eq!(super::paths(&site(cards(), SearchEngine::Builtin)), ["assets/search-index.js"]);
        assert!(super::paths(&site(cards(), SearchEngine::Pagefind)).is_empty());
        assert!(super::paths(&site(cards(), SearchEngine::None)).is_empty());
    }
}
