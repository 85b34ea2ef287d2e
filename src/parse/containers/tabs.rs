//! Content tabs: blocks of which a reader sees one at a time.
//!
//! ```text
//! marker = "===" ["+" / "!" / "+!" / "!+"] 1*" " DQUOTE label DQUOTE     ; "+": seen first, "!": first of a new set
//! ```
//!
//! Tabs with nothing but blank lines between them are one set. Source: pymdown-extensions 10.x, `pymdownx/tabbed.py`.

use crate::parse::containers::marker::{Kind, Marker, split_title, trimmed};

/// What a marker starts with.
pub(super) const MARK: &str = "===";

pub(super) fn read(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix(MARK)?;
    let flags = &rest[..rest.find(|c| !matches!(c, '+' | '!')).unwrap_or(rest.len())];
    if !matches!(flags, "" | "+" | "!" | "+!" | "!+") {
        return None;
    }
    let (words, label) = split_title(&rest[flags.len()..])?;
    if !words.trim_matches(' ').is_empty() {
        return None;
    }
    let title = trimmed(text, label?.shifted(MARK.len() + flags.len()));
    let kind = Kind::Tab { is_selected: flags.contains('+'), may_continue: !flags.contains('!') };
    Some(Marker { kind, title })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::parse::containers::marker::Kind;

    #[test]
    fn flags_and_labels() {
        for (text, is_selected, may_continue, label) in [
            ("=== \"Linux\"", false, true, Some("Linux")),
            ("===+ \"a\" ", true, true, Some("a")),
            ("===! \"a\"", false, false, Some("a")),
            ("===+! \"a\"", true, false, Some("a")),
            ("=== \"\"", false, true, None),
        ] {
            let marker = read(text).expect("a marker");
            assert_eq!(marker.kind, Kind::Tab { is_selected, may_continue }, "{text}");
            assert_eq!(marker.title.map(|span| span.of(text)), label, "{text}");
        }
        for text in ["===", "=== a", "===\"a\"", "==== \"a\"", "=== x \"a\"", "===++ \"a\"", "=== \"a"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
