//! The site as a whole, from hand-made cards.

use std::collections::BTreeMap;

use crate::parse::card::Named;
use crate::text::Span;

use super::output::Body;
use super::{Inputs, Rendered, render, samples};

fn site() -> Rendered {
    let mut pin = samples::card("how-to/zot/pin.md", &[(1, "Pin <a> version"), (2, "Steps")]);
    pin.tags.push(Named { name: "CI".to_owned(), span: Span::at(0) });
    pin.aliases.push(Named { name: "old-pin".to_owned(), span: Span::at(0) });
    let cards = vec![pin, samples::card("how-to/how-to.md", &[(1, "How-to")]), samples::card("reference/x.md", &[])];
    let mut config = samples::config();
    config.site.url = Some("https://example.org/docs/".to_owned());
    render(&samples::inputs(cards, config)).expect("a site")
}

fn text<'a>(site: &'a Rendered, path: &str) -> &'a str {
    let output = site.outputs.iter().find(|output| output.path == path).unwrap_or_else(|| panic!("no {path}"));
    match &output.body {
        Body::Bytes(bytes) => std::str::from_utf8(bytes).expect("UTF-8"),
        Body::Copy(_) => panic!("{path} is copied"),
    }
}

#[test]
fn every_folder_tag_and_alias_has_a_page() {
    let site = site();
    let pages: Vec<&str> = site.outputs.iter().map(|output| output.path.as_str()).collect();
    let pages: Vec<&str> = pages.into_iter().filter(|path| !path.starts_with("assets/")).collect();
    assert_eq!(
        pages,
        [
            "404.html",
            "graph/index.html",
            "how-to/how-to/index.html",
            "how-to/index.html",
            "how-to/index.md",
            "how-to/zot/index.html",
            "how-to/zot/old-pin/index.html",
            "how-to/zot/pin/index.html",
            "how-to/zot/pin/index.md",
            "index.html",
            "llms.txt",
            "objects.inv",
            "previews/0.js",
            "reference/index.html",
            "reference/x/index.html",
            "reference/x/index.md",
            "robots.txt",
            "sitemap.xml",
            "tags/ci/index.html",
            "tags/index.html",
        ]
    );
    assert!(site.failures.is_empty());
    assert!(text(&site, "how-to/zot/old-pin/index.html").contains("url=../pin/index.html"));
    assert!(!text(&site, "sitemap.xml").contains("old-pin"));
}

#[test]
fn a_page_has_one_title_and_landmarks() {
    let site = site();
    for page in site.outputs.iter().filter(|output| output.path.ends_with("index.html")) {
        let html = text(&site, &page.path);
        if html.contains("http-equiv") {
            continue;
        }
        assert_eq!(html.matches("<h1").count(), 1, "{}", page.path);
        assert_eq!(html.matches("<main").count(), 1, "{}", page.path);
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\""), "{}", page.path);
        assert!(!html.contains("<style") && !html.contains("style="), "{}", page.path);
        let is_loaded = |script: &str| script.starts_with(" src=") || script.starts_with(" defer src=");
        assert!(html.split("<script").skip(1).all(is_loaded), "no inline script: {}", page.path);
    }
    let pin = text(&site, "how-to/zot/pin/index.html");
    assert!(pin.contains("<title>Pin &lt;a&gt; version"), "{pin}");
    assert!(pin.contains("href=\"../../../tags/ci/index.html\""), "{pin}");
    assert!(pin.contains("<link rel=\"canonical\" href=\"https://example.org/docs/how-to/zot/pin/\""), "{pin}");
}

#[test]
fn every_address_of_every_page_leads_to_an_output() {
    let site = site();
    for page in site.outputs.iter().filter(|output| output.path.ends_with("index.html")) {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for part in text(&site, &page.path).split("href=\"").skip(1) {
            let address = part.split('"').next().unwrap_or_default();
            if address.starts_with("http") || address.starts_with('#') {
                continue;
            }
            let target = crate::path::CardPath::new(&format!("{folder}/{address}")).expect("inside the site");
            assert!(site.outputs.iter().any(|output| output.path == target.as_str()), "{}: {address}", page.path);
        }
    }
}

