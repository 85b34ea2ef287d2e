//! Footnotes: `[^name]: text`, with indented blocks that belong to it.

use super::Blocks;
use crate::parse::python::reader::Reader;
use crate::parse::python::scan::{TAB, indent, is_indented, lines, loose_detab};
use crate::parse::python::text::{Joined, Text};
use crate::parse::python::tree::{Id, concat_lines};
use crate::text::Span;

/// The name of the footnote that a line defines, and what it says there.
fn definition(line: &str) -> Option<(&str, &str)> {
    let inner = line[indent(line).min(3)..].strip_prefix("[^")?;
    let (name, rest) = inner.split_once(']')?;
    Some((name, rest.strip_prefix(':')?.trim_start_matches(' ')))
}

/// Takes the footnotes of a block, with what stands before them put back.
pub(super) fn run(reader: &mut Reader<'_>, _: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned().filter(|block| block.holds("[^")) else { return false };
    let Some((start, line)) = lines(&block).find(|(_, line)| definition(line).is_some()) else { return false };
    blocks.pop_front();
    let Some((name, words)) = definition(line) else { return false };
    let mut text = block.part(words);
    let rest = block.part(block[(start + line.len()).min(block.len())..].trim_start_matches('\n'));
    let next = lines(&rest).find(|(_, line)| definition(line).is_some()).map(|(at, _)| at);
    if let Some(next) = next {
        let before = rest.part(rest[..next].trim_end_matches('\n'));
        if !before.is_empty() {
            text = concat_lines(&text, &loose_detab(&before, TAB));
        }
        blocks.push_front(rest.from(next));
    } else {
        if !rest.is_empty() {
            text = concat_lines(&text, &loose_detab(&rest, TAB));
        }
        text = text.part(text.trim_matches('\n'));
        text = followed(&text, blocks);
    }
    let text = text.part(text.trim_end());
    match reader.footnotes.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known = text,
        None => reader.footnotes.push((name.to_owned(), text)),
    }
    if !block[..start].trim().is_empty() {
        blocks.push_front(block.part(block[..start].trim_end_matches('\n')));
    }
    true
}

/// A footnote with the blocks that are indented behind it.
fn followed(first: &Text, blocks: &mut Blocks) -> Text {
    let mut joined = Joined::default();
    joined.push(first);
    while let Some(block) = blocks.pop_front_if(|block| is_indented(block, TAB)) {
        let next = lines(&block).find(|(_, line)| definition(line).is_some()).map(|(at, _)| at);
        let part = match next {
            Some(at) => block.part(block[..at].trim_end_matches('\n')),
            None => block.clone(),
        };
        joined.push_own("\n\n", Span::at(part.place(0)));
        joined.push(&loose_detab(&part, TAB));
        if let Some(at) = next {
            blocks.push_front(block.from(at));
            break;
        }
    }
    joined.done()
}
