//! Lists, as Python-Markdown nests them: by levels of four spaces.
//!
//! 1. A block whose first line is an item is cut into items; items that are indented go to the parser with their
//!    indent, in the item before them.
//! 2. A block that is indented and stands behind a list belongs to the item that its indent names ([`indent`]).

use super::{Blocks, parse_block, parse_chunk, parse_in_state};
use crate::parse::python::reader::{Reader, State};
use crate::parse::python::scan::{TAB, indent as indent_of, is_indented, loose_detab};
use crate::parse::python::text::{Text, join};
use crate::parse::python::tree::Id;

/// What kinds of lists there are, and which of them may follow each other in one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// `ol` or `ul`.
    pub(super) tag: &'static str,
    /// The lists that a new item may continue.
    pub(super) siblings: &'static [&'static str],
    /// What an item of such a list may look like.
    pub(super) is_item: fn(&Item<'_>) -> bool,
    /// Whether the list starts with the number of its first item.
    pub(super) keeps_start: bool,
    /// How many spaces an indent of one level has.
    pub(super) tab: usize,
}

/// The marker of an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'t> {
    /// The digits of a number; empty for a bullet.
    pub(super) digits: &'t str,
    /// What stands behind the marker and the spaces.
    pub(super) content: &'t str,
}

const EITHER: &[&str] = &["ol", "ul"];
const ORDERED: Kind = Kind { tag: "ol", siblings: EITHER, is_item: |_| true, keeps_start: false, tab: TAB };
const UNORDERED: Kind = Kind { tag: "ul", siblings: EITHER, is_item: |_| true, keeps_start: false, tab: TAB };

const SANE_ORDERED: Kind =
    Kind { siblings: &["ol"], is_item: |item| !item.digits.is_empty(), keeps_start: true, ..ORDERED };
const SANE_UNORDERED: Kind = Kind { siblings: &["ul"], is_item: |item| item.digits.is_empty(), ..UNORDERED };

/// A numbered list of `sane_lists`: bullets do not go on with it, and it starts with its number.
pub(super) fn sane_ordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let is_list = first_item(blocks).is_some_and(|item| !item.digits.is_empty());
    is_list && run(reader, parent, blocks, SANE_ORDERED)
}

/// A list of bullets of `sane_lists`.
pub(super) fn sane_unordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let is_list = first_item(blocks).is_some_and(|item| item.digits.is_empty());
    is_list && run(reader, parent, blocks, SANE_UNORDERED)
}

/// How many spaces an indent has for `mdx_truly_sane_lists`.
fn truly_sane(reader: &Reader<'_>) -> usize {
    let tab = reader.options("mdx_truly_sane_lists").map_or(2, |options| options.number("nested_indent"));
    usize::try_from(tab).unwrap_or(2).clamp(1, 8)
}

/// A numbered list of `mdx_truly_sane_lists`.
pub(super) fn truly_sane_ordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let tab = truly_sane(reader);
    let first = blocks.front().and_then(|block| item(block.split('\n').next().unwrap_or_default(), 0, tab));
    let is_list = first.is_some_and(|item| !item.digits.is_empty());
    is_list && run(reader, parent, blocks, Kind { keeps_start: false, tab, ..SANE_ORDERED })
}

/// A list of bullets of `mdx_truly_sane_lists`.
pub(super) fn truly_sane_unordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let tab = truly_sane(reader);
    let first = blocks.front().and_then(|block| item(block.split('\n').next().unwrap_or_default(), 0, tab));
    let is_list = first.is_some_and(|item| item.digits.is_empty());
    is_list && run(reader, parent, blocks, Kind { tab, ..SANE_UNORDERED })
}

/// A numbered list.
pub(super) fn ordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let is_list = first_item(blocks).is_some_and(|item| !item.digits.is_empty());
    is_list && run(reader, parent, blocks, ORDERED)
}

/// A list of bullets.
pub(super) fn unordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let is_list = first_item(blocks).is_some_and(|item| item.digits.is_empty());
    is_list && run(reader, parent, blocks, UNORDERED)
}

/// The marker of the item that the first block starts with.
pub(super) fn first_item(blocks: &Blocks) -> Option<Item<'_>> {
    item(blocks.front()?.split('\n').next()?, 0, TAB)
}

/// Reads the marker of an item that is indented by `from` spaces, and by less than a level more.
pub(super) fn item(line: &str, from: usize, tab: usize) -> Option<Item<'_>> {
    let spaces = indent_of(line);
    if spaces < from || spaces >= from + tab {
        return None;
    }
    let inner = &line[spaces..];
    let digits = &inner[..inner.bytes().take_while(u8::is_ascii_digit).count()];
    let mark = &inner[digits.len()..];
    let behind = match (digits.is_empty(), mark.as_bytes().first()) {
        (true, Some(b'*' | b'+' | b'-')) | (false, Some(b'.')) => &mark[1..],
        _ => return None,
    };
    let content = behind.trim_start_matches(' ');
    (content.len() < behind.len()).then_some(Item { digits, content })
}

