//! Drums, as data stores are drawn: a lid of rounded strokes, two walls, a rounded foot.
//!
//! Grid and marks → [`Face`]s with a lid. The foot tells: `\____/`, `(____)` or `` `----' `` under two walls. Must stay
//! strict: such signs stand in many a text.

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::glyph::{Side, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};

/// Columns of the narrowest foot, without its ends.
const NARROWEST: usize = 3;
/// Rows of the highest lid above the walls.
const HIGHEST: usize = 3;

/// Finds the drums over every foot.
pub(in crate::diagram::ascii) fn faces(grid: &Grid<'_>, marks: &Marks) -> Vec<Face> {
    let mut found = Vec::new();
    let mut budget = grid.len();
    for row in 2..grid.rows {
        let mut col = 0;
        while col < grid.cols {
            let start = grid.cell(row, col);
            let line = grid.at(start);
            let length = (0..grid.cols - col).take_while(|&off| grid.at(start + off) == line).count();
            let is_foot = matches!(line, '_' | '-') && length >= NARROWEST;
            if is_foot && is_pair(grid.at(start - 1), grid.at(start + length)) {
                found.extend(above(grid, marks, (start - 1, start + length), &mut budget));
            }
            col += length.max(1);
        }
    }
    found
}

/// Whether two signs are the ends of a foot.
fn is_pair(left: char, right: char) -> bool {
    matches!((left, right), ('\\', '/') | ('(', ')') | ('`' | '\'', '\''))
}

/// Whether a sign may be a part of a lid.
fn is_lid(c: char) -> bool {
    matches!(c, ' ' | '_' | '-' | '.' | ',' | '\'' | '`' | '(' | ')' | '/' | '\\')
}

/// The drum over a foot.
fn above(grid: &Grid<'_>, marks: &Marks, (start, end): (Cell, Cell), budget: &mut usize) -> Option<Face> {
    let stands = |cell: &Cell| marks.is_upright(grid.to(*cell, Side::North));
    let left = [start, start - 1].into_iter().find(stands)?;
    let right = [end, end + 1].into_iter().find(stands)?;
    let bottom = grid.row(start);
    let at = |row: usize, cell: Cell| grid.cell(row, grid.col(cell));
    let is_walled = |row: usize| marks.is_upright(at(row, left)) && marks.is_upright(at(row, right));
    let inside = |row: usize| at(row, left) + 1..at(row, right);
    let is_blank = |row: usize| inside(row).all(|cell| grid.is_blank(cell));
    let has_line = |row: usize| inside(row).filter(|&cell| matches!(grid.at(cell), '_' | '-')).count() >= NARROWEST;
    let mut first = bottom;
    while first > 0 && is_walled(first - 1) {
        *budget = budget.checked_sub(right - left)?;
        first -= 1;
    }
    let holds_words = (first..bottom).any(|row| inside(row).any(|cell| is_word(grid.at(cell)) && grid.at(cell) != '_'));
    // The rows over the walls, from wall to wall.
    let spans = |row: usize| {
        let mut cells = (at(row, left)..=at(row, right)).filter(|&cell| !grid.is_blank(cell));
        let (Some(one), Some(other)) = (cells.next(), cells.next_back()) else { return false };
        let is_clear = (at(row, left)..=at(row, right)).all(|cell| is_lid(grid.at(cell)));
        let ends = [at(row, left) - 1, at(row, right) + 1].into_iter().all(|cell| !matches!(grid.at(cell), '-' | '_'));
        is_clear && ends && one <= at(row, left) + 2 && other + 2 >= at(row, right)
    };
    let top = (1..=HIGHEST).map_while(|up| first.checked_sub(up)).take_while(|&row| spans(row)).last()?;
    if !holds_words || !(top..first).any(has_line) {
        return None;
    }
    // The lower line of the lid: inside of the walls, or the last row over them.
    let inner = (first..bottom).find(|&row| !is_blank(row));
    let is_inner =
        |row: &usize| has_line(*row) && inside(*row).all(|cell| is_lid(grid.at(cell)) && !grid.is_blank(cell));
    let lid = inner.filter(is_inner).unwrap_or(first - 1);
    // A round box has no lid, and is found as a box.
    if lid == top && grid.at(start + 1) != '_' {
        return None;
    }
    let rows = (top..=lid.max(first - 1)).chain([bottom]);
    let strokes = rows.flat_map(|row| at(row, left)..=at(row, right)).filter(|&cell| !grid.is_blank(cell));
    let walls = (first..bottom).flat_map(|row| [at(row, left), at(row, right)]);
    let (west, east) = (grid.col(left), grid.col(right));
    let cells = strokes.chain(walls).collect();
    Some(Face { lid: Some(lid), ..Face::straight((top, bottom), (west, east), cells) })
}
