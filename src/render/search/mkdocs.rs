//! `search/search_index.json`: the sections of all cards in the form that MkDocs writes, for scripts and services that read it.
//!
//! `{"config": …, "docs": [{"location", "title", "text"}, …]}`: for each card one entry with its address, then one for each heading
//! that has an id. Text is plain. MkDocs's own plugin has the text of the whole page in the first entry, Material's only what
//! stands above the second heading, and tags and boosts besides. Must never hold a card that is not to be found.
//!
//! # Source
//! MkDocs 1.6, plugin `search`; Material for MkDocs 9, plugin `search`.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::graph::CardId;
use crate::render::output::Body;
use crate::render::url::{encode_fragment, encode_path};
use crate::render::{Plan, Site, extras};

use super::sections::sections;
use super::{boost, found_cards};

/// Where the file stands in the site.
pub(crate) const PATH: &str = "search/search_index.json";

/// What the plugins of MkDocs and Material split words at, where a project says nothing.
const SEPARATOR: &str = r"[\s\-]+";

/// The file.
pub(crate) fn make(site: &Site) -> Body {
    let plan = &site.plan;
    let is_material = plan.config.mkdocs.as_ref().is_some_and(|own| own.theme.name.as_deref() == Some("material"));
    let found = found_cards(site);
    let rows: Vec<Vec<Value>> =
        found.par_iter().map(|(url, id)| entries(plan, &encode_path(url), *id, is_material)).collect();
    let docs: Vec<Value> = rows.into_iter().flatten().collect();
    let text = serde_json::to_string(&json!({ "config": settings(plan, is_material), "docs": docs }));
    extras::text(text.expect("texts and numbers can always be written as JSON"))
}

/// The options of the plugin, with what they are where the project says nothing.
fn settings(plan: &Plan, is_material: bool) -> Value {
    let mut settings = Map::new();
    if is_material {
        settings.insert(
            "fields".to_owned(),
            json!({"tags": {"boost": 1e6}, "text": {"boost": 1.0}, "title": {"boost": 1e3}}),
        );
    } else {
        settings.insert("indexing".to_owned(), "full".into());
    }
    settings.insert("lang".to_owned(), json!([plan.config.site.language]));
    if is_material {
        settings.insert("pipeline".to_owned(), json!(["stopWordFilter"]));
    } else {
        settings.insert("min_search_length".to_owned(), 3.into());
        settings.insert("prebuild_index".to_owned(), false.into());
    }
    settings.insert("separator".to_owned(), SEPARATOR.into());
    let own = plan.config.mkdocs.as_ref().and_then(|own| own.plugin("search"));
    for (key, value) in own.into_iter().flat_map(|plugin| &plugin.options) {
        match (key.as_str(), value) {
            ("lang", Value::String(language)) => drop(settings.insert("lang".to_owned(), json!([language]))),
            ("enabled", _) => {}
            _ => drop(settings.insert(key.clone(), value.clone())),
        }
    }
    settings.into()
}

/// The entries of a card: the page, and its headings.
fn entries(plan: &Plan, url: &str, id: CardId, is_material: bool) -> Vec<Value> {
    let card = &plan.graph.cards[id];
    let sections = sections(card);
    let words = |text: &str, code: &str| [text, code].join(" ").trim().to_owned();
    let whole: Vec<String> = sections
        .iter()
        .map(|section| [section.heading, &words(&section.text, &section.code)].join(" ").trim().to_owned())
        .collect();
    let tags: Vec<&str> = card.tags.iter().map(|tag| tag.name.as_str()).collect();
    let weight = boost(card);
    let entry = |location: String, title: &str, text: String| {
        let mut entry = json!({ "location": location, "title": title, "text": text });
        if is_material && !tags.is_empty() {
            entry["tags"] = json!(tags);
        }
        if is_material && (weight - 1.0).abs() > f64::EPSILON {
            entry["boost"] = json!(weight);
        }
        entry
    };
    let mut made = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let text = words(&section.text, &section.code);
        if index == 0 {
            let text = if is_material { text } else { whole.join(" ") };
            made.push(entry(url.to_owned(), &card.title.text, text));
        } else if !section.anchor.is_empty() {
            made.push(entry(format!("{url}#{}", encode_fragment(section.anchor)), section.heading, text));
        }
    }
    made
}
