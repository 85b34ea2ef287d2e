//! Cards and graphs made by hand, for the tests of this floor.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Config;
use crate::discover::{Asset, History, Source};
use crate::due::Queue;
use crate::graph::{self, Graph};
use crate::parse::card::{Card, Heading, Title, TitleOrigin};
use crate::parse::document::{Document, Node, NodeKind};
use crate::parse::front_matter::FrontMatter;
use crate::path::CardPath;
use crate::render::{Caches, Inputs};
use crate::text::Span;

/// The defaults.
pub(crate) fn config() -> Config {
    Config::defaults(PathBuf::from("/project"), PathBuf::from("/project/docs"))
}

/// Links hand-made cards.
pub(crate) fn graph(mut cards: Vec<Card>) -> Graph {
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    graph::link(cards, Vec::new(), &config())
}

/// What a site of hand-made cards is rendered from: no overrides, no history.
pub(crate) fn inputs(cards: Vec<Card>, config: Config) -> Inputs {
    Inputs {
        graph: graph(cards).into(),
        config: config.into(),
        overrides: BTreeMap::new().into(),
        history: History::default().into(),
        queue: Queue::empty(jiff::civil::Date::MIN).into(),
        caches: Caches::default().into(),
    }
}

/// A card parsed from Markdown.
pub(crate) fn parsed(path: &str, text: &str) -> Card {
    let path = CardPath::new(path).expect("a path inside the root");
    let file = PathBuf::from("/project/docs").join(path.as_str());
    crate::parse::parse(&Source::new(path, file, text), &config())
}

/// An asset; a picture of 400×100 pixels where it stands in `img/`.
pub(crate) fn asset(path: &str) -> Asset {
    Asset {
        path: CardPath::new(path).expect("a path inside the root"),
        file: PathBuf::from("/project/docs").join(path),
        size: path.starts_with("img/").then_some((400, 100)),
        text: None,
    }
}

/// A card of headings alone, given by level and words.
pub(crate) fn card(path: &str, headings: &[(u8, &str)]) -> Card {
    let mut document = Document::default();
    let mut list = Vec::new();
    for (index, (level, text)) in headings.iter().enumerate() {
        let node = document.nodes.len() as u32;
        document.nodes.push(Node { kind: NodeKind::Heading(index as u32), place: Span::at(0).into(), end: node + 2 });
        document.nodes.push(Node { kind: NodeKind::Text((*text).into()), place: Span::at(0).into(), end: node + 2 });
        list.push(Heading {
            level: *level,
            text: (*text).to_owned(),
            id: text.to_lowercase().replace(' ', "-"),
            is_explicit_id: false,
            classes: Vec::new(),
            attributes: Vec::new(),
            span: Span::at(0),
            node,
        });
    }
    let path = CardPath::new(path).expect("a path inside the root");
    let title = match list.iter().position(|heading| heading.level == 1) {
        Some(at) => Title { text: list[at].text.clone(), span: Span::at(0), origin: TitleOrigin::Heading(at) },
        None => Title { text: path.stem().to_owned(), span: Span::at(0), origin: TitleOrigin::Stem },
    };
    Card {
        path,
        text: Arc::from(""),
        is_virtual: false,
        snippets: Arc::default(),
        shared: Arc::default(),
        front_matter: FrontMatter::default(),
        title,
        document,
        headings: list,
        blocks: Vec::new(),
        html_anchors: Vec::new(),
        links: Vec::new(),
        diagrams: Vec::new(),
        tags: Vec::new(),
        aliases: Vec::new(),
        suppressions: Vec::new(),
        problems: Vec::new(),
    }
}
