//! Abbreviations: `*[HTML]: Hyper Text Markup Language` on a line of its own, and where the word stands in the text.
//!
//! ```text
//! definition = blanks "*[" name "]:" title line-end
//!            | blanks "*[" name "]:" line-end blanks title line-end
//! ```
//!
//! After Python-Markdown 3.x, extension `abbr`. Definitions are taken out before the Markdown is parsed; of two for one name the later counts, and an empty text in quotes takes the name
//! back. Must never read a definition in code.

use rustc_hash::FxHashMap;

use crate::text::Span;

/// Longest name, in bytes: the bits of a set of lengths.
const MAX_BYTES: usize = 64;

/// The abbreviations of a card.
#[derive(Debug, Clone, Default)]
pub(in crate::parse) struct Abbreviations<'a> {
    /// Name → the place of its title in the text.
    titles: FxHashMap<&'a str, Span>,
    /// By first byte: the lengths of the names that start with it, less one, as bits.
    lengths: Option<Box<[u64; 256]>>,
    /// The definitions, whole lines without their ends, in order.
    pub(in crate::parse) places: Vec<Span>,
}

/// Whether a body may have definitions: asked before code is looked for.
pub(in crate::parse) fn may_define(body: &str) -> bool {
    memchr::memmem::find(body.as_bytes(), b"*[").is_some() && memchr::memmem::find(body.as_bytes(), b"]:").is_some()
}

/// The definitions of a body. `opaque`: the spans (sorted, disjoint) in which nothing is one.
pub(in crate::parse) fn read<'a>(body: &'a str, opaque: &[Span]) -> Abbreviations<'a> {
    let mut found = Abbreviations::default();
    let mut done = 0;
    for open in memchr::memmem::find_iter(body.as_bytes(), b"*[").map(|at| at + 2) {
        let start = body[..open - 2].trim_end_matches([' ', '\t']).len();
        let is_line = start == 0 || matches!(body.as_bytes()[start - 1], b'\n' | b'\r');
        let next = opaque.partition_point(|span| span.end <= open);
        let is_opaque = opaque.get(next).is_some_and(|span| span.start <= open);
        if open < done || !is_line || is_opaque {
            continue;
        }
        if let Some((name, title)) = definition(body, open) {
            found.places.push(Span::new(start, title.end));
            match title.of(body) {
                "\"\"" | "''" => found.titles.remove(name),
                _ => found.titles.insert(name, title),
            };
            let lengths = found.lengths.get_or_insert_with(|| Box::new([0; 256]));
            lengths[usize::from(name.as_bytes()[0])] |= 1 << (name.len() - 1);
            done = title.end;
        }
    }
    found
}

/// Name and place of the title of the definition whose name starts at `open`.
fn definition(body: &str, open: usize) -> Option<(&str, Span)> {
    let limit = body.floor_char_boundary(open + MAX_BYTES + 2);
    let name = body[open..limit].split_once("]:")?.0;
    if name.trim().len() != name.len() || name.is_empty() || name.contains(['[', ']', '\\', '\n', '\r']) {
        return None;
    }
    let line_from = |from: usize| {
        let end = memchr::memchr2(b'\n', b'\r', &body.as_bytes()[from..]).map_or(body.len(), |at| from + at);
        let text = body[from..end].trim_start();
        Span::new(end - text.len(), end - text.len() + text.trim_end().len())
    };
    let first = line_from(open + name.len() + 2);
    if !first.is_empty() {
        return Some((name, first));
    }
    let behind = &body[first.end..];
    let behind = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\n', '\r']))?;
    let second = line_from(body.len() - behind.len());
    (behind.starts_with([' ', '\t']) && !second.is_empty()).then_some((name, second))
}

impl Abbreviations<'_> {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether a name starts with this byte.
    pub(super) fn may_start(&self, byte: u8) -> bool {
        self.lengths.as_ref().is_some_and(|lengths| lengths[usize::from(byte)] != 0)
    }

    /// The longest name that stands as a whole word at `at`: its end, and the place of its title in the body.
    pub(super) fn word_at(&self, text: &str, at: usize) -> Option<(usize, Span)> {
        let mut lengths = self.lengths.as_ref()?[usize::from(text.as_bytes()[at])];
        if lengths == 0 || (is_word(text[at..].chars().next()) && is_word(text[..at].chars().next_back())) {
            return None;
        }
        while lengths != 0 {
            let length = 64 - lengths.leading_zeros() as usize;
            lengths &= !(1 << (length - 1));
            let Some(name) = text.get(at..at + length) else { continue };
            let is_cut = is_word(name.chars().next_back()) && is_word(text[at + length..].chars().next());
            if let Some(title) = self.titles.get(name).filter(|_| !is_cut) {
                return Some((at + length, *title));
            }
        }
        None
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::Span;

    #[test]
    fn definitions_stand_on_lines_of_their_own() {
        let text = "*[A]: One\ntext *[B]: no\n  *[C-D]:\n    Two\n*[E]: \n*[x\ny]: z\n*[é]:É";
        let found = read(text, &[]);
        let places: Vec<&str> = found.places.iter().map(|place| place.of(text)).collect();
        assert_eq!(places, ["*[A]: One", "  *[C-D]:\n    Two", "*[é]:É"]);
        assert!(read("*[A]: One", &[Span::new(0, 9)]).is_empty());
    }

    #[test]
    fn whole_words_are_found_the_longest_first() {
        let body = "*[A]: a\n*[A-B]: b\n*[.NET]: n\n";
        let all = read(body, &[]);
        let at = |text: &str, at: usize| all.word_at(text, at).map(|(end, title)| (end, title.of(body)));
        assert_eq!(at("A-B", 0), Some((3, "b")));
        assert_eq!(at("A-Bx", 0), Some((1, "a")));
        assert_eq!(at("xA", 1), None);
        assert_eq!(at("A_", 0), None);
        assert_eq!(at("(.NET)", 1), Some((5, "n")));
        assert_eq!(at("a", 0), None);
    }
}
