//! Tables: rows of cells between pipes, the second of them a line of dashes.

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Id;
use super::Blocks;
use crate::parse::python::inline::code_regions;

/// Whether rows start and end with a pipe.
#[derive(Debug, Clone, Copy)]
struct Border {
    left: bool,
    right: bool,
}

/// Takes a block that is a table.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let mut first = block.splitn(3, '\n');
    let (Some(head), Some(line)) = (first.next(), first.next()) else { return false };
    let (head, line) = (head.trim_matches(' '), line.trim_matches(' '));
    if !line.bytes().all(|byte| matches!(byte, b'|' | b':' | b'-' | b' ')) {
        return false;
    }
    let border = Border { left: head.starts_with('|'), right: ends_with_pipe(head) };
    let columns = cells(head, border).len();
    let has_border = |row: &str| row.trim_matches(' ').starts_with('|') || ends_with_pipe(row.trim_matches(' '));
    let is_table = columns > 1 || ((border.left || border.right) && block.split('\n').skip(1).all(has_border));
    let sides = cells(line, border);
    if !is_table || sides.len() != columns {
        return false;
    }
    blocks.pop_front();
    let sides: Vec<Option<&str>> = sides.iter().map(|cell| side(cell.trim_matches(' '))).collect();
    let table = reader.tree.add(parent, "table", block.whole());
    let part = reader.tree.add(table, "thead", block.part(head).whole());
    row(reader, part, &block.part(head), (border, &sides, "th"));
    let body = reader.tree.add(table, "tbody", block.whole());
    let mut rest = block.split('\n').skip(2).peekable();
    if rest.peek().is_none() {
        row(reader, body, &block.to(0), (border, &sides, "td"));
    }
    for line in rest {
        row(reader, body, &block.part(line.trim_matches(' ')), (border, &sides, "td"));
    }
    true
}

fn side(cell: &str) -> Option<&'static str> {
    match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Some("center"),
        (true, false) => Some("left"),
        (false, true) => Some("right"),
        (false, false) => None,
    }
}

fn row(reader: &mut Reader<'_>, part: Id, line: &Text, (border, sides, tag): (Border, &[Option<&str>], &'static str)) {
    let row = reader.tree.add(part, "tr", line.whole());
    let cells = cells(line, border);
    let is_attribute = reader.is_on("tables", "use_align_attribute");
    for (index, side) in sides.iter().enumerate() {
        let text = cells.get(index).map_or(line.to(0), |cell| line.part(cell.trim_matches(' ')));
        let cell = reader.tree.make_with(tag, text);
        match side {
            Some(side) if is_attribute => reader.tree[cell].set_own("align", *side),
            Some(side) => reader.tree[cell].set_own("style", format!("text-align: {side};")),
            None => {}
        }
        reader.tree[row].children.push(cell);
    }
}

/// Whether a row ends with a pipe that no backslash takes back.
fn ends_with_pipe(row: &str) -> bool {
    let Some(before) = row.strip_suffix('|') else { return false };
    before.bytes().rev().take_while(|byte| *byte == b'\\').count().is_multiple_of(2)
}

/// The cells of a row: cut at pipes that stand neither in code nor behind a backslash.
fn cells(row: &str, border: Border) -> Vec<&str> {
    let mut row = row;
    if border.left || border.right {
        row = row.strip_prefix('|').unwrap_or(row);
        if ends_with_pipe(row) {
            row = &row[..row.len() - 1];
        }
    }
    let regions = code_regions(row);
    let mut cells = Vec::new();
    let (mut start, mut at, mut region) = (0, 0, 0);
    let bytes = row.as_bytes();
    while at < bytes.len() {
        while regions.get(region).is_some_and(|(_, end)| *end < at) {
            region += 1;
        }
        let is_code = regions.get(region).is_some_and(|(start, end)| *start <= at && at <= *end);
        match bytes[at] {
            b'\\' if matches!(bytes.get(at + 1), Some(b'\\' | b'|')) => at += 1,
            b'|' if !is_code => {
                cells.push(&row[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    cells.push(&row[start..]);
    cells
}
