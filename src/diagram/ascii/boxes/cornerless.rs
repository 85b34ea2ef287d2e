//! Boxes whose edges have no corners: of underscores (`____` over the first line, `|____|` or `____` at the last one), or of
//! dashes from wall to wall.
//!
//! Grid and marks → [`Face`]s. An underscore lies at the foot of its row, so a corner may be blank: the walls begin a row
//! lower. Must stay strict: underscores are the letters of many a word, and rows of dashes part many a text.

use std::ops::RangeInclusive;

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::glyph::{Side, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};

/// Columns of the narrowest box, its walls with it.
const NARROWEST: usize = 5;

/// The first and the last cell of both edges.
struct Outline {
    top: (Cell, Cell),
    bottom: (Cell, Cell),
}

/// Finds the boxes under every such edge.
pub(in crate::diagram::ascii) fn faces(grid: &Grid<'_>, marks: &Marks) -> Vec<Face> {
    let mut found = Vec::new();
    let mut budget = grid.len();
    for row in 0..grid.rows {
        for line in ['_', '-'] {
            for run in runs(grid, row, line) {
                let Some(outer) = below(grid, marks, &run, &mut budget) else { continue };
                found.extend(cells(grid, marks, &outer));
            }
        }
    }
    found
}

/// The strokes of a row that may be an edge, from end to end.
fn runs(grid: &Grid<'_>, row: usize, line: char) -> Vec<RangeInclusive<Cell>> {
    let mut runs: Vec<RangeInclusive<Cell>> = Vec::new();
    let start = grid.cell(row, 0);
    for cell in (start..start + grid.cols).filter(|&cell| grid.at(cell) == line) {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == cell => *run = *run.start()..=cell,
            _ => runs.push(cell..=cell),
        }
    }
    // Beside a bar a dash is a part of a table, beside a plus it has its corner.
    let is_part = |cell: Cell| match grid.at(cell) {
        c if line == '-' => c != ' ',
        c => is_word(c) || matches!(c, '/' | '\\' | '(' | ')'),
    };
    runs.retain(|run| run.end() - run.start() + 3 >= NARROWEST && !is_part(run.start() - 1) && !is_part(run.end() + 1));
    runs
}

/// The box under an upper edge, where both of its walls go down straight to a lower one.
fn below(grid: &Grid<'_>, marks: &Marks, edge: &RangeInclusive<Cell>, budget: &mut usize) -> Option<Outline> {
    let stands = |cell: &Cell| marks.is_upright(grid.to(*cell, Side::South));
    let line = grid.at(*edge.start());
    let [outer_left, outer_right] =
        if line == '_' { [edge.start() - 1, edge.end() + 1] } else { [*edge.start(), *edge.end()] };
    let left = [outer_left, *edge.start()].into_iter().find(stands)?;
    let right = [outer_right, *edge.end()].into_iter().find(stands)?;
    let is_free = |cell: Cell| line == '-' || matches!(grid.at(cell), ' ' | '_' | '.' | ',') || marks.is_upright(cell);
    if right + 1 < left + NARROWEST || !is_free(left) || !is_free(right) {
        return None;
    }
    let mut has_word = false;
    for down in 1..=grid.rows.saturating_sub(grid.row(left)) {
        *budget = budget.checked_sub(right - left)?;
        let (start, end) = (grid.by(left, Side::South, down), grid.by(right, Side::South, down));
        let is_walled = marks.is_upright(start) && marks.is_upright(end);
        let is_edge = match line {
            '_' => (start + 1..end).all(|cell| grid.at(cell) == '_' || (is_walled && marks.is_upright(cell))),
            _ => (start..=end).all(|cell| grid.at(cell) == line) && grid.is_blank(start - 1) && grid.is_blank(end + 1),
        };
        if is_edge && down > 1 && has_word && (is_walled || (is_free(start) && is_free(end))) {
            return Some(Outline { top: (left, right), bottom: (start, end) });
        }
        if !is_walled {
            return None;
        }
        has_word |= (start + 1..end).any(|cell| grid.at(cell) != line && is_word(grid.at(cell)));
    }
    None
}

/// The box, or the cells of it, where walls go through from its first line to its last.
fn cells(grid: &Grid<'_>, marks: &Marks, outline: &Outline) -> Vec<Face> {
    let Outline { top: (left, right), bottom: (start, _) } = *outline;
    let rows = grid.row(start) - grid.row(left);
    let goes_through = |cell: &Cell| (1..=rows).all(|down| marks.is_upright(grid.by(*cell, Side::South, down)));
    let inner = (left + 1..right).filter(|cell| marks.is_upright(grid.by(*cell, Side::South, rows)));
    let walls: Vec<Cell> = [left].into_iter().chain(inner.filter(goes_through)).chain([right]).collect();
    let below = |cell: Cell| grid.by(cell, Side::South, rows);
    walls.windows(2).map(|pair| face(grid, (pair[0], pair[1]), (below(pair[0]), below(pair[1])))).collect()
}

fn face(grid: &Grid<'_>, (left, right): (Cell, Cell), (start, end): (Cell, Cell)) -> Face {
    let (top, bottom) = (grid.row(left), grid.row(start));
    let (west, east) = (grid.col(left), grid.col(right));
    let rows = top + 1..bottom;
    let sides = rows.flat_map(|row| [grid.cell(row, west), grid.cell(row, east)]);
    let cells = (left..=right).chain(start..=end).chain(sides).collect();
    Face::straight((top, bottom), (west, east), cells)
}
