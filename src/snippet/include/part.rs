//! The text of a file → the part of it that a directive wants.
//!
//! Must never fail: a mark that is not there is told, and the rest is as the plugin has it.

use crate::config::Arguments;

/// A part of a text, and which of its two marks are not in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) lacks_start: bool,
    pub(super) lacks_end: bool,
}

/// Cuts out what stands between the marks.
pub(super) fn between(text: &str, arguments: &Arguments) -> Part {
    let (start, end) = (arguments.start.as_deref().map(unescaped), arguments.end.as_deref().map(unescaped));
    let whole = |text: &str| Part { text: text.to_owned(), lacks_start: false, lacks_end: false };
    match (start, end) {
        (None, None) => whole(text),
        (Some(start), None) => match text.split_once(&start) {
            Some((_, part)) => whole(part),
            None => Part { lacks_start: true, ..whole("") },
        },
        (None, Some(end)) => match text.split_once(&end) {
            Some((part, _)) => whole(part),
            None => Part { lacks_end: true, ..whole(text) },
        },
        (Some(start), Some(end)) => {
            let lacks_start = !text.contains(&start);
            let skipped = usize::from(!lacks_start);
            // What stands behind an end is left out up to the next end, as there.
            let parts = text.split(&start).skip(skipped).flat_map(|part| part.split(&end).step_by(2));
            Part { text: parts.collect(), lacks_start, lacks_end: !text.contains(&end) }
        }
    }
}

/// A text with Python's escapes read.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let (c, length) = escape(behind).unwrap_or(('\\', 0));
        out.push(c);
        rest = &behind[length..];
    }
    out + rest
}

/// The character that an escape stands for, and how long the escape is behind its backslash.
fn escape(text: &str) -> Option<(char, usize)> {
    let coded = |digits: usize| {
        let code = text.get(1..=digits)?;
        let is_hex = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        let c = char::from_u32(u32::from_str_radix(code, 16).ok().filter(|_| is_hex)?)?;
        Some((c, digits + 1))
    };
    Some(match text.as_bytes().first()? {
        b'n' => ('\n', 1),
        b't' => ('\t', 1),
        b'r' => ('\r', 1),
        b'a' => ('\u{7}', 1),
        b'b' => ('\u{8}', 1),
        b'f' => ('\u{c}', 1),
        b'v' => ('\u{b}', 1),
        b'\\' => ('\\', 1),
        b'\'' => ('\'', 1),
        b'"' => ('"', 1),
        b'x' => return coded(2),
        b'u' => return coded(4),
        b'U' => return coded(8),
        b'0'..=b'7' => {
            let length = text.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            (char::from_u32(u32::from_str_radix(&text[..length], 8).ok()?)?, length)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_those_of_python() {
        for (text, expected) in [
            ("<!--start-->", "<!--start-->"),
            (r"\n## Use\t\\n", "\n## Use\t\\n"),
            (r"\x41\u00e9\101\q\x4", "Aé\u{41}\\q\\x4"),
            ("end\\", "end\\"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }
}
