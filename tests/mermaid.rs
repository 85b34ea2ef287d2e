//! Mermaid, by samples: `tests/diagram/mermaid/*.mmd`, each with what comes of it in a `.txt` beside.
//!
//! A `.txt` holds title, description, labels, faults and the drawing, an element a line; every label leads to `to-` and
//! its number. `QUADRILLE_BLESS=1` writes down what came out; read the diff. The samples cut, mixed and spoilt must never
//! panic, nor let anything through that is active.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use quadrille::diagram::{Dress, Notation, draw, outline};

use crate::support::{files_under, project};

const FOLDER: &str = "tests/diagram/mermaid";

/// Pieces that have gone through renderers of diagrams into pages.
const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title></svg><script>alert(1)</script>",
    "click A \"javascript:alert(1)\"",
    "click A href \"https://example.org/\" _blank",
    "style A fill:url(https://example.org/a)",
    "classDef x fill:red;}*{background:url(https://example.org/)}",
    "%%{init: {\"themeCSS\": \"*{background:url(https://example.org/)}\"}}%%",
    "%%{init: {\"securityLevel\": \"loose\", \"htmlLabels\": true}}%%",
    "<foreignObject><iframe src=https://example.org></iframe></foreignObject>",
    "&lt;script&gt;&#60;script&#62;",
    "@{ img: \"https://example.org/a.png\", icon: \"javascript:x\" }",
];

fn samples() -> Vec<(PathBuf, String)> {
    let folder = project().join(FOLDER);
    let is_sample = |name: &String| Path::new(name).extension().is_some_and(|ending| ending == "mmd");
    let names = files_under(&folder).into_iter().filter(is_sample);
    let read = |name: String| {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).expect("the sample is there");
        (path, text)
    };
    names.map(read).collect()
}

/// What comes of a diagram, to be read by people.
fn told(source: &str) -> String {
    let mut out = String::new();
    let labels = match outline(Notation::Mermaid, source) {
        Ok(outline) => outline.labels,
        Err(fault) => return format!("fault {:?}: {}\n", fault.span.of(source), fault.message),
    };
    for label in &labels {
        let _ = writeln!(out, "label {:?} {:?} at {:?}", label.target, label.text, label.span.of(source));
    }
    let hrefs: Vec<Option<String>> = (0..labels.len()).map(|index| Some(format!("to-{index}"))).collect();
    match draw(Notation::Mermaid, source, &Dress { id: "d", hrefs: &hrefs, ..Dress::default() }) {
        Ok(drawing) => {
            let _ = writeln!(out, "title {}\ndescription {}", drawing.title, drawing.description);
            for fault in &drawing.faults {
                let hint = fault.hint.as_deref().unwrap_or_default();
                let _ = writeln!(out, "fault {:?}: {}: {hint}", fault.span.of(source), fault.message);
            }
            out.push_str(&drawing.svg.replace("><", ">\n<"));
            out.push('\n');
        }
        Err(fault) => {
            let _ = writeln!(out, "fault {:?}: {}", fault.span.of(source), fault.message);
        }
    }
    out
}

#[test]
fn samples_come_out_as_written_down() {
    let mut wrong = Vec::new();
    for (path, source) in samples() {
        let golden = path.with_extension("txt");
        let out = told(&source);
        if std::env::var_os("QUADRILLE_BLESS").is_some() {
            fs::write(&golden, &out).expect("the golden file can be written");
        } else if fs::read_to_string(&golden).is_ok_and(|wanted| wanted == out) {
            assert_inert(&out);
        } else {
            wrong.push(format!("{}:\n{out}", golden.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tags of a drawing: what stands between `<` and `>`, quotes heeded.
fn tags(svg: &str) -> Vec<&str> {
    let (mut tags, mut start, mut quoted) = (Vec::new(), None, false);
    for (at, c) in svg.char_indices() {
        match (c, start) {
            ('<', None) => start = Some(at + 1),
            ('"', Some(_)) => quoted = !quoted,
            ('>', Some(from)) if !quoted => {
                tags.push(&svg[from..at]);
                start = None;
            }
            _ => {}
        }
    }
    assert!(start.is_none() && !quoted, "all tags are closed: {svg}");
    tags
}

/// Fails where a drawing could run, fetch, or style what is outside of it.
fn assert_inert(svg: &str) {
    const ELEMENTS: [&str; 24] = [
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "path",
        "text",
        "tspan",
        "a",
        "marker",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "symbol",
        "use",
        "image",
        "pattern",
        "mask",
    ];
    for tag in tags(svg) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "no drawing has a `{name}`: {tag}");
        let (mut rest, mut names) = (tag, Vec::new());
        while let Some((before, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("values are quoted");
            let name = before.rsplit(' ').next().unwrap_or_default();
            names.push(name);
            let is_own = match name {
                "href" => value.starts_with("to-") || value.starts_with('#') || value.starts_with("data:image/"),
                "xmlns" => value == "http://www.w3.org/2000/svg",
                _ => !value.contains("url(") || value.starts_with("url(#d-"),
            };
            assert!(is_own, "{tag}");
            rest = after;
        }
        assert!(names.iter().all(|name| !name.starts_with("on") && *name != "style"), "{tag}");
    }
}

/// A sample with pieces cut out, put in and repeated.
fn spoilt() -> impl Strategy<Value = String> {
    let cut = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8, 0..HOSTILE.len());
    (any::<prop::sample::Index>(), prop::collection::vec(cut, 0..4)).prop_map(|(which, changes)| {
        let samples = samples();
        let mut text: Vec<char> = samples[which.index(samples.len())].1.chars().collect();
        for (from, to, kind, piece) in changes {
            let (a, b) = (from.index(text.len() + 1), to.index(text.len() + 1));
            let (low, high) = (a.min(b), a.max(b));
            match kind {
                0 => text.truncate(low),
                1 => drop(text.drain(low..high.min(low + 20))),
                2 => {
                    let copy = text[low..high].to_vec();
                    text.splice(low..low, copy);
                }
                _ => drop(text.splice(low..low, HOSTILE[piece].chars())),
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spoilt_samples_are_inert(source in spoilt()) {
        let labels = outline(Notation::Mermaid, &source).map(|outline| outline.labels).unwrap_or_default();
        for label in &labels {
            prop_assert!(source.get(label.span.start..label.span.end).is_some());
        }
        let hrefs: Vec<Option<String>> = (0..labels.len()).map(|index| Some(format!("to-{index}"))).collect();
        match draw(Notation::Mermaid, &source, &Dress { id: "d", hrefs: &hrefs, title: Some("<b>\""), icons: None }) {
            Ok(drawing) => assert_inert(&drawing.svg),
            Err(fault) => {
                prop_assert!(fault.span.end <= source.len() && !fault.message.contains("renderer failed"), "{fault:?}");
            }
        }
    }
}

#[test]
fn every_hostile_piece_is_inert_in_every_sample() {
    for (_, source) in samples() {
        for piece in HOSTILE {
            for source in [format!("{source}\n{piece}\n"), format!("{piece}\n{source}"), source.replace('A', piece)] {
                if let Ok(drawing) = draw(Notation::Mermaid, &source, &Dress { id: "d", ..Dress::default() }) {
                    assert_inert(&drawing.svg);
                }
            }
        }
    }
}
