//! `[[wiki-links]]`, where a plugin of the project makes links of them.

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Meaning;
use super::{Found, Made};
use crate::parse::wiki_link;

/// Links that stand in the file as they stand in the text.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mut found = Vec::new();
    for span in wiki_link::find(text, &[]) {
        let place = text.span(span.start..span.end);
        if reader.file.get(place.start..place.end) != Some(&text[span.start..span.end]) {
            continue;
        }
        let id = reader.tree.make("a", place);
        reader.tree[id].text = text.to(0).atomic();
        reader.tree[id].meaning = Meaning::WikiLink;
        found.push(Found { start: span.start, end: span.end, made: Made::Element(id) });
    }
    found
}
