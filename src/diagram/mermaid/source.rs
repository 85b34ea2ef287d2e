//! The text of a diagram as merman is given it.
//!
//! Text → [`Prepared`]: wiki-links in labels become what is shown, and what merman reads more strictly than mermaid does is
//! written the strict way. Knows for each byte which one of the author's it stands for.

use crate::diagram::mermaid::{formula, mend};
use crate::text::Span;

/// A text that was changed here and there.
pub(super) struct Prepared {
    pub text: String,
    /// The wiki-links that were replaced.
    pub wikis: Vec<Wiki>,
    /// Where pieces of the text were replaced: start and length of the new, span of the old; in order.
    pieces: Vec<(usize, usize, Span)>,
    changes: Vec<Change>,
}

/// A wiki-link in a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wiki {
    /// Bytes of the author's text, brackets and all.
    pub span: Span,
    /// What stands between the brackets.
    pub inner: String,
    /// What is shown of it.
    pub shown: String,
}

/// A change of the text: bytes, and what comes in their place.
pub(super) type Change = (Span, String);

/// The text with its wiki-links as words.
pub(super) fn prepared(source: &str) -> Prepared {
    changed(source, base(source))
}

/// The text with more changes, for a second try: what mermaid takes as it is. `None` for no change.
pub(super) fn mended(source: &str) -> Option<Prepared> {
    let mut changes = base(source);
    let before = changes.len();
    changes.extend(mend::mends(source));
    (changes.len() > before).then(|| changed(source, changes))
}

/// The changes that are always made.
fn base(source: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = wikis(source).into_iter().map(|wiki| (wiki.span, wiki.shown)).collect();
    changes.extend(outdented(source));
    changes.extend(formula::changes(source, mend::written));
    changes
}

impl Prepared {
    /// The text with another name for the node at whose `/` or `.` merman stopped: `a/b` is the name of a node to mermaid.
    pub(super) fn renamed(&self, source: &str, at: usize) -> Option<Self> {
        let at = self.origin(at, false);
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '.');
        if !has_subroutines(source) || !source.get(at..)?.starts_with(['/', '.']) {
            return None;
        }
        let start = source[..at]
            .rfind(|c| !is_name(c))
            .map_or(0, |end| end + source[end..].chars().next().map_or(1, char::len_utf8));
        let end = source[at..].find(|c| !is_name(c)).map_or(source.len(), |length| at + length);
        let (name, span) = (&source[start..end], Span::new(start, end));
        // Letters and numbers of its own for each name, so that no two names become one.
        let plain = name.replace('_', "_u").replace('/', "_s").replace('.', "_d");
        let label =
            if source[end..].starts_with(['[', '(', '{', '>']) { String::new() } else { format!("[\"{name}\"]") };
        let mut changes = self.changes.clone();
        if changes.iter().any(|(other, _)| other.overlaps(span)) {
            return None;
        }
        changes.push((span, format!("n{plain}{label}")));
        Some(changed(source, changes))
    }

    /// The bytes of the author's text that bytes of this one stand for.
    pub(super) fn original(&self, span: Span) -> Span {
        let start = self.origin(span.start, false);
        Span { start, end: self.origin(span.end, true).max(start) }
    }

    fn origin(&self, at: usize, end: bool) -> usize {
        let next = self.pieces.partition_point(|(start, ..)| *start < at || (*start == at && !end));
        match next.checked_sub(1).map(|index| self.pieces[index]) {
            None => at,
            Some((start, length, old)) if at < start + length || (end && at == start + length) => {
                if end {
                    old.end
                } else {
                    old.start
                }
            }
            Some((start, length, old)) => at - (start + length) + old.end,
        }
    }
}

fn changed(source: &str, mut changes: Vec<Change>) -> Prepared {
    changes.sort_by_key(|(span, _)| span.start);
    let (mut text, mut pieces, mut at) = (String::with_capacity(source.len()), Vec::new(), 0);
    for (span, new) in &changes {
        if span.start < at {
            continue;
        }
        text.push_str(&source[at..span.start]);
        pieces.push((text.len(), new.len(), *span));
        text.push_str(new);
        at = span.end;
    }
    text.push_str(&source[at..]);
    Prepared { text, wikis: wikis(source), pieces, changes }
}

/// The wiki-links of a diagram. In types that have boxes of the shape `id[[label]]`, those are none.
fn wikis(source: &str) -> Vec<Wiki> {
    // In event models `[[name]]` is data.
    if !source.contains("[[") || source.lines().any(|line| line.trim_start().starts_with("eventmodeling")) {
        return Vec::new();
    }
    let has_shape = has_subroutines(source);
    let (mut found, mut start) = (Vec::new(), 0);
    for line in source.split_inclusive('\n') {
        if !line.trim_start().starts_with("%%") && !is_stereotyped(line) {
            for wiki in wikis_of(line, has_shape) {
                found.push(Wiki { span: wiki.span.shifted(start), ..wiki });
            }
        }
        start += line.len();
    }
    found
}

/// Whether a line says of a state that it is a fork, join or choice: `state a [[fork]]`.
fn is_stereotyped(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("state ") && ["[[fork]]", "[[join]]", "[[choice]]"].iter().any(|end| line.ends_with(end))
}

/// Whether `id[[label]]` is a box: in flowcharts and block diagrams.
pub(super) fn has_subroutines(source: &str) -> bool {
    source
        .lines()
        .map(str::trim_start)
        .any(|line| ["flowchart", "graph", "block", "swimlane", "agentflow"].iter().any(|word| line.starts_with(word)))
}

