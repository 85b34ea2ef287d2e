//! Marked text: `==words==`.

use super::super::reader::Reader;
use super::super::text::Text;
use super::Found;
use super::delimiters::{self, Delimiter};

/// Marks.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mark = Delimiter {
        token: b'=',
        tags: ("mark", "mark"),
        needs_two: true,
        is_smart: reader.is_on("pymdownx.mark", "smart_mark"),
        ..Delimiter::PLAIN
    };
    delimiters::find(reader, text, &[mark])
}
