//! Which slashes are diagonals, and which are signs in a text.
//!
//! A part of [`Pen`]: strokes without diagonals → the same with diagonals. Must take no slash of a path for a line.

use crate::diagram::ascii::glyph::{Side, Slant, is_word};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::strokes::Pen;

impl Pen<'_> {
    /// Diagonals: where two stand in a row, or one leads from a stroke to a stroke.
    pub(in crate::diagram::ascii) fn diagonals(&mut self) {
        let mut found = Vec::new();
        for cell in self.grid.cells() {
            let Some(slant) = Slant::of(self.c(cell)).filter(|_| self.is_free(cell) && !self.is_line(cell)) else {
                continue;
            };
            let closed = |c: char| is_word(c) || matches!(c, '/' | '\\' | '*' | '.' | ':' | '<');
            if closed(self.c(cell - 1)) || closed(self.c(cell + 1)) {
                continue;
            }
            let goes = |side: Side| {
                let row = self.grid.to(cell, side);
                let next = self.grid.aside(row, slant.aside(side));
                let far = self.grid.aside(self.grid.to(next, side), slant.aside(side));
                let is_stroke = |cell: Cell| self.is_line(cell) || self.frames.is_border(cell);
                let chains = Slant::of(self.c(next)) == Some(slant);
                (chains, chains || Slant::of(self.c(far)) == Some(slant) || is_stroke(next) || is_stroke(row))
            };
            // One that leads into the end of a horizontal: `\` over `+----`.
            let leads_in = [Side::North, Side::South].into_iter().any(|side| {
                let next = self.grid.aside(self.grid.to(cell, side), slant.aside(side));
                let stroke = self.strokes[next].ports;
                stroke.any_across() && (!self.is_line(next - 1) || !self.is_line(next + 1))
            });
            let (up, down) = (goes(Side::North), goes(Side::South));
            let is_branch = [Side::North, Side::South].into_iter().all(|side| self.comes_to_words(cell, slant, side));
            let stands_alone = self.is_blank(cell - 1) && self.is_blank(cell + 1);
            // Between two words, with a blank on each side, it parts them: `high risk / isolated`.
            let is_prose = stands_alone && is_word(self.c(cell - 2)) && is_word(self.c(cell + 2));
            if is_prose && !up.0 && !down.0 {
                continue;
            }
            if up.0
                || down.0
                || (leads_in && stands_alone)
                || (is_branch && self.is_in_fork(cell, slant))
                || (up.1 && down.1)
                || (up.1 && self.frames.is_border(self.grid.to(cell, Side::North)))
            {
                found.push((cell, slant));
            }
        }
        for (cell, slant) in found {
            self.strokes[cell].slant = Some(slant);
        }
    }

    /// Whether a diagonal points at a word, or stands beside the middle of it.
    fn comes_to_words(&self, cell: Cell, slant: Slant, side: Side) -> bool {
        let row = self.grid.to(cell, side);
        let next = self.grid.aside(row, slant.aside(side));
        [next, row, self.grid.aside(next, slant.aside(side))].into_iter().any(|cell| is_word(self.c(cell)))
    }

    /// Whether the row of a cell holds nothing but diagonals and bars: a row of a tree, where there are both kinds or the
    /// one points exactly from word to word.
    fn is_in_fork(&self, cell: Cell, slant: Slant) -> bool {
        let points = |side: Side| is_word(self.c(self.grid.aside(self.grid.to(cell, side), slant.aside(side))));
        let start = self.grid.cell(self.grid.row(cell), 0);
        let row = || (start..start + self.grid.cols).map(|cell| self.c(cell)).filter(|&c| c != ' ');
        row().all(|c| Slant::of(c).is_some() || c == '|')
            && ([Slant::Rising, Slant::Falling].into_iter().all(|kind| row().any(|c| Slant::of(c) == Some(kind)))
                || (points(Side::North) && points(Side::South)))
    }
}
