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
