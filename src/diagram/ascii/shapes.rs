//! Boxes as they are drawn: rectangles at the columns that were meant.
//!
//! [`Picture`] → [`Shape`]s. Where the corners of a box agree, they say where its walls stand, however the walls stray;
//! no word and no inner box may stick out.

use std::cmp::Reverse;

use crate::diagram::ascii::faces::Face;
use crate::diagram::ascii::frames::{Frames, is_stacked};
use crate::diagram::ascii::glyph::{Weight, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::ascii::texts::Texts;

/// A rectangle, in rows and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) top: usize,
    pub(super) left: usize,
    pub(super) bottom: usize,
    pub(super) right: usize,
    pub(super) weight: Weight,
    pub(super) is_dashed: bool,
    pub(super) is_round: bool,
}

/// The rectangles of all boxes, in the order of the frames.
pub(super) fn shapes(picture: &Picture<'_>) -> Vec<Shape> {
    let Picture { grid, frames, texts, .. } = picture;
    let mut shapes: Vec<Shape> = frames.faces.iter().map(|face| shape(grid, face)).collect();
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|&face| (frames.faces[face].area(), Reverse(face)));
    for &face in &order {
        widen(grid, texts, face, &mut shapes[face]);
        if let Some(parent) = frames.parents[face] {
            let is_inside = frames.faces[face].right() < frames.faces[parent].right();
            let inner = shapes[face].right + usize::from(is_inside);
            shapes[parent].right = shapes[parent].right.max(inner);
        }
    }
    align(frames, &mut shapes);
    shapes
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
        is_round: matches!(grid.at(corner), '.' | ',' | '/')
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

/// Makes room for the words of a box.
fn widen(grid: &Grid<'_>, texts: &Texts, face: usize, shape: &mut Shape) {
    for run in &texts.leaves[face] {
        let is_arrow = !run.cells.clone().any(|cell| is_word(grid.at(cell)));
        if run.row > shape.top && run.row < shape.bottom && !is_arrow {
            shape.right = shape.right.max(grid.col(run.end()) + 1);
        }
    }
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
