//! Short codes: `:smile:` for an emoji, `:material-account:` for an icon.
//!
//! ```text
//! code = ":" 1*( letter | digit | "_" | "-" | "+" ) ":"
//! ```
//!
//! Emoji by the names that GitHub has for them, icons by those of [`crate::icons`]. A name that neither knows is text,
//! and so is what touches a letter, a digit or another colon: `10:30:45`, `std::a::b`.

use crate::icons;
use crate::text::Span;

/// What a short code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An emoji.
    Emoji(&'static str),
    /// An icon; its name is the code.
    Icon,
}

/// Longest name, in bytes: those of icons have up to 60.
const MAX_BYTES: usize = 100;

/// The name between the colon that `text` starts with and the next one.
pub(super) fn name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(':')?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    let length = rest.bytes().take(MAX_BYTES).take_while(is_part).count();
    (length > 0 && rest.as_bytes().get(length) == Some(&b':')).then(|| &rest[..length])
}

/// The colons at the start of a line that a word follows, marks of quotes aside: `:smile:` under a line of text would be
/// a definition for the Markdown parser, which asks for no blank behind its colon. `opaque`: the spans (sorted,
/// disjoint) in which nothing is one.
pub(in crate::parse) fn at_line_starts(body: &str, opaque: &[Span]) -> Vec<usize> {
    let is_text = |at: &usize| {
        let next = opaque.partition_point(|span| span.end <= *at);
        opaque.get(next).is_none_or(|span| span.start > *at)
    };
    line_starts(body).filter(is_text).collect()
}

/// Whether a body may have such colons: asked before code is looked for.
pub(in crate::parse) fn may_start_line(body: &str) -> bool {
    line_starts(body).next().is_some()
}

fn line_starts(body: &str) -> impl Iterator<Item = usize> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+');
    memchr::memchr_iter(b':', body.as_bytes()).filter(move |at| {
        let before = body[..*at].trim_end_matches([' ', '\t', '>']);
        (before.is_empty() || before.ends_with(['\n', '\r'])) && body.as_bytes().get(at + 1).is_some_and(is_word)
    })
}

/// What a name stands for.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let is_icon = ["material-", "octicons-", "fontawesome-", "simple-"].iter().any(|pack| name.starts_with(pack));
    if is_icon && icons::svg(name).is_some() {
        return Some(Meaning::Icon);
    }
    icons::emoji(name).map(Meaning::Emoji)
}

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning, name};

    #[test]
    fn codes_have_a_meaning_or_are_text() {
        assert_eq!(meaning("smile"), Some(Meaning::Emoji("😄")));
        assert_eq!(meaning("+1"), Some(Meaning::Emoji("👍")));
        assert_eq!(meaning("material-account"), Some(Meaning::Icon));
        assert_eq!(meaning("material-no-such-thing"), None);
        assert_eq!(meaning("30"), None);
        assert_eq!(name(":smile: x"), Some("smile"));
        for text in ["smile:", "::", ":", ":smile", ":sm ile:", ":é:"] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
