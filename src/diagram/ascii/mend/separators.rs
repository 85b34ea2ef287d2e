//! Lines across a box that begin at one wall and end before the other.
//!
//! [`Picture`] → [`Short`]s, each with its flaw and its change.

use crate::diagram::Flaw;
use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::mend::joints::joined;
use crate::diagram::ascii::mend::lint::{Change, SEPARATOR};
use crate::diagram::ascii::recognise::Picture;

/// Columns that a line across may lack.
const MOST: usize = 4;

/// A line across a box that is too short.
#[derive(Debug, Clone, Copy)]
pub(in crate::diagram::ascii) struct Short {
    /// The wall that it does not reach.
    wall: Cell,
    /// Its last cell.
    end: Cell,
    /// From the wall to the line.
    side: Side,
}

/// Finds them, row by row.
pub(in crate::diagram::ascii) fn separators(picture: &Picture<'_>) -> Vec<Short> {
    let grid = &picture.grid;
    let mut found = Vec::new();
    for face in &picture.frames.faces {
        for (row, walls) in (face.top + 1..).zip(&face.walls) {
            let (Some(left), Some(right)) = (walls.left, walls.right) else { continue };
            let ends = [(left, right, Side::West), (right, left, Side::East)];
            for (from, to, side) in ends.map(|(from, to, side)| (grid.cell(row, from), grid.cell(row, to), side)) {
                let gap = (1..=MOST + 1).find(|&steps| !grid.is_blank(grid.by(to, side, steps))).unwrap_or(0);
                let end = grid.by(to, side, gap);
                if gap >= 2 && is_rule(picture, from, end, side) && picture.marks.is_upright(to) {
                    found.push(Short { wall: to, end, side });
                }
            }
        }
    }
    found.sort_by_key(|short| short.wall);
    found.dedup_by_key(|short| short.wall);
    found
}

/// Whether a plain line leads from a wall to a cell, with a corner to the wall.
fn is_rule(picture: &Picture<'_>, from: Cell, end: Cell, back: Side) -> bool {
    let grid = &picture.grid;
    let (low, high) = (from.min(end), from.max(end));
    if high - low < 4 {
        return false;
    }
    let is_flat = |cell: Cell| {
        let c = grid.at(cell);
        matches!(c, '-' | '=') || glyph(c).is_some_and(|glyph| glyph.ports.is_across())
    };
    // Where a line turns up or down, it is the edge of something else.
    if [Side::North, Side::South].into_iter().any(|side| picture.marks.is_upright(grid.to(end, side))) {
        return false;
    }
    let c = grid.at(from);
    let starts = matches!(c, '+' | '|') || glyph(c).is_some_and(|glyph| glyph.ports.has(back.back()));
    // The line may end in a junction that the wall lacks.
    let closes = grid.at(end) == '+' || glyph(grid.at(end)).is_some_and(|glyph| glyph.ports.has(back));
    starts && (low + 1..high).all(is_flat) && (is_flat(end) || closes)
}

impl Short {
    fn gap(self) -> usize {
        self.wall.abs_diff(self.end) - 1
    }

    pub(in crate::diagram::ascii) fn flaw(&self, picture: &Picture<'_>) -> Flaw {
        let columns = if self.gap() == 1 { "1 column".to_owned() } else { format!("{} columns", self.gap()) };
        let message = format!("a line across the box ends {columns} before the wall");
        let span = picture.grid.span(&(self.end..=self.end));
        Flaw { rule: SEPARATOR, span, message, hint: "draw it up to the wall" }
    }

    /// The line drawn up to the wall.
    pub(in crate::diagram::ascii) fn changes(&self, picture: &Picture<'_>) -> Vec<Change> {
        let grid = &picture.grid;
        let line = grid.at(grid.by(self.end, self.side, 1)).to_string();
        let Some(wall) = joined(grid.at(self.wall), self.side, grid.at(grid.by(self.end, self.side, 1))) else {
            return Vec::new();
        };
        let from = self.wall.min(self.end);
        let cells = from..=self.wall.max(self.end);
        let run = line.repeat(self.gap() + 1);
        let text = if self.side == Side::West { format!("{run}{wall}") } else { format!("{wall}{run}") };
        vec![(grid.span(&cells), text)]
    }
}
