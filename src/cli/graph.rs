//! `quadrille graph`: cards and links as JSON, for Graphviz or for Mermaid.

use std::collections::BTreeMap;

use serde_json::json;

use crate::cli::Exit;
use crate::cli::args::{Graph as Args, GraphFormat};
use crate::cli::session::{Failure, Session};
use crate::graph::{CardId, Graph};
use crate::report::escaped;
use crate::text::printable;

pub(super) fn run(session: &Session, args: &Args) -> Result<Exit, Failure> {
    let (_, loaded) = session.load(&args.place)?;
    let edges = edges(&loaded.graph);
    let out = match args.format {
        GraphFormat::Json => as_json(&loaded.graph, &edges),
        GraphFormat::Dot => as_dot(&loaded.graph, &edges),
        GraphFormat::Mermaid => as_mermaid(&loaded.graph, &edges),
    };
    session.print(&out)?;
    Ok(Exit::Clean)
}

/// From, to, and how many links.
fn edges(graph: &Graph) -> BTreeMap<(CardId, CardId), usize> {
    let mut edges = BTreeMap::new();
    for to in 0..graph.cards.len() {
        for backlink in graph.backlinks(to) {
            *edges.entry((backlink.from, to)).or_default() += 1;
        }
    }
    edges
}

fn as_json(graph: &Graph, edges: &BTreeMap<(CardId, CardId), usize>) -> String {
    let path = |id: &CardId| graph.cards[*id].path.as_str();
    let nodes: Vec<_> = graph
        .cards
        .iter()
        .enumerate()
        .map(|(id, card)| {
            json!({
                "path": card.path.as_str(),
                "title": card.title.text,
                "quadrant": card.path.top_folder(),
                "url": graph.pages.url(id),
                "tags": card.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
                "backlinks": graph.backlinks(id).len(),
            })
        })
        .collect();
    let edges: Vec<_> =
        edges.iter().map(|((from, to), count)| json!({ "from": path(from), "to": path(to), "count": count })).collect();
    let components: Vec<Vec<&str>> = graph.components().iter().map(|group| group.iter().map(path).collect()).collect();
    let json = format!("{:#}", json!({ "nodes": nodes, "edges": edges, "components": components }));
    json.lines().fold(String::with_capacity(json.len()), |out, line| out + &escaped(line) + "\n")
}

fn as_dot(graph: &Graph, edges: &BTreeMap<(CardId, CardId), usize>) -> String {
    let quoted =
        |text: &str| format!("\"{}\"", printable(&text.replace('\n', " ")).replace('\\', "\\\\").replace('"', "\\\""));
    let mut out = "digraph cards {\n  rankdir=LR;\n  node [shape=box];\n".to_owned();
    for card in &graph.cards {
        out.push_str(&format!("  {} [label={}];\n", quoted(card.path.as_str()), quoted(&card.title.text)));
    }
    for (from, to) in edges.keys() {
        let path = |id: &CardId| quoted(graph.cards[*id].path.as_str());
        out.push_str(&format!("  {} -> {};\n", path(from), path(to)));
    }
    out + "}\n"
}

fn as_mermaid(graph: &Graph, edges: &BTreeMap<(CardId, CardId), usize>) -> String {
    let mut out = "flowchart LR\n".to_owned();
    for (id, card) in graph.cards.iter().enumerate() {
        let title = printable(&card.title.text.replace('\n', " ")).replace('"', "#quot;");
        out.push_str(&format!("  c{id}[\"{title}\"]\n"));
    }
    for (from, to) in edges.keys() {
        out.push_str(&format!("  c{from} --> c{to}\n"));
    }
    out
}
