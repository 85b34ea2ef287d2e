//! Boxes whose edges are underscores: `____` over the first line, `|____|` or `____` at the last one.
//!
//! Grid and marks → [`Face`]s. An underscore lies at the foot of its row, so a corner may be blank: the walls begin a row
//! lower. Must stay strict: underscores are the letters of many a word.

use std::ops::RangeInclusive;

use crate::diagram::ascii::faces::{Face, Walls};
use crate::diagram::ascii::glyph::{Side, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::marks::Marks;

/// Columns of the narrowest box, its walls with it.
const NARROWEST: usize = 5;

/// The first and the last cell of both edges.
struct Outline {
    top: (Cell, Cell),
    bottom: (Cell, Cell),
}

/// Finds the boxes under every row of underscores.
pub(super) fn faces(grid: &Grid<'_>, marks: &Marks) -> Vec<Face> {
    let mut found = Vec::new();
    let mut budget = grid.len();
    for row in 0..grid.rows {
        for run in runs(grid, row) {
            let Some(outer) = below(grid, marks, &run, &mut budget) else { continue };
            found.extend(cells(grid, marks, &outer));
        }
    }
    found
}

/// The underscores of a row that may be an edge, from end to end.
fn runs(grid: &Grid<'_>, row: usize) -> Vec<RangeInclusive<Cell>> {
    let mut runs: Vec<RangeInclusive<Cell>> = Vec::new();
    let start = grid.cell(row, 0);
    for cell in (start..start + grid.cols).filter(|&cell| grid.at(cell) == '_') {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == cell => *run = *run.start()..=cell,
            _ => runs.push(cell..=cell),
        }
    }
    let is_part = |cell: Cell| is_word(grid.at(cell)) || matches!(grid.at(cell), '/' | '\\' | '(' | ')');
    runs.retain(|run| run.end() - run.start() + 3 >= NARROWEST && !is_part(run.start() - 1) && !is_part(run.end() + 1));
    runs
}

/// The box under an upper edge, where both of its walls go down straight to a lower one.
fn below(grid: &Grid<'_>, marks: &Marks, edge: &RangeInclusive<Cell>, budget: &mut usize) -> Option<Outline> {
    let stands = |cell: &Cell| marks.is_upright(grid.to(*cell, Side::South));
    let left = [edge.start() - 1, *edge.start()].into_iter().find(stands)?;
    let right = [edge.end() + 1, *edge.end()].into_iter().find(stands)?;
    let is_free = |cell: Cell| matches!(grid.at(cell), ' ' | '_' | '.' | ',') || marks.is_upright(cell);
    if right + 1 < left + NARROWEST || !is_free(left) || !is_free(right) {
        return None;
    }
    let mut has_word = false;
    for down in 1..=grid.rows.saturating_sub(grid.row(left)) {
        *budget = budget.checked_sub(right - left)?;
        let (start, end) = (grid.by(left, Side::South, down), grid.by(right, Side::South, down));
        let is_walled = marks.is_upright(start) && marks.is_upright(end);
        let is_edge = (start + 1..end).all(|cell| grid.at(cell) == '_' || (is_walled && marks.is_upright(cell)));
        if is_edge && down > 1 && has_word && (is_walled || (is_free(start) && is_free(end))) {
            return Some(Outline { top: (left, right), bottom: (start, end) });
        }
        if !is_walled {
            return None;
        }
        has_word |= (start + 1..end).any(|cell| grid.at(cell) != '_' && is_word(grid.at(cell)));
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
    let walls = rows.clone().map(|_| Walls { left: Some(west), right: Some(east) }).collect();
    let sides = rows.flat_map(|row| [grid.cell(row, west), grid.cell(row, east)]);
    Face {
        top,
        left: west,
        bottom,
        top_right: east,
        bottom_left: west,
        bottom_right: east,
        cells: (left..=right).chain(start..=end).chain(sides).collect(),
        walls,
        titles: Vec::new(),
        lacks: None,
    }
}
