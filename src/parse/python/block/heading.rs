//! Headings: `# hashes` and lines with a line of `===` or `---` below them.

use super::super::reader::{Reader, State};
use super::super::scan::{TAB, lines, loose_detab};
use super::super::text::Text;
use super::super::tree::{Id, Tag};
use super::{Blocks, parse_block};

/// A heading of hashes in any line of the block.
pub(super) fn hash(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    hashes(reader, parent, blocks, |_| true)
}

/// The same, with a space behind the hashes.
pub(super) fn sane_hash(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    hashes(reader, parent, blocks, |rest| rest.starts_with(' '))
}

/// A heading of hashes whose line, behind the hashes, is as wanted.
pub(super) fn hashes(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks, fits: fn(&str) -> bool) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    if !block.holds("#") {
        return false;
    }
    let found = lines(&block).find(|(_, line)| {
        let level = level(line);
        level > 0 && fits(&line[level..]) && !line.ends_with('\\')
    });
    let Some((start, line)) = found else { return false };
    blocks.pop_front();
    if start > 1 {
        parse_block(reader, parent, block.to(start - 1));
    }
    let level = level(line);
    let heading = reader.tree.make(TAGS[level - 1].clone(), block.span(start..start + line.len()));
    reader.tree[heading].text = block.part(content(&line[level..]));
    reader.tree[parent].children.push(heading);
    let end = start + line.len() + 1;
    if end < block.len() {
        let mut after = block.from(end);
        if reader.is_state(State::LooseList) {
            after = loose_detab(&after, TAB);
        }
        blocks.push_front(after);
    }
    true
}

pub(super) const TAGS: [Tag; 6] = [
    Tag::Borrowed("h1"),
    Tag::Borrowed("h2"),
    Tag::Borrowed("h3"),
    Tag::Borrowed("h4"),
    Tag::Borrowed("h5"),
    Tag::Borrowed("h6"),
];

fn level(line: &str) -> usize {
    line.bytes().take(6).take_while(|byte| *byte == b'#').count()
}

/// The words of a heading: without the hashes that close it.
fn content(line: &str) -> &str {
    let open = line.trim_end_matches('#');
    let open = if open.ends_with('\\') && open.len() < line.len() { &line[..=open.len()] } else { open };
    open.trim()
}

/// A heading with a line below it.
pub(super) fn setext(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let mut rows = block.splitn(3, '\n');
    let (Some(first), Some(line)) = (rows.next(), rows.next()) else { return false };
    let below = line.trim_end_matches(' ');
    let is_line = |c: char| !below.is_empty() && below.chars().all(|other| other == c);
    if !is_line('=') && !is_line('-') {
        return false;
    }
    blocks.pop_front();
    let tag = if line.starts_with('=') { TAGS[0].clone() } else { TAGS[1].clone() };
    let heading = reader.tree.make(tag, block.span(0..first.len() + 1 + below.len()));
    reader.tree[heading].text = block.part(first.trim());
    reader.tree[parent].children.push(heading);
    let rest: Option<Text> = rows.next().map(|rest| block.part(rest));
    if let Some(rest) = rest {
        blocks.push_front(rest);
    }
    true
}
