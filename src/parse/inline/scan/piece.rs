//! A piece of text with what stands around it.
//!
//! A text node, as the scan reads it. Must never be longer than the node.

use crate::parse::document::Str;
use crate::text::Span;

/// A piece of text.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) node: usize,
    pub(super) text: &'a str,
    /// Where it starts in the file, if it stands there as it is.
    pub(super) source: Option<usize>,
    pub(super) place: Span,
    pub(super) literals: &'a [(u32, u32)],
    /// What stands before and behind it, as a character.
    pub(super) before: char,
    pub(super) after: char,
}

impl Piece<'_> {
    pub(super) fn is_literal(&self, at: usize) -> bool {
        let next = self.literals.partition_point(|(_, end)| *end as usize <= at);
        self.literals.get(next).is_some_and(|(start, _)| *start as usize <= at)
    }

    pub(super) fn char_before(&self, at: usize) -> char {
        self.text[..at].chars().next_back().unwrap_or(self.before)
    }

    pub(super) fn char_from(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or(self.after)
    }

    pub(super) fn part(&self, from: usize, to: usize) -> Str {
        match self.source {
            Some(start) => Str::Source(Span::new(start + from, start + to).into()),
            None => Str::from(&self.text[from..to]),
        }
    }
}
