//! Where an index card takes a line for a further card.
//!
//! Index card and folder → [`Slot`]: the end of the list in the section that is named like the folder, else of the
//! last list, else of the section or card. Must never look at more than the parsed card.

use crate::parse::card::Card;
use crate::parse::document::NodeKind;
use crate::text::Span;

/// A place for further lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// Byte of the index card's text.
    pub(super) at: usize,
    /// How the list marks its items.
    marker: char,
    /// How the card ends its lines.
    line_end: &'static str,
    /// Whether there is no list yet.
    pub(super) starts_list: bool,
}

/// Whether the line is the first one of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It opens a list: a blank line parts it from what stands before.
    First,
    /// It goes on with one.
    Further,
}

impl Slot {
    /// Finds the place for the cards of a folder.
    pub(super) fn new(index: &Card, folder: &str) -> Self {
        let section = folder.rsplit('/').find_map(|folder| section(index, folder));
        let body = index.front_matter.block.map_or(0, |block| block.end);
        let within = section.unwrap_or(Span::new(body, index.text.len()));
        let line_end = if index.text.contains("\r\n") { "\r\n" } else { "\n" };
        if let Some((at, marker)) = last_list(index, within) {
            Self { at, marker, line_end, starts_list: false }
        } else {
            let at = within.start + within.of(&index.text).trim_end().len();
            Self { at, marker: '-', line_end, starts_list: true }
        }
    }

    /// The text of one line, with the line end before it.
    pub(super) fn line(&self, stem: &str, line: Line) -> String {
        let Self { marker, line_end, .. } = self;
        let gap = if line == Line::First { *line_end } else { "" };
        format!("{gap}{line_end}{marker} [[{stem}]]")
    }
}

/// From the heading that is named like a folder up to the next one that is as high.
fn section(index: &Card, folder: &str) -> Option<Span> {
    let wanted = letters(folder);
    let at = index.headings.iter().position(|heading| heading.level > 1 && letters(&heading.text) == wanted)?;
    let heading = &index.headings[at];
    let next = index.headings[at + 1..].iter().find(|next| next.level <= heading.level);
    let end = next.map_or(index.text.len(), |next| next.span.start);
    Some(Span::new(heading.span.start, end.max(heading.span.end)))
}

/// What `knowledge-base` and `Knowledge Base` share.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where the last bullet list of a span ends, and its marker. Lists in quotes and other lists do not count.
fn last_list(index: &Card, within: Span) -> Option<(usize, char)> {
    let nodes = &index.document.nodes;
    let mut last = None;
    let mut at = 0;
    while at < nodes.len() {
        if nodes[at].kind == (NodeKind::List { start: None }) && within.contains(nodes[at].span()) {
            last = Some(nodes[at].span());
        }
        at = nodes[at].end as usize;
    }
    let list = last?;
    let text = list.of(&index.text);
    let marker = text.trim_start().chars().next().filter(|c| matches!(c, '-' | '*' | '+'))?;
    Some((list.start + text.trim_end().len(), marker))
}
