//! Places where the border of a box is not drawn: a row without its wall, a corner that lacks.
//!
//! [`Picture`] → [`Gap`]s, each with the character that closes it. A line that leads through a wall is no gap, nor are
//! words that hide it.

use std::collections::BTreeMap;

use crate::diagram::Flaw;
use crate::diagram::ascii::boxes::faces::{Corner, Face};
use crate::diagram::ascii::glyph::{Ports, Side, glyph};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::mend::lint::{Change, UNCLOSED};
use crate::diagram::ascii::mend::ragged::name;
use crate::diagram::ascii::picture::shapes::{Shape, shapes, voted};
use crate::diagram::ascii::recognise::Picture;
use crate::text::Span;

/// A cell of a border that is blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram::ascii) struct Gap {
    pub(in crate::diagram::ascii) row: usize,
    pub(in crate::diagram::ascii) col: usize,
    /// The box that is open here.
    pub(in crate::diagram::ascii) face: usize,
    /// What closes it.
    c: char,
}

/// The gaps of all boxes, row by row.
pub(in crate::diagram::ascii) fn gaps(picture: &Picture<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let shapes = shapes(picture);
    for (index, face) in picture.frames.faces.iter().enumerate() {
        let shape = shapes[index];
        if let Some(corner) = face.lacks {
            let (row, col) = match corner {
                Corner::TopRight => (face.top, shape.right),
                Corner::BottomLeft => (face.bottom, shape.left),
                Corner::BottomRight => (face.bottom, shape.right),
            };
            gaps.push(Gap { row, col, face: index, c: turn(picture, face, corner) });
        }
        let sides = (face.top + 1..).zip(&face.walls);
        for (row, walls) in sides {
            let lacks_right = walls.right.is_none_or(|col| is_of_inner(picture, &shapes, index, (row, col)));
            if lacks_right && is_open(picture, shape, row, shape.right) {
                gaps.extend(upright(picture, face, false).map(|c| Gap { row, col: shape.right, face: index, c }));
            }
            if walls.left.is_none() && is_open(picture, shape, row, shape.left) {
                gaps.extend(upright(picture, face, true).map(|c| Gap { row, col: shape.left, face: index, c }));
            }
        }
    }
    gaps.sort_unstable();
    gaps.dedup_by_key(|gap| (gap.row, gap.col));
    gaps
}

/// Whether a wall that a box found in a row is that of a box in it, and its own is not drawn.
pub(in crate::diagram::ascii) fn is_of_inner(
    picture: &Picture<'_>,
    shapes: &[Shape],
    outer: usize,
    at: (usize, usize),
) -> bool {
    let cell = picture.grid.cell(at.0, at.1);
    shapes[outer].right != at.1
        && picture
            .frames
            .at(cell)
            .any(|face| picture.frames.parents[face] == Some(outer) && shapes[face].right == at.1 && face != outer)
}

/// Whether nothing stands where a wall is meant, and nothing leads through it.
fn is_open(picture: &Picture<'_>, shape: Shape, row: usize, col: usize) -> bool {
    let grid = &picture.grid;
    let cell = grid.cell(row, col);
    let leads = |cell: Cell, side: Side| picture.marks.at(cell).has(side) || picture.strokes.has(cell, side);
    let is_crossed = leads(cell - 1, Side::East) || leads(cell + 1, Side::West);
    let is_word = picture.texts.at(cell).is_some();
    grid.is_blank(cell) && !is_crossed && !is_word && row > shape.top && row < shape.bottom
}

/// The character of which most of a wall is made.
fn upright(picture: &Picture<'_>, face: &Face, is_left: bool) -> Option<char> {
    let cols = (face.top + 1..).zip(&face.walls);
    let cells = cols.filter_map(|(row, walls)| {
        let col = if is_left { walls.left } else { walls.right };
        col.map(|col| picture.grid.at(picture.grid.cell(row, col)))
    });
    let is_plain =
        |c: &char| *c == '|' || glyph(*c).is_some_and(|glyph| glyph.ports.is_upright() && !glyph.ports.any_across());
    cells.into_iter().find(is_plain)
}

