//! Characters behind a backslash.

use super::super::reader::Reader;
use super::super::stash::escaped;
use super::super::text::Text;
use super::{Found, Made};

/// A character that means nothing more.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(step) = memchr::memchr(b'\\', &text.as_bytes()[at..]) {
        let start = at + step;
        let Some(character) = text[start + 1..].chars().next() else { break };
        at = start + 1 + character.len_utf8();
        if reader.escapable.contains(character) {
            let made = Made::Text(Text::own(escaped(character), text.span(start..at)));
            found.push(Found { start, end: at, made });
        }
    }
    found
}
