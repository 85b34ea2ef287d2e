//! A piece of text that knows where in the file each of its bytes stands.
//!
//! Lines of a body are stripped of indents and marks and joined anew at each level of nesting; what is cut from such
//! a text is a view of it, and costs nothing. Must never hold a position outside of the file.

use std::cell::RefCell;
use std::ops::{Deref, Range};
use std::rc::Rc;

use crate::text::Span;

/// A view of a text with its places.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    base: Rc<Base>,
    start: usize,
    end: usize,
    /// Whether it is as the reader is to see it: no inline pattern looks at it.
    pub(super) is_atomic: bool,
}

#[derive(Debug, Default)]
struct Base {
    text: String,
    pieces: Vec<Piece>,
    /// What was looked for: the word, from where, and where it is first.
    searches: RefCell<Vec<(&'static str, usize, usize)>>,
}

/// A stretch of a text, up to the next piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    /// Where it starts in the file.
    source: usize,
    /// Where it ends in the file, for text that is not there letter by letter.
    own_end: Option<usize>,
}

/// Makes a text of pieces of others.
#[derive(Debug, Default)]
pub(super) struct Joined {
    base: Base,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.base.text[self.start..self.end]
    }
}

impl Text {
    /// Text that stands nowhere in the file but belongs to a place of it.
    pub(super) fn own(text: impl Into<String>, place: Span) -> Self {
        let text = text.into();
        let piece = Piece { at: 0, source: place.start, own_end: Some(place.end.max(place.start)) };
        let end = text.len();
        Self {
            base: Rc::new(Base { text, pieces: vec![piece], searches: RefCell::default() }),
            start: 0,
            end,
            is_atomic: false,
        }
    }

    /// Text that no inline pattern looks at.
    pub(super) fn atomic(mut self) -> Self {
        self.is_atomic = true;
        self
    }

    /// A part of it.
    pub(super) fn slice(&self, range: Range<usize>) -> Self {
        let start = (self.start + range.start).min(self.end);
        let end = (self.start + range.end).clamp(start, self.end);
        Self { base: Rc::clone(&self.base), start, end, is_atomic: self.is_atomic }
    }

    /// From a byte on.
    pub(super) fn from(&self, start: usize) -> Self {
        self.slice(start..self.len())
    }

    /// The first bytes.
    pub(super) fn to(&self, end: usize) -> Self {
        self.slice(0..end)
    }

    /// The same text as a slice of it that was made by a method of `str`.
    pub(super) fn part(&self, part: &str) -> Self {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.as_ptr() as usize);
        if offset > self.len() { self.to(0) } else { self.slice(offset..offset + part.len()) }
    }

    /// Without white space round it.
    pub(super) fn trimmed(&self) -> Self {
        self.part(self.trim())
    }

    /// Its lines, without their ends; an empty text is one empty line.
    pub(super) fn rows(&self) -> Vec<Self> {
        self.split('\n').map(|line| self.part(line)).collect()
    }

    /// Whether it holds a word. What is asked again of its rest, as blocks are, is not looked for again.
    pub(super) fn holds(&self, word: &'static str) -> bool {
        let mut searches = self.base.searches.borrow_mut();
        let known = searches.iter_mut().find(|(known, ..)| *known == word);
        if let Some((_, from, first)) = &known
            && (*from..=*first).contains(&self.start)
        {
            return first + word.len() <= self.end;
        }
        let first = self.base.text[self.start..].find(word).map_or(self.base.text.len(), |at| self.start + at);
        match known {
            Some(known) => *known = (word, self.start, first),
            None => searches.push((word, self.start, first)),
        }
        first + word.len() <= self.end
    }

    /// The piece that a byte of the base belongs to.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.base.pieces.partition_point(|piece| piece.at <= at);
        self.base.pieces.get(next.saturating_sub(1))
    }

    /// Where a byte of it stands in the file.
    pub(super) fn place(&self, at: usize) -> usize {
        let at = self.start + at;
        self.piece(at).map_or(0, |piece| match piece.own_end {
            Some(_) => piece.source,
            None => piece.source + at.saturating_sub(piece.at),
        })
    }

    /// Where a part of it stands in the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start);
        if range.end <= range.start {
            return Span::at(start);
        }
        let last = self.start + range.end - 1;
        let end = self.piece(last).map_or(start, |piece| match piece.own_end {
            Some(end) => end,
            None => piece.source + last + 1 - piece.at.min(last + 1),
        });
        Span::new(start, end.max(start))
    }

    /// The text with the tabs of the file in place of the blanks that stand for them.
    pub(super) fn with_tabs(&self, file: &str) -> Self {
        let mut joined = Joined::default();
        let mut at = 0;
        let pieces = &self.base.pieces;
        let first = pieces.partition_point(|piece| piece.at < self.start);
        for (index, piece) in pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece.at < self.end) {
            let end = pieces.get(index + 1).map_or(self.base.text.len(), |next| next.at);
            let is_tab = piece.own_end == Some(piece.source + 1) && file.as_bytes().get(piece.source) == Some(&b'\t');
            if is_tab && end <= self.end && self.base.text[piece.at..end].bytes().all(|byte| byte == b' ') {
                joined.push(&self.slice(at..piece.at - self.start));
                joined.push_source("\t", piece.source);
                at = end - self.start;
            }
        }
        joined.push(&self.from(at));
        joined.done()
    }

    /// Where it stands in the file.
    pub(super) fn whole(&self) -> Span {
        self.span(0..self.len())
    }
}

