//! Chains, diamonds, circles and names that lead nowhere.

use std::path::PathBuf;

use super::{Extent, RowKind, State, Target, Work};
use crate::config::Config;
use crate::discover::Source;
use crate::graph::{Graph, link};
use crate::path::CardPath;

/// Cards by stem with their front matter, linked.
fn work(cards: &[(&str, &str)]) -> (Graph, Work) {
    let config = Config::defaults(PathBuf::from("/project"), PathBuf::from("/project/docs"));
    let parse = |(stem, front_matter): &(&str, &str)| {
        let path = CardPath::new(&format!("{stem}.md")).expect("a path inside the root");
        let file = PathBuf::from("/project/docs").join(path.as_str());
        let text = format!("---\n{front_matter}\n---\n");
        crate::parse::parse(&Source::new(path, file, text), &config)
    };
    let mut parsed: Vec<_> = cards.iter().map(parse).collect();
    parsed.sort_by(|a, b| a.path.cmp(&b.path));
    let graph = link(parsed, Vec::new(), &config);
    let work = Work::new(&graph, &config);
    (graph, work)
}

fn names(graph: &Graph, work: &Work, tasks: &[usize]) -> String {
    let name = |task: &usize| graph.cards[work.tasks[*task].card].path.stem().to_owned();
    tasks.iter().map(name).collect::<Vec<_>>().join(" ")
}

fn drawn(graph: &Graph, work: &Work, extent: Extent) -> String {
    let row = |row: super::Row| {
        let name = match row.kind {
            RowKind::Task(task) => names(graph, work, &[task]),
            RowKind::Again(task) => format!("^{}", names(graph, work, &[task])),
            RowKind::Missing(name) => format!("?{name}"),
        };
        format!("{}{name}{}", ".".repeat(row.depth), if row.is_last { ";" } else { "," })
    };
    work.goals.iter().flat_map(|goal| work.tree(*goal, extent)).map(row).collect()
}

const OPEN: &str = "status: active";

#[test]
fn leaves_come_first_and_what_is_done_last() {
    let (graph, work) = work(&[
        ("goal", "status: active\nrequires: [b, a, old]"),
        ("a", "status: active\nrequires: [leaf]"),
        ("b", "status: active\nrequires: [leaf]"),
        ("leaf", OPEN),
        ("old", "requires: older"),
        ("older", "title: x"),
        ("stranger", "title: x"),
    ]);
    assert_eq!(names(&graph, &work, &work.order), "leaf a b goal old older");
    assert_eq!(names(&graph, &work, &work.goals), "goal");
    assert_eq!(drawn(&graph, &work, Extent::Open), "goal;.a,..leaf;.b,..leaf;.old;");
    assert_eq!(drawn(&graph, &work, Extent::All), "goal;.a,..leaf;.b,..leaf;.old;..older;");
    let states: Vec<State> = work.order.iter().map(|task| work.tasks[*task].state).collect();
    assert_eq!(states[..4], [State::Ready, State::Blocked, State::Blocked, State::Blocked]);
    assert_eq!((work.unmet(work.goals[0]), work.cycles.len(), work.finished().len()), (2, 0, 0));
}

#[test]
fn what_two_tasks_require_is_written_out_once() {
    let (graph, work) = work(&[
        ("goal", "status: active\nrequires: [a, b]"),
        ("a", "status: active\nrequires: [c]"),
        ("b", "status: active\nrequires: [c]"),
        ("c", "status: active\nrequires: [d]"),
        ("d", OPEN),
    ]);
    assert_eq!(drawn(&graph, &work, Extent::Open), "goal;.a,..c;...d;.b;..^c;");
}

#[test]
fn a_circle_is_found_blocks_and_has_a_goal() {
    let (graph, work) = work(&[
        ("a", "status: active\nrequires: [b]"),
        ("b", "status: active\nrequires: [a, leaf]"),
        ("leaf", OPEN),
        ("self", "status: active\nrequires: [self]"),
        ("done", "requires: [done]"),
    ]);
    let circles: Vec<String> = work.cycles.iter().map(|group| names(&graph, &work, group)).collect();
    assert_eq!(circles, ["a b", "self"]);
    assert_eq!(names(&graph, &work, &work.goals), "a self");
    assert_eq!(drawn(&graph, &work, Extent::Open), "a;.b;..leaf,..^a;self;.^self;");
    assert!(work.cycles.iter().flatten().all(|task| work.tasks[*task].state == State::Blocked));
}

#[test]
fn a_name_that_leads_nowhere_blocks() {
    let (graph, work) =
        work(&[("a", "status: active\nrequires: [gone, \"[[b|the b]]\", [[c]]]"), ("b", "x: 1"), ("c", OPEN)]);
    assert_eq!(drawn(&graph, &work, Extent::Open), "a;.?gone,.c,.b;");
    assert_eq!(work.tasks[0].requires[0].target, Target::Missing);
    assert_eq!(work.tasks[0].requires[0].span.of(&graph.cards[0].text), "gone");
    assert_eq!((work.tasks[0].state, work.unmet(0)), (State::Blocked, 2));
}

#[test]
fn nothing_open_is_no_work() {
    let (_, work) = work(&[("a", "requires: [b]"), ("b", "status: done")]);
    assert!(!work.is_open() && work.goals.is_empty());
    assert_eq!(work.finished(), [0]);
}

#[test]
fn a_chain_of_many_thousands_needs_no_stack() {
    let cards: Vec<(String, String)> = (0..20_000)
        .map(|at| (format!("c{at:05}"), format!("status: active\nrequires: [c{:05}]", at + 1)))
        .chain([("c20000".to_owned(), OPEN.to_owned())])
        .collect();
    let cards: Vec<(&str, &str)> = cards.iter().map(|(stem, text)| (stem.as_str(), text.as_str())).collect();
    let (graph, work) = work(&cards);
    assert_eq!(names(&graph, &work, &work.goals), "c00000");
    assert_eq!(names(&graph, &work, &work.order[..1]), "c20000");
    assert_eq!(work.tree(work.goals[0], Extent::Open).len(), 20_001);
}
