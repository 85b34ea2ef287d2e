//! Text as a search reads it: words with one space between them.
//!
//! Pieces of text → [`Words`] → one line. White space and lines that boxes are drawn of count as spaces; where one
//! block ends and the next one starts stands a `·`, unless a sentence ends there anyway. Must never hold a control
//! character.

use std::borrow::Cow;

use crate::parse::raw_html::decode_entities;
use crate::path::nfc;

/// A line that grows piece by piece.
#[derive(Debug, Default)]
pub(super) struct Words {
    out: String,
    gap: Gap,
}

/// What is due before the next word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Stop,
}

impl Words {
    /// Appends a piece of text.
    pub(super) fn push(&mut self, text: &str) {
        self.push_up_to(text, usize::MAX);
    }

    /// Appends the words of a piece of text that fit: none after which the line would be longer than `max` bytes.
    pub(super) fn push_up_to(&mut self, text: &str, max: usize) {
        let mut rest = text;
        while let Some(start) = rest.find(|c| !is_gap(c)) {
            if start > 0 {
                self.space();
            }
            let word = &rest[start..];
            let end = word.find(is_gap).unwrap_or(word.len());
            if self.out.len().saturating_add(end) >= max {
                return;
            }
            self.close_gap();
            self.out.push_str(&word[..end]);
            rest = &word[end..];
        }
        if !rest.is_empty() {
            self.space();
        }
    }

    /// Sets the next word apart.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// Ends a sentence.
    pub(super) fn stop(&mut self) {
        self.gap = Gap::Stop;
    }

    /// The line, in Unicode's composed form: what a reader types is composed too.
    pub(super) fn done(self) -> String {
        match nfc(&self.out) {
            Cow::Borrowed(_) => self.out,
            Cow::Owned(composed) => composed,
        }
    }

    fn close_gap(&mut self) {
        let is_sentence = self.out.ends_with(['.', '!', '?', ':', ';', ',', '…', '。', '！', '？', '：']);
        match std::mem::take(&mut self.gap) {
            _ if self.out.is_empty() => {}
            Gap::None => {}
            Gap::Stop if !is_sentence => self.out.push_str(" · "),
            Gap::Space | Gap::Stop => self.out.push(' '),
        }
    }
}

/// White space, control characters, and the lines of drawn boxes.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2500}'..='\u{259f}')
}

/// The text of raw HTML: without tags, comments, scripts and styles.
pub(super) fn of_html(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            out.push('<');
            rest = tag;
            continue;
        }
        let name = tag.trim_start_matches('/');
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        rest = after_tag(tag);
        if !tag.starts_with('/') && ["script", "style"].iter().any(|hidden| name.eq_ignore_ascii_case(hidden)) {
            rest = rest.split_once("</").map_or("", |(_, rest)| after_tag(rest));
        }
        out.push_str(if is_within_words(name) { "" } else { " " });
    }
    out.push_str(rest);
    decode_entities(&out).into_owned()
}

/// What follows the `>` that ends a tag; one in quotes ends none.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return &tag[at + 1..],
            _ => {}
        }
    }
    ""
}

/// Whether a tag can stand inside of a word.
fn is_within_words(name: &str) -> bool {
    ["a", "b", "i", "em", "strong", "span", "code", "mark", "sub", "sup", "u", "s", "wbr"]
        .iter()
        .any(|inline| name.eq_ignore_ascii_case(inline))
}

#[cfg(test)]
mod tests {
    use super::{Words, of_html};

    #[test]
    fn words_have_one_gap_between_them() {
        let mut words = Words::default();
        words.stop();
        words.push("  a\tb");
        words.push("c\n");
        words.stop();
        words.push("d.");
        words.stop();
        words.push("e\u{1b}e\u{301}");
        assert_eq!(words.done(), "a bc · d. e é");
    }

    #[test]
    fn text_of_html_is_what_readers_see() {
        for (html, expected) in [
            ("<p title=\"a > b\">x<b>y</b>z</p>", "xyz"),
            ("a<br>b", "a b"),
            ("<STYLE>p { }</STYLE>a<script>if (a < b) {}</script>b", "a b"),
            ("a < b &lt; c <!-- <p> --> d", "a < b < c  d"),
            ("<!-- open", ""),
            ("<p open", ""),
            ("<script>x", ""),
        ] {
            let text = of_html(html);
            assert_eq!(
                text.split_whitespace().collect::<Vec<_>>(),
                expected.split_whitespace().collect::<Vec<_>>(),
                "{html}"
            );
        }
    }
}
