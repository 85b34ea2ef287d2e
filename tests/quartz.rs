//! The Quartz dialect against cases of slugs and links: our own, and more of the same form where the environment
//! names a folder of them (`QUADRILLE_CONFORMANCE=DIR`, read as `DIR/wikilinks/quartz-path.json`).
//!
//! A case of `transformLink` becomes a tree of cards, one for each slug; the expected address is read as a browser
//! would read it on the page `cur`, and must lead where our link leads.

use quadrille::graph::quartz::{internal_link, path_to_root, simplify, slug_of_path};
use serde_json::Value;

use crate::support::Tree;

#[test]
fn our_cases() {
    let text = include_str!("fixtures/quartz.json");
    let failed = run(text);
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn cases_from_elsewhere() {
    let Some(folder) = std::env::var_os("QUADRILLE_CONFORMANCE") else { return };
    let file = std::path::PathBuf::from(folder).join("wikilinks/quartz-path.json");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let failed = run(&text);
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The cases that do not come out as expected, with what came out.
fn run(text: &str) -> Vec<String> {
    let suite: Value = serde_json::from_str(text).expect("a suite is JSON");
    let cases = suite["cases"].as_array().expect("a suite has cases");
    assert!(!cases.is_empty());
    cases.iter().filter_map(failure).collect()
}

fn failure(case: &Value) -> Option<String> {
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let (input, expected) = (text("input"), text("expected"));
    let got = match text("fn") {
        "slugifyFilePath" => slug_of_path(input),
        "simplifySlug" => simplify(input),
        "transformInternalLink" => internal_link(input),
        "pathToRoot" => path_to_root(input),
        "transformLink" if text("strategy") == "relative" => internal_link(input),
        "transformLink" => return link_failure(case),
        other => format!("no function `{other}`"),
    };
    (got != expected).then(|| format!("{case}: {got}"))
}

fn link_failure(case: &Value) -> Option<String> {
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let slugs: Vec<&str> =
        case["all_slugs"].as_array().into_iter().flatten().map(|slug| slug.as_str().expect("a slug")).collect();
    let source = format!("{}.md", text("cur"));
    let link = format!("[[{}]]\n", text("input"));
    let mut files: Vec<(String, &str)> = slugs.iter().map(|slug| (file_of(slug), "# A card\n")).collect();
    files.retain(|(path, _)| *path != source);
    files.push((source.clone(), &link));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let run = Tree::new(&files).run(&["links", "--format", "ndjson", "--dialect", "quartz", "."], "");
    let found: Value = run.stdout.lines().next().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
    let got = found["target"].as_str().map(str::to_owned);
    let wanted = wanted_file(text("cur"), text("expected"), &slugs);
    (got != wanted).then(|| format!("{case}: {got:?}, not {wanted:?}"))
}

/// The file that an address means on the page `cur`; `None` where there is none.
fn wanted_file(cur: &str, address: &str, slugs: &[&str]) -> Option<String> {
    let mut segments: Vec<&str> = cur.split('/').collect();
    segments.pop();
    for segment in address.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    let slug = segments.join("/");
    let index = if slug.is_empty() { "index".to_owned() } else { format!("{slug}/index") };
    [slug, index].into_iter().find(|slug| slugs.contains(&slug.as_str())).map(|slug| file_of(&slug))
}

fn file_of(slug: &str) -> String {
    if slug.rsplit('/').next().is_some_and(|name| name.contains('.')) { slug.to_owned() } else { format!("{slug}.md") }
}
