//! Where lines and edges come to borders: with a junction of both, or without one though all others have theirs.
//!
//! [`Picture`] → [`Contact`]s that lack a junction. Where an author writes none, none is missing.

use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::joints::joined;
use crate::diagram::ascii::nets::Node;
use crate::diagram::ascii::recognise::Picture;

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
    let (framed, plain) = corners(picture).into_iter().partition(|(cell, ..)| glyph(picture.grid.at(*cell)).is_some());
    let kinds = [
        upright,
        flat,
        framed,
        plain,
        partitions(picture),
        messages(picture),
        participants(picture),
        branches(picture),
    ];
    let mut ends: Vec<End> = kinds.iter().flat_map(|ends| lacking(picture, ends)).collect();
    ends.sort_unstable();
    ends.dedup();
    // Lines may come to a cell from several sides.
    let joined = |ends: &[End]| {
        let cell = ends.first()?.0;
        let c = ends.iter().try_fold(picture.grid.at(cell), |c, &(_, side, line)| joined(c, side, line))?;
        Some(Contact { cell, c })
    };
    ends.chunk_by(|one, other| one.0 == other.0).filter_map(joined).collect()
}

/// Where a line ends: the cell of the border, the side that the line comes from, its character.
type End = (Cell, Side, char);

fn lacking(picture: &Picture<'_>, ends: &[End]) -> Vec<End> {
    let (mut lacking, mut drawn) = (Vec::new(), 0);
    for &(cell, side, line) in ends {
        let c = picture.grid.at(cell);
        let has = glyph(c).map_or(c == '+', |glyph| glyph.ports.has(side));
        if has {
            drawn += 1;
        } else if joins_beside(picture, cell, side) {
            // It is that one which the line means.
        } else if joined(c, side, line).is_some() {
            lacking.push((cell, side, line));
        }
    }
    let is_meant = drawn > 0 && lacking.len() <= drawn;
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
        let is_one_style = glyph(line).is_some() == glyph(grid.at(border)).is_some();
        let is_contact = picture.frames.is_border(border) && is_one_style && !is_corner(picture, border, end.side);
        is_contact.then_some((border, end.side.back(), line))
    });
    touching.collect()
}

/// Whether the border does not run on to both sides of a cell.
fn is_corner(picture: &Picture<'_>, cell: Cell, side: Side) -> bool {
    let runs_on = |next: Side| {
        let next_cell = picture.grid.to(cell, next);
        picture.frames.is_border(next_cell) && picture.marks.at(next_cell).has(next.back())
    };
    !side.across().into_iter().all(runs_on)
}

/// The ends of messages without a head at a lane.
fn messages(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let ends = picture.nets.terminals.iter().filter(|end| !end.has_head && matches!(end.node, Node::Lane(_)));
    let touching = ends.filter_map(|end| {
        let lane = grid.to(end.cell, end.side);
        let line = grid.at(end.cell);
        let is_one_style = glyph(line).is_some() == glyph(grid.at(lane)).is_some();
        (picture.lanes.at(lane).is_some() && is_one_style).then_some((lane, end.side.back(), line))
    });
    touching.collect()
}

/// The upper ends of lanes at the boxes that they belong to.
fn participants(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let tops = picture.lanes.tops.iter().map(|&top| (top, Side::South, grid.at(grid.to(top, Side::South))));
    let is_end = |&(top, side, lane): &End| {
        let is_one_style = glyph(lane).is_some() == glyph(grid.at(top)).is_some();
        picture.frames.is_border(top) && is_one_style && !is_corner(picture, top, side)
    };
    tops.filter(is_end).collect()
}

/// The corners of boxes in the edges of others: of cells beside each other.
fn partitions(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let corners = picture.frames.faces.iter().flat_map(|face| {
        let top = [face.left, face.top_right].map(|col| (grid.cell(face.top, col), Side::South));
        let bottom = [face.bottom_left, face.bottom_right].map(|col| (grid.cell(face.bottom, col), Side::North));
        top.into_iter().chain(bottom)
    });
    let is_edge = |cell: Cell| {
        let c = grid.at(cell);
        let runs_on = Side::North.across().into_iter().all(|side| picture.frames.is_border(grid.to(cell, side)));
        runs_on && (matches!(c, '+' | '-') || glyph(c).is_some_and(|glyph| glyph.ports.is_across()))
    };
    let mut found: Vec<End> = corners
        .filter(|&(cell, _)| is_edge(cell))
        .map(|(cell, side)| (cell, side, grid.at(grid.to(cell, side))))
        .collect();
    // Two cells share a corner.
    found.sort_unstable();
    found.dedup();
    found
}

/// The corners of boxes in the walls of others: of compartments.
fn corners(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let edges = picture.frames.faces.iter().flat_map(|face| {
        let top = (grid.cell(face.top, face.left), grid.cell(face.top, face.top_right));
        let bottom = (grid.cell(face.bottom, face.bottom_left), grid.cell(face.bottom, face.bottom_right));
        [(top.0, Side::East), (top.1, Side::West), (bottom.0, Side::East), (bottom.1, Side::West)]
    });
    let goes_on =
        |cell: Cell| Side::East.across().into_iter().all(|side| picture.marks.is_upright(grid.to(cell, side)));
    let is_wall = |cell: Cell| {
        let c = grid.at(cell);
        (matches!(c, '|' | '+') && goes_on(cell)) || glyph(c).is_some_and(|glyph| glyph.ports.is_upright())
    };
    edges.filter(|&(cell, _)| is_wall(cell)).map(|(cell, side)| (cell, side, grid.at(grid.to(cell, side)))).collect()
}

/// The branches of trees in the words of a box.
fn branches(picture: &Picture<'_>) -> Vec<End> {
    let grid = &picture.grid;
    let leads = |cell: Cell, side: Side| glyph(grid.at(cell)).is_some_and(|glyph| glyph.ports.has(side));
    let is_branch = |cell: &Cell| {
        let next = grid.to(*cell, Side::East);
        let is_stem = leads(*cell, Side::South) && !leads(*cell, Side::West) && leads(next, Side::West);
        is_stem && picture.frames.leaf(*cell).is_some() && !picture.frames.is_border(*cell)
    };
    let cells = grid.cells().filter(is_branch);
    cells.map(|cell| (cell, Side::East, grid.at(grid.to(cell, Side::East)))).collect()
}