#[test]
fn an_override_for_mkdocs_material_goes_on_working() {
    let main = "{% extends \"base.html\" %}{% block announce %}Hello {{ 'a/' | url }}{% endblock %}\
        {% block content %}{{ super() }}<p>{{ config.site_name }} {{ page.meta.owner }}</p>{% endblock %}";
    let cards = vec![samples::parsed("how-to/a.md", "---\nowner: sue\n---\n# A\n\nwords\n")];
    let overrides = BTreeMap::from([("main.html".to_owned(), main.to_owned())]);
    let inputs = Inputs { overrides: overrides.into(), ..samples::inputs(cards, samples::config()) };
    let site = render(&inputs).expect("a site");
    let page = text(&site, "how-to/a/index.html");
    for wanted in ["Hello ../../a/", "<p>words</p>", "<p>project sue</p>"] {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
    assert!(text(&site, "how-to/index.html").contains("Hello ../a/"), "the override dresses every page");
}

/// A site of cards that all link to one, in the section of its number.
fn hub(cards: usize) -> Rendered {
    let mut list = vec![samples::parsed("reference/hub.md", "# Hub\n\nThe *middle*.\n")];
    list.extend((0..cards).map(|number| {
        let folder = ["how-to", "tutorials", "explanation"][number % 3];
        let text = format!("# Card number {number}\n\n[[hub]] and [[c{}]]\n", (number + 1) % cards);
        samples::parsed(&format!("{folder}/c{number}.md"), &text)
    }));
    render(&samples::inputs(list, samples::config())).expect("a site")
}

#[test]
fn a_hub_names_no_more_cards_than_its_page_can_bear() {
    let page = |cards| text(&hub(cards), "reference/hub/index.html").to_owned();
    let named = |page: &str| {
        page.split("class=\"backlinks\"")
            .nth(1)
            .map_or(0, |panel| panel.split("</aside>").next().unwrap_or_default().matches("<li>").count())
    };
    assert_eq!(named(&page(20)), 20);
    let large = page(600);
    assert!(
        named(&large) == 105 && large.contains("<summary>595 more</summary>") && large.contains("<p>And 495 more.</p>")
    );
}

#[test]
fn the_graph_of_a_hub_is_no_larger_than_its_page_can_bear() {
    let small = hub(20);
    let part = |site: &Rendered| {
        let page = text(site, "reference/hub/index.html");
        let from = page.find("<nav class=\"local-graph\"").expect("a local graph");
        page[from..from + page[from..].find("</nav>").expect("an end")].to_owned()
    };
    assert_eq!(part(&small).matches("<li>").count(), 20);
    assert!(!part(&small).contains("more</p>"));
    let large = hub(600);
    assert!(part(&large).len() < 3_000, "{} bytes", part(&large).len());
    assert!(part(&large).contains("<p>and 57"), "{}", part(&large));
}

#[test]
fn the_page_of_the_graph_lists_all_cards_or_the_sections() {
    let small = hub(20);
    let page = text(&small, "graph/index.html");
    assert_eq!(page.matches("href=\"../how-to/c").count(), 7);
    let large = hub(600);
    let page = text(&large, "graph/index.html");
    assert!(
        page.contains("<li><a href=\"../how-to/index.html\">How-to guides</a> <span class=\"count\">200 cards"),
        "{page}"
    );
    assert!(page.len() < 30_000, "{} bytes", page.len());
    let data = text(&large, "assets/graph-data.js");
    assert!(data.starts_with("self.quadrilleGraph={") && data.ends_with("};\n"));
    assert!(data.len() < 601 * 80, "{} bytes", data.len());
    assert_eq!(data, text(&hub(600), "assets/graph-data.js"));
    let previews: String = (0..38).map(|shard| text(&large, &format!("previews/{shard}.js"))).collect();
    assert!(
        previews.contains("\"reference/hub/\":{\"title\":\"Hub\",\"kind\":[\"reference\",\"Reference\"]"),
        "{previews}"
    );
}

#[test]
fn graphs_and_previews_can_be_switched_off() {
    let mut config = samples::config();
    (config.features.graph, config.features.previews) = (false, false);
    let site =
        render(&samples::inputs(vec![samples::parsed("a.md", "[[b]]"), samples::parsed("b.md", "[[a]]")], config))
            .expect("a site");
    let is_of_it =
        |path: &str| path.starts_with("graph/") || path.starts_with("previews/") || path.contains("graph-data");
    assert!(!site.outputs.iter().any(|output| is_of_it(&output.path)));
    assert!(!text(&site, "a/index.html").contains("graph"), "{}", text(&site, "a/index.html"));
}
