//! Lanes of sequence diagrams: long free-standing verticals with a participant on top.
//!
//! Grid, marks and frames → [`Lanes`]. There are lanes only where there are messages between them.

use crate::diagram::ascii::boxes::frames::Frames;
use crate::diagram::ascii::boxes::marks::{Marks, is_flat_head};
use crate::diagram::ascii::glyph::{Side, arrow, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};

/// Rows of the shortest lane.
const SHORTEST: usize = 5;
/// Rows that may stray one after the other.
const MOST_STRAYED: usize = 4;
/// Columns by which words may push a lane aside in their row.
const FURTHEST_STRAYED: isize = 5;
/// Rows of messages without one between.
const MOST_MESSAGES: usize = 6;
const NOBODY: u16 = u16::MAX;

/// The lanes of a picture, from left to right.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Lanes {
    /// The cell above each lane.
    pub(in crate::diagram::ascii) tops: Vec<Cell>,
    lanes: Vec<u16>,
}

/// A vertical that may be a lane.
struct Candidate {
    top: Cell,
    rows: usize,
}

impl Lanes {
    pub(in crate::diagram::ascii) fn of(grid: &Grid<'_>, marks: &Marks, frames: &Frames) -> Self {
        let mut lanes = Self { tops: Vec::new(), lanes: vec![NOBODY; grid.len()] };
        let candidates = candidates(grid, marks, frames);
        if candidates.len() < 2 || messages(grid) < 2 {
            return lanes;
        }
        for (index, candidate) in candidates.iter().enumerate() {
            for row in 0..candidate.rows {
                let cell = grid.by(candidate.top, Side::South, row);
                if is_barred(grid, marks, cell) {
                    for cell in cell - 1..=cell + 1 {
                        lanes.lanes[cell] = u16::try_from(index).unwrap_or(NOBODY);
                    }
                }
                if let Some(stroke) = strayed(grid, frames, cell) {
                    lanes.lanes[stroke] = u16::try_from(index).unwrap_or(NOBODY);
                    continue;
                }
                // Words on a lane are words, and a message that crosses it goes on.
                if matches!(grid.at(cell), '|' | '+') || marks.is_upright(cell) || is_flat_head(grid.at(cell)) {
                    lanes.lanes[cell] = u16::try_from(index).unwrap_or(NOBODY);
                }
            }
            lanes.tops.push(grid.to(candidate.top, Side::North));
        }
        lanes
    }

    /// The lane that a cell belongs to.
    pub(in crate::diagram::ascii) fn at(&self, cell: Cell) -> Option<usize> {
        self.lanes.get(cell).copied().filter(|&lane| lane != NOBODY).map(usize::from)
    }
}

fn candidates(grid: &Grid<'_>, marks: &Marks, frames: &Frames) -> Vec<Candidate> {
    let mut found = Vec::new();
    for col in 0..grid.cols {
        let mut row = 0;
        while row < grid.rows {
            if !starts(grid, frames, grid.cell(row, col)) {
                row += 1;
                continue;
            }
            // Its first rows may stray.
            let found_at = row;
            let first = (0..row)
                .rev()
                .take(MOST_STRAYED)
                .take_while(|&above| strayed(grid, frames, grid.cell(above, col)).is_some())
                .last();
            row = first.unwrap_or(row);
            let top = grid.cell(row, col);
            let rows = (0..grid.rows - row)
                .take_while(|&rows| runs_on(grid, marks, frames, grid.by(top, Side::South, rows)))
                .count();
            let below = grid.by(top, Side::South, rows);
            let lands = frames.is_border(below) || frames.is_border(grid.to(below, Side::South));
            let above = grid.to(top, Side::North);
            // A line that turns into the vertical is no participant, nor is one that it turns into.
            let joint =
                |cell: Cell| !frames.is_border(cell) && (grid.at(cell) == '+' || glyph(grid.at(cell)).is_some());
            let last = grid.by(top, Side::South, rows.max(1) - 1);
            let turns = joint(above) || grid.at(last) == '+';
            // With a blank row between, what stands right over it.
            let over = grid.to(above, Side::North);
            let titled = |cell: Cell| [-1, 0, 1].into_iter().any(|by| !grid.is_blank(grid.aside(cell, by)));
            let headed = !turns && (row == 0 || titled(above) || (row > 1 && titled(over) && !joint(over)));
            let lands = lands && !is_repeated(grid, frames, above, below);
            let is_long = rows >= SHORTEST && rows * 5 >= grid.rows * 2;
            // The last message may cross the end of a lane.
            let ends =
                grid.is_blank(below) || frames.is_border(below) || (marks.is_across(below) && !marks.is_upright(below));
            if is_long && headed && !lands && ends {
                found.push(Candidate { top, rows });
            }
            row = (row + rows).max(found_at) + 1;
        }
    }
    found
}

