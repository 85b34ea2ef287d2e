//! Elements that the author wrote as HTML and whose text is Markdown: the extension `md_in_html`.

use super::super::reader::Reader;
use super::super::stash::{self, Raw, Sign};
use super::super::text::Text;
use super::super::tree::{Id, Meaning, concat};
use super::{Blocks, parse_chunk};

/// Takes the element whose sign a piece starts with.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().filter(|block| block.starts_with(stash::STX)).cloned() else { return false };
    let Some((range, Sign::Html(number))) = stash::read(&block, 0) else { return false };
    let Some(Raw::Element(id)) = reader.stash.raw.get(number).cloned() else { return false };
    if reader.tree[id].meaning != Meaning::Author {
        return false;
    }
    blocks.pop_front();
    take(reader, number);
    reader.tree[parent].children.push(id);
    content(reader, id);
    if range.end < block.len() {
        blocks.push_front(block.from(range.end));
    }
    true
}

/// The element stands in the tree now, and its sign for nothing.
fn take(reader: &mut Reader<'_>, number: usize) {
    reader.stash.raw[number] = Raw::Html(Text::default());
}

/// Parses the text of an element, as its tag asks.
fn content(reader: &mut Reader<'_>, root: Id) {
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let state = reader.tree[id].unset("markdown");
        match state.as_deref() {
            Some("block") => {
                let text = std::mem::take(&mut reader.tree[id].text);
                let text = text.part(text.trim_end_matches('\n'));
                if !text.is_empty() {
                    parse_chunk(reader, id, &text);
                }
            }
            Some("span") => waiting.extend(expand(reader, id)),
            _ => {
                let text = std::mem::take(&mut reader.tree[id].text);
                reader.tree[id].text = text.atomic();
                for child in reader.tree[id].children.clone() {
                    let tail = std::mem::take(&mut reader.tree[child].tail);
                    reader.tree[child].tail = tail.atomic();
                    waiting.push(child);
                }
            }
        }
    }
}

/// Puts the elements back whose signs stand in the text of an element; gives them back.
fn expand(reader: &mut Reader<'_>, id: Id) -> Vec<Id> {
    let text = std::mem::take(&mut reader.tree[id].text);
    reader.tree[id].text = text.to(0);
    let (mut found, mut at, mut from) = (Vec::new(), 0, 0);
    while let Some((range, sign)) = stash::find(&text, from) {
        from = range.end;
        let Sign::Html(number) = sign else { continue };
        let Some(Raw::Element(child)) = reader.stash.raw.get(number).cloned() else { continue };
        reader.tree.append_text(id, &text.slice(at..range.start));
        at = range.end;
        reader.tree[id].children.push(child);
        let tail = std::mem::take(&mut reader.tree[child].tail);
        reader.tree[child].tail = concat(&tail, &text.to(0));
        take(reader, number);
        found.push(child);
    }
    reader.tree.append_text(id, &text.from(at));
    found
}
