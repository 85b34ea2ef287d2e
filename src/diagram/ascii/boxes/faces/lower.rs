//! The lower edge of a box: with both corners, with one of them, or shared with the next box.
//!
//! Where the walls come to a row → the edge there, if it is one. Must never walk farther than a wall may stray.

use super::{Corner, Edge, Search, is_flat};
use crate::diagram::ascii::boxes::faces::walls::STRAY;
use crate::diagram::ascii::glyph::Side;
use crate::diagram::ascii::grid::Cell;

impl Search<'_> {
    /// A lower edge in this row: its left corner at or next to `left`, its right one near `right`.
    pub(super) fn bottom(&mut self, left: Cell, right: Cell) -> Option<(Cell, Edge)> {
        for start in [left, left - 1, left + 1] {
            // A wall that the lower edge runs into serves as its corner where the other corner is a real one.
            let is_soft = start == left && self.marks.is_upright(start) && is_flat(self.grid.at(start + 1));
            let is_corner = self.turns(start, Side::North, Side::East);
            if !(is_corner || is_soft) || (start != left && self.marks.is_upright(left)) {
                continue;
            }
            let mut edge = Edge::new(if is_corner { start } else { start + 1 });
            let last = right.wrapping_add_signed(STRAY);
            let goes_down = self.goes_down(right);
            let mut best: Option<(usize, Edge)> = None;
            while edge.end < last && self.advance(&mut edge) && self.spend() {
                let off = edge.end.abs_diff(right);
                let ends = edge.end >= start + 2
                    && (off == 0 || !goes_down)
                    && self.turns(edge.end, Side::North, Side::West)
                    && (is_corner || !self.marks.at(edge.end).has(Side::South));
                if ends && off <= STRAY.unsigned_abs() && best.as_ref().is_none_or(|(least, _)| off < *least) {
                    best = Some((off, Edge { titles: edge.titles.clone(), ..edge }));
                }
            }
            if let Some((_, edge)) = best {
                return Some((start, edge));
            }
        }
        self.open_bottom(left, right).map(|edge| (left, edge))
    }

    /// Whether a row of a box is the upper edge of another one, as wide.
    pub(super) fn is_edge_of_its_own(&self, left: Cell, right: Cell) -> bool {
        self.turns(left, Side::East, Side::South)
            && self.turns(right, Side::West, Side::South)
            && (left + 1..right).all(|cell| self.marks.is_across(cell))
    }

    /// Whether a wall goes on below: then it has no corner beside.
    fn goes_down(&self, wall: Cell) -> bool {
        self.marks.is_upright(wall) && self.marks.at(self.grid.to(wall, Side::South)).has(Side::North)
    }

    /// A lower edge that goes from wall to wall, but for one corner.
    fn open_bottom(&self, left: Cell, right: Cell) -> Option<Edge> {
        let above = |cell: Cell| self.grid.to(cell, Side::North);
        if !self.marks.is_upright(above(left)) || !self.marks.is_upright(above(right)) {
            return None;
        }
        let starts = self.turns(left, Side::North, Side::East);
        let ends = self.turns(right, Side::North, Side::West);
        let lacks = match (starts, ends) {
            (true, false) if self.may_turn(right, Side::East) => Corner::BottomRight,
            (false, true) if self.may_turn(left, Side::West) => Corner::BottomLeft,
            _ => return None,
        };
        let is_drawn = (left + 1..right).all(|cell| self.marks.is_across(cell));
        is_drawn.then(|| Edge { lacks: Some(lacks), ..Edge::new(right) })
    }

    /// Whether a corner is meant where there is a blank, or the last dash of an edge.
    pub(super) fn may_turn(&self, cell: Cell, outside: Side) -> bool {
        let is_dash = self.marks.is_across(cell) && !self.marks.at(cell).any_upright();
        self.grid.is_blank(cell) || (is_dash && self.grid.is_blank(self.grid.to(cell, outside)))
    }
}
