//! Destinations of Markdown links: where they stand, and their parts.
//!
//! Must never decide where a link leads.

use crate::parse::card::{Link, LinkKind};
use crate::parse::scheme::scheme;
use crate::text::Span;

/// Makes a link of a destination: path, query and fragment apart; addresses with a scheme are kept whole.
#[must_use]
pub fn split(kind: LinkKind, span: Span, destination_span: Span, url: &str) -> Link {
    let mut link = Link {
        kind,
        span,
        destination_span,
        target: url.to_owned(),
        fragment: None,
        query: String::new(),
        label: None,
        is_spaced: false,
        is_in_diagram: false,
    };
    if scheme(url).is_none() {
        let (path, fragment) = url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)));
        let (path, query) = path.find('?').map_or((path, ""), |at| path.split_at(at));
        path.clone_into(&mut link.target);
        query.clone_into(&mut link.query);
        link.fragment = fragment.map(str::to_owned);
    }
    link
}

/// The bytes of the destination of the inline link at `link`, whose text ends at `after`; the whole link where the
/// destination stands elsewhere (reference links).
#[must_use]
pub fn place(file: &str, link: Span, after: Option<usize>) -> Span {
    let from = after.unwrap_or(link.start).clamp(link.start, link.end);
    let rest = Span::new(from, link.end).of(file);
    let Some(open) = rest.find("](") else { return link };
    let inner = rest[open + 2..].trim_start();
    let start = link.end - inner.len();
    if let Some(pointy) = inner.strip_prefix('<') {
        let length = pointy.find('>').unwrap_or(pointy.len());
        return Span::new(start + 1, start + 1 + length);
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Span::new(start, start + at),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Span::new(start, start + at),
            _ => {}
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::{place, split};
    use crate::parse::card::LinkKind;
    use crate::text::Span;

    #[test]
    fn parts_of_a_path() {
        let link = split(LinkKind::Markdown, Span::at(0), Span::at(0), "../a b.md?x=1#y#z");
        assert_eq!(
            (link.target.as_str(), link.query.as_str(), link.fragment.as_deref()),
            ("../a b.md", "?x=1", Some("y#z"))
        );
    }

    #[test]
    fn destinations_are_found_in_the_file() {
        for (text, after, expected) in [
            ("[a](b.md \"t\")", 2, "b.md"),
            ("[](<b c.md>)", 1, "b c.md"),
            ("![a]( b(c).md )", 3, "b(c).md"),
            ("[a][b]", 2, "[a][b]"),
            ("[a](b\\).md)", 2, "b\\).md"),
        ] {
            assert_eq!(place(text, Span::new(0, text.len()), Some(after)).of(text), expected, "{text}");
        }
    }
}
