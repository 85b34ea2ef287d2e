//! Paragraphs, and pieces of text that are empty.

use super::super::reader::{Reader, State};
use super::super::text::Text;
use super::super::tree::{Id, Meaning, concat_lines};
use super::Blocks;
use crate::text::Span;

/// Text that is nothing else.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.pop_front() else { return true };
    if block.trim().is_empty() {
        return true;
    }
    let text = block.part(block.trim_start());
    if !reader.is_state(State::List) {
        let paragraph = reader.tree.make_with("p", text);
        reader.tree[parent].children.push(paragraph);
        return true;
    }
    // In a tight list text is the item's own.
    match reader.tree.last_child(parent) {
        Some(sibling) => {
            let tail = concat_lines(&reader.tree[sibling].tail, &block);
            reader.tree[sibling].tail = tail;
        }
        None if reader.tree[parent].text.is_empty() => reader.tree[parent].text = text,
        None => {
            let joined = concat_lines(&reader.tree[parent].text, &block);
            reader.tree[parent].text = joined;
        }
    }
    true
}

/// An empty piece; in indented code it is an empty line.
pub(super) fn empty(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return true };
    if !block.is_empty() && !block.starts_with('\n') {
        return false;
    }
    blocks.pop_front();
    let mut filler = "\n\n";
    if !block.is_empty() {
        filler = "\n";
        if block.len() > 1 {
            blocks.push_front(block.from(1));
        }
    }
    if let Some(code) = reader.tree.last_child(parent)
        && matches!(reader.tree[code].meaning, Meaning::Code { is_fenced: false, .. })
    {
        let end = reader.tree[code].span.end;
        let text = super::super::tree::concat(&reader.tree[code].text, &Text::own(filler, Span::at(end)));
        reader.tree[code].text = text.atomic();
    }
    true
}
