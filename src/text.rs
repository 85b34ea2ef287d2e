//! Positions in text: byte spans, and the way from bytes to lines and columns.
//!
//! Ground floor. Everything inside the program counts bytes; lines and columns appear only where a
//! person or a format reads them. Must never look at what the text means.

use std::ops::Range;

/// A half-open range of bytes in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span from its two ends.
    ///
    /// # Panics
    /// Where `end` lies before `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends where it starts or later");
        Self { start, end }
    }

    /// The empty span at a byte offset.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// The bytes of `text` that the span covers; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same span in a text that has `by` more bytes in front.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A place in a text as people count: both numbers start at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineCol {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values; a byte order mark does not count.
    pub col: usize,
}

/// Where the lines of a text start. Line ends are `\n`, `\r\n` and a lone `\r`, as in `CommonMark`.
#[derive(Debug, Clone)]
pub struct LineMap {
    starts: Vec<usize>,
    bom: usize,
}

impl LineMap {
    /// Reads the line starts of a text in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { starts, bom: if text.starts_with(BOM) { BOM.len_utf8() } else { 0 } }
    }

    /// The line and column of a byte offset; an offset past the end counts as the end.
    #[must_use]
    pub fn line_col(&self, text: &str, offset: usize) -> LineCol {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let mut start = self.starts[line - 1];
        if line == 1 {
            start = self.bom.min(offset);
        }
        LineCol { line, col: text[start..offset].chars().count() + 1 }
    }

    /// The 1-based line of a byte offset; an offset past the end lies on the last line.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The bytes of a 1-based line without its line end; empty past the last line.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|at| self.starts.get(at)) else {
            return Span::at(text.len());
        };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let body = text[start..end].trim_end_matches(['\n', '\r']);
        Span::new(start, start + body.len())
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }
}

/// The byte order mark that some editors put first.
pub const BOM: char = '\u{feff}';

/// Writes control characters, and the marks that turn text around, as `\x1b` or `\u{202e}`, so that
/// file names and titles cannot steer a terminal.
#[must_use]
pub fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let hostile = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(hostile) {
        return std::borrow::Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if hostile(c) && (c as u32) < 0x80 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c if hostile(c) => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    std::borrow::Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{LineCol, LineMap, Span, printable};

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let LineCol { line, col } = LineMap::new(text).line_col(text, offset);
        (line, col)
    }

    #[test]
    fn columns_count_characters_and_lines_count_every_line_end() {
        let text = "é[[a]]\r\nb\rc\n";
        assert_eq!(at(text, 2), (1, 2));
        assert_eq!(at(text, text.find('b').expect("b")), (2, 1));
        assert_eq!(at(text, text.find('c').expect("c")), (3, 1));
        assert_eq!(at(text, 999), (4, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(at("\u{feff}a", 3), (1, 1));
        assert_eq!(at("\u{feff}a", 0), (1, 1));
    }

    #[test]
    fn lines_come_without_their_ends() {
        let text = "one\r\ntwo";
        let map = LineMap::new(text);
        assert_eq!(map.line_span(text, 1).of(text), "one");
        assert_eq!(map.line_span(text, 2).of(text), "two");
        assert_eq!(map.line_span(text, 3), Span::at(8));
    }

    #[test]
    fn control_characters_are_spelled_out() {
        assert_eq!(printable("a\u{1b}[31m\n\u{202e}"), "a\\x1b[31m\\n\\u{202e}");
        assert_eq!(printable("plain é"), "plain é");
    }
}
