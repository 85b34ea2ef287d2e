//! `quadrille context`: the cards that matter most as one text, for a reader with little room.

use serde_json::json;

use crate::cli::args::{Context as Args, ContextFormat};
use crate::cli::session::{Failure, Session, find_card};
use crate::cli::{Exit, findings};
use crate::context::{Pack, Reason, Share, Sources, Wanted, order, pack};
use crate::graph::Graph;
use crate::pipeline;
use crate::text::printable;

pub(super) fn run(session: &Session, args: &Args) -> Result<Exit, Failure> {
    let (located, loaded) = session.load(&args.place)?;
    let graph = &*loaded.graph;
    let first: Result<Vec<_>, _> = args.first.iter().map(|name| find_card(&loaded, name)).collect();
    let from = args.from.as_deref().map(|name| find_card(&loaded, name)).transpose()?;
    let wanted = Wanted { first: first?, tags: args.tag.clone(), from, depth: args.depth };
    let history = findings::history(&located.config, graph);
    let queue = pipeline::queue(&located.config, graph, &history, session.today(args.today));
    for note in &queue.notes {
        session.tell(&format!("note: {note}"));
    }
    let prefix = session.prefix(&located.config.root);
    let pack = pack(&Sources { graph, queue: &queue, prefix: &prefix, budget: args.budget }, &order(graph, &wanted));
    if pack.entries.is_empty() {
        session.tell("note: no card is what was asked for");
    }
    let out = match args.format {
        ContextFormat::Text => safe(&pack.text),
        ContextFormat::Table => table(graph, &pack),
        ContextFormat::Json => as_json(graph, &pack),
    };
    session.print(&out)?;
    Ok(Exit::Clean)
}

/// The text without what could steer a terminal; line ends and tabs stay.
fn safe(text: &str) -> String {
    text.split_inclusive(['\n', '\t'])
        .map(|piece| {
            let end = piece.len() - usize::from(piece.ends_with(['\n', '\t']));
            printable(piece[..end].trim_end_matches('\r')).into_owned() + &piece[end..]
        })
        .collect()
}

/// What is in the pack, why, and how much it weighs.
fn table(graph: &Graph, pack: &Pack) -> String {
    let mut out = format!("{:>4}  {:>6}  {:<5}  {:<10}  card\n", "#", "tokens", "share", "why");
    for (index, entry) in pack.entries.iter().enumerate() {
        let path = printable(graph.cards[entry.card].path.as_str());
        let (tokens, share, why) = (entry.tokens, share(entry.share), why(entry.reason));
        out.push_str(&format!("{:>4}  {tokens:>6}  {share:<5}  {why:<10}  {path}\n", index + 1));
    }
    out
}

fn as_json(graph: &Graph, pack: &Pack) -> String {
    let entries: Vec<_> = pack
        .entries
        .iter()
        .map(|entry| {
            json!({
                "path": graph.cards[entry.card].path.as_str(),
                "tokens": entry.tokens,
                "share": share(entry.share),
                "why": why(entry.reason),
            })
        })
        .collect();
    format!("{:#}\n", json!(entries))
}

const fn share(share: Share) -> &'static str {
    match share {
        Share::Whole => "whole",
        Share::Part => "part",
        Share::None => "none",
    }
}

fn why(reason: Reason) -> String {
    match reason {
        Reason::First(_) => "first".to_owned(),
        Reason::Distance(distance) => format!("distance {distance}"),
        Reason::Home => "home".to_owned(),
        Reason::Index => "index".to_owned(),
        Reason::Rank => "links".to_owned(),
    }
}
