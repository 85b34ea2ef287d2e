//! What Obsidian writes into plain text: `%% comments %%`, `#tags` and `^block-ids`.
//!
//! Text → spans. Must never be asked in a dialect that does not have them.

use crate::text::Span;

/// The `%%`-comments of a body, in order; one that is not closed runs to the end. `opaque` as in
/// [`crate::parse::wiki_link::find`].
#[must_use]
pub fn comments(body: &str, opaque: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut blocks = opaque.iter().peekable();
    let mut at = 0;
    while let Some(step) = body[at..].find("%%") {
        let here = at + step;
        while blocks.peek().is_some_and(|span| span.end <= here) {
            blocks.next();
        }
        if let Some(span) = blocks.peek()
            && span.start <= here
            && open.is_none()
        {
            at = span.end.max(here + 2);
            continue;
        }
        at = here + 2;
        match open.take() {
            Some(start) => found.push(Span::new(start, at)),
            None => open = Some(here),
        }
    }
    found.extend(open.map(|start| Span::new(start, body.len())));
    found
}

/// The `#tags` of a piece of text: after white space or at its start, letters, digits, `_`, `-`, `/`, not digits alone.
#[must_use]
pub fn tags(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('#') {
        if text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace()) {
            continue;
        }
        let rest = &text[at + 1..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/'))).unwrap_or(rest.len());
        if rest[..length].chars().any(|c| !c.is_ascii_digit()) {
            found.push(Span::new(at, at + 1 + length));
        }
    }
    found
}

/// The block id at the end of a block's text: `… ^id`, or the whole text `^id`. The span starts at the `^`.
#[must_use]
pub fn block_id(text: &str) -> Option<Span> {
    let trimmed = text.trim_end();
    let at = trimmed.rfind('^')?;
    let id = &trimmed[at + 1..];
    let stands_alone = trimmed[..at].chars().next_back().is_none_or(char::is_whitespace);
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (stands_alone && is_id).then(|| Span::new(at, trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::{block_id, comments, tags};
    use crate::text::Span;

    #[test]
    fn comments_pair_up_and_code_holds_none() {
        let text = "a %%b%% `%%` c %% d";
        let found: Vec<&str> = comments(text, &[Span::new(8, 12)]).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["%%b%%", "%% d"]);
    }

    #[test]
    fn tags_are_words_after_white_space() {
        let text = "#one x#no #two/three, #12 #1a #";
        let found: Vec<&str> = tags(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["#one", "#two/three", "#1a"]);
    }

    #[test]
    fn block_ids_end_a_block() {
        for (text, id) in
            [("words ^a-1", Some("^a-1")), ("^b ", Some("^b")), ("x^2", None), ("^", None), ("^a b", None)]
        {
            assert_eq!(block_id(text).map(|span| span.of(text)), id, "{text}");
        }
    }
}