/// Whether the boxes at both ends of a vertical say the same: the name of a participant.
fn is_repeated(grid: &Grid<'_>, frames: &Frames, above: Cell, below: Cell) -> bool {
    let words = |cell: Cell| {
        let face = &frames.faces[frames.at(cell).next()?];
        let row = |row: usize| grid.text(&(grid.cell(row, face.left + 1)..=grid.cell(row, face.right().max(1) - 1)));
        let words: String = (face.top + 1..face.bottom).map(row).collect();
        Some(words.split_whitespace().collect::<String>()).filter(|words| words.contains(is_word))
    };
    words(above).is_some_and(|name| words(below) == Some(name))
}

fn starts(grid: &Grid<'_>, frames: &Frames, cell: Cell) -> bool {
    is_lane(grid.at(cell)) && !frames.is_border(cell) && frames.leaf(cell).is_none()
}

/// Whether a character may be the stroke of a lane.
pub(in crate::diagram::ascii) fn is_lane(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '┊' | '┆' | '║')
}

/// Whether a lane is drawn as a bar here: two walls with a blank between, or the end of such.
fn is_barred(grid: &Grid<'_>, marks: &Marks, cell: Cell) -> bool {
    let is_wall = |cell: Cell| marks.at(cell).any_upright();
    let is_end = |cell: Cell| marks.at(cell).any_upright() && marks.is_across(cell);
    (grid.is_blank(cell) || is_end(cell)) && is_wall(cell - 1) && is_wall(cell + 1)
}

/// Whether a lane goes on here: its own stroke, or a message that crosses it.
fn runs_on(grid: &Grid<'_>, marks: &Marks, frames: &Frames, cell: Cell) -> bool {
    if frames.is_border(cell) {
        // It may pass through a frame around some of the messages.
        let joins = |side: Side| {
            let next = grid.to(cell, side);
            marks.at(cell).has(side) && is_lane(grid.at(next)) && !frames.is_border(next)
        };
        return joins(Side::North) && joins(Side::South);
    }
    let upright = |cell: Cell| matches!(grid.at(cell), '|' | '+') || marks.is_upright(cell);
    // Messages one right under the other cross it in as many rows.
    let goes_on = |side: Side| {
        let mut next = (1..=MOST_MESSAGES).map(|steps| grid.by(cell, side, steps));
        next.find(|&cell| upright(cell) || !marks.is_across(cell)).is_some_and(upright)
    };
    let is_crossed = !grid.is_blank(cell);
    upright(cell)
        || is_barred(grid, marks, cell)
        || (is_crossed && goes_on(Side::North) && goes_on(Side::South))
        || strayed(grid, frames, cell).is_some()
}

/// The stroke of a lane that the words of its row pushed aside, where the lane goes on in its column further down.
fn strayed(grid: &Grid<'_>, frames: &Frames, cell: Cell) -> Option<Cell> {
    // A longer one is a lane of its own.
    let is_own = |at: Cell| {
        let rows =
            |side: Side| (1..=MOST_STRAYED).take_while(|&steps| is_lane(grid.at(grid.by(at, side, steps)))).count();
        starts(grid, frames, at) && rows(Side::North) + rows(Side::South) < MOST_STRAYED
    };
    if is_lane(grid.at(cell)) || !(1..=MOST_STRAYED).any(|steps| is_lane(grid.at(grid.by(cell, Side::South, steps)))) {
        return None;
    }
    (1..=FURTHEST_STRAYED).flat_map(|off| [off, -off]).map(|off| grid.aside(cell, off)).find(|&at| is_own(at))
}

/// The rows that hold an arrow with a shaft.
fn messages(grid: &Grid<'_>) -> usize {
    (0..grid.rows).filter(|&row| (0..grid.cols).any(|col| is_arrow(grid, grid.cell(row, col)))).count()
}

fn is_arrow(grid: &Grid<'_>, cell: Cell) -> bool {
    let c = grid.at(cell);
    let shaft = |cell: Cell| glyph(grid.at(cell)).is_some_and(|glyph| glyph.ports.is_across());
    let dashes = |side: Side| (1..3).all(|steps| matches!(grid.at(grid.by(cell, side, steps)), '-' | '='));
    match c {
        '>' => dashes(Side::West) || shaft(cell - 1),
        '<' => dashes(Side::East) || shaft(cell + 1),
        _ if arrow(c).has(Side::East) => shaft(cell - 1) || dashes(Side::West),
        _ if arrow(c).has(Side::West) => shaft(cell + 1) || dashes(Side::East),
        _ => false,
    }
}
