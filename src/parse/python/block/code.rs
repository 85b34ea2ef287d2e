//! Indented code.

use super::super::reader::Reader;
use super::super::scan::{TAB, detab, is_indented};
use super::super::text::{Joined, Text};
use super::super::tree::{Id, Meaning};
use super::Blocks;
use crate::text::Span;

/// Takes lines that are indented by one level.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    if !blocks.front().is_some_and(|block| is_indented(block, TAB)) {
        return false;
    }
    let Some(block) = blocks.pop_front() else { return false };
    let (code, rest) = detab(&block, TAB);
    let code = code.part(code.trim_end());
    match reader.tree.last_child(parent) {
        Some(pre) if matches!(reader.tree[pre].meaning, Meaning::Code { is_fenced: false, .. }) => {
            let mut joined = Joined::default();
            joined.push(&reader.tree[pre].text);
            joined.line(&code, false);
            push_end(&mut joined, &code);
            reader.tree[pre].text = joined.done().atomic();
            reader.tree[pre].span.end = code.whole().end;
        }
        _ => {
            let pre = reader.tree.add(parent, "pre", code.whole());
            let mut joined = Joined::default();
            joined.push(&code);
            push_end(&mut joined, &code);
            reader.tree[pre].text = joined.done().atomic();
            reader.tree[pre].meaning = Meaning::Code { info: String::new(), is_fenced: false, class: String::new() };
        }
    }
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}

fn push_end(joined: &mut Joined, code: &Text) {
    joined.push_own("\n", Span::at(code.whole().end));
}
