//! Boxes in the shape of an L: outlines of six corners.
//!
//! Grid and marks → [`Face`]s with a notch. The outline is followed from its upper left corner, straight on wherever it
//! goes straight on. Must stay strict: two boxes that stand on each other have such an outline, too, but a line between them.

use std::collections::BTreeSet;

use crate::diagram::ascii::boxes::faces::{Corner, Face};
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::glyph::{Side, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};

/// The part that a box lacks of its rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Notch {
    /// Where it is; none of the others for the upper left one.
    pub(in crate::diagram::ascii) corner: Option<Corner>,
    /// Row and column of the corner that points inwards.
    pub(in crate::diagram::ascii) row: usize,
    pub(in crate::diagram::ascii) col: usize,
}

impl Notch {
    /// Whether a row lies beside the notch, and a column over or under it.
    pub(in crate::diagram::ascii) const fn cuts(self, row: usize, col: usize) -> [bool; 2] {
        match self.corner {
            None => [row <= self.row, col <= self.col],
            Some(Corner::TopRight) => [row <= self.row, col >= self.col],
            Some(Corner::BottomLeft) => [row >= self.row, col <= self.col],
            Some(Corner::BottomRight) => [row >= self.row, col >= self.col],
        }
    }
}

/// Finds the outlines of six corners.
pub(in crate::diagram::ascii) fn faces(grid: &Grid<'_>, marks: &Marks) -> Vec<Face> {
    let mut tracer = Outliner { grid, marks, budget: grid.len() };
    let starts: Vec<Cell> = grid.cells().filter(|&cell| tracer.starts(cell)).collect();
    starts.into_iter().filter_map(|start| tracer.outline(start)).collect()
}

struct Outliner<'a> {
    grid: &'a Grid<'a>,
    marks: &'a Marks,
    budget: usize,
}

/// A corner of an outline: where it is, and whether it points inwards.
type Turn = (Cell, bool);

const fn right_of(side: Side) -> Side {
    match side {
        Side::North => Side::East,
        Side::East => Side::South,
        Side::South => Side::West,
        Side::West => Side::North,
    }
}

impl Outliner<'_> {
    fn is_joined(&self, cell: Cell, side: Side) -> bool {
        self.marks.at(cell).has(side) && self.marks.at(self.grid.to(cell, side)).has(side.back())
    }

    fn starts(&self, cell: Cell) -> bool {
        let is_joined = |side: Side| self.is_joined(cell, side);
        is_joined(Side::East) && is_joined(Side::South) && !is_joined(Side::West) && !is_joined(Side::North)
    }

    /// Follows an outline clockwise.
    fn outline(&mut self, start: Cell) -> Option<Face> {
        let (mut cell, mut side) = (start, Side::East);
        let (mut turns, mut cells): (Vec<Turn>, Vec<Cell>) = (vec![(start, false)], Vec::new());
        loop {
            self.budget = self.budget.checked_sub(1)?;
            cell = self.grid.to(cell, side);
            cells.push(cell);
            if cell == start {
                break;
            }
            if self.is_joined(cell, side) {
                continue;
            }
            let ways = [right_of(side), right_of(side).back()];
            side = match ways.map(|way| self.is_joined(cell, way)) {
                [true, false] => ways[0],
                [false, true] => ways[1],
                _ => return None,
            };
            turns.push((cell, side == ways[1]));
            if turns.len() > 6 || turns.iter().filter(|(_, is_inward)| *is_inward).count() > 1 {
                return None;
            }
        }
        let is_elbow = turns.len() == 6 && turns.iter().all(|&(cell, _)| cell >= start) && side == Side::North;
        if is_elbow { self.face(&turns, cells) } else { None }
    }

    fn face(&self, turns: &[Turn], cells: Vec<Cell>) -> Option<Face> {
        let grid = self.grid;
        let places: BTreeSet<(usize, usize)> =
            turns.iter().map(|&(cell, _)| (grid.row(cell), grid.col(cell))).collect();
        let rows = || places.iter().map(|&(row, _)| row);
        let cols = || places.iter().map(|&(_, col)| col);
        let (top, bottom, left, right) = (rows().min()?, rows().max()?, cols().min()?, cols().max()?);
        let (inward, _) = turns.iter().find(|(_, is_inward)| *is_inward)?;
        let corners = [
            ((top, left), None),
            ((top, right), Some(Corner::TopRight)),
            ((bottom, left), Some(Corner::BottomLeft)),
            ((bottom, right), Some(Corner::BottomRight)),
        ];
        let (_, corner) = corners.into_iter().find(|(place, _)| !places.contains(place))?;
        let notch = Notch { corner, row: grid.row(*inward), col: grid.col(*inward) };
        let mut inside = (top + 1..bottom).flat_map(|row| (left + 1..right).map(move |col| (row, col)));
        let holds_words =
            inside.any(|(row, col)| notch.cuts(row, col) != [true; 2] && is_word(grid.at(grid.cell(row, col))));
        holds_words.then(|| Face { notch: Some(notch), ..Face::straight((top, bottom), (left, right), cells) })
    }
}
