//! Any character behind a backslash, as `pymdownx.escapeall` has it.

use super::super::reader::Reader;
use super::super::stash::{ETX, STX, escaped};
use super::super::text::Text;
use super::{Found, Made};

const EXTENSION: &str = "pymdownx.escapeall";

/// Characters that mean nothing more.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (has_breaks, has_spaces) = (reader.is_on(EXTENSION, "hardbreak"), reader.is_on(EXTENSION, "nbsp"));
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(step) = memchr::memchr(b'\\', text.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + step;
        let Some(character) = text[start + 1..].chars().next() else { break };
        let end = start + 1 + character.len_utf8();
        at = end;
        let shown = match character {
            '\n' if has_breaks => {
                continue;
            }
            ' ' if has_spaces => escaped('\u{a0}'),
            // A sign goes on behind its first character.
            STX | ETX => continue,
            character => escaped(character),
        };
        found.push(Found { start, end, made: Made::Text(Text::own(shown, text.span(start..end))) });
    }
    found
}

/// A backslash at the end of a line.
pub(super) fn breaks(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if !reader.is_on(EXTENSION, "hardbreak") {
        return Vec::new();
    }
    let places: Vec<usize> = text.match_indices("\\\n").map(|(at, _)| at).collect();
    let made = places.into_iter().map(|start| {
        let id = reader.tree.make("br", text.span(start..start + 2));
        Found { start, end: start + 2, made: Made::Element(id) }
    });
    made.collect()
}
