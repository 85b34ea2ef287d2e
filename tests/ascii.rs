//! Diagrams of box art, by specs: `tests/diagram/ascii/*.md`.
//!
//! Each `## ` heading of a spec opens a case: a fence of four backticks with the diagram, and a `graph` fence with what is
//! read in it (see `graph`). `QUADRILLE_BLESS=1` writes down what came out. Every diagram is also drawn, whole and cut
//! off at every line, and must keep its words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proptest::prelude::*;
use quadrille::diagram::{Dress, Notation, Target, ascii, draw, json, outline};
use serde_json::Value;

use crate::support::{assert_specs, files_under, project};

/// The model as lines: whether it is taken for a diagram, boxes with what they stand in, edges with their labels.
fn graph(source: &str) -> String {
    let model = match json(Notation::Ascii, source) {
        Ok(model) => model,
        Err(fault) => return format!("fault: {}\n", fault.message),
    };
    let list = |name: &str| model[name].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = list("boxes").into_iter().chain(list("texts"));
    let names: BTreeMap<String, String> = nodes.map(|node| (text(&node["id"]), text(&node["label"]))).collect();
    let name = |id: &Value| format!("({})", names.get(&text(id)).cloned().unwrap_or_default());
    let mut out = format!("detected: {}\n", ascii::detect(source).is_some());
    for node in list("boxes") {
        let parent = if node["parent"].is_null() { String::new() } else { format!(" in {}", name(&node["parent"])) };
        out += &format!("box {}{parent}\n", name(&node["id"]));
    }
    for edge in list("edges") {
        let arrow = match &edge["directed"] {
            Value::Bool(true) => "->",
            Value::String(_) => "<->",
            _ => "--",
        };
        let label = text(&edge["label"]);
        let label = if label.is_empty() { label } else { format!(": {label}") };
        out += &format!("edge {} {arrow} {}{label}\n", name(&edge["from"]), name(&edge["to"]));
    }
    let codes: BTreeSet<String> = list("diagnostics").iter().map(|found| text(&found["code"])).collect();
    for code in codes {
        out += &format!("note {code}\n");
    }
    out
}

