//! Formulas in a line: `$x$`, `\(x\)`.
//!
//! # Source
//! PyMdown Extensions 13.1, Arithmatex.

use super::super::reader::Reader;
use super::super::stash::{ETX, STX, escaped};
use super::super::text::Text;
use super::super::tree::Meaning;
use super::{Found, Made};

const EXTENSION: &str = "pymdownx.arithmatex";

/// Formulas, and pairs of backslashes before one.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let Some(options) = reader.options(EXTENSION) else { return Vec::new() };
    let syntax = options.texts("inline_syntax");
    let (has_dollars, has_brackets) = (syntax.contains(&"dollar"), syntax.contains(&"round"));
    let is_smart = options.is_on("smart_dollar");
    let bytes = text.as_bytes();
    let (mut found, mut at, mut may_close) = (Vec::new(), 0, true);
    while let Some(step) = memchr::memchr2(b'$', b'\\', bytes.get(at..).unwrap_or_default()) {
        let start = at + step;
        let slashes = bytes[start..].iter().take_while(|byte| **byte == b'\\').count();
        let next = bytes.get(start + slashes).copied();
        let is_dollar = next == Some(b'$') && has_dollars;
        let is_bracket = next == Some(b'(') && has_brackets;
        at = start + slashes.max(1);
        let pairs = match (is_dollar, is_bracket) {
            (true, _) if slashes.is_multiple_of(2) => slashes,
            (_, true) if slashes % 2 == 1 => slashes - 1,
            _ => {
                // What stands behind a backslash opens nothing.
                at += usize::from(slashes % 2 == 1);
                continue;
            }
        };
        if pairs > 0 {
            let made = Made::Text(Text::own(escaped('\\').repeat(pairs / 2), text.span(start..start + pairs)));
            found.push(Found { start, end: start + pairs, made });
        }
        let open = start + pairs;
        let inner = if is_dollar { open + 1 } else { open + 2 };
        at = inner;
        let end = if is_dollar { dollars(text, inner, is_smart) } else { brackets(text, inner, &mut may_close) };
        let Some(end) = end else { continue };
        let id = reader.tree.make("span", text.span(open..end));
        let length = if is_dollar { 1 } else { 2 };
        reader.tree[id].text = text.slice(inner..end - length).atomic();
        reader.tree[id].meaning = Meaning::Math { is_display: false };
        found.push(Found { start: open, end, made: Made::Element(id) });
        at = end;
    }
    found
}

/// Where a formula ends whose text starts at a byte.
fn dollars(text: &str, inner: usize, is_smart: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    if is_smart && is_space(inner) {
        return None;
    }
    let mut at = inner;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1 + text[at + 1..].chars().next()?.len_utf8(),
            b'$' => return (at > inner && !(is_smart && is_space(at - 1))).then_some(at + 1),
            byte if [STX as u8, ETX as u8].contains(byte) => return None,
            _ => at += 1,
        }
    }
}

fn brackets(text: &str, inner: usize, may_close: &mut bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = inner;
    while *may_close {
        match bytes.get(at) {
            Some(b'\\') if bytes.get(at + 1) == Some(&b')') => return (at > inner).then_some(at + 2),
            Some(b'\\') => at += 1 + text[at + 1..].chars().next()?.len_utf8(),
            Some(byte) if [STX as u8, ETX as u8].contains(byte) => return None,
            Some(_) => at += 1,
            None => *may_close = false,
        }
    }
    None
}
