//! Marks that stand on both sides of what they mean: `==marked==`, `^^inserted^^`, `x^2^`, `H~2~O`.
//!
//! After pymdown-extensions 10.x (`mark`, `caret`, `tilde` with their smart rules): a double mark opens where no letter
//! or digit stands before it and no blank behind it, and closes the other way round; a mark does not open within its
//! like. A single one has neither blank nor child between its ends. Chinese and Japanese text has no blanks between
//! words, so its characters do not keep a mark from opening.

use crate::parse::autolink::Address;
use crate::parse::document::NodeKind;

/// A kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mark,
    Insert,
    Superscript,
    Subscript,
}

impl Kind {
    /// The node that it makes.
    pub(super) const fn node(self) -> NodeKind {
        match self {
            Self::Mark => NodeKind::Mark,
            Self::Insert => NodeKind::Insert,
            Self::Superscript => NodeKind::Superscript,
            Self::Subscript => NodeKind::Subscript,
        }
    }

    /// Whether it stands on both sides of one word in one piece of text.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::Superscript | Self::Subscript)
    }
}

/// A mark that waits for its other end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener {
    pub(super) kind: Kind,
    /// Index of the cut that it becomes.
    pub(super) cut: usize,
    /// The text node it stands in, and where it ends there.
    pub(super) node: usize,
    pub(super) end: usize,
}

/// The kinds that a run of equal characters stands for, with their lengths. Of `^^^` the inner one closes first.
pub(super) fn kinds(byte: u8, length: usize, open: &[Opener]) -> &'static [(Kind, usize)] {
    let is_inner = open.last().is_some_and(|last| last.kind == Kind::Superscript);
    match (byte, length) {
        (b'=', 2) => &[(Kind::Mark, 2)],
        (b'^', 1) => &[(Kind::Superscript, 1)],
        (b'^', 2) => &[(Kind::Insert, 2)],
        (b'^', 3) if is_inner => &[(Kind::Superscript, 1), (Kind::Insert, 2)],
        (b'^', 3) => &[(Kind::Insert, 2), (Kind::Superscript, 1)],
        (b'~', 1) => &[(Kind::Subscript, 1)],
        _ => &[],
    }
}

/// Whether a mark between these characters may open.
pub(super) fn may_open(kind: Kind, before: char, after: char) -> bool {
    match kind {
        // `[^` is a footnote without a note.
        Kind::Superscript => !after.is_whitespace() && before != '[',
        Kind::Subscript => !after.is_whitespace(),
        Kind::Mark | Kind::Insert => !after.is_whitespace() && !is_word(before),
    }
}

/// Whether a mark between these characters may close.
pub(super) fn may_close(kind: Kind, before: char, after: char) -> bool {
    !before.is_whitespace() && (kind.is_single() || !is_word(after))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..)
}

/// Takes marks off the ends of addresses where they were opened in front: `==https://a.example==`.
pub(in crate::parse) fn trim_addresses(text: &str, addresses: &mut [Address]) {
    for mark in ["==", "^^"] {
        let opens = |at: &usize| {
            let before = text[..*at].chars().next_back().unwrap_or(' ');
            may_open(Kind::Mark, before, text[at + mark.len()..].chars().next().unwrap_or(' '))
        };
        if !addresses.iter().any(|address| address.span.of(text).ends_with(mark)) {
            continue;
        }
        let Some(first) = text.match_indices(mark).map(|(at, _)| at).find(opens) else { continue };
        for address in addresses.iter_mut().filter(|address| address.span.start > first) {
            if address.span.of(text).ends_with(mark) {
                address.span.end -= mark.len();
                address.url.truncate(address.url.len() - mark.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::trim_addresses;
    use crate::parse::autolink;

    #[test]
    fn a_mark_around_an_address_is_no_part_of_it() {
        for (text, wanted) in [
            ("==see https://a.example==.", "https://a.example"),
            ("^^https://a.example/b^^", "https://a.example/b"),
            ("https://a.example/?b== https://a.example/?c==", "https://a.example/?c=="),
            ("a == https://a.example/?b==", "https://a.example/?b=="),
        ] {
            let mut found = autolink::find(text, None);
            trim_addresses(text, &mut found);
            let last = found.pop().expect("an address");
            assert_eq!((last.url.as_str(), last.span.of(text)), (wanted, wanted), "{text}");
        }
    }
}