/// The corner that goes with the others.
fn turn(picture: &Picture<'_>, face: &Face, corner: Corner) -> char {
    let (upright, across) = match corner {
        Corner::TopRight => (Side::South, Side::West),
        Corner::BottomLeft => (Side::North, Side::East),
        Corner::BottomRight => (Side::North, Side::West),
    };
    let first = picture.grid.at(picture.grid.cell(face.top, face.left));
    let weight = |side: Side, of: Side| glyph(first).map(|glyph| moved(glyph.ports, of, side));
    let wanted = weight(upright, Side::South).zip(weight(across, Side::East)).map(|(one, other)| one.plus(other));
    let is_round = glyph(first).is_some_and(|glyph| glyph.is_round);
    let fits = |c: &char| glyph(*c).is_some_and(|glyph| Some(glyph.ports) == wanted && glyph.is_round == is_round);
    ('\u{2500}'..='\u{257f}').find(fits).unwrap_or('+')
}

/// The stroke to one side, put to another.
fn moved(ports: Ports, from: Side, to: Side) -> Ports {
    let own = ports.only(from);
    if from == to { own } else { own.turned() }
}

/// The open boxes, one flaw for each.
pub(in crate::diagram::ascii) fn flaws(picture: &Picture<'_>) -> Vec<Flaw> {
    let mut by_face: BTreeMap<usize, Vec<Gap>> = BTreeMap::new();
    for gap in gaps(picture) {
        by_face.entry(gap.face).or_default().push(gap);
    }
    let voted = voted(picture);
    let flaw = |(face, gaps): (usize, Vec<Gap>)| {
        let cell = seen(picture, gaps[0], voted[face].right);
        let more = match gaps.len() {
            1 => String::new(),
            2 => ", and in 1 more line".to_owned(),
            count => format!(", and in {} more lines", count - 1),
        };
        let message = format!("the border of {} is open here{more}", name(picture, face));
        Flaw { rule: UNCLOSED, span: picture.grid.span(&(cell..=cell)), message, hint: "draw what is missing of it" }
    };
    by_face.into_iter().map(flaw).collect()
}

/// Where an author sees a gap: where the wall is missed now, or the end of a line that goes on there.
fn seen(picture: &Picture<'_>, gap: Gap, right: usize) -> Cell {
    let grid = &picture.grid;
    if gap.col <= right {
        return grid.cell(gap.row, gap.col);
    }
    let (now, last) = (grid.cell(gap.row, right), grid.cell(gap.row, grid.cols - 1));
    let end = || (grid.cell(gap.row, 0)..=last).rev().find(|&cell| !grid.is_blank(cell));
    Some(now).filter(|&cell| grid.is_blank(cell)).or_else(end).unwrap_or(now)
}

impl Gap {
    /// The border drawn here.
    pub(in crate::diagram::ascii) fn change(self, picture: &Picture<'_>) -> Change {
        closed(&picture.grid, self.row, self.col, self.c)
    }
}

/// A character put on a blank, also behind the end of its line.
fn closed(grid: &Grid<'_>, row: usize, col: usize, c: char) -> Change {
    let cell = grid.cell(row, col);
    let span = grid.span(&(cell..=cell));
    let start = grid.cell(row, 0);
    let is_past = |cell: Cell| {
        let span = grid.span(&(cell..=cell));
        span.start == span.end
    };
    // Cells beyond the picture have no place of their own.
    let past = (start..cell).rev().take_while(|&cell| is_past(cell) || grid.col(cell) >= grid.cols).count();
    if past == 0 && span.start != span.end {
        return (span, c.to_string());
    }
    let end = grid.line_end(row);
    let text = grid.source()[..end].trim_end_matches(' ').len();
    (Span { start: text, end }, format!("{}{c}", " ".repeat(past)))
}
