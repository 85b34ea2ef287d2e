//! The seal: what a reviewer read, as twelve hexadecimal digits.
//!
//! The text of a card → [`Seal`]. The title of the front matter and the body count, each with every run of white space
//! as one blank and in Unicode's composed form; all other keys do not, so that a mark, a tag or an owner breaks no seal.
//! A seal vouches for content by itself, whatever git did. Must never change: seals stand in cards.

use std::fmt;

use crate::parse::card::Card;
use crate::parse::front_matter::{FrontMatter, parse};
use crate::path::{CardPath, nfc};

/// What is hashed first, so that no other hash of the same text is a seal.
const DOMAIN: &[u8] = b"quadrille review seal 1\0";
/// How many bytes of the hash are kept: two contents are taken for one in one of 2⁴⁸ cases.
const BYTES: usize = 6;

/// A hash of what was reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seal([u8; BYTES]);

/// What of a text a reviewer reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'a> {
    /// The title of the front matter; one that is a heading is a part of the body.
    pub(super) title: &'a str,
    /// What follows the front matter.
    pub(super) body: &'a str,
}

impl Seal {
    /// The seal of a card as it is now.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        Content::of_card(card).seal()
    }

    /// Reads twelve hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut bytes = [0; BYTES];
        if text.len() != 2 * BYTES || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<'a> Content<'a> {
    /// The content of a card.
    pub(super) fn of_card(card: &'a Card) -> Self {
        let body = card.front_matter.block.map_or(0, |block| block.end);
        Self::new(&card.front_matter, &card.text, body)
    }

    /// The content of a text whose front matter is read already.
    pub(super) fn new(front_matter: &'a FrontMatter, text: &'a str, body: usize) -> Self {
        let title = front_matter.get("title").and_then(|field| field.value.as_text()).unwrap_or_default();
        let body = &text[body..];
        Self { title, body: body.strip_prefix(crate::text::BOM).unwrap_or(body) }
    }

    /// Whether another content has the same seal.
    pub(super) fn is_same(self, other: Content<'_>) -> bool {
        (self.title, self.body) == (other.title, other.body) || self.seal() == other.seal()
    }

    /// Its seal.
    pub(super) fn seal(self) -> Seal {
        let mut hasher = blake3::Hasher::new();
        hasher.update(DOMAIN);
        hash_words(&mut hasher, self.title);
        hasher.update(b"\0");
        hash_words(&mut hasher, self.body);
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..BYTES]);
        Seal(bytes)
    }

    /// Its lines that are not blank, the title first, with white space as in the seal.
    pub(super) fn lines(self) -> impl Iterator<Item = String> + use<'a> {
        let lines = std::iter::once(self.title).chain(self.body.split(['\n', '\r']));
        let normal = |line: &str| nfc(line).split_whitespace().collect::<Vec<_>>().join(" ");
        lines.map(normal).filter(|line| !line.is_empty())
    }
}

fn hash_words(hasher: &mut blake3::Hasher, text: &str) {
    let mut words = String::with_capacity(text.len());
    for word in nfc(text).split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    hasher.update(words.as_bytes());
}

/// A text that is no card of today: what it says of its review, and its content.
#[derive(Debug)]
pub(super) struct Earlier {
    text: String,
    pub(super) front_matter: FrontMatter,
    body: usize,
}

impl Earlier {
    pub(super) fn read(path: &CardPath, text: String) -> Self {
        let parsed = parse(path, &text);
        Self { front_matter: parsed.front_matter, body: parsed.body, text }
    }

    pub(super) fn content(&self) -> Content<'_> {
        Content::new(&self.front_matter, &self.text, self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::{Earlier, Seal};
    use crate::path::CardPath;

    fn seal(text: &str) -> Seal {
        let path = CardPath::new("a.md").expect("a path");
        Earlier::read(&path, text.to_owned()).content().seal()
    }

    #[test]
    fn white_space_and_other_keys_do_not_matter() {
        let sealed = seal("---\ntitle: A card\n---\n# A\n\nOne two\nthree.\n");
        for text in [
            "---\r\ntitle: A card\r\n---\r\n# A\r\n\r\nOne two\r\nthree.",
            "\u{feff}---\ntags: [x]\ntitle: 'A  card'\nlast-reviewed: 2026-01-01\n---\n\n# A\n\n\nOne two three.  \n",
            "+++\ntitle = \"A card\"\n+++\n# A\nOne\ttwo\nthree.\n",
        ] {
            assert_eq!(seal(text), sealed, "{text}");
        }
    }

    #[test]
    fn words_and_the_title_do() {
        let sealed = seal("---\ntitle: A card\n---\nOne two\n");
        for text in ["---\ntitle: B card\n---\nOne two\n", "---\ntitle: A card\n---\nOnetwo\n", "A card One two\n"] {
            assert_ne!(seal(text), sealed, "{text}");
        }
        assert_eq!(seal("caf\u{e9}"), seal("cafe\u{301}"));
    }

    #[test]
    fn seals_stay_what_they_are() {
        assert_eq!(seal("---\ntitle: A card\n---\n# A card\n\nWords.\n").to_string(), "a2aaba265f78");
    }

    #[test]
    fn seals_read_and_print() {
        assert_eq!(Seal::parse("0123456789aB").map(|seal| seal.to_string()).as_deref(), Some("0123456789ab"));
        for text in ["", "0123456789a", "0123456789abc", "0123456789ag", "é23456789ab"] {
            assert_eq!(Seal::parse(text), None, "{text}");
        }
    }
}
