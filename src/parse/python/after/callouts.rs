//! Titles of callouts: strong words at the start of the first paragraph stand instead of the name of the kind.
//!
//! # Source
//! markdown-callouts 0.4, <https://oprypin.github.io/markdown-callouts/>.

use crate::parse::python::reader::Reader;
use crate::parse::python::tree::{Id, concat};

/// Gives the callouts that may have one the title that their author wrote.
pub(super) fn run(reader: &mut Reader<'_>, _root: Id) {
    let strips = reader.is_on("callouts", "strip_period");
    for id in std::mem::take(&mut reader.callouts) {
        let [title, paragraph, ..] = reader.tree[id].children[..] else { continue };
        take_title(reader, (id, title, paragraph), strips.then_some('.'));
    }
}

/// Moves the strong words of a paragraph into the title, without the mark at their end.
fn take_title(reader: &mut Reader<'_>, (id, title, paragraph): (Id, Id, Id), end: Option<char>) {
    let tree = &mut reader.tree;
    let Some(strong) = tree[paragraph].children.first().copied() else { return };
    let is_title = tree[paragraph].tag == "p" && tree[strong].tag == "strong" && tree[paragraph].text.trim().is_empty();
    if !is_title {
        return;
    }
    let text = std::mem::take(&mut tree[strong].text);
    let children = std::mem::take(&mut tree[strong].children);
    tree[title].text = text.part(text.trim_start());
    let last = children.last().copied();
    tree[title].children = children;
    let slot = match last {
        Some(last) => &mut tree[last].tail,
        None => &mut tree[title].text,
    };
    let words = slot.trim_end();
    let words = end.and_then(|end| words.strip_suffix(end)).unwrap_or(words);
    *slot = slot.part(words);
    let tail = std::mem::take(&mut tree[strong].tail);
    tree[paragraph].text = concat(&tree[paragraph].text, &tail);
    tree[paragraph].children.remove(0);
    let first = tree[paragraph].children.first().copied();
    if let Some(br) = first.filter(|first| tree[paragraph].text.is_empty() && tree[*first].tag == "br") {
        tree[paragraph].text = std::mem::take(&mut tree[br].tail);
        tree[paragraph].children.remove(0);
    }
    if tree[paragraph].children.is_empty() && tree[paragraph].text.is_empty() {
        tree[id].children.retain(|child| *child != paragraph);
    }
}
