//! What a project may write under `markdown_extensions`.

use serde_json::{Value, json};

use super::{Extensions, Fault};

fn read(written: &Value) -> (Extensions, Vec<String>) {
    let written: Vec<(String, Value)> =
        written.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
    let (extensions, unknown) = Extensions::of_mkdocs(&written);
    let unknown = unknown
        .into_iter()
        .map(|unknown| {
            let fault = match unknown.fault {
                Fault::Extension => "extension",
                Fault::Option => "option",
                Fault::Value => "value",
            };
            format!("{fault} {} {}", unknown.extension, unknown.option.unwrap_or_default()).trim_end().to_owned()
        })
        .collect();
    (extensions, unknown)
}

#[test]
fn names_are_long_or_short_and_bundles_open() {
    let (extensions, unknown) = read(&json!({
        "markdown.extensions.toc": {"permalink": true},
        "extra": {"footnotes": {"BACKLINK_TEXT": "up"}},
    }));
    assert_eq!(unknown, [""; 0]);
    assert!(extensions.get("toc").is_some_and(|toc| toc.is_on("permalink") && toc.text("marker") == "[TOC]"));
    assert!(extensions.get("footnotes").is_some_and(|notes| notes.text("BACKLINK_TEXT") == "up"));
    assert!(extensions.has("md_in_html") && extensions.has("tables") && !extensions.has("admonition"));
    assert_eq!(extensions.names().next(), Some("toc"));
}

#[test]
fn what_is_not_honoured_is_told() {
    let (_, unknown) = read(&json!({
        "plantuml_markdown": null,
        "toc": {"permalnk": true, "separator": []},
        "extra": {"fotnotes": {}},
    }));
    assert_eq!(
        unknown,
        ["extension plantuml_markdown", "option toc permalnk", "value toc separator", "option extra fotnotes"]
    );
}

#[test]
fn callables_are_data() {
    let (extensions, _) = read(&json!({
        "toc": {"slugify": {"py": "pymdownx.slugs.slugify", "kwds": {"case": "lower"}}},
    }));
    let toc = extensions.get("toc");
    assert_eq!(toc.and_then(|toc| toc.callable("slugify")), Some("pymdownx.slugs.slugify"));
}
