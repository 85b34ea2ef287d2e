//! Navigations of made-up projects, entry by entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{EntryTarget, Navigation};
use crate::config::mkdocs::{MkDocs, Plugin};
use crate::config::{Config, Dialect};
use crate::graph::link_with;
use crate::parse::parse;
use crate::path::CardPath;

/// The navigation of cards (path and text) with files beside them, as lines: level, title, target.
fn lines(cards: &[(&str, &str)], side: &[(&str, &str)], plugins: &[&str]) -> Vec<String> {
    let plugin = |name: &&str| Plugin { name: (*name).to_owned(), ..Plugin::default() };
    let own = MkDocs { use_directory_urls: true, plugins: plugins.iter().map(plugin).collect(), ..MkDocs::default() };
    let mut config = Config::defaults("/p".into(), "/p/docs".into());
    config.links.dialect = Dialect::Mkdocs;
    config.docs.index = ["index.md", "README.md"].map(str::to_owned).to_vec();
    config.mkdocs = Some(own.into());
    let path = |text: &str| CardPath::new(text).expect("a path");
    let mut cards: Vec<_> = cards
        .iter()
        .map(|(at, text)| crate::discover::Source::new(path(at), (*at).into(), *text))
        .map(|source| parse(&source, &config))
        .collect();
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    let side: BTreeMap<CardPath, Arc<str>> = side.iter().map(|(at, text)| (path(at), Arc::from(*text))).collect();
    let graph = link_with(cards, Vec::new(), &side, &config);
    let navigation: &Navigation = graph.navigation.as_ref().expect("a MkDocs project");
    navigation
        .entries
        .iter()
        .map(|entry| {
            let target = match &entry.target {
                EntryTarget::Section => ":",
                EntryTarget::Card(id) => graph.cards[*id].path.as_str(),
                EntryTarget::Link(address) | EntryTarget::Missing(address) => address,
            };
            format!("{} {} {target}", entry.level, entry.title)
        })
        .collect()
}

const HARBOUR: [(&str, &str); 7] = [
    ("index.md", "Text first.\n\n# Not the title\n"),
    ("zone.md", "# The zone\n"),
    ("about.md", "---\ntitle: About us\n---\n\n# A\n"),
    ("docks/README.md", "# Docks\n"),
    ("docks/east_side.md", "text\n"),
    ("docks/part 10.md", "text\n"),
    ("docks/part 2.md", "text\n"),
];

#[test]
fn folders_make_the_navigation() {
    assert_eq!(
        lines(&HARBOUR, &[], &[]),
        [
            "0 Home index.md",
            "0 About us about.md",
            "0 The zone zone.md",
            "0 Docks :",
            "1 Docks docks/README.md",
            "1 East side docks/east_side.md",
            "1 Part 10 docks/part 10.md",
            "1 Part 2 docks/part 2.md"
        ]
    );
}

#[test]
fn awesome_nav_orders_names_and_takes_the_rest() {
    let side = [
        (".nav.yml", "nav:\n  - Start: index.md\n  - docks\n  - Far: https://example.org/\n  - '*'\n"),
        ("docks/.nav.yml", "title: The docks\nsort:\n  direction: desc\n"),
    ];
    assert_eq!(
        lines(&HARBOUR, &side, &["awesome-nav"]),
        [
            "0 Start index.md",
            "0 The docks :",
            "1 Docks docks/README.md",
            "1 Part 10 docks/part 10.md",
            "1 Part 2 docks/part 2.md",
            "1 East side docks/east_side.md",
            "0 Far https://example.org/",
            "0 About us about.md",
            "0 The zone zone.md"
        ]
    );
}

#[test]
fn awesome_pages_orders_names_and_hides() {
    let side = [
        (".pages", "nav:\n  - zone.md\n  - Water: [docks]\n  - ...\n"),
        ("docks/.pages", "title: All docks\nnav:\n  - ... | glob=part*\n  - East: east_side.md\n"),
    ];
    assert_eq!(
        lines(&HARBOUR, &side, &["awesome-pages"]),
        [
            "0 The zone zone.md",
            "0 Water :",
            "1 All docks :",
            "2 Part 10 docks/part 10.md",
            "2 Part 2 docks/part 2.md",
            "2 East docks/east_side.md",
            "0 Home index.md",
            "0 About us about.md"
        ]
    );
    assert_eq!(lines(&HARBOUR, &[("docks/.pages", "hide: true\n")], &["awesome-pages"]).len(), 3);
}

#[test]
fn literate_nav_reads_summaries() {
    let mut cards = HARBOUR.to_vec();
    cards
        .push(("SUMMARY.md", "* [Welcome](index.md)\n* [Docks](docks/)\n* Other\n    * [Zone](zone.md)\n    * *.md\n"));
    cards.push(("docks/SUMMARY.md", "- [East](east_side.md)\n- part*.md\n"));
    assert_eq!(
        lines(&cards, &[], &["literate-nav"]),
        [
            "0 Welcome index.md",
            "0 Docks :",
            "1 East docks/east_side.md",
            "1 Part 10 docks/part 10.md",
            "1 Part 2 docks/part 2.md",
            "0 Other :",
            "1 Zone zone.md",
            "1 About us about.md"
        ]
    );
}
