//! Boxes that stand beside their upper edge.
//!
//! An upper edge → the box under it, some columns to a side. Must stay strict: what stands beside may be another box.

use super::{Edge, Face, Search, Walls};
use crate::diagram::ascii::boxes::faces::walls::STRAY;
use crate::diagram::ascii::glyph::Side;
use crate::diagram::ascii::grid::Cell;

impl Search<'_> {
    /// The columns by which both walls stand off from under their corners, to the same side.
    pub(super) fn slip(&self, corner: Cell, end: Cell) -> Option<isize> {
        let [left, right] = [corner, end].map(|cell| self.grid.to(cell, Side::South));
        let stands = |cell: Cell| self.marks.is_upright(cell);
        if stands(left) || stands(right) {
            return None;
        }
        let sides = (1..=STRAY).flat_map(|off| [off, -off]);
        let both = |by: &isize| stands(self.grid.aside(left, *by)) && stands(self.grid.aside(right, *by));
        sides.into_iter().find(both)
    }

    /// A box of which all but the upper edge slid aside; all else of it has to be straight.
    pub(super) fn slid(&mut self, corner: Cell, top: &Edge, by: isize) -> Option<Face> {
        let (mut walls, mut wall_cells) = (Vec::new(), Vec::new());
        for down in 1..self.grid.rows - self.grid.row(corner) {
            let [left, right] =
                [corner, top.end].map(|cell| self.grid.aside(self.grid.by(cell, Side::South, down), by));
            if !self.spend() {
                return None;
            }
            if down >= 2 && self.turns(left, Side::North, Side::East) {
                let (_, bottom) =
                    self.bottom(left, right).filter(|(start, edge)| *start == left && edge.end == right)?;
                return Some(self.face(corner, top, left, &bottom, (walls, wall_cells)));
            }
            if !self.marks.is_upright(left) || !self.marks.is_upright(right) {
                return None;
            }
            walls.push(Walls { left: Some(self.grid.col(left)), right: Some(self.grid.col(right)) });
            wall_cells.extend([left, right]);
        }
        None
    }

    /// A box of which the upper edge stands beside all else, walls that stray row by row and a lower edge as wide.
    pub(super) fn askew(&mut self, corner: Cell, top: &Edge) -> Option<Face> {
        let width = top.end - corner;
        let mut found = [1, -1, 2, -2].into_iter().filter_map(|by| self.under(corner, top, by).map(|face| (by, face)));
        let (_, face) = found.find(|(by, face)| {
            face.bottom_right - face.bottom_left == width && face.left.checked_add_signed(*by) == Some(face.bottom_left)
        })?;
        let stands = |walls: &Walls| walls.left == Some(face.bottom_left);
        // Beside the walls of a stack of sheets stand those of the next sheet.
        let is_lone = |walls: &Walls, row: usize| {
            let upright = |col: usize| self.marks.at(self.grid.cell(row, col)).any_upright();
            walls.left.is_none_or(|col| !upright(col.saturating_sub(1)))
                && walls.right.is_none_or(|col| !upright(col + 1))
        };
        if !face.walls.iter().zip(face.top + 1..).all(|(walls, row)| is_lone(walls, row)) {
            return None;
        }
        (face.walls.iter().filter(|walls| stands(walls)).count() * 2 > face.walls.len()).then_some(face)
    }
}
