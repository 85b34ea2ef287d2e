//! Walls that words, or a box inside, pushed out of their boxes.
//!
//! Faces → faces that know such walls too: of boxes in each other, the inner one has the first. Must never take a wall
//! that another box has.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::glyph::{glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};

/// Columns from the wall of an inner box to that of the outer one that was taken for the same.
const BESIDE: usize = 5;
/// Columns that an outer wall may stand farther off than an inner one that was pushed.
const FARTHER: usize = 2;
/// Boxes side by side behind which the one around them is looked for.
const FARTHEST: usize = 32;

/// Finds the walls of rows in which a box has none, or only that of the box inside.
pub(in crate::diagram::ascii) fn claim(grid: &Grid<'_>, marks: &Marks, faces: &mut [Face]) {
    let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, face) in faces.iter().enumerate() {
        for row in face.top + 1..face.bottom {
            rows.entry(row).or_default().push(index);
        }
    }
    let taken = faces.iter().flat_map(|face| face.cells.iter().copied()).collect();
    let mut claims = Claims { grid, marks, faces, taken };
    for (row, mut inside) in rows {
        // What stands inside begins farther to the right.
        inside.sort_by_key(|&index| std::cmp::Reverse(claims.faces[index].left));
        claims.pushed(row, &inside);
        claims.lent(row, &inside);
        claims.overrun(row, &inside);
    }
}

struct Claims<'a> {
    grid: &'a Grid<'a>,
    marks: &'a Marks,
    faces: &'a mut [Face],
    taken: BTreeSet<Cell>,
}

impl Claims<'_> {
    fn right(&self, index: usize, row: usize) -> Option<usize> {
        let face = &self.faces[index];
        face.walls[row - face.top - 1].right
    }

    fn give(&mut self, index: usize, row: usize, wall: Cell) {
        let face = &mut self.faces[index];
        let old = face.walls[row - face.top - 1].right.replace(self.grid.col(wall));
        if let Some(old) = old.map(|col| self.grid.cell(row, col)) {
            face.cells.retain(|&cell| cell != old);
            self.taken.remove(&old);
        }
        face.cells.push(wall);
        self.taken.insert(wall);
    }

    fn is_free(&self, cell: Cell) -> bool {
        is_bare(self.grid.at(cell)) && self.marks.is_upright(cell) && !self.taken.contains(&cell)
    }

    /// The first wall in some cells with nothing but blanks before it, where no box has it.
    fn first_free(&self, cells: std::ops::RangeInclusive<Cell>) -> Option<Cell> {
        cells.into_iter().find(|&cell| !self.grid.is_blank(cell)).filter(|&cell| self.is_free(cell))
    }

    /// The last wall in some cells with nothing but blanks behind it, where no box has it.
    fn last_free(&self, cells: std::ops::RangeInclusive<Cell>) -> Option<Cell> {
        cells.into_iter().rev().find(|&cell| !self.grid.is_blank(cell)).filter(|&cell| self.is_free(cell))
    }

    fn is_in(&self, inner: usize, outer: usize) -> bool {
        let (inner, outer) = (&self.faces[inner], &self.faces[outer]);
        outer.top < inner.top && inner.bottom < outer.bottom && outer.left < inner.left
    }

    /// Each box of a row with the next one around it.
    fn pairs(&self, inside: &[usize]) -> Vec<(usize, usize)> {
        let around = |at: usize| {
            let outer = inside.iter().skip(at + 1).take(FARTHEST).find(|&&outer| self.is_in(inside[at], outer));
            outer.map(|&outer| (inside[at], outer))
        };
        (0..inside.len()).filter_map(around).collect()
    }

    /// Gives an outer box its own wall where it has that of the box inside.
    fn lent(&mut self, row: usize, inside: &[usize]) {
        for (inner, outer) in self.pairs(inside) {
            let Some(col) = self.right(inner, row).filter(|_| self.right(inner, row) == self.right(outer, row)) else {
                continue;
            };
            let cell = self.grid.cell(row, col);
            if !self.is_in(inner, outer) {
                continue;
            }
            if let Some(wall) = self.first_free(cell + 1..=cell + BESIDE) {
                self.give(outer, row, wall);
            } else if let Some(wall) = self.last_free(cell - BESIDE..=cell - 1) {
                self.give(inner, row, wall);
            }
        }
    }

    /// Gives an outer box the wall that stands as far off as that of a box inside.
    fn pushed(&mut self, row: usize, inside: &[usize]) {
        for (at, &outer) in inside.iter().enumerate() {
            let near = self.faces[outer].top_right;
            if self.right(outer, row).is_some_and(|col| col + BESIDE > near) {
                continue;
            }
            let inner = inside[..at].iter().rev().take(FARTHEST).filter(|&&inner| self.is_in(inner, outer));
            let offs = inner.filter_map(|&inner| self.right(inner, row)?.checked_sub(self.faces[inner].top_right));
            let Some(off) = offs.max().filter(|&off| off > 0) else { continue };
            let cell = self.grid.cell(row, near);
            if let Some(wall) = self.first_free(cell..=cell + off + FARTHER) {
                self.give(outer, row, wall);
            }
        }
    }

    /// Gives boxes the walls behind words that run over theirs.
    fn overrun(&mut self, row: usize, inside: &[usize]) {
        let grid = self.grid;
        let cell = |index: usize| grid.cell(row, self.faces[index].top_right);
        let is_open = |index: &usize| self.right(*index, row).is_none() && runs_over(grid, cell(*index));
        let mut open: Vec<(Cell, usize)> =
            inside.iter().copied().filter(is_open).map(|index| (cell(index), index)).collect();
        open.sort_unstable();
        let Some(&(mut behind, _)) = open.first() else { return };
        let end = grid.cell(row, 0) + grid.cols;
        for (_, index) in open {
            let Some(wall) = (behind..end).find(|&cell| self.is_free(cell)) else { break };
            // Behind two blanks other words begin.
            let last = (behind..wall).rev().find(|&cell| !grid.is_blank(cell)).unwrap_or(behind);
            if (behind..last).any(|cell| grid.is_blank(cell) && grid.is_blank(cell + 1)) {
                break;
            }
            self.give(index, row, wall);
            behind = wall + 1;
        }
    }
}

/// Whether a character is an upright and nothing else.
pub(in crate::diagram::ascii) fn is_bare(c: char) -> bool {
    c == '|' || glyph(c).is_some_and(|glyph| glyph.ports.is_upright() && !glyph.ports.any_across())
}

/// Whether words with single blanks go on over a cell.
fn runs_over(grid: &Grid<'_>, cell: Cell) -> bool {
    let is_gap = |cell: Cell| grid.is_blank(cell) && grid.is_blank(cell + 1);
    let is_text = (cell - 1..=cell + 1).all(|cell| glyph(grid.at(cell)).is_none());
    is_text && !is_gap(cell - 1) && !is_gap(cell) && (cell - 2..=cell + 2).any(|cell| is_word(grid.at(cell)))
}
