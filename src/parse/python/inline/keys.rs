//! Keys of a keyboard: `++ctrl+alt+del++`, `++"any text"++`.
//!
//! # Source
//! PyMdown Extensions 13.1, Keys.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::super::reader::Reader;
use super::super::scan::decoded;
use super::super::stash::escaped;
use super::super::text::Text;
use super::super::tree::Id;
use super::{Found, Made};
use crate::config::extensions::Options;
use crate::parse::inline::keys;

const EXTENSION: &str = "pymdownx.keys";

static CHORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"\+\+((?:(?:[\w\-]+|"(?:\\(?s:.)|[^\\"])+"|'(?:\\(?s:.)|[^\\'])+')\+)*?(?:[\w\-]+|"(?:\\(?s:.)|[^\\"])+"|'(?:\\(?s:.)|[^\\'])+'))\+\+"#,
    )
    .expect("the pattern is well formed")
});
static WORDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\+\+([\w\-]+(?:\+[\w\-]+)*?)\+\+").expect("the pattern is well formed"));

/// Chords with a text in quotes, before anything else can take it for something; and backslashes that stand before one.
pub(super) fn quoted(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut all, mut at) = (Vec::new(), 0);
    if !text.contains("++") {
        return all;
    }
    while let Some(plus) = text[at..].find('+').map(|step| at + step) {
        let slashes = text[..plus].bytes().rev().take_while(|byte| *byte == b'\\').count();
        at = plus + text[plus..].bytes().take_while(|byte| *byte == b'+').count();
        if slashes >= 2 && slashes.is_multiple_of(2) {
            let shown = escaped('\\').repeat(slashes / 2);
            let made = Made::Text(Text::own(shown, text.span(plus - slashes..plus)));
            all.push(Found { start: plus - slashes, end: plus, made });
        }
        let Some(chord) = CHORD.captures_at(text, plus).filter(|_| slashes.is_multiple_of(2)) else { continue };
        let (Some(whole), Some(inner)) = (chord.get(0), chord.get(1)) else { continue };
        if whole.start() >= at || !inner.as_str().contains(['"', '\'']) {
            continue;
        }
        if let Some(made) = chord_of(reader, &text.slice(whole.range()), &text.slice(inner.range())) {
            all.push(Found { start: whole.start(), end: whole.end(), made });
            at = whole.end();
        }
    }
    all
}

/// Chords of names alone, behind addresses.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mut all = Vec::new();
    for chord in WORDS.captures_iter(text) {
        let (Some(whole), Some(inner)) = (chord.get(0), chord.get(1)) else { continue };
        if let Some(made) = chord_of(reader, &text.slice(whole.range()), &text.slice(inner.range())) {
            all.push(Found { start: whole.start(), end: whole.end(), made });
        }
    }
    all
}

/// The keys between two `++`; `None` where one of them is unknown.
fn chord_of(reader: &mut Reader<'_>, whole: &Text, inner: &Text) -> Option<Made> {
    let options = reader.options(EXTENSION)?;
    let keys: Option<Vec<(Option<String>, String)>> = parts(inner).into_iter().map(|part| key(options, part)).collect();
    let keys = keys?;
    let tag = if options.is_on("strict") { "kbd" } else { "span" };
    let id = reader.tree.make(tag, whole.whole());
    reader.tree[id].set_own("class", options.text("class"));
    for (index, (name, label)) in keys.into_iter().enumerate() {
        if index > 0 && !options.text("separator").is_empty() {
            child(reader, id, "span", options.text("separator"), whole);
        }
        let key = child(reader, id, "kbd", &label, whole);
        if let Some(name) = name {
            reader.tree[key].set_own("class", format!("key-{name}"));
        }
    }
    Some(Made::Element(id))
}

fn child(reader: &mut Reader<'_>, parent: Id, tag: &'static str, words: &str, place: &Text) -> Id {
    let id = reader.tree.make_with(tag, Text::own(words, place.whole()).atomic());
    reader.tree[parent].children.push(id);
    id
}

/// The keys of a chord as written, cut at each plus that stands in no quotes.
fn parts(chord: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quote, mut is_escaped) = (None, false);
    for (at, c) in chord.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = quote.is_some(),
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() && at == start => quote = Some(c),
            '+' if quote.is_none() => {
                parts.push(&chord[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&chord[start..]);
    parts
}

/// The name of a key for its class, and what stands on it.
fn key(options: &Options, written: &str) -> Option<(Option<String>, String)> {
    if written.starts_with(['"', '\'']) {
        let inner = written.get(1..written.len().checked_sub(1)?)?;
        return Some((None, decoded(&unescaped(inner)).trim().to_owned()));
    }
    let name = if options.is_on("camel_case") { normal(written) } else { written.to_owned() };
    let known = keys::known(&name);
    let canonical = known.as_ref().and_then(|key| key.name.clone()).unwrap_or(name);
    let own = options.value("key_map").get(&canonical).and_then(Value::as_str).map(str::to_owned);
    let label = own.or_else(|| known.map(|key| key.label))?;
    Some((Some(canonical), label))
}

/// A name in camel case as one with hyphens.
fn normal(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            out.push_str(if out.is_empty() || out.ends_with('-') { "" } else { "-" });
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        out.extend(if c == '\\' { letters.next() } else { Some(c) });
    }
    out
}
