//! Quotes.

use super::super::reader::{Reader, State};
use super::super::scan::{indent, lines};
use super::super::text::{Text, join};
use super::super::tree::Id;
use super::{Blocks, parse_block, parse_in_state};

/// Takes the block from its first line that starts with `>` on.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let Some(start) = start(&block) else { return false };
    blocks.pop_front();
    if start > 0 {
        parse_block(reader, parent, block.to(start - 1));
    }
    let quoted = block.from(start);
    let inner: Vec<Text> = quoted.split('\n').map(|line| quoted.part(clean(line))).collect();
    let quote = match reader.tree.last_child(parent) {
        Some(sibling) if reader.tree[sibling].tag == "blockquote" => sibling,
        _ => reader.tree.add(parent, "blockquote", quoted.whole()),
    };
    reader.tree[quote].span.end = quoted.whole().end;
    let text = join(&inner);
    let pieces = text.split("\n\n").map(|piece| text.part(piece)).collect();
    parse_in_state(reader, State::Quote, quote, pieces);
    true
}

/// Where the first quoted line of a block starts.
pub(super) fn start(block: &Text) -> Option<usize> {
    if !block.holds(">") {
        return None;
    }
    lines(block).find(|(_, line)| marked(line).is_some()).map(|(start, _)| start)
}

/// What stands behind the mark of a quoted line.
fn marked(line: &str) -> Option<&str> {
    let inner = line[indent(line).min(3)..].strip_prefix('>')?;
    Some(inner.strip_prefix(' ').unwrap_or(inner))
}

/// A line without the mark.
pub(super) fn clean(line: &str) -> &str {
    if line.trim() == ">" { &line[line.len()..] } else { marked(line).unwrap_or(line) }
}
