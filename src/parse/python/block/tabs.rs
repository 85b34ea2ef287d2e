//! Content tabs: `=== "Label"` with an indented body.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::scan::{TAB, detab, is_indented};
use super::super::tree::{Id, Meaning};
use super::{Blocks, parse_block, parse_chunk};

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|\n)={3}(\+|\+!|!\+|!)? +"(.*?)" *(?:\n|$)"#).expect("the pattern is well formed")
});

/// Takes a tab, or a block that goes on with the one before it.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let marker = if block.holds("===") { MARKER.captures(&block) } else { None };
    let Some(marker) = marker else { return goes_on(reader, parent, blocks) };
    let (Some(whole), Some(label)) = (marker.get(0), marker.get(2)) else { return false };
    blocks.pop_front();
    if whole.start() > 0 {
        parse_block(reader, parent, block.to(whole.start()));
    }
    let (body, rest) = detab(&block.from(whole.end()), TAB);
    let special = marker.get(1).map_or("", |special| special.as_str());
    let place = block.part(whole.as_str().trim()).whole();
    let is_alternate = reader.is_on("pymdownx.tabbed", "alternate_style");
    let set = match reader.tree.last_child(parent).filter(|last| is_set(reader, *last) && !special.contains('!')) {
        Some(set) => set,
        None => push_set(reader, parent, is_alternate, place),
    };
    let is_first = reader.tree[set].children.is_empty();
    if is_first || special.contains('+') {
        for tab in reader.tree[set].children.clone() {
            reader.tree[tab].meaning = Meaning::Tab { is_selected: false };
        }
    }
    let tab = push_tab(reader, set, place);
    reader.tree[tab].meaning = Meaning::Tab { is_selected: is_first || special.contains('+') };
    let words = reader.tree.make_with("label", block.part(label.as_str()));
    reader.tree[words].meaning = Meaning::TabLabel;
    reader.tree[tab].children.push(words);
    parse_chunk(reader, tab, &body);
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}

fn is_set(reader: &Reader<'_>, id: Id) -> bool {
    matches!(reader.tree[id].meaning, Meaning::Tabs { .. })
}

/// Makes a set of tabs.
pub(super) fn push_set(reader: &mut Reader<'_>, parent: Id, is_alternate: bool, place: crate::text::Span) -> Id {
    let set = reader.tree.add(parent, "div", place);
    reader.tree[set].meaning = Meaning::Tabs { is_alternate };
    set
}

/// Makes a tab of a set.
pub(super) fn push_tab(reader: &mut Reader<'_>, set: Id, place: crate::text::Span) -> Id {
    let tab = reader.tree.add(set, "div", place);
    reader.tree[tab].span.end = place.end;
    tab
}

/// A block that is indented and goes on with the last tab, also deep in its lists.
fn goes_on(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned().filter(|block| is_indented(block, TAB)) else { return false };
    let Some(set) = reader.tree.last_child(parent).filter(|last| is_set(reader, *last)) else { return false };
    let Some(tab) = reader.tree.last_child(set) else { return false };
    let (mut target, mut indent) = (tab, 0);
    let mut last = reader.tree.last_child(tab);
    while let Some(list) = last.filter(|last| matches!(&*reader.tree[*last].tag, "ul" | "ol" | "dl")) {
        if !is_indented(&block[indent..], TAB * 2) {
            break;
        }
        let Some(item) = reader.tree.last_child(list) else { break };
        target = item;
        last = reader.tree.last_child(item);
        indent += TAB;
    }
    if !is_indented(&block[indent..], TAB) {
        return false;
    }
    blocks.pop_front();
    let (body, rest) = detab(&block, indent + TAB);
    if matches!(&*reader.tree[target].tag, "li" | "dd") {
        reader.tree.wrap_text(target);
    }
    parse_chunk(reader, target, &body);
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}