impl Joined {
    pub(super) fn push(&mut self, text: &Text) {
        if text.is_empty() {
            return;
        }
        let shift = self.base.text.len();
        let pieces = &text.base.pieces;
        let first = pieces.partition_point(|piece| piece.at <= text.start).saturating_sub(1);
        for piece in pieces.iter().skip(first).take_while(|piece| piece.at < text.end) {
            let skipped = text.start.saturating_sub(piece.at);
            let source = if piece.own_end.is_some() { piece.source } else { piece.source + skipped };
            let at = piece.at.max(text.start) - text.start + shift;
            self.base.pieces.push(Piece { at, source, own_end: piece.own_end });
        }
        self.base.text.push_str(text);
    }

    /// Adds text of ours that stands for a place of the file.
    pub(super) fn push_own(&mut self, text: &str, place: Span) {
        let at = self.base.text.len();
        self.base.pieces.push(Piece { at, source: place.start, own_end: Some(place.end.max(place.start)) });
        self.base.text.push_str(text);
    }

    /// Adds text of the file, letter by letter.
    pub(super) fn push_source(&mut self, text: &str, start: usize) {
        self.base.pieces.push(Piece { at: self.base.text.len(), source: start, own_end: None });
        self.base.text.push_str(text);
    }

    /// Adds a line end, unless it is the first line.
    pub(super) fn line(&mut self, line: &Text, is_first: bool) {
        if !is_first {
            let place = line.place(0);
            self.push_own("\n", Span::at(place));
        }
        self.push(line);
    }

    pub(super) fn as_str(&self) -> &str {
        &self.base.text
    }

    pub(super) fn done(self) -> Text {
        let end = self.base.text.len();
        Text { base: Rc::new(self.base), start: 0, end, is_atomic: false }
    }
}

/// Lines as one text.
pub(super) fn join(lines: &[Text]) -> Text {
    if let [line] = lines {
        return line.clone();
    }
    let mut joined = Joined::default();
    for (index, line) in lines.iter().enumerate() {
        joined.line(line, index == 0);
    }
    joined.done()
}

#[cfg(test)]
mod tests {
    use super::{Joined, Text, join};
    use crate::text::Span;

    #[test]
    fn places_survive_cuts_and_joins() {
        let file = "> one\n> two";
        let mut joined = Joined::default();
        joined.push_source(file, 0);
        let text = joined.done();
        let lines: Vec<Text> = text.rows().iter().map(|line| line.from(2)).collect();
        let inner = join(&lines);
        assert_eq!(&*inner, "one\ntwo");
        assert_eq!(inner.span(4..7).of(file), "two");
        assert_eq!(inner.slice(1..5).span(0..4).of(file), "ne\n> t");
        assert_eq!(inner.part(inner.trim_start_matches("on")).place(0), 4);
    }

    #[test]
    fn own_text_has_the_place_that_it_stands_for() {
        let mut joined = Joined::default();
        joined.push_source("ab", 10);
        joined.push_own("XYZ", Span::new(12, 20));
        joined.push_source("c", 20);
        let text = joined.done();
        assert_eq!(text.span(2..5), Span::new(12, 20));
        assert_eq!(text.span(1..4), Span::new(11, 20));
        assert_eq!(text.span(5..6), Span::new(20, 21));
    }
}
