//! Admonitions: `!!! note "Title"` with an indented body.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::scan::{TAB, detab, is_indented};
use super::super::text::Text;
use super::super::tree::{Id, Meaning};
use super::{Blocks, parse_block, parse_chunk};

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|\n)!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *(?:\n|$)"#).expect("the pattern is well formed")
});

/// Takes an admonition, or a block that goes on with the one before it.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let marker = if block.holds("!!!") { MARKER.captures(&block) } else { None };
    let Some(marker) = marker else {
        return goes_on(reader, parent, blocks, |reader, id| {
            reader.tree[id].tag == "div"
                && reader.tree[id].get("class").is_some_and(|class| class.contains("admonition"))
        });
    };
    let (Some(whole), Some(kind)) = (marker.get(0), marker.get(1)) else { return false };
    blocks.pop_front();
    if whole.start() > 0 {
        parse_block(reader, parent, block.to(whole.start()));
    }
    let (body, rest) = detab(&block.from(whole.end()), TAB);
    let class = kind.as_str().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let place = block.part(whole.as_str().trim()).whole();
    let admonition = reader.tree.add(parent, "div", place);
    reader.tree[admonition].set_own("class", format!("admonition {class}"));
    let title = match marker.get(2) {
        Some(title) => block.part(title.as_str()),
        None => Text::own(capitalized(class.split(' ').next().unwrap_or_default()), block.part(kind.as_str()).whole()),
    };
    push_title(reader, admonition, title, "p", "admonition-title");
    parse_chunk(reader, admonition, &body);
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}

/// Gives a box a title, unless that is empty.
pub(super) fn push_title(reader: &mut Reader<'_>, parent: Id, title: Text, tag: &'static str, class: &str) {
    if title.is_empty() {
        return;
    }
    let id = reader.tree.make_with(tag, title);
    if !class.is_empty() {
        reader.tree[id].set_own("class", class);
    }
    reader.tree[id].meaning = Meaning::Title;
    reader.tree[parent].children.push(id);
}

/// A word with a large first letter, the others small.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase())
}

/// A block that is indented and goes on with the box before it, also deep in the lists of that box.
pub(super) fn goes_on(
    reader: &mut Reader<'_>,
    parent: Id,
    blocks: &mut Blocks,
    is_box: fn(&Reader<'_>, Id) -> bool,
) -> bool {
    let Some(block) = blocks.front().cloned().filter(|block| is_indented(block, TAB)) else { return false };
    let Some(found) = reader.tree.last_child(parent).filter(|last| is_box(reader, *last)) else { return false };
    let (mut sibling, mut indent) = (Some(found), 0);
    let mut last = reader.tree.last_child(found);
    while let Some(child) = last {
        let is_list = matches!(&*reader.tree[child].tag, "ul" | "ol" | "dl");
        if !is_list || !is_indented(&block[indent..], TAB * 2) {
            break;
        }
        sibling = reader.tree.last_child(child);
        last = sibling.and_then(|sibling| reader.tree.last_child(sibling));
        indent += TAB;
    }
    let Some(sibling) = sibling.filter(|_| is_indented(&block[indent..], TAB)) else { return false };
    blocks.pop_front();
    let (body, rest) = detab(&block, indent + TAB);
    if matches!(&*reader.tree[sibling].tag, "li" | "dd") {
        reader.tree.wrap_text(sibling);
    }
    parse_chunk(reader, sibling, &body);
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}
