//! White space as Python-Markdown has it: line feeds, no tabs, no control characters that signs are made of.

use super::super::reader::Reader;
use super::super::scan::TAB;
use super::super::stash::{ETX, STX};
use super::super::text::{Joined, Text};
use crate::text::Span;

/// The body that starts at a byte of the file.
pub(super) fn run(reader: &mut Reader<'_>, start: usize) -> Text {
    let file = reader.file;
    let mut joined = Joined::default();
    let mut at = start;
    for line in file[start..].split_inclusive(['\n', '\r']) {
        let content = line.trim_end_matches(['\n', '\r']);
        // The feed of a line end of two characters is a line of its own here.
        let is_half = content.is_empty() && line == "\n" && file[..at].ends_with('\r') && at > start;
        if !is_half {
            push(&mut joined, content, at);
            joined.push_own("\n", Span::new(at + content.len(), at + line.len()));
        }
        at += line.len();
    }
    joined.push_own("\n\n", Span::at(file.len()));
    joined.done()
}

/// A line that does not stand in the file, as [`run`] would have it.
pub(super) fn normal(line: &str) -> String {
    let mut joined = Joined::default();
    push(&mut joined, line, 0);
    joined.as_str().to_owned()
}

/// A line without tabs; one of white space is empty.
fn push(joined: &mut Joined, line: &str, start: usize) {
    if line.chars().all(|c| matches!(c, ' ' | '\t' | STX | ETX)) {
        return;
    }
    if !line.contains(['\t', STX, ETX]) {
        return joined.push_source(line, start);
    }
    let mut column = 0;
    let mut from = 0;
    for (at, c) in line.char_indices() {
        if c == '\t' || c == STX || c == ETX {
            if from < at {
                joined.push_source(&line[from..at], start + from);
            }
            from = at + 1;
        }
        match c {
            '\t' => {
                let width = TAB - column % TAB;
                joined.push_own(&"    "[..width], Span::new(start + at, start + at + 1));
                column += width;
            }
            STX | ETX => {}
            _ => column += 1,
        }
    }
    if from < line.len() {
        joined.push_source(&line[from..], start + from);
    }
}