fn wikis_of(line: &str, has_shape: bool) -> Vec<Wiki> {
    let bytes = line.as_bytes();
    let (mut found, mut quoted, mut depth, mut at) = (Vec::new(), false, 0_usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => quoted = !quoted,
            b'[' if bytes.get(at + 1) == Some(&b'[') => {
                let before = line[..at].chars().next_back();
                let is_box =
                    has_shape && !quoted && depth == 0 && before.is_some_and(|c| c.is_alphanumeric() || c == '_');
                // The last `[[` of a run: the first of three is a bracket around the link.
                let is_outer = bytes.get(at + 2) == Some(&b'[');
                if !is_box
                    && !is_outer
                    && let Some(wiki) = wiki(line, at)
                {
                    at = wiki.span.end;
                    found.push(wiki);
                    continue;
                }
                depth += 1;
            }
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => {}
            _ => {}
        }
        at += 1;
    }
    found
}

/// The wiki-link that opens at a byte.
fn wiki(line: &str, open: usize) -> Option<Wiki> {
    let inner = &line[open + 2..];
    let inner = &inner[..inner.find("]]")?];
    let fine = !inner.trim().is_empty() && !inner.contains(['[', ']', '"', '\n', '{', '}']);
    let (target, alias) = inner.split_once('|').unwrap_or((inner, ""));
    let shown = if alias.trim().is_empty() { target } else { alias }.trim();
    (fine && !shown.is_empty()).then(|| Wiki {
        span: Span::new(open, open + 2 + inner.len() + 2),
        inner: inner.to_owned(),
        shown: shown.to_owned(),
    })
}

/// Takes the indentation off a front matter that is indented as a whole.
fn outdented(source: &str) -> Vec<Change> {
    let lead = source.len() - source.trim_start().len();
    let first = source[..lead].rfind('\n').map_or(0, |at| at + 1);
    if !source[lead..].starts_with("---") {
        return Vec::new();
    }
    let (mut changes, mut start, mut fences, mut indent) = (Vec::new(), first, 0, None);
    for line in source[first..].split_inclusive('\n') {
        let own = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_fence = line.trim() == "---";
        fences += usize::from(is_fence);
        let base = *indent.get_or_insert(own);
        let cut = if is_fence { own } else { own.min(base) };
        if cut > 0 {
            changes.push((Span::new(start, start + cut), String::new()));
        }
        start += line.len();
        if fences == 2 {
            break;
        }
    }
    // The first line may stand without the indentation that those after it have.
    if fences == 2 { changes } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::prepared;
    use crate::text::Span;

    #[test]
    fn wiki_links_stand_in_labels_and_boxes_are_no_links() {
        for (source, text, inner) in [
            ("graph TD\nA[\"see [[card]]\"]", "graph TD\nA[\"see card\"]", &["card"][..]),
            ("graph TD\nA[[card]]", "graph TD\nA[[card]]", &[]),
            ("graph TD\nA[[\"card\"]]", "graph TD\nA[[\"card\"]]", &[]),
            ("graph TD\nA[\"[[card|Other]]\"] -->|[[b]]| C", "graph TD\nA[\"Other\"] -->|b| C", &["card|Other", "b"]),
            ("graph TD\nA([[[card]]])", "graph TD\nA([card])", &["card"]),
            ("sequenceDiagram\nA->>B: x[[card]]", "sequenceDiagram\nA->>B: xcard", &["card"]),
            ("stateDiagram-v2\nstate x [[choice]]", "stateDiagram-v2\nstate x [[choice]]", &[]),
            ("graph TD\n%% [[card]]", "graph TD\n%% [[card]]", &[]),
            ("graph TD\nA[\"[[]]\"]", "graph TD\nA[\"[[]]\"]", &[]),
        ] {
            let prepared = prepared(source);
            assert_eq!(prepared.text, text);
            let found: Vec<&str> = prepared.wikis.iter().map(|wiki| wiki.inner.as_str()).collect();
            assert_eq!(found, inner, "{source}");
            for wiki in &prepared.wikis {
                assert!(wiki.span.of(source).starts_with("[[") && wiki.span.of(source).ends_with("]]"));
            }
        }
    }

    #[test]
    fn positions_lead_back() {
        let source = "graph TD\nA[\"[[a|bc]] d\"] --> E";
        let prepared = prepared(source);
        let at = prepared.text.find('E').expect("it is there");
        assert_eq!(prepared.original(Span::new(at, at + 1)).of(source), "E");
        let at = prepared.text.find("bc").expect("it is there");
        assert_eq!(prepared.original(Span::new(at, at + 2)).of(source), "[[a|bc]]");
    }

    #[test]
    fn names_and_front_matter_are_written_the_strict_way() {
        let source = "graph TD\na/b --> c";
        let renamed = prepared(source).renamed(source, 10).expect("there is a name");
        assert_eq!(renamed.text, "graph TD\nna_sb[\"a/b\"] --> c");
        assert!(prepared(source).renamed(source, 9).is_none());
        assert_eq!(prepared("  ---\n  title: a\n  ---\n  pie\n").text, "---\ntitle: a\n---\n  pie\n");
        assert_eq!(prepared("---\n  title: a\n  ---\n  pie\n").text, "---\n  title: a\n---\n  pie\n");
        assert_eq!(prepared("---\ntitle: a\n---\npie\n").text, "---\ntitle: a\n---\npie\n");
    }
}
