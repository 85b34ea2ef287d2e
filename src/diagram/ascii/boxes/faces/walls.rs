//! The walls of one row of a box: where they should be, strayed, pushed aside, or crossed by a line.
//!
//! A cell of the picture → the cell of the wall, and what it costs to take it for one. Must never walk along an edge.

use super::Search;
use crate::diagram::ascii::boxes::marks::is_flat_head;
use crate::diagram::ascii::glyph::{Side, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};

/// How many columns a wall may stray.
pub(super) const STRAY: isize = 3;
/// What a row without a wall costs; the walls of a box may cost a quarter of its rows.
pub(super) const HOLE: usize = 100;
/// What a line across a wall costs.
const CROSSED: usize = 34;
/// What the head of a line costs that stands in a wall.
const LED_IN: usize = 10;
/// What a left wall off by a column costs.
pub(super) const SLIPPED: usize = 30;
/// Columns over which a wall may fall short of its edge, and what that costs.
const FAR: usize = 12;
const STRAYED_FAR: usize = 25;
/// What a right wall costs that words run over.
pub(super) const OVERRUN: usize = 25;

impl Search<'_> {
    /// The cell of the left wall in a row, and what it costs.
    pub(super) fn left_wall(&self, at: Cell) -> (Option<Cell>, usize) {
        if self.marks.is_upright(at) {
            return (Some(at), 0);
        }
        if is_flat_head(self.grid.at(at)) {
            let is_behind = self.marks.is_upright(at + 1);
            // The head of a line that comes from outside stands where the wall would.
            let cost = if self.marks.is_across(at - 1) { LED_IN } else { CROSSED };
            return if is_behind { (Some(at + 1), SLIPPED) } else { (Some(at), cost) };
        }
        if self.marks.is_across(at) {
            return (None, CROSSED);
        }
        for off in (1..=STRAY).flat_map(|off| [off, -off]) {
            let wall = self.grid.aside(at, off);
            let between = if off > 0 { at..wall } else { wall + 1..at + 1 };
            // Farther off, a wall that goes on above and below is that of something else.
            let goes_on =
                [Side::North, Side::South].into_iter().all(|side| self.marks.is_upright(self.grid.to(wall, side)));
            let is_clear = between.into_iter().all(|cell| self.grid.is_blank(cell));
            if self.marks.is_upright(wall) && is_clear && (off.abs() == 1 || !goes_on) {
                return (Some(wall), SLIPPED);
            }
        }
        (None, HOLE)
    }

    fn is_crossing(&self, cell: Cell) -> bool {
        let glyph = glyph(self.grid.at(cell));
        glyph.is_some_and(|glyph| glyph.ports.is_upright() && glyph.ports.is_across())
    }

    /// The left wall that words before it pushed to the right: then the right one stands at least as far off.
    pub(super) fn pushed(&self, left: Cell, right: Cell, right_wall: Option<Cell>) -> Option<Cell> {
        let most = right_wall?.checked_sub(right)?.min(STRAY.unsigned_abs());
        let wall = (1..=most).map(|off| left + off).find(|&wall| self.marks.is_upright(wall))?;
        let is_free = |cell: Cell| self.grid.is_blank(cell) || is_flat_head(self.grid.at(cell));
        (left..wall).all(is_free).then_some(wall)
    }

    /// The left wall of a row that stands as far beside its place as the right one does.
    pub(super) fn shifted(&self, left: Cell, right: Cell, right_wall: Option<Cell>) -> Option<Cell> {
        let by = right_wall?.checked_signed_diff(right).filter(|by| *by != 0)?;
        let wall = self.grid.aside(left, by);
        self.marks.is_upright(wall).then_some(wall)
    }

    /// The cell of the right wall in a row: where it should be, strayed over blanks, or pushed out by text.
    pub(super) fn right_wall(&self, at: Cell, left: Cell) -> (Option<Cell>, usize) {
        if self.marks.is_upright(at) || is_flat_head(self.grid.at(at)) {
            return (Some(at), 0);
        }
        if self.marks.is_across(at) {
            // A line through a wall that was pushed by a column.
            let crossing = [at + 1, at - 1].into_iter().find(|&wall| self.is_crossing(wall));
            return (crossing, CROSSED);
        }
        for off in (1..=STRAY).flat_map(|off| [off, -off]) {
            let wall = self.grid.aside(at, off);
            let between = if off > 0 { at..wall } else { wall + 1..at + 1 };
            let strays = self.marks.is_upright(wall) && between.into_iter().all(|cell| self.grid.is_blank(cell));
            if strays && wall > left + 1 {
                return (Some(wall), 0);
            }
        }
        let far =
            (1..FAR).map(|off| at - off).find(|&cell| !self.grid.is_blank(cell)).filter(|_| self.grid.is_blank(at));
        let holds = |wall: Cell| (left + 1..wall).any(|cell| !self.grid.is_blank(cell));
        if let Some(wall) = far.filter(|&wall| wall > left + 1 && self.marks.is_upright(wall) && holds(wall)) {
            return (Some(wall), STRAYED_FAR);
        }
        // The box is longer than it is drawn.
        if self.grid.is_cut_short(at) {
            return (None, 0);
        }
        let pushed = (1..=STRAY).map(|off| self.grid.aside(at, off)).find(|&wall| self.marks.is_upright(wall));
        pushed.map_or((None, if is_overrun(self.grid, at) { OVERRUN } else { HOLE }), |wall| (Some(wall), 0))
    }
}

/// Whether a word runs over a cell.
fn is_overrun(grid: &Grid<'_>, cell: Cell) -> bool {
    [cell - 1, cell, cell + 1].into_iter().all(|cell| is_word(grid.at(cell)))
}
