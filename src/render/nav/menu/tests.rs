//! What of a navigation stands beside a page.

use super::Menu;
use crate::config::mkdocs::{MkDocs, MkDocsTheme, NavItem, NavTarget};
use crate::graph::{Graph, link};
use crate::render::samples;
use crate::render::url::Base;

/// An entry: its level, its title, and the path of a page.
type Line<'a> = (usize, &'a str, Option<&'a str>);

/// A graph of cards whose paths are their titles, with a navigation.
fn graph(entries: &[Line<'_>], features: &[&str]) -> (Graph, MkDocs) {
    let item = |(level, title, path): &Line<'_>| NavItem {
        level: *level,
        title: Some((*title).to_owned()),
        target: path.map_or(NavTarget::Section, |path| NavTarget::Path(path.to_owned())),
        place: (0, crate::text::Span::at(0)),
    };
    let features = features.iter().map(|name| (*name).to_owned()).collect();
    let own = MkDocs {
        use_directory_urls: true,
        nav: Some(entries.iter().map(item).collect()),
        theme: MkDocsTheme { features, ..MkDocsTheme::default() },
        ..MkDocs::default()
    };
    let mut config = samples::config();
    config.docs.index = vec!["index.md".to_owned()];
    config.mkdocs = Some(own.clone().into());
    let pages = entries.iter().filter_map(|(.., path)| *path);
    let mut paths: Vec<&str> = pages.filter(|path| !path.contains(':')).collect();
    paths.sort_unstable();
    let cards: Vec<_> = paths.iter().map(|path| samples::card(path, &[(1, path)])).collect();
    (link(cards, Vec::new(), &config), own)
}

fn drawn(entries: &[Line<'_>], features: &[&str], page: &str) -> String {
    let (graph, own) = graph(entries, features);
    let navigation = graph.navigation.as_ref().expect("a MkDocs project");
    let menu = Menu::new(&graph, navigation, &own);
    let id = graph.cards.iter().position(|card| card.path.as_str() == page).expect("a card of this path");
    menu.draw(Some(id), &Base::of_page(graph.pages.url(id)))
}

const HARBOUR: [Line<'_>; 6] = [
    (0, "Home", Some("index.md")),
    (0, "Docks", None),
    (1, "All docks", Some("docks/index.md")),
    (1, "East & west", Some("docks/east.md")),
    (0, "Far", Some("https://example.org/?a=1&b=2")),
    (0, "Bad", Some("javascript:alert(1)")),
];

#[test]
fn the_whole_navigation_stands_beside_a_page() {
    assert_eq!(
        drawn(&HARBOUR, &[], "docks/east.md"),
        "<ul><li><a href=\"../../index.html\">Home</a></li><li><details open><summary>Docks</summary><ul>\
         <li><a href=\"../index.html\">All docks</a></li>\
         <li><a href=\"index.html\" aria-current=\"page\">East &amp; west</a></li></ul></details></li>\
         <li><a href=\"https://example.org/?a=1&amp;b=2\">Far</a></li><li><span>Bad</span></li></ul>"
    );
}

#[test]
fn with_tabs_a_page_has_its_section_under_the_name_of_its_tab() {
    let features = ["navigation.tabs", "navigation.indexes"];
    assert_eq!(
        drawn(&HARBOUR, &features, "docks/east.md"),
        "<ul><li><a href=\"../index.html\">Docks</a></li>\
         <li><a href=\"index.html\" aria-current=\"page\">East &amp; west</a></li></ul>"
    );
    assert!(drawn(&HARBOUR, &features, "index.md").contains("<a href=\"docks/index.html\">Docks</a>"));
}

#[test]
fn an_index_is_the_heading_of_its_section_or_its_overview() {
    let page = "<li><a href=\"index.html\" aria-current=\"page\">East &amp; west</a></li>";
    let with = |features: &[&str]| drawn(&HARBOUR, features, "docks/east.md");
    let heading = format!("<li class=\"section\"><a href=\"../index.html\">Docks</a><ul>{page}</ul></li>");
    let html = with(&["navigation.sections", "navigation.indexes"]);
    assert!(html.contains(&heading), "{html}");
    let opens = format!("<summary>Docks</summary><ul><li><a href=\"../index.html\">Overview</a></li>{page}</ul>");
    let html = with(&["navigation.indexes"]);
    assert!(html.contains(&opens), "{html}");
    let html = with(&["navigation.sections"]);
    assert!(
        html.contains("<li class=\"section\"><span>Docks</span><ul><li><a href=\"../index.html\">All docks</a>"),
        "{html}"
    );
}

#[test]
fn a_large_navigation_shows_what_is_near() {
    let pages: Vec<String> = (0..3_000).map(|n| format!("s{}/p{n:04}.md", n / 1_000)).collect();
    let mut entries: Vec<Line<'_>> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        if at % 1_000 == 0 {
            entries.push((0, "Section", None));
        }
        entries.push((1, page, Some(page)));
    }
    let html = drawn(&entries, &[], "s1/p1500.md");
    assert!(html.matches("<li").count() < 120, "{}", html.matches("<li").count());
    assert_eq!(html.matches("aria-current").count(), 1);
    assert_eq!(html.matches("<ul>").count(), html.matches("</ul>").count());
    assert!(html.contains("899 more pages"), "{html}");
}
