//! Many cards of one name, chains of headings, anchors of all kinds: small cases of what is large in hostile trees.

use std::path::PathBuf;

use crate::config::{Config, Dialect};
use crate::discover::Source;
use crate::graph::resolve::MAX_CANDIDATES;
use crate::graph::{FragmentStatus, Graph, Status, Target, link};
use crate::path::CardPath;

fn graph<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)], dialect: Dialect) -> Graph {
    let mut config = Config::defaults(PathBuf::from("/project"), PathBuf::from("/project/docs"));
    config.links.dialect = dialect;
    let parse = |(path, text): &(P, T)| {
        let path = CardPath::new(path.as_ref()).expect("a path inside the root");
        let file = PathBuf::from("/project/docs").join(path.as_str());
        crate::parse::parse(&Source::new(path, file, text.as_ref()), &config)
    };
    let mut cards: Vec<_> = files.iter().map(parse).collect();
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    link(cards, Vec::new(), &config)
}

#[test]
fn an_ambiguous_link_names_some_candidates_and_counts_all() {
    let mut files: Vec<(String, &str)> = (0..250).map(|n| (format!("{n:03}/same.md"), "")).collect();
    files.push(("a.md".to_owned(), "[[same]]"));
    for dialect in [Dialect::Strict, Dialect::Obsidian, Dialect::Mkdocs] {
        let graph = graph(&files, dialect);
        let from = graph.cards.iter().position(|card| card.path.as_str() == "a.md").expect("the card is there");
        let found = &graph.resolutions[from][0];
        assert_eq!(
            (found.status, found.candidate_count, found.candidates.len()),
            (Status::Ambiguous, 250, MAX_CANDIDATES),
            "{dialect:?}"
        );
        assert_eq!(found.candidates[0].as_str(), "000/same.md", "{dialect:?}");
        assert!(found.candidates.is_sorted(), "{dialect:?}");
    }
}

#[test]
fn the_namesake_beside_the_card_wins_in_obsidian() {
    for (name, target, expected) in [
        ("x.md", "x", Some("b/x.md")),
        ("X.md", "x", Some("b/X.md")),
        ("x.markdown", "x", Some("b/x.markdown")),
        ("x.md", "x.md", Some("b/x.md")),
        ("x.md", "b/x", Some("b/x.md")),
        ("x.md", "c/x", None),
    ] {
        let own = format!("b/{name}");
        let files = [("a/x.md", ""), (own.as_str(), ""), ("b/from.md", &*format!("[[{target}]]")), ("d/x.md", "")];
        let graph = graph(&files, Dialect::Obsidian);
        let from = graph.cards.iter().position(|card| card.path.as_str() == "b/from.md").expect("the card is there");
        let found = match graph.resolutions[from][0].target {
            Some(Target::Card(id)) => Some(graph.cards[id].path.as_str()),
            _ => None,
        };
        assert_eq!(found, expected, "[[{target}]] beside {name}");
    }
}

#[test]
fn fragments_find_headings_blocks_and_ids() {
    let target =
        "# Top\n## Part: *One*\n### Same\n## Two\n### Same\n## Given {#own}\n\ntext ^Blk\n\n<a id=\"raw\"></a>\n";
    for (link, expected) in [
        ("[[t#Same]]", Some("same")),
        ("[[t#Two#Same]]", Some("same_1")),
        ("[[t#Same#Two]]", Some("two")),
        ("[[t#Two#Part One]]", None),
        ("[[t#part one]]", Some("part-one")),
        ("[[t#own]]", Some("own")),
        ("[[t#Given]]", Some("own")),
        ("[[t#^blk]]", Some("Blk")),
        ("[[t#^no]]", None),
        ("[[t#raw]]", Some("raw")),
        ("[x](t.md#same_1)", Some("same_1")),
        ("[x](t.md#Same)", None),
        ("[x](t.md#Blk)", Some("Blk")),
        ("[x](t.md#r%61w)", Some("raw")),
    ] {
        let graph = graph(&[("a.md", link), ("t.md", target)], Dialect::Strict);
        let wanted = expected.map_or(FragmentStatus::Broken, |id| FragmentStatus::Resolved(id.to_owned()));
        assert_eq!(graph.resolutions[0][0].fragment, wanted, "{link}");
    }
}

/// Dialect, label of a diagram in `x.md`, and what it leads to or could mean.
const LABELS: &[(Dialect, &str, &str)] = &[
    (Dialect::Strict, "Grafana Alloy", "alloy.md"),
    (Dialect::Strict, "Grafana   Alloy", "alloy.md"),
    (Dialect::Strict, "alloy", "alloy.md"),
    (Dialect::Strict, "collector", "alloy.md"),
    (Dialect::Strict, "grafana alloy", ""),
    (Dialect::Obsidian, "grafana alloy", "alloy.md"),
    (Dialect::Strict, "The Alloy", ""),
    (Dialect::Strict, "Backup", "? a/backup.md b/backup.md"),
    (Dialect::Strict, "index", ""),
    (Dialect::Strict, "Folder", "a/index.md"),
    (Dialect::Strict, "Ex", ""),
    (Dialect::Strict, "x", ""),
];

#[test]
fn a_label_is_a_link_where_it_is_the_name_of_one_other_card() {
    for (dialect, label, wanted) in LABELS {
        let text = format!("# Ex\n\n```mermaid\ndouble\nname {label}\n```\n");
        let graph = graph(
            &[
                ("a/backup.md", "# Backup\n"),
                ("a/index.md", "# Folder\n"),
                ("alloy.md", "---\naliases: [collector]\n---\n# Grafana Alloy\n"),
                ("b/backup.md", "# Backup\n"),
                ("x.md", &text),
            ],
            *dialect,
        );
        let from = graph.cards.len() - 1;
        let resolution = &graph.resolutions[from][0];
        let path = |path: &CardPath| path.as_str().to_owned();
        let found = match resolution.target {
            Some(Target::Card(id)) => path(&graph.cards[id].path),
            _ if resolution.candidates.is_empty() => String::new(),
            _ => format!("? {}", resolution.candidates.iter().map(path).collect::<Vec<_>>().join(" ")),
        };
        assert_eq!(found, *wanted, "{dialect:?} {label}");
        let is_linked = !wanted.is_empty() && !wanted.starts_with('?');
        assert_eq!(resolution.status, if is_linked { Status::Resolved } else { Status::Words }, "{label}");
        assert_eq!(graph.link_count(), usize::from(is_linked));
        let backlinks: usize = (0..graph.cards.len()).map(|id| graph.backlinks(id).len()).sum();
        assert_eq!(backlinks, usize::from(is_linked), "{label}");
        assert!(!graph.links_by_path_alone());
    }
}
