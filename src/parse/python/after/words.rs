//! The words of an element as a reader sees them, for ids and names.

use super::super::reader::Reader;
use super::super::stash::{self, Raw, Sign};
use super::super::tree::{Id, Meaning};
use crate::parse::python::scan::decoded;

/// The words of an element: without footnote marks, icons and raw tags.
pub(in crate::parse::python) fn of_element(reader: &Reader<'_>, root: Id) -> String {
    let mut out = String::new();
    let mut stack = vec![(root, false)];
    while let Some((id, is_left)) = stack.pop() {
        let element = &reader.tree[id];
        if is_left {
            push(reader, &mut out, &element.tail);
            continue;
        }
        let is_seen = !matches!(
            element.meaning,
            Meaning::FootnoteReference(_) | Meaning::Icon(_) | Meaning::Emoji { .. } | Meaning::Task { .. }
        );
        if is_seen {
            push(reader, &mut out, &element.text);
            for child in element.children.iter().rev() {
                stack.push((*child, true));
                stack.push((*child, false));
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text.
pub(in crate::parse::python) fn of_text(reader: &Reader<'_>, text: &str) -> String {
    let mut out = String::new();
    push(reader, &mut out, text);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(reader: &Reader<'_>, out: &mut String, text: &str) {
    let mut at = 0;
    while let Some((range, sign)) = stash::find(text, at) {
        out.push_str(&text[at..range.start]);
        match sign {
            Sign::Character(character) => out.push(character),
            Sign::Ampersand => out.push('&'),
            Sign::Html(number) => {
                if let Some(Raw::Html(html)) = reader.stash.raw.get(number) {
                    out.push_str(&decoded(&without_tags(html)));
                }
            }
            Sign::Node(_) => {}
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}
