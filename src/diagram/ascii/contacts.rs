//! Where lines and edges come to borders: with a junction of both, or without one though all others have theirs.
//!
//! [`Picture`] → [`Contact`]s that lack a junction. Where an author writes none, none is missing.

use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::joints::joined;
use crate::diagram::ascii::nets::Node;
use crate::diagram::ascii::recognise::Picture;

/// Junctions that a picture needs before one more is missed, and how many of them for each that is missing.
const FEWEST: usize = 3;

/// A cell of a border that a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Contact {
    pub(super) cell: Cell,
    /// The junction that belongs there.
    pub(super) c: char,
}

/// The contacts without a junction, by place; none where they are not few beside those of their kind that have one.
pub(super) fn contacts(picture: &Picture<'_>) -> Vec<Contact> {
    let (upright, flat): (Vec<End>, Vec<End>) = ends(picture).into_iter().partition(|(_, side, _)| side.is_vertical());
    let mut found: Vec<Contact> =
        [upright, flat, corners(picture)].iter().flat_map(|ends| lacking(picture, ends)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Where a line ends: the cell of the border, the side that the line comes from, its character.
type End = (Cell, Side, char);

fn lacking(picture: &Picture<'_>, ends: &[End]) -> Vec<Contact> {
    let (mut lacking, mut drawn) = (Vec::new(), 0);
    for &(cell, side, line) in ends {
        let c = picture.grid.at(cell);
        let Some(glyph) = glyph(c) else { continue };
        if glyph.ports.has(side) {
            drawn += 1;
        } else if joins_beside(picture, cell, side) {
            // It is that one which the line means.
        } else if let Some(c) = joined(c, side, line) {
            lacking.push(Contact { cell, c });
        }
    }
    let is_meant = drawn >= FEWEST && lacking.len() * FEWEST <= drawn;
    if is_meant { lacking } else { Vec::new() }
}

/// Whether a junction to the same side stands a cell beside, which no line comes to.
fn joins_beside(picture: &Picture<'_>, cell: Cell, side: Side) -> bool {
    side.across().into_iter().map(|beside| picture.grid.to(cell, beside)).any(|cell| {
        let has_port = glyph(picture.grid.at(cell)).is_some_and(|glyph| glyph.ports.has(side));
        has_port && picture.grid.is_blank(picture.grid.to(cell, side))
    })
}

/// The ends of lines without a head at a border.
fn ends(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let ends = picture.nets.terminals.iter().filter(|end| !end.has_head && matches!(end.node, Node::Box(_)));
    let touching = ends.filter_map(|end| {
        let border = grid.to(end.cell, end.side);
        let line = grid.at(end.cell);
        (picture.frames.is_border(border) && glyph(line).is_some()).then_some((border, end.side.back(), line))
    });
    touching.collect()
}

/// The corners of boxes in the walls of others: of compartments.
fn corners(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let edges = picture.frames.faces.iter().flat_map(|face| {
        let top = (grid.cell(face.top, face.left), grid.cell(face.top, face.top_right));
        let bottom = (grid.cell(face.bottom, face.bottom_left), grid.cell(face.bottom, face.bottom_right));
        [(top.0, Side::East), (top.1, Side::West), (bottom.0, Side::East), (bottom.1, Side::West)]
    });
    let is_wall = |cell: Cell| glyph(grid.at(cell)).is_some_and(|glyph| glyph.ports.is_upright());
    edges.filter(|&(cell, _)| is_wall(cell)).map(|(cell, side)| (cell, side, grid.at(grid.to(cell, side)))).collect()
}
