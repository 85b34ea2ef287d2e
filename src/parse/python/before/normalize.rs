//! White space as Python-Markdown has it: line feeds, no tabs, no control characters that signs are made of.

use crate::parse::python::scan::TAB;
use crate::parse::python::stash::{ETX, STX};
use crate::parse::python::text::{Joined, Text};
use crate::text::Span;

/// The body, in a file of so many bytes.
pub(super) fn run(body: &Text, file_end: usize) -> Text {
    let mut joined = Joined::default();
    let mut at = 0;
    for line in body.split_inclusive(['\n', '\r']) {
        let content = line.trim_end_matches(['\n', '\r']);
        // The feed of a line end of two characters is a line of its own here.
        let is_half = content.is_empty() && line == "\n" && body[..at].ends_with('\r');
        if !is_half {
            push(&mut joined, &body.slice(at..at + content.len()));
            joined.push_own("\n", body.span(at + content.len()..at + line.len()));
        }
        at += line.len();
    }
    joined.push_own("\n\n", Span::at(file_end));
    joined.done()
}

/// A line that does not stand in the file, as [`run`] would have it.
pub(super) fn normal(line: &str) -> String {
    let mut joined = Joined::default();
    push(&mut joined, &Text::own(line, Span::at(0)));
    joined.as_str().to_owned()
}

/// A line without tabs; one of white space is empty.
fn push(joined: &mut Joined, line: &Text) {
    if line.chars().all(|c| matches!(c, ' ' | '\t' | STX | ETX)) {
        return;
    }
    if !line.contains(['\t', STX, ETX]) {
        return joined.push(line);
    }
    let mut column = 0;
    let mut from = 0;
    for (at, c) in line.char_indices() {
        if c == '\t' || c == STX || c == ETX {
            if from < at {
                joined.push(&line.slice(from..at));
            }
            from = at + 1;
        }
        match c {
            '\t' => {
                let width = TAB - column % TAB;
                joined.push_own(&"    "[..width], line.span(at..at + 1));
                column += width;
            }
            STX | ETX => {}
            _ => column += 1,
        }
    }
    joined.push(&line.from(from));
}
