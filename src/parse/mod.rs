//! One file at a time: `Source` → `Card`.
//!
//! 1. `front_matter`: the block at the start, with a span for every key;
//! 2. `containers`: blocks with an indented body, written as the Markdown parser can read them;
//! 3. `wiki_link`: where `[[…]]` stand, outside of code, comments and escapes;
//! 4. `markdown`: the rest, event by event (`builder`, with `callout`, `label`, `destination`, `autolink`,
//!    `raw_html`, `obsidian`) into a flat tree (`document`) with headings (`slug`), links and anchors;
//! 5. `inline`: marks, keys, emoji, icons, abbreviations and attribute lists in the text of that tree;
//!    for projects of MkDocs `python` does the work of 2 to 5, as Python-Markdown would;
//! 6. `diagram`: which fences are drawn, and the links in them;
//! 7. `suppression`: the comments that silence a rule;
//! 8. `card`: the noun that comes out.
//!
//! Cannot fail: what the author wrote wrong is data with a span. Must never look at another file.

pub mod autolink;
mod builder;
mod callout;
pub mod card;
pub mod code_info;
mod containers;
pub mod date;
pub mod destination;
pub mod diagram;
pub mod document;
pub mod front_matter;
pub mod inline;
mod label;
pub mod markdown;
mod missing_snippet;
pub mod obsidian;
pub mod python;
pub mod raw_html;
pub mod scheme;
pub mod slug;
pub mod suppression;
pub mod wiki_link;

use std::sync::Arc;

use crate::config::{Config, Extensions};
use crate::discover::Source;
use crate::parse::card::{Card, Heading, Link, Named, Title, TitleOrigin};
use crate::parse::front_matter::{FrontMatter, Value, ValueKind};
use crate::parse::markdown::{Body, Flavor};
use crate::path::CardPath;
use crate::snippet::Files;
use crate::text::Span;

/// Parses one file.
#[must_use]
pub fn parse(source: &Source, config: &Config) -> Card {
    let text = &source.text;
    let mut front = front_matter::parse(&source.path, text);
    if !source.shared.is_empty() {
        front_matter::share(&mut front.front_matter, &source.shared, front.body);
    }
    let flavor = Flavor::of(config.links.dialect, config.links.heading_ids);
    let body = match &config.python_markdown {
        Some(extensions) => python::read(text, front.body, extensions, &source.snippets),
        None => markdown::read(text, front.body, flavor),
    };
    let mut links = if flavor.obsidian { property_links(text, &front.front_matter) } else { Vec::new() };
    let shift = links.len() as u32;
    links.extend(body.links);
    let mut document = body.document;
    if shift > 0 {
        document.renumber_links(|link| link + shift);
    }
    let (links, diagrams) = diagram::read(text, &mut document, &front.front_matter, &config.diagrams, links);
    let title = title(&source.path, &front.front_matter, &body.headings);
    let mut tags = names(&front.front_matter, &["tags", "tag"]);
    for tag in &mut tags {
        tag.name = tag.name.trim_start_matches('#').to_owned();
    }
    for tag in body.tags {
        if !tags.iter().any(|known| known.name == tag.name) {
            tags.push(tag);
        }
    }
    let mut problems = front.problems;
    problems.extend(missing_snippet::problems(&source.path, &body.missing_snippets));
    Card {
        path: source.path.clone(),
        text: text.clone(),
        is_virtual: source.is_virtual,
        snippets: Arc::clone(&source.snippets),
        shared: Arc::clone(&source.shared),
        title,
        document,
        headings: body.headings,
        blocks: body.blocks,
        html_anchors: body.html_anchors,
        links,
        diagrams,
        tags,
        aliases: names(&front.front_matter, &["aliases", "alias"]),
        suppressions: suppression::read(text, &body.comments),
        problems,
        front_matter: front.front_matter,
    }
}

