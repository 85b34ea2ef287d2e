//! Lines across.

use super::super::reader::Reader;
use super::super::scan::{indent, lines};
use super::super::tree::Id;
use super::{Blocks, parse_block};

/// A line of three or more `-`, `_` or `*`, anywhere in the block.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let Some((start, line)) = lines(&block).find(|(_, line)| is_rule(line)) else { return false };
    blocks.pop_front();
    let before = block.part(block[..start].trim_end_matches('\n'));
    if !before.is_empty() {
        parse_block(reader, parent, before);
    }
    let span = block.part(line.trim()).whole();
    reader.tree.add(parent, "hr", span);
    let after = block.part(block[start + line.len()..].trim_start_matches('\n'));
    if !after.is_empty() {
        blocks.push_front(after);
    }
    true
}

fn is_rule(line: &str) -> bool {
    let inner = line[indent(line)..].trim_end_matches(' ');
    let Some(mark) = inner.bytes().next().filter(|byte| matches!(byte, b'-' | b'_' | b'*')) else { return false };
    let (mut marks, mut spaces) = (0, 0);
    for byte in inner.bytes() {
        match byte {
            b' ' if spaces < 2 => spaces += 1,
            byte if byte == mark => (marks, spaces) = (marks + 1, 0),
            _ => return false,
        }
    }
    marks >= 3 && indent(line) <= 3
}

#[cfg(test)]
mod tests {
    use super::is_rule;

    #[test]
    fn lines_across() {
        for line in ["---", " * * *", "_  _  _   ", "----------"] {
            assert!(is_rule(line), "{line}");
        }
        for line in ["--", "    ---", "-   -   -", "-*-", "--- a", ""] {
            assert!(!is_rule(line), "{line}");
        }
    }
}
