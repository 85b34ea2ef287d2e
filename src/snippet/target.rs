//! The path of a snippet → the file, and which part of it.
//!
//! ```text
//! path    = file [ ranges / ":" name ]
//! ranges  = ":" range *( "," range )
//! range   = number [ ":" number ]        ; the first counts from 1, those below 0 from the end
//! number  = [ "-" ] *DIGIT
//! ```
//!
//! A file's name may hold colons: the part begins at the first colon from which all that follows is one.

use crate::snippet::notation::{is_name, is_name_byte};

/// What a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target<'p> {
    pub(super) file: &'p str,
    pub(super) part: Part<'p>,
}

/// Which part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'p> {
    All,
    /// First and last line of each range, as written.
    Lines(Vec<(Option<i64>, Option<i64>)>),
    Section(&'p str),
}

/// Reads a path; `None` where it names no file.
pub(super) fn read(path: &str) -> Option<Target<'_>> {
    let (file, part) = split(path);
    let file = file.trim();
    (!file.is_empty()).then_some(Target { file, part })
}

fn split(path: &str) -> (&str, Part<'_>) {
    let name_start = path.len() - path.bytes().rev().take_while(|byte| is_name_byte(*byte)).count();
    let ends = Ends::of(path);
    for (colon, _) in path.match_indices(':') {
        if ends.is_ranges(colon) {
            let ranges = path[colon + 1..].split(',').map(range).collect();
            return (&path[..colon], Part::Lines(ranges));
        }
        if name_start <= colon + 1 && is_name(&path[colon + 1..]) {
            return (&path[..colon], Part::Section(&path[colon + 1..]));
        }
    }
    (path, Part::All)
}

fn range(text: &str) -> (Option<i64>, Option<i64>) {
    let (first, last) = text.split_once(':').unwrap_or((text, ""));
    (first.parse().ok(), last.parse().ok())
}

/// From each byte on, whether a series of further ranges is all that follows; made from the end, so that no colon is
/// looked at twice.
struct Ends<'p> {
    bytes: &'p [u8],
    /// Where the digits that start here end.
    digits: Vec<usize>,
    is_tail: Vec<bool>,
}

impl<'p> Ends<'p> {
    fn of(path: &'p str) -> Self {
        let bytes = path.as_bytes();
        let size = bytes.len();
        let mut ends = Self { bytes, digits: vec![size; size + 1], is_tail: vec![false; size + 1] };
        ends.is_tail[size] = true;
        for at in (0..size).rev() {
            ends.digits[at] = if bytes[at].is_ascii_digit() { ends.digits[at + 1] } else { at };
        }
        for at in (0..size).rev().filter(|at| bytes[*at] == b',') {
            let starts_range = bytes.get(at + 1).is_some_and(|byte| matches!(byte, b'-' | b':' | b'0'..=b'9'));
            ends.is_tail[at] = starts_range && ends.is_tail[ends.range_end(at + 1)];
        }
        ends
    }

    /// Whether ranges start at this colon and go on to the end.
    fn is_ranges(&self, colon: usize) -> bool {
        self.is_tail[self.range_end(colon + 1)]
    }

    fn range_end(&self, at: usize) -> usize {
        let end = self.number_end(at);
        if self.bytes.get(end) == Some(&b':') { self.number_end(end + 1) } else { end }
    }

    fn number_end(&self, at: usize) -> usize {
        self.digits[if self.bytes.get(at) == Some(&b'-') { at + 1 } else { at }]
    }
}
