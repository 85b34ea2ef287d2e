//! The quotes, lists, notes and containers that are open in a line.
//!
//! A line's start → how many of them go on in it. Must never cost more than the line is long, however many are open.

use crate::parse::containers::cursor::Cursor;

/// What a line's start can go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// `>`.
    Quote,
    /// A list item: its lines stand so many columns deeper.
    Item(usize),
    /// The body of a footnote.
    Footnote,
    /// What a term means: its lines stand so many columns deeper.
    Definition(usize),
    /// The body of a container.
    Body {
        /// How many columns deeper its lines stand.
        width: usize,
        /// Index of the container.
        container: usize,
    },
}

impl Level {
    /// How many columns its lines stand deeper; `None` for a quote.
    pub(super) const fn width(self) -> Option<usize> {
        match self {
            Self::Quote => None,
            Self::Item(width) | Self::Definition(width) | Self::Body { width, .. } => Some(width),
            Self::Footnote => Some(4),
        }
    }
}

/// What is open, from the outside in.
#[derive(Debug, Default)]
pub(super) struct Levels {
    all: Vec<Level>,
    /// Indexes of the quotes.
    quotes: Vec<usize>,
    /// Indexes of the bodies of containers.
    bodies: Vec<usize>,
}

impl Levels {
    pub(super) fn all(&self) -> &[Level] {
        &self.all
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether a container is open at this level or deeper.
    pub(super) fn has_body_from(&self, level: usize) -> bool {
        self.bodies.last().is_some_and(|body| *body >= level)
    }

    /// The outermost of the first `count` levels, up to the last one that must be seen in a blank line too: a quote, or a
    /// container, which is written as one.
    pub(super) fn marked(&self, count: usize) -> &[Level] {
        let last = |indexes: &[usize]| {
            let after = indexes.partition_point(|index| *index < count);
            after.checked_sub(1).map_or(0, |last| indexes[last] + 1)
        };
        &self.all[..last(&self.quotes).max(last(&self.bodies))]
    }

    pub(super) fn push(&mut self, level: Level) {
        match level {
            Level::Quote => self.quotes.push(self.all.len()),
            Level::Body { .. } => self.bodies.push(self.all.len()),
            _ => {}
        }
        self.all.push(level);
    }

    pub(super) fn pop(&mut self) -> Option<Level> {
        let level = self.all.pop()?;
        match level {
            Level::Quote => self.quotes.pop(),
            Level::Body { .. } => self.bodies.pop(),
            _ => None,
        };
        Some(level)
    }

    /// Goes over the marks of the levels that go on in a line; gives back how many do.
    pub(super) fn matching(&self, cursor: &mut Cursor<'_>) -> usize {
        let mut at = 0;
        while let Some(level) = self.all.get(at) {
            if cursor.is_at_end() {
                // An empty rest goes on with all but quotes: not asked one by one, a text may be nothing but blank lines.
                let next = self.quotes.partition_point(|quote| *quote < at);
                return self.quotes.get(next).copied().unwrap_or(self.all.len());
            }
            let before = *cursor;
            let goes_on = match level.width() {
                Some(width) => cursor.take(width) == width || cursor.is_at_end(),
                None => quote_mark(cursor),
            };
            if !goes_on {
                *cursor = before;
                break;
            }
            at += 1;
        }
        at
    }
}

/// Goes over `>` and a blank behind it, indented by up to three columns.
fn quote_mark(cursor: &mut Cursor<'_>) -> bool {
    cursor.take(3);
    let is_quote = cursor.rest().starts_with('>');
    if is_quote {
        cursor.skip(1);
        cursor.take(1);
    }
    is_quote
}

#[cfg(test)]
mod tests {
    use super::{Level, Levels};
    use crate::parse::containers::cursor::Cursor;

    #[test]
    fn lines_go_on_with_what_their_start_has_marks_for() {
        let mut levels = Levels::default();
        for level in [Level::Item(2), Level::Quote, Level::Body { width: 4, container: 0 }, Level::Item(3)] {
            levels.push(level);
        }
        for (line, goes_on, rest) in [
            ("  >         a", 4, " a"),
            ("  >     a", 3, "a"),
            ("  > a", 2, "a"),
            ("  >", 4, ""),
            ("", 1, ""),
            ("a", 0, "a"),
            ("  a", 1, "a"),
        ] {
            let mut cursor = Cursor::new(line);
            assert_eq!((levels.matching(&mut cursor), cursor.rest()), (goes_on, rest), "{line:?}");
        }
        assert_eq!((levels.marked(1).len(), levels.marked(2).len(), levels.marked(4).len()), (0, 2, 3));
    }
}
