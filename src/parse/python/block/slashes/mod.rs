//! Blocks between lines of slashes: `/// note | Title` … `///`.
//!
//! ```text
//! block  = slashes name [ "|" argument ] line-end [ options ] body slashes line-end
//! options = 1*( 4 spaces, a line of YAML )
//! ```
//!
//! A block goes on over many pieces of text, and may end in any of them: so those that are open wait on a stack, with the
//! element in which they stand. Of pieces that come to that element, the innermost takes what stands before its end.
//! 1. `header`: the first line and the options;
//! 2. one file per kind makes the elements: `boxes`, `tab`, `define`, `html`, `list`, `caption`;
//! 3. this file feeds them.
//!
//! # Source
//! PyMdown Extensions 13.1, Blocks (<https://facelessuser.github.io/pymdown-extensions/extensions/blocks/>).

mod boxes;
mod caption;
mod define;
mod header;
mod html;
mod kinds;
mod list;
mod selector;
mod tab;

use super::super::html::is_block;
use super::super::reader::{Reader, State};
use super::super::scan::{TAB, detab};
use super::super::text::{Text, join};
use super::super::tree::{Id, Tree};
use super::{Blocks, code, parse_block, parse_in_state};
use kinds::{Kind, Made};

pub(in crate::parse::python) use caption::{Figures, label, types};

/// The blocks that are open, the innermost last.
#[derive(Debug, Default)]
pub(in crate::parse::python) struct Slashes {
    open: Vec<Open>,
    /// The figures that captions made.
    pub(in crate::parse::python) figures: Figures,
}

/// A block that is open.
#[derive(Debug, Clone)]
struct Open {
    kind: Kind,
    /// How many slashes end it.
    length: usize,
    /// Its element, the one that its text goes to, and the one that it stands in.
    element: Id,
    target: Id,
    parent: Id,
    /// Whether it waits for more.
    is_hungry: bool,
}

/// Takes a block that begins here, or text for one that is open.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    if let Some(parent) = hungry_parent(reader, parent) {
        if let Some(at) = reader.slashes.open.iter().position(|open| open.is_hungry && open.parent == parent) {
            take_leaked(reader, parent, at);
            reader.slashes.open[at].is_hungry = false;
            feed(reader, blocks, parent);
        }
        return true;
    }
    let Some(block) = blocks.front().cloned() else { return false };
    let Some(start) = header::find(&block) else { return false };
    let Some((kind, attributes)) = kinds::read(reader, &start) else { return false };
    if start.line > 0 {
        parse_block(reader, parent, block.to(start.line - 1));
    }
    blocks.pop_front();
    if !start.rest.is_empty() {
        blocks.push_front(start.rest.clone());
    }
    if matches!(&*reader.tree[parent].tag, "li" | "dd") {
        reader.tree.wrap_text(parent);
    }
    let Made { element, target } = kinds::make(reader, parent, &kind, &start);
    kinds::dress(&mut reader.tree[element], &attributes);
    let length = start.length;
    reader.slashes.open.push(Open { kind, length, element, target, parent, is_hungry: false });
    feed(reader, blocks, parent);
    true
}

/// The element in which the innermost open block stands, if that waits for more and stands at the end of this one.
fn hungry_parent(reader: &Reader<'_>, from: Id) -> Option<Id> {
    let open = reader.slashes.open.last().filter(|open| open.is_hungry)?;
    let mut here = Some(from);
    while let Some(id) = here {
        if id == open.parent {
            return Some(id);
        }
        here = reader.tree.last_child(id);
    }
    None
}

/// Boxes of other notations put their text where they stand: what came behind an open block belongs into it.
fn take_leaked(reader: &mut Reader<'_>, parent: Id, at: usize) {
    let Open { element, target, .. } = reader.slashes.open[at];
    if let Some(last) = reader.tree.last_child(parent).filter(|last| *last != element) {
        reader.tree[parent].children.pop();
        reader.tree[target].children.push(last);
    }
}

/// Gives pieces of text to the blocks that are open.
fn feed(reader: &mut Reader<'_>, blocks: &mut Blocks, parent: Id) {
    while let Some(open) = reader.slashes.open.last().cloned() {
        let Some(piece) = blocks.pop_front() else { break };
        let lists = if reader.slashes.open.len() > 1 { lists_between(&reader.tree, parent, open.element) } else { 0 };
        let (piece, rest) = outdented(&piece, lists * TAB);
        if !rest.is_empty() {
            blocks.push_front(rest);
        }
        let (good, rest, is_end) = split_end(&piece, open.length);
        if !rest.is_empty() {
            blocks.push_front(rest);
        }
        if let Some(good) = good {
            fill(reader, &open, good);
        }
        if is_end {
            kinds::end(reader, &open.kind, open.element, open.target);
            reader.slashes.open.pop();
        }
    }
    if let Some(open) = reader.slashes.open.last_mut() {
        open.is_hungry = true;
    }
}

/// Puts a piece of text into a block.
fn fill(reader: &mut Reader<'_>, open: &Open, piece: Text) {
    let tag = reader.tree[open.target].tag.clone();
    let mode = kinds::mode(&open.kind, &tag);
    if mode == kinds::Mode::Blocks {
        let pieces = piece.split("\n\n").map(|part| piece.part(part)).collect();
        return parse_in_state(reader, State::Slashes, open.target, pieces);
    }
    let piece = code::with_fences(reader, piece);
    let piece = piece.part(piece.trim_matches('\n'));
    let known = reader.tree[open.target].text.clone();
    let mut text = if known.is_empty() { piece } else { join(&[known, piece.to(0), piece]) };
    text.is_atomic = mode == kinds::Mode::Raw;
    reader.tree[open.target].text = text;
}

/// How many items of lists stand between two elements, the first counted; both at the end of what they are in.
fn lists_between(tree: &Tree, from: Id, to: Id) -> usize {
    let (mut here, mut count) = (Some(from), 0);
    while let Some(id) = here {
        if id == to {
            return count;
        }
        count += usize::from(matches!(&*tree[id].tag, "li" | "dd"));
        here = tree.last_child(id);
    }
    0
}

/// A text without the indent of the lists that it stands in, up to the first line that has none.
fn outdented(piece: &Text, spaces: usize) -> (Text, Text) {
    let (taken, rest) = detab(piece, spaces);
    if spaces == 0 || taken.is_empty() { (piece.clone(), piece.to(0)) } else { (taken, rest) }
}

/// A text up to the line that ends a block, what follows that line, and whether there is one.
fn split_end(piece: &Text, length: usize) -> (Option<Text>, Text, bool) {
    let Some((start, end)) = header::find_end(piece, length) else { return (Some(piece.clone()), piece.to(0), false) };
    let before = piece.to(start.saturating_sub(1));
    let before = before.part(before.strip_suffix('\n').unwrap_or(&before));
    ((!before.is_empty()).then_some(before), piece.from(end), true)
}

/// Whether text in an element is read as blocks when nothing else is said.
fn holds_blocks(tag: &str) -> bool {
    let holds_line = matches!(
        tag,
        "address"
            | "dd"
            | "dt"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "legend"
            | "li"
            | "p"
            | "summary"
            | "td"
            | "th"
    );
    (is_block(tag) || tag == "html") && !holds_line && !is_raw(tag) && tag != "hr"
}

/// Whether text in an element is never read.
fn is_raw(tag: &str) -> bool {
    matches!(tag, "canvas" | "math" | "option" | "pre" | "script" | "style" | "textarea" | "code")
}
