//! Indented code.

use super::Blocks;
use crate::parse::python::before::code::indented_info;
use crate::parse::python::reader::Reader;
use crate::parse::python::scan::{TAB, detab, is_indented};
use crate::parse::python::stash::{self, Sign};
use crate::parse::python::text::{Joined, Text, join};
use crate::parse::python::tree::{Id, Meaning};
use crate::text::Span;

/// Takes lines that are indented by one level.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    if !blocks.front().is_some_and(|block| is_indented(block, TAB)) {
        return false;
    }
    if reader.is_on("pymdownx.superfences", "disable_indented_code_blocks") {
        return false;
    }
    let known = reader.tree.last_child(parent).filter(|last| is_indented_code(reader, *last));
    let mut joined = Joined::default();
    let pre = if let Some(pre) = known {
        joined.push(&reader.tree[pre].text);
        joined.push_own("\n", Span::at(reader.tree[pre].span.end));
        pre
    } else {
        let start = blocks.front().map_or(Span::at(0), Text::whole);
        let pre = reader.tree.add(parent, "pre", start);
        reader.tree[pre].meaning =
            Meaning::Code { info: indented_info(reader), is_fenced: false, class: String::new() };
        pre
    };
    let mut is_first = true;
    // The blocks behind it that are code go to the same element: here, so that its text is put together once.
    while let Some(block) = blocks.pop_front() {
        if block.is_empty() || block.starts_with('\n') {
            joined.push_own(if block.is_empty() { "\n\n" } else { "\n" }, Span::at(block.place(0)));
            if block.len() > 1 {
                blocks.push_front(block.from(1));
            }
            continue;
        }
        if !is_indented(&block, TAB) {
            blocks.push_front(block);
            break;
        }
        let block = with_fences(reader, block);
        let (code, rest) = detab(&block, TAB);
        let code = code.part(code.trim_end());
        if !is_first {
            joined.push_own("\n", Span::at(code.place(0)));
        }
        is_first = false;
        joined.push(&code);
        push_end(&mut joined, &code);
        // Code that goes on behind something that was taken out of the text has its first part's place.
        if known.is_none() {
            reader.tree[pre].span.end = code.whole().end;
        }
        if !rest.is_empty() {
            blocks.push_front(rest);
            break;
        }
    }
    reader.tree[pre].text = joined.done().atomic();
    true
}

fn is_indented_code(reader: &Reader<'_>, id: Id) -> bool {
    matches!(reader.tree[id].meaning, Meaning::Code { is_fenced: false, .. })
}

fn push_end(joined: &mut Joined, code: &Text) {
    joined.push_own("\n", Span::at(code.whole().end));
}

/// A block with the fences put back that were taken out of it: in indented code they are code.
pub(in crate::parse::python) fn with_fences(reader: &mut Reader<'_>, block: Text) -> Text {
    if !block.contains(stash::STX) {
        return block;
    }
    let mut lines = Vec::new();
    for line in block.rows() {
        let prefix = line.bytes().take_while(|byte| matches!(byte, b'>' | b' ')).count();
        let number = match stash::read(&line, prefix) {
            Some((range, Sign::Html(number))) if range.end == line.len() => Some(number),
            _ => None,
        };
        match number.and_then(|number| reader.fences.remove(&number)) {
            Some((fence, indent)) => {
                let cut = indent.saturating_sub(prefix);
                lines.extend(fence.rows().iter().map(|line| line.from(cut.min(line.len()))));
            }
            None => lines.push(line),
        }
    }
    join(&lines)
}
