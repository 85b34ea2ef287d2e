//! Fences of `pymdownx.superfences`: in lists, quotes and containers too, with options in their first line.
//!
//! A fence is taken out of the text and leaves its indent with a sign. What stood there is kept: where the sign turns out
//! to stand in indented code, it is put back (`block::code`).

use super::code::{self, Header};
use crate::parse::python::reader::Reader;
use crate::parse::python::stash::Raw;
use crate::parse::python::text::{Joined, Text, join};
use crate::text::Span;

/// A fence that is open.
struct Fence {
    /// The index of its first line in what is left of the text.
    first: usize,
    /// Marks of quotes and spaces before it.
    prefix: usize,
    quotes: usize,
    /// Its backticks or tildes.
    sign: Text,
    header: Header,
    /// The lines of code, with what stands before them.
    lines: Vec<Text>,
    is_blank: bool,
}

/// What becomes of an open fence at a line.
enum Step {
    GoesOn,
    Ends,
    Breaks,
}

/// Takes the fences out of a text.
pub(super) fn run(reader: &mut Reader<'_>, text: Text) -> Text {
    if !text.contains("```") && !text.contains("~~~") {
        return text;
    }
    let strict = reader.has("pymdownx.quotes");
    let mut out: Vec<Text> = Vec::new();
    let mut open: Option<Fence> = None;
    for line in text.rows() {
        out.push(line.clone());
        let Some(fence) = &mut open else {
            open = opened(reader, out.len() - 1, &line);
            continue;
        };
        match step(fence, &line, strict) {
            Step::GoesOn => {}
            Step::Breaks => open = None,
            Step::Ends => {
                if let Some(fence) = open.take() {
                    let removed = join(&out[fence.first..]);
                    out.truncate(fence.first);
                    let sign = stash(reader, &fence, removed);
                    out.push(sign);
                }
            }
        }
    }
    join(&out)
}
/// The characters before the content of a line: marks of quotes and spaces, at most so many.
fn prefix(line: &str, most: usize) -> usize {
    line.bytes().take(most).take_while(|byte| matches!(byte, b'>' | b' ')).count()
}

fn opened(reader: &Reader<'_>, number: usize, line: &Text) -> Option<Fence> {
    let prefix = prefix(line, usize::MAX);
    let rest = line.from(prefix);
    let token = rest.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|byte| *byte == token).count();
    if length < 3 {
        return None;
    }
    let header = code::superfences_header(reader, &rest.from(length))?;
    Some(Fence {
        first: number,
        prefix,
        quotes: line[..prefix].matches('>').count(),
        sign: rest.to(length),
        header,
        lines: Vec::new(),
        is_blank: false,
    })
}

fn step(fence: &mut Fence, line: &Text, is_strict: bool) -> Step {
    let length = prefix(line, fence.prefix);
    let content = line.from(length);
    let quotes = line[..length].matches('>').count();
    let is_end = content.strip_prefix(&*fence.sign).is_some_and(|rest| rest.trim_matches([' ', '\t']).is_empty());
    if fence.quotes == 0 {
        if quotes > 0 {
            return Step::Breaks;
        }
        if line.trim().is_empty() {
            fence.lines.push(line.clone());
            return Step::GoesOn;
        }
        if length != fence.prefix && !content.is_empty() {
            return Step::Breaks;
        }
    } else {
        if quotes > fence.quotes || (is_strict && quotes != fence.quotes) {
            return Step::Breaks;
        }
        if content.is_empty() {
            fence.is_blank = true;
            fence.lines.push(line.clone());
            return Step::GoesOn;
        }
        if length < fence.prefix || (fence.is_blank && quotes < fence.quotes) {
            return Step::Breaks;
        }
    }
    if is_end {
        return Step::Ends;
    }
    fence.is_blank = false;
    fence.lines.push(line.clone());
    Step::GoesOn
}

/// Puts a fence away; gives back the line that stands in its place.
fn stash(reader: &mut Reader<'_>, fence: &Fence, removed: Text) -> Text {
    let prefix = fence.prefix;
    let before = removed.to(prefix);
    let place = removed.span(prefix..removed.len());
    let lines: Vec<Text> = fence.lines.iter().map(|line| line.from(prefix.min(line.len()))).collect();
    let id = code::make(reader, &lines, &fence.header, place);
    let sign = reader.stash.raw(Raw::Element(id));
    let number = reader.stash.raw.len() - 1;
    reader.fences.insert(number, (removed, prefix));
    let mut joined = Joined::default();
    joined.push(&before);
    joined.push_own(&sign, Span::new(place.start, place.end));
    joined.done()
}
