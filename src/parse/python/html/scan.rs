//! Tags in a text, as Python's tolerant HTML parser finds them; Python-Markdown takes no backtick in a tag.
//!
//! Functions of a text and a place in it. Must never look further than the tag's end.

use std::ops::Range;

/// An opening tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// Its name as written.
    pub(super) name: &'t str,
    /// The names and values of its attributes; values without quotes.
    pub(super) attributes: Vec<(Range<usize>, Option<Range<usize>>)>,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it closes itself.
    pub(super) is_closed: bool,
}

/// What stands where an opening tag might.
#[derive(Debug)]
pub(super) enum Opening<'t> {
    /// A tag.
    Tag(Tag<'t>),
    /// Text up to here; how far was looked.
    Text(usize, usize),
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x0b')
}

/// Reads the opening tag whose `<` stands at a byte and is followed by a letter.
pub(super) fn opening(text: &str, start: usize) -> Opening<'_> {
    let bytes = text.as_bytes();
    let run = |from: usize, belongs: &dyn Fn(u8) -> bool| {
        from + bytes[from..].iter().take_while(|byte| belongs(**byte)).count()
    };
    let name_end = run(start + 1, &|byte| !is_white(byte) && !matches!(byte, b'`' | b'/' | b'>' | 0));
    let mut attributes = Vec::new();
    let mut at = run(name_end, &|byte| is_white(byte) || byte == b'/');
    loop {
        let may_start = at > name_end && (matches!(bytes[at - 1], b'\'' | b'"' | b'/') || is_white(bytes[at - 1]));
        let starts = bytes.get(at).is_some_and(|byte| !is_white(*byte) && !matches!(byte, b'`' | b'/' | b'>'));
        if !may_start || !starts {
            break;
        }
        let name = at..run(at + 1, &|byte| !is_white(byte) && !matches!(byte, b'/' | b'=' | b'>'));
        let value = value(bytes, name.end);
        at = value.as_ref().map_or(name.end, |(_, end)| *end);
        attributes.push((name, value.map(|(value, _)| value)));
        while let Some(byte) = bytes.get(at) {
            let is_slash = *byte == b'/' && bytes.get(at + 1) != Some(&b'>');
            if !is_white(*byte) && !is_slash {
                break;
            }
            at += 1;
        }
    }
    at = run(at, &is_white);
    let is_slashed = bytes[..at].ends_with(b"/");
    match bytes.get(at) {
        Some(b'>') => {
            let name = &text[start + 1..name_end];
            Opening::Tag(Tag { name, attributes, end: at + 1, is_closed: is_slashed })
        }
        Some(b'/') if bytes.get(at + 1) == Some(&b'>') => {
            Opening::Tag(Tag { name: &text[start + 1..name_end], attributes, end: at + 2, is_closed: true })
        }
        None | Some(b'/' | b'=' | b'a'..=b'z' | b'A'..=b'Z') => Opening::Text(start + 1, at),
        Some(_) => Opening::Text(if text.is_char_boundary(at) { at.max(start + 1) } else { start + 1 }, at),
    }
}

/// The value of the attribute whose name ends at a byte, and where it ends with what follows it.
fn value(bytes: &[u8], from: usize) -> Option<(Range<usize>, usize)> {
    let run = |from: usize, belongs: &dyn Fn(u8) -> bool| {
        from + bytes[from..].iter().take_while(|byte| belongs(**byte)).count()
    };
    let signs = run(from, &is_white);
    let behind = run(signs, &|byte| byte == b'=');
    if behind == signs {
        return None;
    }
    let start = run(behind, &is_white);
    let (value, mut end) = if let Some(quote @ (b'"' | b'\'')) = bytes.get(start) {
        let length = memchr::memchr(*quote, &bytes[start + 1..])?;
        (start + 1..start + 1 + length, start + length + 2)
    } else {
        let end = run(start, &|byte| !is_white(byte) && !matches!(byte, b'`' | b'>'));
        (start..end, end)
    };
    loop {
        let comma = run(end, &is_white);
        if bytes.get(comma) != Some(&b',') {
            return Some((value, end));
        }
        end = comma + 1;
    }
}

/// Reads the closing tag at a byte: its name in lower case and where it ends; `None` where it has no end.
pub(super) fn closing(text: &str, start: usize) -> Option<(String, usize)> {
    let end = start + text[start..].find('>')?;
    let inner = text[start + 2..end].trim_start();
    let length = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
    Some((inner[..length].to_ascii_lowercase(), end + 1))
}

/// Whether a text starts with two lines of nothing but spaces.
pub(super) fn starts_blank(text: &str) -> bool {
    let mut lines = text.split_inclusive('\n');
    let is_blank = |line: Option<&str>| line.is_some_and(|line| line.ends_with('\n') && line.trim_matches(' ') == "\n");
    is_blank(lines.next()) && is_blank(lines.next())
}

/// Whether a text holds a blank line.
pub(super) fn holds_blank(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some() && line.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Opening, closing, holds_blank, opening, starts_blank};

    #[test]
    fn tags_end_where_a_tolerant_parser_ends_them() {
        for (text, end) in [
            ("<a>", Some(3)),
            ("<br/>", Some(5)),
            ("<a b='>' c>x", Some(11)),
            ("<div id=\"foo, class=\"bar\", style=\"x\">", Some(37)),
            ("<a b=\"c", None),
            ("<a `b`>", None),
            ("<a b=c d>", Some(9)),
        ] {
            let found = match opening(text, 0) {
                Opening::Tag(tag) => Some(tag.end),
                Opening::Text(..) => None,
            };
            assert_eq!(found, end, "{text}");
        }
        assert_eq!(closing("</Div >x", 0), Some(("div".to_owned(), 7)));
    }

    #[test]
    fn blank_lines() {
        assert!(starts_blank("\n  \nx") && !starts_blank("\nx"));
        assert!(holds_blank("a\n \nb") && !holds_blank("a\nb\n"));
    }
}