/// Reads a list, a block at a time.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks, kind: Kind) -> bool {
    let Some(block) = blocks.pop_front() else { return false };
    let (start, items) = items(&block, kind);
    let mut items = items.into_iter();
    let sibling = reader.tree.last_child(parent).filter(|sibling| {
        kind.siblings.contains(&&*reader.tree[*sibling].tag) && reader.tree.last_child(*sibling).is_some()
    });
    let list = if let Some(list) = sibling {
        // The list goes on behind a blank line: its last item and the new one are loose.
        if let Some(last) = reader.tree.last_child(list) {
            reader.tree.wrap_text(last);
            wrap_tail(reader, last);
        }
        let new = reader.tree.add(list, "li", block.span(0..0));
        if let Some(first) = items.next() {
            reader.tree[new].span = first.whole();
            parse_in_state(reader, State::LooseList, new, Blocks::from([first]));
        }
        list
    } else if EITHER.contains(&&*reader.tree[parent].tag) {
        parent
    } else {
        let list = reader.tree.add(parent, kind.tag, block.whole());
        if kind.keeps_start && start != "1" && !start.is_empty() {
            reader.tree[list].set_own("start", start);
        }
        list
    };
    reader.tree[list].span.end = reader.tree[list].span.end.max(block.whole().end);
    reader.states.push(State::List);
    for item in items {
        if let Some(last) = reader.tree.last_child(list).filter(|_| is_indented(&item, kind.tab)) {
            parse_block(reader, last, item);
        } else {
            let new = reader.tree.add(list, "li", item.whole());
            parse_block(reader, new, item);
        }
    }
    reader.states.pop();
    true
}

/// Text behind the last child of an item becomes a paragraph.
pub(super) fn wrap_tail(reader: &mut Reader<'_>, item: Id) {
    let Some(last) = reader.tree.last_child(item).filter(|last| !reader.tree[*last].tail.is_empty()) else { return };
    let tail = std::mem::take(&mut reader.tree[last].tail);
    let paragraph = reader.tree.make_with("p", tail.part(tail.trim_start()));
    reader.tree[item].children.push(paragraph);
}

/// The items of a block, and the number of the first.
fn items(block: &Text, kind: Kind) -> (String, Vec<Text>) {
    let mut found: Vec<Vec<Text>> = Vec::new();
    let mut start = String::new();
    for line in block.split('\n') {
        if let Some(item) = item(line, 0, kind.tab).filter(|item| found.is_empty() || (kind.is_item)(item)) {
            if found.is_empty() {
                item.digits.clone_into(&mut start);
            }
            found.push(vec![block.part(item.content)]);
        } else if let Some(last) = found.last_mut() {
            let is_new = item(line, kind.tab, kind.tab).is_some()
                && !last.first().is_some_and(|first| is_indented(first, kind.tab));
            if is_new {
                found.push(vec![block.part(line)]);
            } else {
                last.push(block.part(line));
            }
        }
    }
    (start, found.iter().map(|lines| join(lines)).collect())
}

/// What an indented block behind a list may belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nesting {
    /// The tags of items.
    pub(super) items: &'static [&'static str],
    /// The tags of lists.
    pub(super) lists: &'static [&'static str],
    /// The item that is made where there is none.
    pub(super) made: &'static str,
    /// How many spaces an indent of one level has.
    pub(super) tab: usize,
}

const USUAL: Nesting = Nesting { items: &["li"], lists: &["ul", "ol"], made: "li", tab: TAB };

/// A block that is indented and stands behind a list, or in an item.
pub(super) fn indent(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    indented(reader, parent, blocks, USUAL)
}

/// A block that is indented, as `mdx_truly_sane_lists` counts.
pub(super) fn truly_sane_indent(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let tab = truly_sane(reader);
    indented(reader, parent, blocks, Nesting { tab, ..USUAL })
}

/// As [`indent`], for these lists.
pub(super) fn indented(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks, nesting: Nesting) -> bool {
    let is_item = |reader: &Reader<'_>, id: Id| nesting.items.contains(&&*reader.tree[id].tag);
    let is_list = |reader: &Reader<'_>, id: Id| nesting.lists.contains(&&*reader.tree[id].tag);
    let last = reader.tree.last_child(parent);
    let belongs = blocks.front().is_some_and(|block| is_indented(block, nesting.tab))
        && !reader.is_state(State::Detabbed)
        && (is_item(reader, parent) || last.is_some_and(|last| is_list(reader, last)));
    if !belongs {
        return false;
    }
    let Some(block) = blocks.pop_front() else { return false };
    let (level, sibling) = level(reader, parent, &block, nesting);
    let block = loose_detab(&block, level * nesting.tab);
    reader.states.push(State::Detabbed);
    if is_item(reader, parent) {
        let inner = reader.tree.last_child(parent).filter(|last| is_list(reader, *last));
        parse_block(reader, inner.unwrap_or(parent), block);
    } else if is_item(reader, sibling) {
        parse_block(reader, sibling, block);
    } else if let Some(last) = reader.tree.last_child(sibling).filter(|last| is_item(reader, *last)) {
        reader.tree.wrap_text(last);
        parse_chunk(reader, last, &block);
    } else {
        let new = reader.tree.add(sibling, nesting.made, block.whole());
        parse_block(reader, new, block);
    }
    reader.states.pop();
    true
}

/// How many levels the indent of a block names, and the element that they lead to.
fn level(reader: &Reader<'_>, parent: Id, block: &str, nesting: Nesting) -> (usize, Id) {
    let wanted = indent_of(block) / nesting.tab;
    let mut level = usize::from(reader.is_state(State::List));
    let mut here = parent;
    while wanted > level {
        let Some(child) = reader.tree.last_child(here) else { break };
        let tag = &*reader.tree[child].tag;
        if nesting.lists.contains(&tag) {
            level += 1;
        } else if !nesting.items.contains(&tag) {
            break;
        }
        here = child;
    }
    (level, here)
}
