//! Marks of editors: `{++added++}`, `{--deleted--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`.
//!
//! Shown as such, or carried out: the project says whether its marks are accepted or rejected.
//!
//! # Source
//! PyMdown Extensions 13.1, Critic (<https://criticmarkup.com>).

use super::super::reader::Reader;
use super::super::text::{Joined, Text};
use crate::text::Span;

const EXTENSION: &str = "pymdownx.critic";
const BETWEEN: &str = "~>";

/// How marks open and close.
const KINDS: [(&str, &str); 5] = [("{++", "++}"), ("{--", "--}"), ("{==", "==}"), ("{>>", "<<}"), ("{~~", "~~}")];

/// A mark: the bytes of it, how it opens, what it holds; for a replacement what comes in its place.
struct Mark {
    start: usize,
    end: usize,
    kind: &'static str,
    inner: (usize, usize),
    other: Option<(usize, usize)>,
}

/// The text with its marks carried out, or as HTML.
pub(super) fn run(reader: &mut Reader<'_>, text: Text) -> Text {
    let marks = find(&text);
    if marks.is_empty() {
        return text;
    }
    let mode = reader.options(EXTENSION).map_or("view", |options| options.text("mode"));
    let (is_view, accepts) = (mode == "view", mode == "accept");
    let mut joined = Joined::default();
    let mut at = 0;
    for mark in marks {
        joined.push(&text.slice(at..mark.start));
        at = mark.end;
        let inner = text.slice(mark.inner.0..mark.inner.1);
        let other = mark.other.map(|(start, end)| text.slice(start..end));
        if is_view {
            view(reader, &mut joined, &mark, (inner, other), text.span(mark.start..mark.end));
            continue;
        }
        match (mark.kind, other) {
            ("{++", _) if accepts => joined.push(&inner),
            ("{--", _) if !accepts => joined.push(&inner),
            ("{==", _) => joined.push(&inner),
            ("{~~", Some(other)) => joined.push(if accepts { &other } else { &inner }),
            _ => {}
        }
    }
    joined.push(&text.from(at));
    joined.done()
}

fn view(reader: &mut Reader<'_>, joined: &mut Joined, mark: &Mark, (inner, other): (Text, Option<Text>), place: Span) {
    match mark.kind {
        "{++" => inserted(reader, joined, &inner, place),
        "{--" => deleted(reader, joined, &inner, place),
        "{==" => wrapped(reader, joined, &inner, "mark", place),
        "{~~" => {
            deleted(reader, joined, &inner, place);
            inserted(reader, joined, &other.unwrap_or_default(), place);
        }
        _ => {
            let words = escaped(&inner).replace('\n', " ");
            html(reader, joined, &format!("<span class=\"critic comment\">{words}</span>"), place);
        }
    }
}

fn html(reader: &mut Reader<'_>, joined: &mut Joined, html: &str, place: Span) {
    let sign = reader.stash.html(Text::own(html, place));
    joined.push_own(&sign, place);
}

fn wrapped(reader: &mut Reader<'_>, joined: &mut Joined, inner: &Text, tag: &str, place: Span) {
    html(reader, joined, &format!("<{tag} class=\"critic\">"), place);
    joined.push(inner);
    html(reader, joined, &format!("</{tag}>"), place);
}

fn inserted(reader: &mut Reader<'_>, joined: &mut Joined, inner: &Text, place: Span) {
    if is_break(inner) {
        joined.push_own("\n\n", place);
        html(reader, joined, "<ins class=\"critic break\">&nbsp;</ins>", place);
        joined.push_own("\n\n", place);
    } else {
        wrapped(reader, joined, inner, "ins", place);
    }
}

fn deleted(reader: &mut Reader<'_>, joined: &mut Joined, inner: &Text, place: Span) {
    if is_break(inner) {
        html(reader, joined, "<del class=\"critic break\">&nbsp;</del>", place);
    } else {
        wrapped(reader, joined, inner, "del", place);
    }
}

/// Whether a text is what stands between two paragraphs.
fn is_break(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| byte == b'\n')
}

/// All marks. What was not closed once is not looked for again.
fn find(text: &str) -> Vec<Mark> {
    let (mut marks, mut at) = (Vec::new(), 0);
    let mut dead: Vec<&str> = Vec::new();
    while let Some(start) = text[at..].find('{').map(|step| at + step) {
        at = start + 1;
        let Some((kind, close)) = KINDS.iter().find(|(open, _)| text[start..].starts_with(open)) else { continue };
        at = start + kind.len();
        if dead.contains(kind) {
            continue;
        }
        let find = |what: &str, from: usize| text[from..].find(what).map(|step| from + step);
        let between = (*kind == "{~~").then(|| find(BETWEEN, at));
        let from = match between {
            Some(Some(between)) => Some(between + BETWEEN.len()),
            Some(None) => None,
            None => Some(at),
        };
        let Some(end) = from.and_then(|from| find(close, from)) else {
            dead.push(kind);
            continue;
        };
        let (inner, other) = match between.flatten() {
            Some(between) => ((at, between), Some((between + BETWEEN.len(), end))),
            None => ((at, end), None),
        };
        marks.push(Mark { start, end: end + close.len(), kind, inner, other });
        at = end + close.len();
    }
    marks
}

/// A text as HTML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
