//! The bodies of footnotes: parsed when all else is, and put behind the text.

use super::super::block;
use super::super::reader::Reader;
use super::super::tree::{Id, Meaning};

/// Parses the footnotes, and finds the place that the author wants them at.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let mut index = 0;
    // A footnote's body may define further ones.
    while let Some((name, text)) = reader.footnotes.get(index).cloned() {
        index += 1;
        let id = reader.tree.make("div", text.whole());
        reader.tree[id].meaning = Meaning::Footnote(name);
        block::parse_chunk(reader, id, &text);
        reader.tree[root].children.push(id);
    }
    let marker = reader.options("footnotes").map(|options| options.text("PLACE_MARKER").to_owned());
    let Some(marker) = marker.filter(|marker| !marker.is_empty() && index > 0) else { return };
    for parent in reader.tree.under(root) {
        let children = &reader.tree[parent].children;
        if let Some(at) = children.iter().position(|child| reader.tree[*child].text.contains(&*marker)) {
            let place = reader.tree[children[at]].span;
            let id = reader.tree.make("footnotes", place);
            reader.tree[id].meaning = Meaning::FootnotePlace;
            reader.tree[parent].children[at] = id;
            return;
        }
    }
}
