//! References to footnotes: `[^name]`.

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Meaning;
use super::{Found, Made};

/// References to footnotes that are defined.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find("[^").map(|step| at + step) {
        at = start + 2;
        let Some(length) = text[at..].find(']') else { break };
        let name = &text[at..at + length];
        if !reader.footnotes.iter().any(|(known, _)| known == name) {
            continue;
        }
        let end = at + length + 1;
        let id = reader.tree.make("sup", text.span(start..end));
        reader.tree[id].meaning = Meaning::FootnoteReference(name.to_owned());
        found.push(Found { start, end, made: Made::Element(id) });
        at = end;
    }
    found
}
