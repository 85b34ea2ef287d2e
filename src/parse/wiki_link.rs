//! Where the wiki-links of a text stand, and what is written in them.
//!
//! ```text
//! wiki-link = ["!"] "[[" target ["#" fragment] ["|" label] "]]"
//! ```
//!
//! A link stands on one line; of two that nest, the inner one counts; a single `]` may stand in it. In a table the
//! pipe may be escaped (`[[a\|text]]`). Links are found before Markdown is parsed, in the text outside of code,
//! comments and escapes, and masked there by text of the same length ([`mask`]): so neither a pipe in a table nor
//! a `*` in a name can tear them apart, and every offset stays that of the file. Must never decide where a link leads.

use crate::parse::card::{Link, LinkKind};
use crate::text::Span;

/// Finds the wiki-links of `text` in one pass, in order. `opaque` are the spans (sorted, disjoint) in which
/// brackets mean nothing.
#[must_use]
pub fn find(text: &str, opaque: &[Span]) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut is_in_label = false;
    let mut blocks = opaque.iter().peekable();
    let mut at = 0;
    while at < bytes.len() {
        if open.is_none() {
            // Only these matter outside of a link: most of a text is passed over at once.
            let Some(next) = memchr::memchr2(b'[', b'\\', &bytes[at..]) else { break };
            at += next;
        }
        while blocks.peek().is_some_and(|span| span.end <= at) {
            blocks.next();
        }
        if let Some(span) = blocks.peek()
            && span.start <= at
        {
            // Code and raw HTML may stand in a label, not in a target.
            open = open.filter(|_| is_in_label && !span.of(text).contains(['\n', '\r']));
            at = span.end;
            continue;
        }
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                // In a table the pipe is escaped and divides all the same.
                is_in_label |= bytes[at + 1] == b'|';
                // `\[[x]]` is no link at all: neither bracket opens one.
                at += if bytes[at + 1] == b'[' && bytes.get(at + 2) == Some(&b'[') { 3 } else { 2 };
                continue;
            }
            b'\n' | b'\r' => open = None,
            b'|' => is_in_label = true,
            b'[' if bytes.get(at + 1) == Some(&b'[') && bytes.get(at + 2) != Some(&b'[') => {
                open = Some(at);
                is_in_label = false;
                at += 1;
            }
            b']' if bytes.get(at + 1) == Some(&b']') => {
                if let Some(start) = open.take()
                    && is_link(&text[start + 2..at])
                {
                    let embed = start > 0 && bytes[start - 1] == b'!' && !(start > 1 && bytes[start - 2] == b'\\');
                    found.push(Span::new(start - usize::from(embed), at + 2));
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Whether the text between the brackets names anything, and holds no Markdown link of its own.
fn is_link(inner: &str) -> bool {
    let (destination, label) = split_label(inner);
    !destination.trim().is_empty() && destination.trim() != "#" && !label.is_some_and(holds_markdown_link)
}

/// Whether a label holds a `](` that does not end the text of an image.
fn holds_markdown_link(label: &str) -> bool {
    let bytes = label.as_bytes();
    let mut is_image = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' => is_image = at > 0 && bytes[at - 1] == b'!',
            b']' if bytes.get(at + 1) == Some(&b'(') && !is_image => return true,
            _ => {}
        }
    }
    false
}

/// Splits at the first pipe, escaped or not.
fn split_label(inner: &str) -> (&str, Option<&str>) {
    match inner.split_once('|') {
        Some((destination, label)) => (destination.strip_suffix('\\').unwrap_or(destination), Some(label)),
        None => (inner, None),
    }
}

/// Reads the wiki-link at `span` of the file.
#[must_use]
pub fn read(file: &str, span: Span) -> Link {
    let raw = span.of(file);
    let kind = if raw.starts_with('!') { LinkKind::Embed } else { LinkKind::Wiki };
    let open = if kind == LinkKind::Embed { 3 } else { 2 };
    let inner = &raw[open..raw.len() - 2];
    let (destination, label) = split_label(inner);
    let (target, fragment) = match destination.split_once('#') {
        Some((target, fragment)) => (target, Some(fragment.trim().to_owned()).filter(|text| !text.is_empty())),
        None => (destination, None),
    };
    let trimmed = label.map(str::trim).filter(|label| !label.is_empty());
    let is_spaced = destination.trim() != destination
        || target.trim() != target
        || label.is_some_and(|label| label.trim_start() != label && trimmed.is_some());
    let start = span.start + open;
    Link {
        kind,
        span,
        destination_span: Span::new(start, start + destination.len()),
        target: target.trim().to_owned(),
        fragment,
        query: String::new(),
        label: trimmed.map(str::to_owned),
        is_spaced,
        is_in_diagram: false,
    }
}

/// The text that a reader sees for a wiki-link without a label: `card`, `card > Heading`, `Heading`.
#[must_use]
pub fn default_text(link: &Link) -> String {
    match &link.fragment {
        None => link.target.clone(),
        Some(fragment) => {
            let fragment = fragment.trim_start_matches('#').replace('#', " > ");
            if link.target.is_empty() { fragment } else { format!("{} > {fragment}", link.target) }
        }
    }
}

