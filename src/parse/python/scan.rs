//! Small questions about lines that several readers ask.

use super::text::{Text, join};

/// How many spaces an indent of one level has.
pub(super) const TAB: usize = 4;

/// How many spaces a line starts with.
pub(super) fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether a line starts with this many spaces.
pub(super) fn is_indented(line: &str, spaces: usize) -> bool {
    line.len() >= spaces && line.as_bytes()[..spaces].iter().all(|byte| *byte == b' ')
}

/// The lines at the start that are indented, without the indent, and all that follows them.
pub(super) fn detab(block: &Text, spaces: usize) -> (Text, Text) {
    let mut taken = Vec::new();
    let mut at = 0;
    for line in block.split('\n') {
        if is_indented(line, spaces) {
            taken.push(block.part(&line[spaces..]));
        } else if line.trim().is_empty() {
            taken.push(block.part(&line[line.len()..]));
        } else {
            break;
        }
        at += line.len() + 1;
    }
    let rest = block.from(at.min(block.len()));
    if taken.is_empty() { (block.to(0), rest) } else { (join(&taken), rest) }
}

/// All lines without the indent, those that have none as they are.
pub(super) fn loose_detab(block: &Text, spaces: usize) -> Text {
    let lines: Vec<Text> = block
        .split('\n')
        .map(|line| block.part(if is_indented(line, spaces) { &line[spaces..] } else { line }))
        .collect();
    join(&lines)
}

/// The start of each line of a text, with the line.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// A text with its entities as the characters that they stand for; those that are unknown as written.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let length = behind.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let entity = &rest[before.len()..before.len() + 1 + length];
        if let Some(after) = behind[length..].strip_prefix(';').filter(|_| length > 0) {
            out.push_str(&entity_text(&format!("{entity};")));
            rest = after;
        } else {
            out.push_str(entity);
            rest = &behind[length..];
        }
    }
    out + rest
}

/// What one entity stands for; the Markdown parser has the table.
fn entity_text(entity: &str) -> String {
    let mut out = String::new();
    for event in pulldown_cmark::Parser::new(entity) {
        if let pulldown_cmark::Event::Text(text) = event {
            out.push_str(&text);
        }
    }
    if out.is_empty() { entity.to_owned() } else { out }
}

/// Pays for searches ahead, so that all of them together take linear time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fuel(usize);

impl Fuel {
    /// Fuel for a text of this length.
    pub(super) fn of(length: usize) -> Self {
        Self(length.saturating_mul(64) + 100_000)
    }

    /// Pays for so many bytes; gives back whether there was enough.
    pub(super) fn pay(&mut self, bytes: usize) -> bool {
        match self.0.checked_sub(bytes) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }
}
