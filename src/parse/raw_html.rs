//! What raw HTML in a card means to the graph: ids that links can point at, and addresses that it points at.
//!
//! A piece of raw HTML → [`Attribute`]s. A scanner of tags and attributes, not a parser of documents: it follows
//! the tokenizer of the HTML standard (section 13.2.5) as far as tags, attributes and comments go. Must never
//! change a byte.

use std::borrow::Cow;

use crate::text::Span;

/// An attribute of interest with the place of its value, quotes left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The tag's name in lower case.
    pub tag: String,
    /// The attribute's name in lower case: `id`, `name` (of `a`), `href`, `src`.
    pub name: String,
    /// Its value, entities not decoded.
    pub value: String,
    /// Where the value stands, relative to the piece.
    pub span: Span,
}

/// The `id`, `href`, `src` attributes, and the `name`s of `<a>`, of all opening tags in a piece, in order.
#[must_use]
pub fn attributes(html: &str) -> Vec<Attribute> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr::memchr(b'<', &bytes[at..]) {
        at += step + 1;
        if html[at..].starts_with("!--") {
            at = html[at..].find("-->").map_or(bytes.len(), |end| at + end + 3);
        } else if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            at = tag(html, at, &mut found);
        }
    }
    found
}

/// Reads the tag whose name starts at `at`; gives back where it ends.
fn tag(html: &str, at: usize, found: &mut Vec<Attribute>) -> usize {
    let bytes = html.as_bytes();
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let mut here = at + bytes[at..].iter().take_while(|byte| !ends(byte)).count();
    let tag = html[at..here].to_ascii_lowercase();
    loop {
        here += bytes[here..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/').count();
        if here >= bytes.len() || bytes[here] == b'>' {
            return (here + 1).min(bytes.len());
        }
        let start = here;
        here += 1;
        here += bytes[here..].iter().take_while(|byte| !ends(byte) && **byte != b'=').count();
        let name = html[start..here].to_ascii_lowercase();
        let gap = bytes[here..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if bytes.get(here + gap) != Some(&b'=') {
            continue;
        }
        here += gap + 1;
        here += bytes[here..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let span = if let Some(quote @ (b'"' | b'\'')) = bytes.get(here) {
            let length = memchr::memchr(*quote, &bytes[here + 1..]).unwrap_or(bytes.len() - here - 1);
            Span::new(here + 1, here + 1 + length)
        } else {
            let length = bytes[here..].iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'>').count();
            Span::new(here, here + length)
        };
        let is_quoted = span.start > here;
        here = (span.end + usize::from(is_quoted)).min(bytes.len());
        if matches!(name.as_str(), "id" | "href" | "src") || (name == "name" && tag == "a") {
            found.push(Attribute { tag: tag.clone(), name, value: span.of(html).to_owned(), span });
        }
    }
}

/// An attribute's value as a browser reads it, as far as addresses and ids go: numeric entities, those that escape
/// markup, and the names of characters that schemes are made of or that browsers skip. Others stay as written.
#[must_use]
pub fn decode_entities(value: &str) -> Cow<'_, str> {
    let Some(first) = value.find('&') else { return Cow::Borrowed(value) };
    let mut out = value[..first].to_owned();
    let mut rest = &value[first..];
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let (Some(character), length) = entity(after) {
            out.push(character);
            let behind = &after[length..];
            rest = behind.strip_prefix(';').unwrap_or(behind);
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that an entity stands for, given what follows its `&`, and how many bytes name it.
fn entity(text: &str) -> (Option<char>, usize) {
    let run = |text: &str, belongs: fn(&u8) -> bool| text.bytes().take_while(belongs).count();
    if let Some(digits) = text.strip_prefix("#x").or_else(|| text.strip_prefix("#X")) {
        let length = run(digits, u8::is_ascii_hexdigit);
        return (u32::from_str_radix(&digits[..length], 16).ok().and_then(char::from_u32), length + 2);
    }
    if let Some(digits) = text.strip_prefix('#') {
        let length = run(digits, u8::is_ascii_digit);
        return (digits[..length].parse().ok().and_then(char::from_u32), length + 1);
    }
    let length = run(text, u8::is_ascii_alphanumeric);
    let character = match &text[..length] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "zwnj" => '\u{200c}',
        "zwj" => '\u{200d}',
        "NoBreak" => '\u{2060}',
        _ => return (None, length),
    };
    (Some(character), length)
}

#[cfg(test)]
mod tests {
    use super::{attributes, decode_entities};

    fn found(html: &str) -> Vec<(String, String, String)> {
        attributes(html)
            .into_iter()
            .map(|attribute| {
                assert_eq!(attribute.span.of(html), attribute.value);
                (attribute.tag, attribute.name, attribute.value)
            })
            .collect()
    }

    #[test]
    fn attributes_of_tags_outside_of_comments() {
        let html = "<A NAME = top\nhref='x'><img alt=\"a > b\" src=\"i.png\"/><!-- <a id=no> --><p id=yes>";
        let expected = [("a", "name", "top"), ("a", "href", "x"), ("img", "src", "i.png"), ("p", "id", "yes")]
            .map(|(tag, name, value)| (tag.to_owned(), name.to_owned(), value.to_owned()));
        assert_eq!(found(html), expected);
    }

    #[test]
    fn broken_tags_end_with_the_text() {
        for html in ["<a id=\"x", "<a id=", "<a", "<", "<a =", "<!-- ", "<a id = >"] {
            let _ = found(html);
        }
        assert_eq!(found("<a id=\"x").len(), 1);
    }

    #[test]
    fn entities_are_read_as_a_browser_reads_them() {
        for (value, expected) in [
            ("javascript&colon;x", "javascript:x"),
            ("java&#115;cript:x", "javascript:x"),
            ("java&#x00073;cript:x", "javascript:x"),
            ("jav&Tab;ascript&#58x", "jav\tascript:x"),
            ("&#106avascript:x", "javascript:x"),
            ("a.md?x&y=1&amp;é&", "a.md?x&y=1&é&"),
            ("&quot;&#34;&apos;&lt;&#x3e;", "\"\"'<>"),
            ("&#x110000;&#;", "&#x110000;&#;"),
        ] {
            assert_eq!(decode_entities(value), expected, "{value}");
        }
    }
}
