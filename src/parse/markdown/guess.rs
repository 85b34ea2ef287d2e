//! Where wiki-links stand, as far as lines tell.
//!
//! A body → its wiki-links, outside of fences and of code on one line. The parser then says whether the guess was right:
//! so that its answer does not depend on the guess, links are left to it that hold what could open or close code, math or
//! HTML. Must never be trusted alone.

use crate::parse::markdown::Flavor;
use crate::parse::wiki_link;
use crate::text::Span;

/// Lines in which code is looked for, in bytes: of longer ones the parser tells.
const LONGEST_LINE: usize = 4096;

/// The wiki-links of a body; `None` where only the parser can tell, or there are none.
pub(super) fn links(body: &str, flavor: Flavor) -> Option<Vec<Span>> {
    let has_comments = flavor.obsidian && body.contains("%%");
    if !flavor.wiki_links || has_comments || !body.contains("[[") {
        return None;
    }
    let links = wiki_link::find(body, &code(body));
    let mut has_table = None;
    // Where the line ends that was looked at last, and what was found: many links may stand on one.
    let (mut line_end, mut parts) = (0, false);
    let mut is_sure = |link: &Span| {
        if !is_plain(link.of(body)) {
            return false;
        }
        if !has_pipe(link.of(body)) {
            return true;
        }
        if link.start >= line_end {
            (line_end, parts) = parts_cells(body, link.start);
        }
        !parts || !*has_table.get_or_insert_with(|| body.lines().any(is_rule))
    };
    links.iter().all(&mut is_sure).then_some(links)
}

/// Whether a link has a pipe that parts cells where it stands in a table.
fn has_pipe(link: &str) -> bool {
    let bytes = link.as_bytes();
    memchr::memchr_iter(b'|', bytes).any(|at| bytes[at - 1] != b'\\')
}

/// Where the line of a link ends, and whether a pipe on it may part what else is code, or the header of a table.
fn parts_cells(body: &str, link_start: usize) -> (usize, bool) {
    let start = body[..link_start].rfind('\n').map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &body.as_bytes()[link_start..]).map_or(body.len(), |at| link_start + at + 1);
    let holds_marks = body[start..end].contains(['`', '$', '<']);
    (end, holds_marks || body[end..].lines().next().is_some_and(is_rule))
}

/// Whether a line divides the header of a table from its rows.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.trim().chars().all(|c| matches!(c, '-' | ':' | '|' | ' ' | '\t' | '>'))
}

/// Whether a link means the same to the parser as what masks it.
fn is_plain(link: &str) -> bool {
    let bytes = link.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'`' | b'$' | b'<' | b'>' => false,
        b'\\' => bytes.get(at + 1) == Some(&b'|'),
        _ => true,
    })
}

/// Fences, and code within a line.
fn code(body: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    if !body.contains('`') && !body.contains("~~~") {
        return spans;
    }
    let mut fence: Option<(&str, usize)> = None;
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let end = start + line.len();
        let marks = fence_marks(line);
        match (fence, marks) {
            (None, Some(marks)) => fence = Some((marks, start)),
            (Some((open, from)), Some(marks)) if marks.starts_with(open) => {
                spans.push(Span::new(from, end));
                fence = None;
            }
            (None, None) if line.len() <= LONGEST_LINE => inline(line, start, &mut spans),
            _ => {}
        }
        start = end;
    }
    spans.extend(fence.map(|(_, from)| Span::new(from, body.len())));
    spans
}

/// The marks that open or close a fence.
fn fence_marks(line: &str) -> Option<&str> {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let marks = &text[..text.len() - text.trim_start_matches(mark).len()];
    (marks.len() >= 3).then_some(marks)
}

/// Runs of backticks as long as each other, and what is between them.
fn inline(line: &str, start: usize, spans: &mut Vec<Span>) {
    let mut rest = line;
    while let Some((open, length)) = run(rest) {
        let behind = &rest[open + length..];
        let mut at = 0;
        let close = loop {
            match run(&behind[at..]) {
                Some((found, found_length)) if found_length == length => break Some(at + found + length),
                Some((found, found_length)) => at += found + found_length,
                None => break None,
            }
        };
        let from = start + line.len() - rest.len() + open;
        let taken = open + length + close.unwrap_or(0);
        if let Some(close) = close {
            spans.push(Span::new(from, from + length + close));
        }
        rest = &rest[taken..];
    }
}

/// Where the first run of backticks begins, and how long it is.
fn run(text: &str) -> Option<(usize, usize)> {
    let at = text.find('`')?;
    let behind = &text[at..];
    Some((at, behind.len() - behind.trim_start_matches('`').len()))
}
