//! Links and images that name a reference: `[text][name]`, `[name]`.

use std::ops::Range;

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Id;
use super::link::{Bracket, brackets, matching};
use super::{Found, Made, unstash};

/// `[text][name]` and `[name][]`.
pub(super) fn links(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, Bracket::Link, long)
}

/// `![alt][name]`.
pub(super) fn images(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, Bracket::Image, long)
}

/// `[name]`.
pub(super) fn short_links(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, Bracket::Link, short)
}

/// `![name]`.
pub(super) fn short_images(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, Bracket::Image, short)
}

/// Reads the name behind a label; where the reference ends.
type Name = fn(&str, Range<usize>) -> Option<(String, usize)>;

fn long(text: &str, label: Range<usize>) -> Option<(String, usize)> {
    let behind = &text[label.end + 1..];
    let white = behind.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
    let inner = behind[white..].strip_prefix('[')?;
    let length = inner.find(']')?;
    let end = label.end + 1 + white + 1 + length + 1;
    let name = if length == 0 { &text[label] } else { &inner[..length] };
    Some((name.to_lowercase(), end))
}

#[expect(clippy::unnecessary_wraps, reason = "it has the shape of its neighbour")]
fn short(text: &str, label: Range<usize>) -> Option<(String, usize)> {
    let end = label.end + 1;
    Some((text[label].to_lowercase(), end))
}

fn each(reader: &mut Reader<'_>, text: &Text, bracket: Bracket, name: Name) -> Vec<Found> {
    if reader.references.is_empty() {
        return Vec::new();
    }
    let longest = reader.references.keys().map(String::len).max().unwrap_or_default();
    let closes = matching(text);
    let (mut found, mut at) = (Vec::new(), 0);
    for open in brackets(text, bracket) {
        let Some(close) = closes[open].filter(|_| open >= at) else { continue };
        // What is longer than any name need not be looked at; white space may make up for some of it.
        let is_short = close - open <= longest.saturating_mul(2) + 64;
        let Some((name, end)) = Some((text, open + 1..close))
            .filter(|_| is_short || text[close + 1..].trim_start().starts_with('['))
            .and_then(|(text, label)| name(text, label))
        else {
            continue;
        };
        let name = one_spaced(&name);
        let Some((address, title)) = reader.references.get(&name).cloned() else {
            // As there: an unknown name in brackets of its own is passed over with its label.
            at = if end > close + 1 { end } else { at };
            continue;
        };
        let start = if bracket == Bracket::Image { open - 1 } else { open };
        let id = made(reader, text, (bracket, start..end, open + 1..close), address, title);
        found.push(Found { start, end, made: Made::Element(id) });
        at = end;
    }
    found
}

fn made(
    reader: &mut Reader<'_>,
    text: &Text,
    (bracket, whole, label): (Bracket, Range<usize>, Range<usize>),
    address: Text,
    title: Option<Text>,
) -> Id {
    let is_image = bracket == Bracket::Image;
    let id = reader.tree.make(if is_image { "img" } else { "a" }, text.span(whole));
    reader.tree[id].set(if is_image { "src" } else { "href" }, Some(address));
    if let Some(title) = title {
        reader.tree[id].set("title", Some(title));
    }
    let label = text.slice(label);
    if is_image {
        let alt = unstash(reader, &label);
        reader.tree[id].set("alt", Some(alt));
    } else {
        reader.tree[id].text = label;
    }
    id
}

/// A name with one space for each run of white space.
fn one_spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
