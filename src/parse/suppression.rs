//! Comments that silence a rule: `<!-- quadrille: ignore broken-link, orphan-card -->`.
//!
//! A comment alone on its line speaks of the next line that is not blank, another one of its own line;
//! `ignore-file` speaks of the whole file.

use crate::parse::card::{Named, Suppression};
use crate::text::{LineMap, Span};

/// Reads the suppressions among the comments of a file.
#[must_use]
pub fn read(file: &str, comments: &[Span]) -> Vec<Suppression> {
    let mut lines: Option<LineMap> = None;
    let mut found = Vec::new();
    for comment in comments {
        let Some((rules, is_file)) = parse(file, *comment) else { continue };
        let lines = lines.get_or_insert_with(|| LineMap::new(file));
        let line = (!is_file).then(|| spoken_of(file, lines, *comment));
        found.push(Suppression { span: *comment, rules, line });
    }
    found
}

fn parse(file: &str, comment: Span) -> Option<(Vec<Named>, bool)> {
    let inner = comment.of(file).strip_prefix("<!--")?.strip_suffix("-->")?;
    let body = inner.trim_start().strip_prefix("quadrille:")?.trim_start();
    let (is_file, names) = match body.strip_prefix("ignore-file") {
        Some(names) => (true, names),
        None => (false, body.strip_prefix("ignore")?),
    };
    let start = comment.end - 3 - names.len();
    let is_separator = |c: char| c == ',' || c.is_whitespace();
    let mut rules = Vec::new();
    let mut at = 0;
    for name in names.split(is_separator) {
        if !name.is_empty() {
            rules.push(Named { name: name.to_owned(), span: Span::new(start + at, start + at + name.len()) });
        }
        at += name.len() + names[at + name.len()..].chars().next().map_or(0, char::len_utf8);
    }
    Some((rules, is_file))
}

fn spoken_of(file: &str, lines: &LineMap, comment: Span) -> usize {
    let first = lines.line(comment.start);
    let last = lines.line(comment.end);
    let before = &file[lines.line_span(file, first).start..comment.start];
    let after = &file[comment.end..lines.line_span(file, last).end.max(comment.end)];
    // From the comment outwards: a line of many comments must not be read once for each.
    if !before.trim_end_matches([' ', '\t', '>']).is_empty() || !after.trim_start().is_empty() {
        return first;
    }
    (last + 1..=lines.line_count())
        .find(|line| !lines.line_span(file, *line).of(file).trim().is_empty())
        .unwrap_or(last + 1)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::Span;

    #[test]
    fn what_a_comment_speaks_of() {
        for (file, line, names) in [
            ("<!-- quadrille: ignore a, b-c -->\n\nx", Some(3), vec!["a", "b-c"]),
            ("x <!-- quadrille: ignore a -->\ny", Some(1), vec!["a"]),
            ("<!-- quadrille: ignore-file a -->\nx", None, vec!["a"]),
            ("<!--quadrille: ignore a-->", Some(2), vec!["a"]),
        ] {
            let start = file.find("<!--").expect("a comment");
            let end = file.find("-->").expect("its end") + 3;
            let found = read(file, &[Span::new(start, end)]);
            assert_eq!(found[0].line, line, "{file}");
            let read: Vec<&str> = found[0].rules.iter().map(|rule| rule.span.of(file)).collect();
            assert_eq!(read, names, "{file}");
        }
        assert!(read("<!-- note -->", &[Span::new(0, 13)]).is_empty());
    }
}