/// Replaces the bytes of each span by inert text of the same length: `§xx…§`, punctuation at both ends like the
/// brackets that stood there, so that emphasis next to a link opens and closes as it would next to a bracket. Blanks
/// stay, so that what is no destination of a Markdown link becomes none.
#[must_use]
pub fn mask(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        out.push_str(&text[at..span.start]);
        push_mask(&mut out, span.of(text));
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Puts back what [`mask`] hid, in pieces of masked text.
#[derive(Debug)]
pub struct Unmask<'a> {
    text: &'a str,
    hidden: &'a [Span],
}

impl<'a> Unmask<'a> {
    /// For pieces that came from `range` of `text` and hold all of the masks in it; `spans` as in [`mask`].
    #[must_use]
    pub fn new(text: &'a str, spans: &'a [Span], range: Span) -> Self {
        let first = spans.partition_point(|span| span.end <= range.start);
        let end = spans.partition_point(|span| span.start < range.end).max(first);
        Self { text, hidden: &spans[first..end] }
    }

    /// Whether there is anything to put back.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.hidden.is_empty()
    }

    /// The next piece as the author wrote it.
    #[must_use]
    pub fn piece(&mut self, piece: &str) -> String {
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some((span, more)) = self.hidden.split_first()
            && let Some(at) = rest.find(EDGE)
        {
            let (before, here) = rest.split_at(at);
            out.push_str(before);
            let mut masked = String::new();
            push_mask(&mut masked, span.of(self.text));
            if let Some(after) = here.strip_prefix(masked.as_str()) {
                out.push_str(span.of(self.text));
                self.hidden = more;
                rest = after;
            } else {
                out.push(EDGE);
                rest = &here[EDGE.len_utf8()..];
            }
        }
        out.push_str(rest);
        out
    }
}

/// Whether a piece of masked text can hold a mask.
#[must_use]
pub fn may_be_masked(piece: &str) -> bool {
    piece.contains(EDGE)
}

/// What a mask starts and ends with: as long as the brackets that it stands for.
const EDGE: char = '\u{a7}';

fn push_mask(out: &mut String, link: &str) {
    out.push(EDGE);
    let inner = &link.as_bytes()[EDGE.len_utf8()..link.len() - EDGE.len_utf8()];
    out.extend(inner.iter().map(|byte| if matches!(byte, b' ' | b'\t') { char::from(*byte) } else { 'x' }));
    out.push(EDGE);
}

#[cfg(test)]
mod tests {
    use super::{Unmask, default_text, find, mask, read};
    use crate::text::Span;

    fn raws(text: &str) -> Vec<&str> {
        find(text, &[]).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn what_is_a_link() {
        let cases: &[(&str, &[&str])] = &[
            ("a [[b]] c", &["[[b]]"]),
            ("![[b.png|30]]", &["![[b.png|30]]"]),
            ("[[Sq]uare]]", &["[[Sq]uare]]"]),
            ("[[Nested [[Inner]] x]]", &["[[Inner]]"]),
            ("[[[[link|display]]]]", &["[[link|display]]"]),
            ("[[a|[[b]]]]", &["[[b]]"]),
            ("[[over\nlines]]", &[]),
            ("]] [[]] [[|]] [[|x]] [[#]] [[ ]] [[", &[]),
            ("\\[[a]] \\![[b]]", &["[[b]]"]),
            ("[[a|[t](u)]] [[a|![t](u)]]", &["[[a|![t](u)]]"]),
            ("[[a]]][[b]]", &["[[a]]", "[[b]]"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&raws(text), expected, "{text}");
        }
    }

    #[test]
    fn opaque_spans_hold_no_links_and_end_open_targets() {
        let text = "`[[a]]` [[b `x` c]]";
        assert_eq!(find(text, &[Span::new(0, 7), Span::new(12, 15)]), []);
        let text = "[[a|the `]]` sign]]";
        assert_eq!(find(text, &[Span::new(8, 12)]), [Span::new(0, 19)]);
        let text = "[[a\\|<b>]]";
        assert_eq!(find(text, &[Span::new(5, 8)]), [Span::new(0, 10)]);
    }

    #[test]
    fn parts_of_a_link() {
        let text = "![[dir/card#Part One\\| the label ]]";
        let link = read(text, Span::new(0, text.len()));
        assert_eq!(
            (link.target.as_str(), link.fragment.as_deref(), link.label.as_deref(), link.is_spaced),
            ("dir/card", Some("Part One"), Some("the label"), true)
        );
        assert_eq!(link.destination_span.of(text), "dir/card#Part One");
        assert_eq!(default_text(&link), "dir/card > Part One");
    }

    #[test]
    fn white_space_counts_round_the_target_and_before_the_text_only() {
        for (text, spaced) in
            [("[[a]]", false), ("[[ a]]", true), ("[[a |b]]", true), ("[[a| b]]", true), ("[[a|b ]]", false)]
        {
            assert_eq!(read(text, Span::new(0, text.len())).is_spaced, spaced, "{text}");
        }
    }

    #[test]
    fn masks_keep_every_offset() {
        let text = "é § [[a|b c]] [[x]] é";
        let spans = find(text, &[]);
        let masked = mask(text, &spans);
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains('['));
        let mut back = Unmask::new(text, &spans, Span::new(0, text.len()));
        assert_eq!(back.piece(&masked[..5]) + &back.piece(&masked[5..]), text);
        assert!(back.is_done());
    }
}
