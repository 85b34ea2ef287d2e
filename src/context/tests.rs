//! Packs of small graphs: what fits, where a card is cut, what is told of the rest.

use std::path::PathBuf;

use super::{Pack, Share, Sources, Wanted, order, pack, tokens};
use crate::config::Config;
use crate::discover::Source;
use crate::due::Queue;
use crate::graph::{Graph, link};
use crate::path::CardPath;

fn graph(files: &[(&str, &str)]) -> Graph {
    let config = Config::defaults(PathBuf::from("/project"), PathBuf::from("/project/docs"));
    let parse = |(path, text): &(&str, &str)| {
        let path = CardPath::new(path).expect("a path inside the root");
        let file = PathBuf::from("/project/docs").join(path.as_str());
        crate::parse::parse(&Source::new(path, file, *text), &config)
    };
    let mut cards: Vec<_> = files.iter().map(parse).collect();
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    link(cards, Vec::new(), &config)
}

fn packed(graph: &Graph, budget: usize) -> Pack {
    let queue = Queue::empty(jiff::civil::date(2026, 3, 9));
    pack(&Sources { graph, queue: &queue, prefix: "docs/", budget }, &order(graph, &Wanted::default()))
}

fn long() -> String {
    format!(
        "---\ntitle: Long\n---\n\nStart.\n\n## One\n\nWords.\n\n```\n## no heading\n```\n\n## Two\n\n{}\n\n## Three\n\nEnd.\n",
        "More and more. ".repeat(30)
    )
}

#[test]
fn whole_cards_then_sections_then_names() {
    let filler = "x".repeat(1000);
    let graph = graph(&[("index.md", "# Home\n\n[[long]] [[small]]\n"), ("long.md", &long()), ("small.md", &filler)]);
    let all = packed(&graph, 10_000);
    assert!(all.entries.iter().all(|entry| entry.share == Share::Whole), "{all:?}");
    assert!(!all.text.contains("left out") && all.text.contains("# Long\n\nStart."), "{}", all.text);
    let some = packed(&graph, 220);
    let shares: Vec<Share> = some.entries.iter().map(|entry| entry.share).collect();
    assert_eq!(shares, [Share::Whole, Share::Part, Share::None], "{}", some.text);
    assert!(some.text.contains("[cut here to fit the budget; left out: “Two”, “Three”]"), "{}", some.text);
    assert!(some.text.contains("==> left out: 1 card of about "), "{}", some.text);
}

#[test]
fn no_budget_is_exceeded() {
    let files: Vec<(String, String)> = (0..40)
        .map(|at| {
            (format!("a-folder-with-a-long-name/card-{at:02}.md"), format!("{}[[card-{:02}]]", long(), at * 7 % 40))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let graph = graph(&files);
    for budget in (RESERVED..4000).step_by(37) {
        let pack = packed(&graph, budget);
        assert!(tokens(&pack.text) <= budget, "{budget}: {}", tokens(&pack.text));
    }
}

const RESERVED: usize = super::RESERVE;

#[test]
fn nearer_cards_come_first_and_tags_choose() {
    let graph = graph(&[
        ("a.md", "[[b]]"),
        ("b.md", "---\ntags: [x]\n---\n[[c]]"),
        ("c.md", "---\ntags: [X]\n---\n[[d]]"),
        ("d.md", ""),
        ("z.md", "[[b]]"),
    ]);
    let names = |wanted: &Wanted| {
        let cards = order(&graph, wanted);
        cards.iter().map(|(card, _)| graph.cards[*card].path.stem()).collect::<String>()
    };
    assert_eq!(names(&Wanted { from: Some(1), depth: 1, ..Wanted::default() }), "bcaz");
    assert_eq!(names(&Wanted { from: Some(1), depth: 0, ..Wanted::default() }), "b");
    assert_eq!(names(&Wanted { tags: vec!["#x".to_owned()], ..Wanted::default() }), "cb");
    assert_eq!(names(&Wanted { first: vec![3, 0], tags: vec!["x".to_owned()], ..Wanted::default() }), "dacb");
}