/// The words of all text elements of a drawing.
fn drawn_words(svg: &str) -> String {
    let mut words = String::new();
    for element in svg.split("<text ").skip(1) {
        let (_, inside) = element.split_once('>').unwrap_or_default();
        let inside = inside.split("</text>").next().unwrap_or_default();
        for part in inside.split('<') {
            words += part.split_once('>').map_or(part, |(_, after)| after);
        }
        words.push(' ');
    }
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Letters and digits of a text, sorted.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Draws a text; what is drawn must hold every letter once, but those of arrowheads and knots.
fn assert_whole(source: &str) {
    let Ok(drawing) = draw(Notation::Ascii, source, &Dress { id: "d", ..Dress::default() }) else {
        return;
    };
    let heads = |c: &char| matches!(c, 'v' | 'V' | 'o');
    let without = |text: &str| letters(text).into_iter().filter(|c| !heads(c)).collect::<Vec<_>>();
    assert_eq!(without(&drawn_words(&drawing.svg)), without(source), "{source}\n{}", drawing.svg);
    let ids: Vec<&str> = drawing.svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
}

/// The diagrams of all specs.
fn sources() -> Vec<String> {
    let folder = project().join("tests/diagram/ascii");
    let mut sources = Vec::new();
    for name in files_under(&folder) {
        let spec = fs::read_to_string(folder.join(name)).expect("the spec is there");
        let fences = spec.split("\n````").skip(1).step_by(2);
        let bodies = fences.filter_map(|fence| fence.split_once('\n').filter(|(info, _)| *info != "graph"));
        sources.extend(bodies.map(|(_, body)| format!("{body}\n")));
    }
    sources
}

#[test]
fn diagrams_are_read_as_the_specs_say() {
    assert_specs("tests/diagram/ascii", |info, body| (info != "graph").then(|| graph(body)));
}

#[test]
fn drawings_keep_every_word() {
    for source in sources() {
        assert_whole(&source);
        assert!(draw(Notation::Ascii, &source, &Dress::default()).is_ok(), "{source}");
    }
}

#[test]
fn diagrams_cut_off_anywhere_are_still_drawn() {
    for source in sources() {
        let lines: Vec<&str> = source.lines().collect();
        for count in 1..lines.len() {
            assert_whole(&lines[..count].join("\n"));
            assert_whole(&lines[count..].join("\n"));
        }
        for column in (2..60).step_by(7) {
            let cut: Vec<String> = lines.iter().map(|line| line.chars().take(column).collect()).collect();
            assert_whole(&cut.join("\n"));
        }
    }
}

#[test]
fn labels_are_offered_as_links_with_their_place() {
    let source = "+------------+     +---------+\n| [[argo|AC]] |--->| Grafana |\n+------------+     +---------+\n";
    let labels = outline(Notation::Ascii, source).expect("a diagram").labels;
    let seen: Vec<(&str, Target, &str)> =
        labels.iter().map(|label| (label.text.as_str(), label.target, label.span.of(source))).collect();
    assert_eq!(seen, [("argo|AC", Target::Wiki, "[[argo|AC]]"), ("Grafana", Target::Name, "Grafana")]);
    let hrefs = [Some("/argo/".to_owned()), Some("/grafana/?a&b".to_owned())];
    let dress = Dress { id: "d", hrefs: &hrefs, title: Some("Overview"), icons: None };
    let svg = draw(Notation::Ascii, source, &dress).expect("a drawing").svg;
    assert!(svg.starts_with("<svg class=\"dg dg-ascii\" role=\"group\" aria-labelledby=\"d-t d-d\""), "{svg}");
    assert!(svg.contains("<title id=\"d-t\">Overview</title>"), "{svg}");
    assert!(svg.contains("<a href=\"/argo/\">AC</a></text>"), "{svg}");
    assert!(svg.contains("<a href=\"/grafana/?a&amp;b\"><text "), "{svg}");
}

#[test]
fn what_is_too_large_is_a_fault() {
    let wide = "-".repeat(2_000);
    let source = format!("{wide}\n{}", "|\n".repeat(2_000));
    assert!(draw(Notation::Ascii, &source, &Dress::default()).is_err());
    assert!(draw(Notation::Ascii, " \n\t\n", &Dress::default()).is_err());
    assert!(ascii::detect(&source).is_none());
}

/// Characters that mean something somewhere in a diagram.
const PIECES: &[char] = &[
    ' ', ' ', ' ', '\n', '\n', '-', '-', '|', '|', '+', '+', '=', '<', '>', '^', 'v', '.', '\'', '`', ',', ':', '/',
    '\\', '*', 'o', '_', '~', '─', '│', '┌', '┐', '└', '┘', '├', '┤', '┬', '┴', '┼', '═', '║', '╔', '╝', '╭', '╯', '▶',
    '◀', '▲', '▼', '→', '↔', '┄', 'a', 'B', '7', '(', ')', '[', ']', '中', '🦀', '\u{301}', '\u{200d}', '\u{fe0f}',
    '\t', '\u{a0}', '\r', '\u{200b}', '\0',
];

/// A long run where the environment asks for one.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in prop::collection::vec(prop::sample::select(PIECES), 0..400)) {
        let text: String = text.into_iter().collect();
        assert_whole(&text);
        let _ = ascii::detect(&text);
        let _ = outline(Notation::Ascii, &text);
    }

    #[test]
    fn no_damage_makes_it_panic(case in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), with in 0..PIECES.len()) {
        let sources = sources();
        let mut chars: Vec<char> = case.get(&sources).chars().collect();
        let at = at.index(chars.len());
        chars[at] = PIECES[with];
        assert_whole(&chars.into_iter().collect::<String>());
    }
}