/// Parses a piece of Markdown that is no card: without front matter and name.
#[must_use]
pub fn parse_fragment(text: &str, flavor: Flavor) -> Card {
    fragment_of(text, markdown::read(text, 0, flavor))
}

/// Parses a piece of Markdown that is no card as Python-Markdown does; `snippets` are the files that it may take in.
#[must_use]
pub fn parse_python_fragment(text: &str, extensions: &Arc<Extensions>, snippets: &Files) -> Card {
    fragment_of(text, python::read(text, 0, extensions, snippets))
}

fn fragment_of(text: &str, body: Body) -> Card {
    Card {
        path: CardPath::default(),
        text: text.into(),
        is_virtual: false,
        snippets: Arc::default(),
        shared: Arc::default(),
        title: Title { text: String::new(), span: Span::at(0), origin: TitleOrigin::Stem },
        document: body.document,
        headings: body.headings,
        blocks: body.blocks,
        html_anchors: body.html_anchors,
        links: body.links,
        diagrams: Vec::new(),
        tags: Vec::new(),
        aliases: Vec::new(),
        suppressions: Vec::new(),
        problems: Vec::new(),
        front_matter: FrontMatter::default(),
    }
}

/// The front matter's title, else the first heading of level 1, else the first heading, else the file's name (the
/// folder's, for the index of a folder).
fn title(path: &CardPath, front_matter: &FrontMatter, headings: &[Heading]) -> Title {
    if let Some(field) = front_matter.get("title")
        && let Some(text) = field.value.as_text().map(str::trim).filter(|text| !text.is_empty())
    {
        return Title { text: text.to_owned(), span: field.value.span, origin: TitleOrigin::FrontMatter };
    }
    let named = |heading: &Heading| !heading.text.is_empty();
    let first = headings.iter().position(|heading| heading.level == 1 && named(heading));
    if let Some(index) = first.or_else(|| headings.iter().position(named)) {
        let heading = &headings[index];
        return Title { text: heading.text.clone(), span: heading.span, origin: TitleOrigin::Heading(index) };
    }
    let stem = path.stem();
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    let is_index = stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme");
    let text = if is_index && !folder.is_empty() { folder } else { stem };
    Title { text: text.to_owned(), span: Span::at(0), origin: TitleOrigin::Stem }
}

/// The wiki-links in the values of the front matter, as Obsidian has them in its properties: `up: "[[card]]"`.
fn property_links(file: &str, front_matter: &FrontMatter) -> Vec<Link> {
    let mut links = Vec::new();
    let mut values: Vec<&Value> = front_matter.fields.iter().rev().map(|field| &field.value).collect();
    while let Some(value) = values.pop() {
        match &value.kind {
            ValueKind::Scalar { text, .. } if text.contains("[[") => {
                let found = wiki_link::find(value.span.of(file), &[]).into_iter();
                links.extend(found.map(|span| wiki_link::read(file, span.shifted(value.span.start))));
            }
            ValueKind::List(items) => values.extend(items.iter().rev()),
            ValueKind::Map(pairs) => values.extend(pairs.iter().rev().map(|(_, value)| value)),
            _ => {}
        }
    }
    links
}

/// The texts of the first of these keys that is there: a list, or one text alone. Each name once.
fn names(front_matter: &FrontMatter, keys: &[&str]) -> Vec<Named> {
    let Some(field) = keys.iter().find_map(|key| front_matter.get(key)) else { return Vec::new() };
    let values: &[Value] = match &field.value.kind {
        ValueKind::List(values) => values,
        _ => std::slice::from_ref(&field.value),
    };
    let mut found: Vec<Named> = Vec::new();
    for value in values {
        if let Some(name) = value.as_text().map(str::trim).filter(|name| !name.is_empty())
            && !found.iter().any(|known| known.name == name)
        {
            found.push(Named { name: name.to_owned(), span: value.span });
        }
    }
    found
}
