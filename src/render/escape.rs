//! Text made safe for the two places of HTML where it can stand: between tags, and inside of quotes.
//!
//! Text → HTML. The only module that escapes. Must never be bypassed for anything that an author wrote, other
//! than raw HTML.

/// Appends text that stands between tags.
pub(crate) fn text(out: &mut String, text: &str) {
    escape(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends the value of an attribute. `=` is escaped too, so that no value can be taken for an attribute.
pub(crate) fn attribute(out: &mut String, text: &str) {
    escape(out, text, |byte| if byte == b'=' { Some("&#61;") } else { quoted(byte) });
}

/// Appends an address, percent-encoded already, as the value of an attribute.
pub(crate) fn address(out: &mut String, text: &str) {
    escape(out, text, quoted);
}

fn quoted(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

fn escape(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    out.reserve(text.len());
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        // HTML has no control characters but white space, not even escaped.
        let is_control = byte.is_ascii_control() && !byte.is_ascii_whitespace();
        if let Some(safe) = if is_control { Some("\u{fffd}") } else { replacement(byte) } {
            out.push_str(&text[from..at]);
            out.push_str(safe);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_place_has_its_own_escaping() {
        let hostile = "<a b='c' d=\"é\">&\u{1b}\n";
        let run = |escape: fn(&mut String, &str)| {
            let mut out = String::new();
            escape(&mut out, hostile);
            out
        };
        assert_eq!(run(super::text), "&lt;a b='c' d=\"é\"&gt;&amp;\u{fffd}\n");
        assert_eq!(run(super::attribute), "&lt;a b&#61;&#39;c&#39; d&#61;&quot;é&quot;&gt;&amp;\u{fffd}\n");
        assert_eq!(run(super::address), "&lt;a b=&#39;c&#39; d=&quot;é&quot;&gt;&amp;\u{fffd}\n");
    }
}
