//! Where the block of front matter starts and ends.
//!
//! Text of a file → [`Split`]. Only looks at lines: what stands between the delimiters is for the engines. Line ends
//! are `\n`, `\r\n` and a lone `\r`; white space after a delimiter does not count; nothing may stand before it.

use super::Format;
use crate::text::{BOM, Span};

/// What stands at the start of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// No front matter.
    None,
    /// A block.
    Block {
        format: Format,
        /// With its delimiters and the last one's line end.
        block: Span,
        /// What the engine reads.
        inner: Span,
    },
    /// Front matter by its looks, without an end.
    Unclosed {
        /// The opening delimiter.
        opening: Span,
        /// The line that would close it.
        closing: &'static str,
    },
    /// Front matter by its looks, after blank lines.
    Late {
        /// The opening delimiter.
        opening: Span,
    },
}

/// Bytes that a byte order mark takes at the start of the text.
pub(super) fn bom_len(text: &str) -> usize {
    if text.starts_with(BOM) { BOM.len_utf8() } else { 0 }
}

/// Looks at the start of a file.
pub(super) fn split(text: &str) -> Split {
    let mut lines = Lines { text, at: bom_len(text) };
    let Some(first) = lines.next() else { return Split::None };
    match first.text.trim_end() {
        "---" => fenced(lines, first, Format::Yaml),
        "+++" => fenced(lines, first, Format::Toml),
        ";;;" => fenced(lines, first, Format::Json),
        "" => late(lines),
        _ if first.text.starts_with('{') => object(text, first),
        _ => Split::None,
    }
}

/// One line of the text.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Without its line end.
    text: &'t str,
    start: usize,
    /// After its line end.
    next: usize,
}

impl Line<'_> {
    fn trimmed(&self) -> Span {
        Span::new(self.start, self.start + self.text.trim_end().len())
    }
}

#[derive(Clone)]
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        let (start, rest) = (self.at, &self.text[self.at..]);
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let width = end.map_or(0, |end| if rest[end..].starts_with("\r\n") { 2 } else { 1 });
        let length = end.unwrap_or(rest.len());
        self.at = start + length + width;
        Some(Line { text: &rest[..length], start, next: self.at })
    }
}

fn fenced(lines: Lines<'_>, first: Line<'_>, format: Format) -> Split {
    let closes = |line: &Line<'_>| {
        let found = (format, line.text.trim_end());
        matches!(found, (Format::Yaml, "---" | "...") | (Format::Toml, "+++") | (Format::Json, ";;;"))
    };
    if let Some(last) = lines.clone().find(closes) {
        let (block, inner) = (Span::new(first.start, last.next), Span::new(first.next, last.start));
        return Split::Block { format, block, inner };
    }
    if looks_like_front_matter(lines, format) {
        let closing = match format {
            Format::Yaml => "---",
            Format::Toml => "+++",
            Format::Json => ";;;",
        };
        return Split::Unclosed { opening: first.trimmed(), closing };
    }
    Split::None
}

/// `---` alone may be a thematic break: what follows tells.
fn looks_like_front_matter(mut lines: Lines<'_>, format: Format) -> bool {
    let Some(line) = lines.find(|line| !line.text.trim().is_empty()) else { return false };
    let name = line.text.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_named = name.len() < line.text.len();
    match format {
        Format::Yaml => {
            is_named && name.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        }
        Format::Toml => is_named && name.trim_start().starts_with('=') || line.text.starts_with('['),
        Format::Json => line.text.trim_start().starts_with(['"', '{']),
    }
}

/// A block that would be front matter if it stood on the first line.
fn late(mut lines: Lines<'_>) -> Split {
    let Some(first) = lines.find(|line| !line.text.trim().is_empty()) else { return Split::None };
    let format = match first.text.trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return Split::None,
    };
    let is_followed = lines.clone().next().is_some_and(|line| !line.text.trim().is_empty());
    if !is_followed || !looks_like_front_matter(lines.clone(), format) {
        return Split::None;
    }
    match fenced(lines, first, format) {
        Split::Block { .. } => Split::Late { opening: first.trimmed() },
        _ => Split::None,
    }
}

/// A JSON object from the first byte to a `}` alone on its line, before a blank line or the end of the file.
///
/// Text may start with a brace too (`{{ macro }}`, `{: .class }`): an object has a quote or its end next.
fn object(text: &str, first: Line<'_>) -> Split {
    let content = text[first.start + 1..].trim_start();
    if !content.starts_with(['"', '}']) {
        return Split::None;
    }
    let mut lines = Lines { text, at: first.start }.peekable();
    while let Some(line) = lines.next() {
        let is_end = lines.peek().is_none_or(|next| next.text.trim().is_empty());
        if is_end && line.text.trim() == "}" {
            let end = line.start + line.text.trim_end().len();
            let (block, inner) = (Span::new(first.start, line.next), Span::new(first.start, end));
            return Split::Block { format: Format::Json, block, inner };
        }
    }
    if first.text.trim_end() == "{" && content.starts_with('"') {
        return Split::Unclosed { opening: first.trimmed(), closing: "}" };
    }
    Split::None
}
