//! What has to be covered before the Markdown parser reads a body.
//!
//! A body → the body with text of equal length over what the parser would take for something else, so that no byte moves:
//! 1. definitions of abbreviations become blanks, their line ends left alone;
//! 2. colons at the start of a line that would make a definition of a term become semicolons, which mean nothing there.
//!
//! The nodes are slices of the file, where everything stands as before. Each step looks for code anew, as the one before
//! may have ended a paragraph. Must never cover anything in code.

use std::borrow::Cow;

use crate::parse::inline::abbreviation::{self, Abbreviations};
use crate::parse::inline::shortcode;
use crate::text::Span;

/// Covers a body. `opaque` finds the spans (sorted, disjoint) of code, math and raw HTML in a text; it is asked only where
/// there may be something to cover.
pub(in crate::parse) fn cover(body: &str, opaque: impl Fn(&str) -> Vec<Span>) -> (Cow<'_, str>, Abbreviations<'_>) {
    let mut text = Cow::Borrowed(body);
    let mut abbreviations = Abbreviations::default();
    if abbreviation::may_define(body) {
        abbreviations = abbreviation::read(body, &opaque(body));
        let bytes = abbreviations.places.iter().flat_map(|place| place.start..place.end);
        text = with(text, bytes, b' ');
    }
    if shortcode::may_start_line(&text) {
        let colons = shortcode::at_line_starts(&text, &opaque(&text));
        let code = opaque(&with(Cow::Borrowed(&text), colons.iter().copied(), b';'));
        let is_code = |at: usize| {
            let next = code.partition_point(|span| span.end <= at);
            code.get(next).is_some_and(|span| span.start <= at)
        };
        text = with(text, colons.into_iter().filter(|colon| !is_code(*colon)), b';');
    }
    (text, abbreviations)
}

/// The text with a cover over these bytes, line ends left alone; whole characters are covered.
fn with(text: Cow<'_, str>, places: impl Iterator<Item = usize>, cover: u8) -> Cow<'_, str> {
    let mut places = places.peekable();
    if places.peek().is_none() {
        return text;
    }
    let mut bytes = text.into_owned().into_bytes();
    for at in places {
        if !matches!(bytes[at], b'\n' | b'\r') {
            bytes[at] = cover;
        }
    }
    Cow::Owned(String::from_utf8(bytes).expect("whole characters became ASCII"))
}

#[cfg(test)]
mod tests {
    use super::cover;
    use crate::text::Span;

    #[test]
    fn covers_are_as_long_as_what_they_cover() {
        let text = "a\n:x: b :y:\n> :z:\n*[\u{e9}]:\n  b\n: c :d\n:--|\n:e\n";
        let code = text.find(":e").expect("it is there");
        let (covered, _) = cover(text, |_| vec![Span::new(code, code + 2)]);
        assert_eq!(covered, "a\n;x: b :y:\n> ;z:\n      \n   \n: c :d\n:--|\n:e\n");
        let (covered, _) = cover("a :b: c\n|:--|\n: d\n", |_| panic!("there is nothing to cover"));
        assert_eq!(covered, "a :b: c\n|:--|\n: d\n");
    }
}
