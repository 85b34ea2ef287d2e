//! Boxes as they are drawn: rectangles at the columns that were meant.
//!
//! [`Picture`] → [`Shape`]s. Where the corners of a box agree, they say where its walls stand, however the walls stray;
//! no word and no inner box may stick out.

use std::cmp::Reverse;

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::boxes::frames::{Frames, is_stacked};
use crate::diagram::ascii::glyph::{Weight, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::ascii::texts::Texts;

/// The most columns that stay blank between an inner box that grows and the wall of the outer one.
const WIDEST_GAP: usize = 3;
/// Columns that a wall may stray before its row counts as too long.
const STRAY: usize = 3;

/// A rectangle, in rows and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Shape {
    pub(in crate::diagram::ascii) top: usize,
    pub(in crate::diagram::ascii) left: usize,
    pub(in crate::diagram::ascii) bottom: usize,
    pub(in crate::diagram::ascii) right: usize,
    pub(in crate::diagram::ascii) weight: Weight,
    pub(in crate::diagram::ascii) is_dashed: bool,
    pub(in crate::diagram::ascii) is_round: bool,
}

/// The rectangles of all boxes, in the order of the frames.
pub(in crate::diagram::ascii) fn shapes(picture: &Picture<'_>) -> Vec<Shape> {
    let Picture { grid, frames, texts, .. } = picture;
    let mut shapes: Vec<Shape> = frames.faces.iter().map(|face| shape(grid, face)).collect();
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|&face| (frames.faces[face].area(), Reverse(face)));
    for &face in &order {
        widen(grid, texts, (face, &frames.faces[face]), &mut shapes[face]);
        stretch(grid, &frames.faces[face], &mut shapes[face]);
        if let Some(parent) = frames.parents[face] {
            let gap = gap(&frames.faces[parent], &frames.faces[face]);
            // Where the inner box grows up to the wall of the outer one, the blanks between them stay.
            let touches = shapes[parent].right <= shapes[face].right + usize::from(gap > 1);
            let inner = shapes[face].right + if touches { gap.min(WIDEST_GAP) } else { 0 };
            shapes[parent].right = shapes[parent].right.max(inner);
        }
    }
    align(frames, &mut shapes);
    shapes
}

/// The rectangles by the votes of the boxes alone, whatever they hold.
pub(in crate::diagram::ascii) fn voted(picture: &Picture<'_>) -> Vec<Shape> {
    picture.frames.faces.iter().map(|face| shape(&picture.grid, face)).collect()
}

/// The rectangle of a box by the vote of its corners, else of its walls.
fn shape(grid: &Grid<'_>, face: &Face) -> Shape {
    let vote = |corners: [usize; 2], walls: &dyn Fn(usize) -> usize| {
        if corners[0] == corners[1] || walls(corners[0]) >= walls(corners[1]) { corners[0] } else { corners[1] }
    };
    let lefts = |col: usize| face.walls.iter().filter(|walls| walls.left == Some(col)).count();
    let rights = |col: usize| face.walls.iter().filter(|walls| walls.right == Some(col)).count();
    let (low, high) = (face.top_right.min(face.bottom_right), face.right());
    let corner = grid.cell(face.top, face.left);
    let dashes = face.cells.iter().filter(|&&cell| is_dashed(grid, cell)).count();
    Shape {
        top: face.top,
        left: vote([face.left, face.bottom_left], &lefts),
        bottom: face.bottom,
        right: vote([high, low], &rights),
        weight: weight(grid, corner),
        is_dashed: dashes * 3 > face.cells.len(),
        is_round: face.lid.is_some()
            || matches!(grid.at(corner), '.' | ',' | '/')
            || glyph(grid.at(corner)).is_some_and(|glyph| glyph.is_round),
    }
}

fn is_dashed(grid: &Grid<'_>, cell: Cell) -> bool {
    matches!(grid.at(cell), ':' | '.' | ' ') || glyph(grid.at(cell)).is_some_and(|glyph| glyph.is_dashed)
}

fn weight(grid: &Grid<'_>, corner: Cell) -> Weight {
    match grid.at(corner + 1) {
        '=' => Weight::Double,
        _ => glyph(grid.at(corner)).map_or(Weight::Light, |glyph| glyph.ports.strongest()),
    }
}

/// Makes room for the words of a box; those of a row that slipped go back with it.
fn widen(grid: &Grid<'_>, texts: &Texts, (index, face): (usize, &Face), shape: &mut Shape) {
    for run in &texts.leaves[index] {
        let is_arrow = !run.cells.clone().any(|cell| is_word(grid.at(cell)));
        if run.row > shape.top && run.row < shape.bottom && !is_arrow {
            let end = grid.col(run.end()) + 1;
            shape.right = shape.right.max(end.saturating_add_signed(-face.slip(run.row)));
        }
    }
}

/// Columns from the right wall of an inner box to that of the outer one: by their corners, or by most of their rows.
fn gap(outer: &Face, inner: &Face) -> usize {
    let corners = outer.right().saturating_sub(inner.right());
    let skip = inner.top - outer.top;
    let pairs = inner.walls.iter().zip(outer.walls.iter().skip(skip));
    let gaps = pairs.filter_map(|(inner, outer)| outer.right?.checked_sub(inner.right?)).filter(|&gap| gap > 0);
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for gap in gaps {
        *counts.entry(gap).or_insert(0) += 1;
    }
    let most = counts.into_iter().max_by_key(|&(gap, count)| (count, Reverse(gap))).map_or(corners, |(gap, _)| gap);
    corners.max(most)
}

/// Makes room for words that pushed a wall far out.
fn stretch(grid: &Grid<'_>, face: &Face, shape: &mut Shape) {
    for (row, col) in overrun(face) {
        let wall = grid.cell(row, col);
        let end = (grid.cell(row, face.left)..wall).rev().find(|&cell| !grid.is_blank(cell));
        let needed = end.map_or(col, |end| grid.col(end) + 1);
        shape.right = shape.right.max(needed.saturating_add_signed(-face.slip(row)));
    }
}

/// The walls, by row, that words pushed out farther than a wall may stray.
pub(in crate::diagram::ascii) fn overrun(face: &Face) -> impl Iterator<Item = (usize, usize)> {
    let walls = (face.top + 1..).zip(&face.walls);
    let ends = walls.filter_map(|(row, walls)| Some((row, walls.right?)));
    ends.filter(|&(row, col)| col.saturating_add_signed(-face.slip(row)) > face.right() + STRAY)
}

/// Gives boxes that stand on each other the same walls.
fn align(frames: &Frames, shapes: &mut [Shape]) {
    // The frames are sorted by their upper edge: what stands on top comes first.
    let mut by_bottom: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for face in 0..frames.faces.len() {
        let above = by_bottom.get(&frames.faces[face].top).into_iter().flatten();
        for &other in above.filter(|&&other| is_stacked(&frames.faces[other], &frames.faces[face])) {
            shapes[face].left = shapes[face].left.min(shapes[other].left);
            shapes[face].right = shapes[face].right.max(shapes[other].right);
        }
        by_bottom.entry(frames.faces[face].bottom).or_default().push(face);
    }
    let mut by_top: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for face in (0..frames.faces.len()).rev() {
        let below = by_top.get(&frames.faces[face].bottom).into_iter().flatten();
        for &other in below.filter(|&&other| is_stacked(&frames.faces[face], &frames.faces[other])) {
            shapes[face].left = shapes[other].left;
            shapes[face].right = shapes[other].right;
        }
        by_top.entry(frames.faces[face].top).or_default().push(face);
    }
}
