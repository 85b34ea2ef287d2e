//! `quadrille links`: all links and what they lead to.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::args::{Links, LinksFormat};
use crate::cli::session::{Failure, Session};
use crate::graph::{FragmentStatus, Graph, Resolution, Status, Target};
use crate::parse::card::{Link, LinkKind};
use crate::path::CardPath;
use crate::report::escaped;
use crate::text::{LineMap, printable};

/// The most that is shown of one link, in characters.
const LONGEST_RAW: usize = 1000;

pub(super) fn run(session: &Session, args: &Links) -> Result<Exit, Failure> {
    let (_, loaded) = session.load(&args.place)?;
    let graph = &loaded.graph;
    let mut out = String::new();
    for (id, card) in graph.cards.iter().enumerate() {
        let lines = LineMap::new(&card.text);
        for (link, resolution) in graph.links(id).filter(|(_, resolution)| resolution.is_link()) {
            let at = lines.line_col(&card.text, link.span.start);
            let raw = shortened(link.span.of(&card.text));
            match args.format {
                LinksFormat::Ndjson => {
                    let object = json!({
                        "source": card.path.as_str(),
                        "raw": raw,
                        "line": at.line,
                        "col": at.col,
                        "kind": kind(link),
                        "status": status(resolution),
                        "target": target(graph, resolution).map(CardPath::as_str),
                        "candidates": resolution.candidates.iter().map(CardPath::as_str).collect::<Vec<_>>(),
                        "fragment": link.fragment,
                        "fragment_status": fragment_status(resolution),
                    });
                    out.push_str(&escaped(&object.to_string()));
                }
                LinksFormat::Table => {
                    let leads =
                        target(graph, resolution).map_or_else(|| status(resolution).to_owned(), ToString::to_string);
                    out.push_str(&format!("{}:{}:{}: {} -> {leads}", card.path, at.line, at.col, printable(&raw)));
                    if resolution.fragment == FragmentStatus::Broken {
                        out.push_str(" (no such fragment)");
                    }
                }
            }
            out.push('\n');
        }
    }
    session.print(&out)?;
    Ok(Exit::Clean)
}

/// A link as written, cut where it is very long: of images nested in images each holds all that are in it.
fn shortened(raw: &str) -> Cow<'_, str> {
    match raw.char_indices().nth(LONGEST_RAW) {
        Some((at, _)) => format!("{}…", &raw[..at]).into(),
        None => raw.into(),
    }
}

/// What notation a link uses, in one word; one in a diagram is of the kind `diagram`.
const fn kind(link: &Link) -> &'static str {
    match link.kind {
        _ if link.is_in_diagram => "diagram",
        LinkKind::Wiki => "wiki-link",
        LinkKind::Embed => "embed",
        LinkKind::Markdown => "link",
        LinkKind::Image => "image",
        LinkKind::Autolink => "autolink",
        LinkKind::Html => "html",
        LinkKind::Label => "diagram",
    }
}

/// The outcome in one word.
pub(super) const fn status(resolution: &Resolution) -> &'static str {
    match resolution.status {
        Status::Resolved => "resolved",
        Status::Broken(_) => "broken",
        Status::Ambiguous => "ambiguous",
        Status::SelfLink => "self",
        Status::External => "external",
        Status::Words => "words",
    }
}

fn fragment_status(resolution: &Resolution) -> Value {
    match resolution.fragment {
        FragmentStatus::None => Value::Null,
        FragmentStatus::Resolved(_) => "resolved".into(),
        FragmentStatus::Broken => "broken".into(),
    }
}

/// The path of what a link leads to.
pub(super) fn target<'a>(graph: &'a Graph, resolution: &Resolution) -> Option<&'a CardPath> {
    resolution.target.map(|target| match target {
        Target::Card(id) => &graph.cards[id].path,
        Target::Asset(index) => &graph.assets[index].path,
    })
}
