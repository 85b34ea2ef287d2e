//! Lists and twins of small sites.

use std::sync::Arc;

use crate::config::Dialect;
use crate::graph;
use crate::render::{Inputs, Site, samples};

fn site(dialect: Dialect, cards: &[(&str, &str)]) -> Site {
    let mut config = samples::config();
    config.links.dialect = dialect;
    config.site.name = Some("The KB".to_owned());
    let mut parsed: Vec<_> = cards
        .iter()
        .map(|(path, text)| {
            let source =
                crate::discover::Source::new(crate::path::CardPath::new(path).expect("a path"), path.into(), *text);
            crate::parse::parse(&source, &config)
        })
        .collect();
    parsed.sort_by(|a, b| a.path.cmp(&b.path));
    let graph = graph::link(parsed, vec![samples::asset("how-to/plan b.png")], &config);
    let inputs = Inputs { graph: Arc::new(graph), ..samples::inputs(Vec::new(), config) };
    Site::new(&inputs).expect("a site")
}

/// The body of the twin of `how-to/pin.md`.
fn body(dialect: Dialect, text: &str) -> String {
    let others =
        [("index.md", "# Home"), ("reference/zot.md", "# Zot\n\n## Its (own) steps {#steps}"), ("how-to/pin.md", text)];
    let twin = super::twin_at(&site(dialect, &others), "how-to/pin/index.md");
    twin.split_once("---\n\n").expect("front matter").1.to_owned()
}

#[test]
fn links_lead_from_twin_to_twin() {
    for (written, wanted) in [
        ("[[zot]]", "[zot](../../reference/zot/index.md)"),
        ("[[zot#steps|*the* steps]]", "[*the* steps](../../reference/zot/index.md#steps)"),
        ("| [[zot\\|a_b]] |\n|---|", "| [a_b](../../reference/zot/index.md) |\n|---|"),
        ("[[nowhere|its *text*]] [[pin_it_ [x]", "its *text* [[pin_it_ [x]"),
        ("[Zot](../reference/zot.md#steps \"T\")", "[Zot](../../reference/zot/index.md#steps \"T\")"),
        ("[Zot](<../reference/zot.md>)", "[Zot](<../../reference/zot/index.md>)"),
        ("[**Z**][r]\n\n[r]: ../reference/zot.md", "[**Z**](../../reference/zot/index.md)\n\n[r]: ../reference/zot.md"),
        ("![p](plan%20b.png)", "![p](../plan%20b.png)"),
        ("![[plan b.png|300]]", "![plan b](../plan%20b.png)"),
        ("![[zot]]", "[Zot](../../reference/zot/index.md)"),
        ("![[zot#steps]]", "[Zot: Its (own) steps](../../reference/zot/index.md#steps)"),
        ("[[#x y]]\n\n## x y", "[x y](#x-y)\n\n## x y"),
        ("<a href=\"../reference/zot.md\">x</a>", "<a href=\"../../reference/zot/index.md\">x</a>"),
        ("[x](https://example.org/?a=(b)) <https://e.org>", "[x](https://example.org/?a=(b)) <https://e.org>"),
        ("[x](javascript:alert(1)) <javascript:x> <a href='javascript:x'>", "[x](#) `javascript:x` <a href='#'>"),
        ("`[[zot]]` and\r\n\r\n```md\r\n[[zot]]\r\n```", "`[[zot]]` and\n\n```md\n[[zot]]\n```"),
        ("a <!-- quadrille: ignore broken-link --> b", "a  b"),
    ] {
        assert_eq!(
            body(Dialect::Mkdocs, &format!("# Pin\n\n{written}\n")),
            format!("# Pin\n\n{wanted}\n"),
            "{written}"
        );
    }
}

#[test]
fn what_no_reader_sees_is_not_in_the_twin() {
    let text = "# Pin\n\nSeen %% and [[zot|secret]] ![hidden](x.png) %% and `%%` seen.\n\n%%\n\nsecret\n";
    assert_eq!(body(Dialect::Obsidian, text), "# Pin\n\nSeen  and `%%` seen.\n");
    let front = "---\ntitle: \"A: b\"\nsecret: 1\ntags: [x, y z]\nlast-reviewed: 2026-01-02\n---\n\nText.";
    let twin = super::twin_at(&site(Dialect::Strict, &[("a.md", front)]), "a/index.md");
    assert_eq!(
        twin,
        "---\ntitle: \"A: b\"\ntags: [\"x\", \"y z\"]\nlast-reviewed: 2026-01-02\n---\n\n# A: b\n\nText.\n"
    );
}

#[test]
fn the_list_has_a_section_for_each_of_the_navigation() {
    let site = site(
        Dialect::Strict,
        &[
            ("index.md", "# Home\n\nWelcome to *it*."),
            ("how-to/how-to.md", "# Do [it]"),
            ("how-to/zot/pin.md", "---\ndescription: About pins.\n---\n# Pin (a) `v`"),
            ("tutorials/first.md", "# First"),
        ],
    );
    assert_eq!(
        super::list(&site),
        "# The KB\n\n## Start\n\n- [Home](index.md): Welcome to it.\n\n\
         ## Tutorials\n\n- [First](tutorials/first/index.md)\n\n\
         ## Do \\[it\\]\n\n- [Do \\[it\\]](how-to/index.md)\n- [Pin (a) v](how-to/zot/pin/index.md): About pins.\n"
    );
}
