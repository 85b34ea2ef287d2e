//! Which arrows are heads of lines, and which are signs in a text.
//!
//! A part of [`Pen`]: strokes without heads → the same with heads. Must take no letter of a word for a head.

use crate::diagram::ascii::glyph::{Ports, Side, Sides, arrow, is_word};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::strokes::{Pen, Stroke};
use crate::diagram::ascii::texts::BESIDE;

/// How far back a parenthesis may be open.
const LONGEST_ASIDE: usize = 60;

impl Pen<'_> {
    /// Arrowheads: those of Unicode anywhere, `v ^ < >` where a line comes in behind them.
    pub(in crate::diagram::ascii) fn heads(&mut self) {
        for cell in self.grid.cells() {
            if self.frames.leaf(cell).is_some() {
                continue;
            }
            let mut heads = arrow(self.c(cell));
            if heads.is_empty() {
                heads = self.plain_head(cell).map_or(Sides::NONE, Sides::of);
            }
            if matches!(self.c(cell), '<' | '>') && self.is_line(cell) {
                continue;
            }
            if self.is_doubled(cell) || self.is_repeated(cell, heads) {
                self.set(cell, Ports::ACROSS);
                continue;
            }
            if heads.is_empty() || self.is_sign(cell, heads) {
                continue;
            }
            let one = Side::ALL.into_iter().filter(|&side| heads.has(side)).count() == 1;
            let mut ports = Ports::NONE;
            for side in Side::ALL.into_iter().filter(|&side| heads.has(side)) {
                ports = ports.plus(Ports::of(if one { side.back() } else { side }));
            }
            if one || self.is_free(cell) {
                self.strokes[cell] = Stroke { ports, heads, ..Stroke::default() };
            }
        }
    }

    /// Whether an arrow of Unicode is followed by one of its kind: the last one is the head.
    fn is_repeated(&self, cell: Cell, heads: Sides) -> bool {
        let ahead = |side: Side| heads.has(side) && self.c(self.grid.to(cell, side)) == self.c(cell);
        !arrow(self.c(cell)).is_empty() && [Side::East, Side::West].into_iter().any(ahead)
    }

    /// Whether a `>` or a `<` is the inner one of two: the outer one is the head.
    fn is_doubled(&self, cell: Cell) -> bool {
        let [west, east] = [cell - 1, cell + 1];
        match self.c(cell) {
            '>' => self.c(east) == '>' && self.c(east + 1) != '>' && self.has(west, Side::East),
            '<' => self.c(west) == '<' && self.c(west - 1) != '<' && self.has(east, Side::West),
            _ => false,
        }
    }

    /// Whether an arrow of Unicode is a sign in a text: in parentheses, in a word of a line, with its point at a line.
    fn is_sign(&self, cell: Cell, heads: Sides) -> bool {
        if arrow(self.c(cell)).is_empty() || self.frames.is_border(cell) {
            return false;
        }
        let mut sides = Side::ALL.into_iter().filter(|&side| heads.has(side));
        let (Some(side), None) = (sides.next(), sides.next()) else { return false };
        if self.has(self.grid.to(cell, side.back()), side) {
            return false;
        }
        // Between a box and a line it is all that is drawn of the way from one to the other.
        let leaves_box = side.is_vertical()
            && self.frames.is_border(self.grid.to(cell, side.back()))
            && self.is_blank(cell - 1)
            && self.is_blank(cell + 1);
        let faces_line = !leaves_box && self.has(self.grid.to(cell, side), side.back());
        let [left, right] = side.across();
        let in_line = side.is_vertical()
            && (self.has(self.grid.to(cell, left), right) || self.has(self.grid.to(cell, right), left));
        let is_spoken = self.frames.owner(cell).is_some() && !side.is_vertical() && self.is_between_words(cell);
        let is_in_word = !side.is_vertical() && is_word(self.c(cell - 1)) && is_word(self.c(cell + 1));
        faces_line
            || in_line
            || is_in_word
            || self.is_said(cell)
            || is_spoken
            || self.is_parenthesised(cell)
            || self.is_commented(cell)
            || self.is_remark(cell, side)
    }

    /// Whether a word ends one blank before a cell and another begins one blank behind it.
    fn is_between_words(&self, cell: Cell) -> bool {
        let is_text = |at: Cell| !self.is_blank(at) && !self.is_line(at) && !self.frames.is_border(at);
        self.is_blank(cell - 1) && self.is_blank(cell + 1) && is_text(cell - 2) && is_text(cell + 2)
    }

    /// Whether words stand before a cell that begin right beside a vertical which runs on: they are said of that line, and so
    /// is what the words of them lead to.
    pub(in crate::diagram::ascii) fn is_said(&self, cell: Cell) -> bool {
        let row = self.grid.cell(self.grid.row(cell), 0);
        let Some(line) = (row..cell).rev().find(|&at| self.marks.is_upright(at)) else { return false };
        let runs_on = [Side::North, Side::South].into_iter().all(|side| {
            let next = self.grid.to(line, side);
            self.marks.is_upright(next) || !arrow(self.c(next)).is_empty() || matches!(self.c(next), 'v' | '^')
        });
        let is_line = self.is_free(line) && !self.marks.is_across(line) && runs_on;
        let words = line + 1..cell;
        is_line
            && self.is_blank(line + 1)
            && words.clone().take(BESIDE).any(|at| is_word(self.c(at)))
            && words
                .clone()
                .zip(words.skip(1))
                .all(|(at, next)| at == line + 1 || !self.is_blank(at) || !self.is_blank(next))
    }

    /// Whether a `#` stands before a cell, with blanks around: a comment.
    fn is_commented(&self, cell: Cell) -> bool {
        let row = self.grid.cell(self.grid.row(cell), 0);
        let mut before = (row..cell).rev().take_while(|&at| !self.is_line(at));
        before.any(|at| self.c(at) == '#' && self.is_blank(at - 1) && self.is_blank(at + 1))
    }

    /// Whether an arrow without a shaft begins a remark on what stands before it: `│ ← here`, `│  → so it is`.
    fn is_remark(&self, cell: Cell, side: Side) -> bool {
        let is_words = |at: Cell| !self.is_blank(at) && !self.is_line(at) && !self.frames.is_border(at);
        let words = [cell + 1, cell + 2].into_iter().find(|&at| !self.is_blank(at));
        let row = self.grid.cell(self.grid.row(cell), 0);
        let before = (row..cell).rev().find(|&at| !self.is_blank(at));
        let is_apart = |at: Cell| self.frames.is_border(at) && cell - at > 2;
        words.is_some_and(is_words)
            && match side {
                Side::West => before.is_some_and(|at| self.frames.is_border(at) || cell - at > 2),
                Side::East => before.is_some_and(is_apart) && self.frames.owner(cell).is_none(),
                _ => false,
            }
    }

    fn is_parenthesised(&self, cell: Cell) -> bool {
        let row = self.grid.cell(self.grid.row(cell), 0);
        let before = (row..cell).rev().take(LONGEST_ASIDE).take_while(|&at| !self.is_line(at));
        let mut closed = 0;
        for at in before {
            match self.c(at) {
                ')' => closed += 1,
                '(' if closed == 0 => return true,
                '(' => closed -= 1,
                _ => {}
            }
        }
        false
    }

    fn plain_head(&self, cell: Cell) -> Option<Side> {
        let in_border = self.frames.is_border(cell) && self.marks.is_across(cell - 1);
        let alone = !is_word(self.c(cell - 1)) && !is_word(self.c(cell + 1));
        let comes = |side: Side| {
            let from = self.grid.to(cell, side.back());
            // The line may come through a border that it crosses.
            let through = side.is_vertical()
                && self.frames.is_border(from)
                && self.marks.is_upright(from)
                && self.has(self.grid.to(from, side.back()), side);
            self.has(from, side) || through
        };
        match self.c(cell) {
            'v' | 'V' if alone && (comes(Side::South) || in_border || self.stands_for_a_line(cell, Side::South)) => {
                Some(Side::South)
            }
            '^' if comes(Side::North) || in_border || self.stands_for_a_line(cell, Side::North) => Some(Side::North),
            '>' if comes(Side::East) || self.is_in_gap(cell, Side::East) => Some(Side::East),
            '<' if comes(Side::West) || self.is_in_gap(cell, Side::West) => Some(Side::West),
            '<' if self.is_doubled(cell + 1) => Some(Side::West),
            _ => None,
        }
    }
    /// Whether a head that points up or down ends a diagonal, or is all that is drawn between two boxes.
    fn stands_for_a_line(&self, cell: Cell, side: Side) -> bool {
        let row = self.grid.to(cell, side.back());
        let slides = [row - 1, row + 1].into_iter().any(|from| {
            let slant = self.strokes[from].slant;
            slant.is_some_and(|slant| self.grid.aside(row, slant.aside(side.back())) == from)
        });
        slides || self.is_in_gap(cell, side)
    }

    /// Whether a head stands alone between two boxes, with a blank on each side of it in a row: `│ > │`.
    fn is_in_gap(&self, cell: Cell, side: Side) -> bool {
        let [left, right] = [side, side.back()].map(|side| self.grid.to(cell, side));
        let beside = side.across().map(|side| self.grid.to(cell, side));
        let ends = if side.is_vertical() { [left, right] } else { [left, right].map(|next| 2 * next - cell) };
        let is_free = if side.is_vertical() { beside } else { [left, right] };
        let [one, other] = ends.map(|end| self.frames.at(end).next());
        is_free.into_iter().all(|cell| self.is_blank(cell)) && one.is_some() && other.is_some() && one != other
    }
}
