//! Code in a line of text: between backticks.

use super::{Found, Made};
use crate::parse::python::block::with_fences;
use crate::parse::python::reader::Reader;
use crate::parse::python::stash::{STX, escaped};
use crate::parse::python::text::Text;

/// A run of backticks up to the next run of the same length; backslashes before one that are themselves escaped.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mut found = Vec::new();
    for span in spans(text) {
        match span {
            Span::Slashes { start, end } => {
                let slashes = escaped('\\').repeat((end - start) / 2);
                let made = Made::Text(Text::own(slashes, text.span(start..end)));
                found.push(Found { start, end, made });
            }
            Span::Code { start, end, ticks } => {
                let code = reader.tree.make("code", text.span(start..end));
                let body = text.slice(start + ticks..end - ticks).trimmed();
                // A fence within backticks was none.
                let body = if body.contains(STX) { with_fences(reader, body) } else { body };
                reader.tree[code].text = body.atomic();
                found.push(Found { start, end, made: Made::Element(code) });
            }
        }
    }
    found
}

/// What backticks make of a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Span {
    /// Pairs of backslashes before a backtick.
    Slashes { start: usize, end: usize },
    /// Code with its backticks.
    Code { start: usize, end: usize, ticks: usize },
}

/// The code of a text, and the pairs of backslashes before backticks.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let runs = runs(bytes);
    // For each length the runs of it, so that the end of code is found at once.
    let mut by_length: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (start, length) in &runs {
        by_length.entry(*length).or_default().push(*start);
    }
    let (mut found, mut at) = (Vec::new(), 0);
    for (mut start, mut length) in runs {
        if start < at {
            continue;
        }
        let slashes = bytes[at..start].iter().rev().take_while(|byte| **byte == b'\\').count();
        if slashes >= 2 && slashes.is_multiple_of(2) {
            found.push(Span::Slashes { start: start - slashes, end: start });
        } else if slashes % 2 == 1 {
            // The first backtick is escaped; those behind it are not.
            start += 1;
            length -= 1;
            if length == 0 {
                continue;
            }
        }
        let close = |ticks: usize| {
            let starts = by_length.get(&ticks)?;
            starts.get(starts.partition_point(|other| *other < start + length)).copied()
        };
        // Where no run of this length follows, the longest that is shorter does.
        let longest = |most: usize| {
            by_length
                .range(..most)
                .rev()
                .find_map(|(ticks, _)| Some((*ticks, last(&by_length, *ticks, start + length)?)))
        };
        let end = close(length).map(|end| (length, end)).or_else(|| longest(length));
        if let Some((ticks, end)) = end {
            let start = start + length - ticks;
            found.push(Span::Code { start, end: end + ticks, ticks });
            at = end + ticks;
        } else {
            at = start + length;
        }
    }
    found
}

/// The last run of a length behind a place.
fn last(by_length: &std::collections::BTreeMap<usize, Vec<usize>>, ticks: usize, from: usize) -> Option<usize> {
    by_length.get(&ticks)?.iter().copied().find(|start| *start >= from)
}

/// The runs of backticks: start and length.
fn runs(bytes: &[u8]) -> Vec<(usize, usize)> {
    let (mut runs, mut at) = (Vec::new(), 0);
    while let Some(step) = memchr::memchr(b'`', &bytes[at..]) {
        let start = at + step;
        let length = bytes[start..].iter().take_while(|byte| **byte == b'`').count();
        runs.push((start, length));
        at = start + length;
    }
    runs
}

/// Where code stands in a row of a table: first and last byte of each, as the extension `tables` pairs backticks.
pub(in crate::parse::python) fn code_regions(row: &str) -> Vec<(usize, usize)> {
    let bytes = row.as_bytes();
    // Runs with the length that they count: a backslash before one takes its first tick away as an opener.
    let mut ticks: Vec<(usize, usize, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let run = |from: usize| rest[from..].iter().take_while(|byte| **byte == b'`').count();
        if rest.starts_with(b"\\\\") {
            at += 2;
        } else if rest.starts_with(b"\\`") {
            let length = run(1);
            ticks.push((at, at + length, length, 1));
            at += length + 1;
        } else if rest[0] == b'`' {
            let length = run(0);
            ticks.push((at, at + length - 1, length, 0));
            at += length;
        } else {
            at += 1 + usize::from(rest.starts_with(b"\\|"));
        }
    }
    let mut by_length: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (index, (_, _, length, _)) in ticks.iter().enumerate() {
        by_length.entry(*length).or_default().push(index);
    }
    let (mut regions, mut index) = (Vec::new(), 0);
    while let Some((start, _, length, escape)) = ticks.get(index).copied() {
        let wanted = length - escape.min(length);
        let close = by_length
            .get(&wanted)
            .filter(|_| wanted > 0)
            .and_then(|same| same.get(same.partition_point(|other| *other <= index)).copied());
        match close {
            Some(close) => {
                regions.push((start, ticks[close].1));
                index = close + 1;
            }
            None => index += 1,
        }
    }
    regions
}
