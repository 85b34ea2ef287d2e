//! What was taken out of the text, and the signs that stand for it there.
//!
//! As in Python-Markdown: a sign is the control character STX, a word, a number, and ETX; neither occurs in the text
//! of an author, since both are taken out of it at the start. Three kinds: raw HTML (whole blocks, tags, entities),
//! nodes of inline patterns, and characters that were escaped.

use std::ops::Range;

use super::text::Text;
use super::tree::Id;

/// Opens a sign.
pub(super) const STX: char = '\u{2}';
/// Closes a sign.
pub(super) const ETX: char = '\u{3}';
const HTML: &str = "\u{2}wzxhzdk:";
const NODE: &str = "\u{2}klzzwxh:";

/// A piece of the page that is no Markdown.
#[derive(Debug, Clone)]
pub(super) enum Raw {
    /// HTML as it is.
    Html(Text),
    /// An element that is to be read yet, or that is done.
    Element(Id),
}

/// What an inline pattern made.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// An element.
    Element(Id),
    /// Text.
    Text(Text),
}

/// All that was taken out.
#[derive(Debug, Default)]
pub(super) struct Stash {
    pub(super) raw: Vec<Raw>,
    pub(super) nodes: Vec<Node>,
    /// What the node of each number was made of.
    pub(super) sources: Vec<Text>,
}

/// A sign in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Raw HTML, by its number.
    Html(usize),
    /// The node of a pattern, by its number.
    Node(usize),
    /// An escaped character.
    Character(char),
    /// An ampersand that begins an entity.
    Ampersand,
}

impl Stash {
    /// Takes raw HTML out; gives back its sign.
    pub(super) fn html(&mut self, html: Text) -> String {
        self.raw(Raw::Html(html))
    }

    /// Takes something out; gives back its sign.
    pub(super) fn raw(&mut self, raw: Raw) -> String {
        self.raw.push(raw);
        format!("{HTML}{}{ETX}", self.raw.len() - 1)
    }

    /// Takes what a pattern made of a text; gives back its sign.
    pub(super) fn node(&mut self, node: Node, source: Text) -> String {
        self.nodes.push(node);
        self.sources.push(source);
        format!("{NODE}{:04}{ETX}", self.nodes.len() - 1)
    }
}

/// The sign for an escaped character.
pub(super) fn escaped(character: char) -> String {
    format!("{STX}{}{ETX}", character as u32)
}

/// The first sign at or behind a byte, with its place.
pub(super) fn find(text: &str, from: usize) -> Option<(Range<usize>, Sign)> {
    let mut at = from;
    while let Some(step) = memchr::memchr(STX as u8, &text.as_bytes()[at..]) {
        let start = at + step;
        if let Some(found) = read(text, start) {
            return Some(found);
        }
        at = start + 1;
    }
    None
}

/// The sign that starts at a byte.
pub(super) fn read(text: &str, start: usize) -> Option<(Range<usize>, Sign)> {
    let rest = text.get(start..)?;
    if !rest.starts_with(STX) {
        return None;
    }
    let length = memchr::memchr(ETX as u8, rest.as_bytes().get(..40.min(rest.len()))?)?;
    let (word, range) = (&rest[1..length], start..start + length + 1);
    let number = |digits: &str| digits.parse::<usize>().ok();
    let sign = if let Some(digits) = word.strip_prefix(&HTML[1..]) {
        Sign::Html(number(digits)?)
    } else if let Some(digits) = word.strip_prefix(&NODE[1..]) {
        Sign::Node(number(digits)?)
    } else if word == "amp" {
        Sign::Ampersand
    } else {
        Sign::Character(char::from_u32(u32::try_from(number(word)?).ok()?)?)
    };
    Some((range, sign))
}

/// The number of the raw HTML whose sign is all of a text.
pub(super) fn whole_html(text: &str) -> Option<usize> {
    match read(text, 0)? {
        (range, Sign::Html(number)) if range.end == text.len() && text.starts_with(STX) => Some(number),
        _ => None,
    }
}

/// A text with its escaped characters as they are.
pub(super) fn unescape(text: &Text) -> Text {
    if !text.contains(STX) {
        return text.clone();
    }
    let mut joined = super::text::Joined::default();
    let mut at = 0;
    while let Some((range, sign)) = find(text, at) {
        joined.push(&text.slice(at..range.start));
        match sign {
            Sign::Character(character) => {
                let place = text.span(range.clone());
                joined.push_own(character.encode_utf8(&mut [0; 4]), place);
            }
            _ => joined.push(&text.slice(range.clone())),
        }
        at = range.end;
    }
    joined.push(&text.from(at));
    let mut done = joined.done();
    done.is_atomic = text.is_atomic;
    done
}
