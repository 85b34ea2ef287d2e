//! The two ends of marks, matched within one element.
//!
//! Runs of `=`, `^`, `~` in a piece of text → cuts. What waits for its other end stands in the element's frame. Must
//! never let two marks overlap: what opened inside of one that closes stays text.

use crate::parse::inline::Notation;
use crate::parse::inline::mark::{self, Kind, Opener};
use crate::parse::inline::scan::found::{Target, What};
use crate::parse::inline::scan::piece::Piece;

use super::Scan;

impl<'a> Scan<'a> {
    /// Reads a run of marks; gives back where it ends.
    pub(super) fn run(&mut self, piece: Piece<'a>, here: usize) -> usize {
        let byte = piece.text.as_bytes()[here];
        let rest = &piece.text.as_bytes()[here..];
        let length = (0..rest.len()).take_while(|at| rest[*at] == byte && !piece.is_literal(here + at)).count();
        // Those of a text that has ended wait for nothing.
        self.frame().openers.retain(|opener| !opener.kind.is_single() || opener.node == piece.node);
        let mut at = here;
        for (kind, length) in mark::kinds(byte, length, &self.frame().openers) {
            at = self.mark(*kind, piece, at, at + length);
        }
        at.max(here + length)
    }

    fn mark(&mut self, kind: Kind, piece: Piece<'a>, from: usize, to: usize) -> usize {
        let (before, after) = (piece.char_before(from), piece.char_from(to));
        let open = self.frame().openers.iter().position(|opener| opener.kind == kind);
        if let Some(open) = open {
            let opener = self.frame().openers[open];
            let is_whole = !kind.is_single() || !piece.text[opener.end..from].contains(char::is_whitespace);
            if is_whole && mark::may_close(kind, before, after) {
                self.frame().openers.truncate(open);
                self.found.cuts[opener.cut].what = What::Open(kind);
                self.cut(piece, from, to, What::Close);
                return if self.input.notation == Notation::All {
                    self.list(Target::Cut(opener.cut), piece, to)
                } else {
                    to
                };
            }
            if !kind.is_single() {
                return to;
            }
            self.frame().openers.remove(open);
        }
        if mark::may_open(kind, before, after) {
            let cut = self.cut(piece, from, to, What::Text);
            self.frame().openers.push(Opener { kind, cut, node: piece.node, end: to });
        }
        to
    }
}
