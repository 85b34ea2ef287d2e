//! Callouts: block quotes that start with `[!kind]`, as GitHub's alerts and Obsidian's callouts do.
//!
//! ```text
//! callout = "> [!" kind "]" ["+" | "-"] [title] line-end body
//! ```
//!
//! The rest of the first line is the title, what follows is the body. Works beside the builder, which asks at each
//! paragraph and line end.

use crate::parse::builder::Builder;
use crate::parse::document::{Callout, Caption, Fold, NodeKind};
use crate::text::Span;

/// The block quotes that are open.
#[derive(Debug, Default)]
pub(super) struct CalloutState {
    frames: Vec<Frame>,
}

#[derive(Debug)]
struct Frame {
    /// The bytes of `[!kind]- `, which are no text; `None` for a plain quote.
    prefix: Option<Span>,
    /// What its title is.
    title: NodeKind,
    /// How many nodes are open inside of the quote and nothing else.
    depth: usize,
    is_in_title: bool,
    has_begun: bool,
}

impl CalloutState {
    /// A quote opens when `open` nodes are open.
    pub(super) fn enter(&mut self, prefix: Option<Span>, title: NodeKind, open: usize) {
        self.frames.push(Frame { prefix, title, depth: open + 1, is_in_title: false, has_begun: false });
    }

    /// The innermost quote closes.
    pub(super) fn leave(&mut self) {
        self.frames.pop();
    }
}

/// Whether the quote at `span` is a callout: its node, and the bytes of its mark.
pub(super) fn open(file: &str, span: Span) -> Option<(NodeKind, Span)> {
    let text = span.of(file);
    // The mark is asked for first: in a deep nest of quotes each would read the one long line.
    let mark = text.trim_start().strip_prefix('>')?.trim_start_matches([' ', '\t']).strip_prefix("[!")?;
    let from = span.start + text.len() - mark.len();
    let mark = mark.split(['\n', '\r']).next().unwrap_or_default();
    let (kind, rest) = mark.split_once(']')?;
    let is_kind = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' ');
    if kind.trim().is_empty() || !kind.chars().all(is_kind) {
        return None;
    }
    let (fold, rest) = match rest.as_bytes().first() {
        Some(b'+') => (Fold::Open, &rest[1..]),
        Some(b'-') => (Fold::Closed, &rest[1..]),
        _ => (Fold::Fixed, rest),
    };
    let title = rest.trim_start_matches([' ', '\t']);
    let prefix = Span::new(from - 2, from + mark.len() - title.len());
    // `[!note|right]` carries a hint for a theme after the pipe.
    let kind = kind.split('|').next().unwrap_or_default().trim().to_lowercase();
    let caption = if title.trim_end().is_empty() { Caption::Usual } else { Caption::Own };
    let callout = Callout { kind: kind.into(), classes: Vec::new(), fold, caption };
    Some((NodeKind::Callout(Box::new(callout)), prefix))
}

/// A paragraph starts: gives back whether it is the one with the callout's mark, which opens a title or nothing.
pub(super) fn start_paragraph(builder: &mut Builder<'_>, span: Span) -> bool {
    let depth = builder.depth();
    let Some(frame) = builder.callout.frames.last_mut() else { return false };
    let Some(prefix) = frame.prefix.filter(|_| !frame.has_begun && frame.depth == depth) else { return false };
    frame.has_begun = true;
    frame.is_in_title = true;
    let title = Span::new(prefix.end, prefix.end.max(span.end)).of(builder.file);
    if !title.split(['\n', '\r']).next().unwrap_or_default().trim().is_empty() {
        let kind = frame.title.clone();
        builder.open_node(kind, Span::new(prefix.end, prefix.end));
    }
    true
}

/// Whether a line end here ends a callout's title.
pub(super) fn ends_title(builder: &Builder<'_>) -> bool {
    builder.callout.frames.last().is_some_and(|frame| frame.is_in_title)
        && matches!(builder.innermost(), Some(NodeKind::CalloutTitle | NodeKind::Callout(_)))
}

/// Closes the title and opens the body's first paragraph.
pub(super) fn end_title(builder: &mut Builder<'_>, span: Span) {
    if builder.innermost() == Some(&NodeKind::CalloutTitle) {
        builder.close_node();
    }
    if let Some(frame) = builder.callout.frames.last_mut() {
        frame.is_in_title = false;
    }
    builder.open_node(NodeKind::Paragraph, Span::at(span.end));
}

/// A paragraph ends: gives back whether there is no node to close, because a mark without title was all of it.
pub(super) fn end_paragraph(builder: &mut Builder<'_>) -> bool {
    let is_bare = matches!(builder.innermost(), Some(NodeKind::Callout(_)));
    builder.callout.frames.last_mut().is_some_and(|frame| std::mem::take(&mut frame.is_in_title) && is_bare)
}

/// A piece of text without the callout's mark.
pub(super) fn without_prefix(state: &CalloutState, span: Span) -> Span {
    match state.frames.last().and_then(|frame| frame.prefix) {
        Some(prefix) if prefix.overlaps(span) => Span { start: prefix.end.min(span.end), end: span.end },
        _ => span,
    }
}
