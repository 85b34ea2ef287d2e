//! Boxes side by side whose walls slip farther from their edges from box to box: each row adds what its words are too long.
//!
//! Grid and marks → [`Face`]s for the corners under which none was found. The row of upper edges and the row of lower ones
//! say how many boxes there are; where every row between has as many walls, the first two are those of the first box, and
//! so on. Must stay strict: one wall more or less in one row, and nothing is known of any.

use std::collections::BTreeSet;

use crate::diagram::ascii::boxes::faces::{Face, Walls};
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::glyph::Side;
use crate::diagram::ascii::grid::{Cell, Grid};

/// Columns by which a wall or a lower corner may stand beside its upper corner.
const FURTHEST: usize = 8;
/// Rows of the highest band.
const HIGHEST: usize = 40;

/// The edges of a row, and how many walls stand before, between and behind them.
struct Row {
    /// The first and the last cell of each.
    edges: Vec<(Cell, Cell)>,
    before: usize,
    behind: usize,
}

/// Finds the boxes of all bands that are not among `found`.
pub(in crate::diagram::ascii) fn faces(grid: &Grid<'_>, marks: &Marks, found: &[Face]) -> Vec<Face> {
    let known: BTreeSet<(usize, usize)> = found.iter().map(|face| (face.top, face.left)).collect();
    let is_new = |face: &Face| !known.contains(&(face.top, face.left));
    let tops = (0..grid.rows).filter_map(|row| Some((row, edges(grid, marks, row, Side::South)?)));
    let bands = tops.filter(|(_, top)| !top.edges.is_empty()).filter_map(|(row, top)| band(grid, marks, row, &top));
    bands.flatten().filter(is_new).collect()
}

/// The edges of a row whose corners turn to a side; `None` where a wall stands between them.
fn edges(grid: &Grid<'_>, marks: &Marks, row: usize, turn: Side) -> Option<Row> {
    let start = grid.cell(row, 0);
    let end = start + grid.cols;
    let mut found = Row { edges: Vec::new(), before: 0, behind: 0 };
    let mut cell = start;
    while cell < end {
        if is_wall(marks, cell) {
            *(if found.edges.is_empty() { &mut found.before } else { &mut found.behind }) += 1;
        } else if marks.at(cell).both(Side::East, turn) && !marks.is_edge(grid, cell - 1) {
            let last = (cell + 1..end).take_while(|&next| marks.is_edge(grid, next)).last()?;
            if !marks.at(last).both(Side::West, turn) || found.behind > 0 {
                return None;
            }
            found.edges.push((cell, last));
            cell = last;
        }
        cell += 1;
    }
    Some(found)
}

fn is_wall(marks: &Marks, cell: Cell) -> bool {
    marks.is_upright(cell) && !marks.at(cell).is_across()
}

/// The boxes under a row of upper edges.
fn band(grid: &Grid<'_>, marks: &Marks, top: usize, row: &Row) -> Option<Vec<Face>> {
    let count = row.edges.len();
    let mut walls: Vec<Vec<Cell>> = Vec::new();
    for below in top + 1..grid.rows.min(top + HIGHEST) {
        if let Some(bottom) = edges(grid, marks, below, Side::North).filter(|bottom| bottom.edges.len() == count) {
            let is_same = (bottom.before, bottom.behind) == (row.before, row.behind);
            return (is_same && !walls.is_empty()).then(|| faces_of(grid, row, &bottom, &walls)).flatten();
        }
        let start = grid.cell(below, 0);
        let all: Vec<Cell> = (start..start + grid.cols).filter(|&cell| is_wall(marks, cell)).collect();
        if all.len() != row.before + 2 * count + row.behind {
            return None;
        }
        walls.push(all[row.before..row.before + 2 * count].to_vec());
    }
    None
}

fn faces_of(grid: &Grid<'_>, top: &Row, bottom: &Row, walls: &[Vec<Cell>]) -> Option<Vec<Face>> {
    let col = |cell: Cell| grid.col(cell);
    let is_near = |one: Cell, other: Cell| col(one).abs_diff(col(other)) <= FURTHEST;
    let mut faces = Vec::new();
    for (index, (&(left, right), &(start, end))) in top.edges.iter().zip(&bottom.edges).enumerate() {
        let sides: Vec<(Cell, Cell)> = walls.iter().map(|row| (row[2 * index], row[2 * index + 1])).collect();
        let fits = |&(west, east): &(Cell, Cell)| is_near(west, left) && is_near(east, right) && east > west + 1;
        if !sides.iter().chain([&(start, end)]).all(fits) {
            return None;
        }
        let edges = (left..=right).chain(start..=end);
        let cells = edges.chain(sides.iter().flat_map(|&(west, east)| [west, east])).collect();
        faces.push(Face {
            bottom_left: col(start),
            bottom_right: col(end),
            walls: sides.iter().map(|&(west, east)| Walls { left: Some(col(west)), right: Some(col(east)) }).collect(),
            ..Face::straight((grid.row(left), grid.row(start)), (col(left), col(right)), cells)
        });
    }
    Some(faces)
}
