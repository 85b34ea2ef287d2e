//! Where lines and edges come to borders: with a junction of both, or without one though all others have theirs.
//!
//! [`Picture`] → [`Contact`]s that lack a junction. Where an author writes none, none is missing.

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::nets::Node;
use crate::diagram::ascii::mend::joints::joined;
use crate::diagram::ascii::recognise::Picture;

/// Columns from where a line comes to a border to the junction that is meant for it.
const BESIDE: usize = 2;

/// A cell of a border that a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram::ascii) struct Contact {
    pub(in crate::diagram::ascii) cell: Cell,
    /// The junction that belongs there.
    pub(in crate::diagram::ascii) c: char,
}

/// The contacts without a junction, by place; none where they are not few beside those of their kind that have one.
pub(in crate::diagram::ascii) fn contacts(picture: &Picture<'_>) -> Vec<Contact> {
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
            drawn += 1;
        } else if joined(c, side, line).is_some() {
            lacking.push((cell, side, line));
        }
    }
    let is_meant = drawn > 0 && lacking.len() <= drawn;
    if is_meant { lacking } else { Vec::new() }
}

/// Whether a junction to the same side stands beside, which no line comes to.
fn joins_beside(picture: &Picture<'_>, cell: Cell, side: Side) -> bool {
    beside(picture, cell, side).is_some()
}

/// The junction to a side that stands beside a cell of a border, in the same edge, and that no line comes to.
fn beside(picture: &Picture<'_>, cell: Cell, side: Side) -> Option<Cell> {
    let grid = &picture.grid;
    let is_idle = |at: &Cell| {
        let c = grid.at(*at);
        let goes_on = side.across().into_iter().all(|beside| picture.marks.at(grid.to(*at, beside)).has(beside.back()));
        let is_plus = c == '+' && goes_on && grid.is_blank(grid.to(*at, side.back()));
        let has_port = is_plus || glyph(c).is_some_and(|glyph| glyph.ports.has(side));
        has_port && grid.is_blank(grid.to(*at, side))
    };
    (1..=BESIDE).flat_map(|off| side.across().map(|beside| grid.by(cell, beside, off))).find(is_idle)
}

/// A line that comes to a border beside the junction that is meant for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram::ascii) struct Beside {
    /// The last cell of the line.
    pub(in crate::diagram::ascii) line: Cell,
    /// Where it comes to the border, and where the junction stands.
    pub(in crate::diagram::ascii) border: Cell,
    pub(in crate::diagram::ascii) joint: Cell,
    /// What belongs to each of the two.
    pub(in crate::diagram::ascii) chars: [char; 2],
}

/// The verticals that come to a border beside their junctions.
pub(in crate::diagram::ascii) fn besides(picture: &Picture<'_>) -> Vec<Beside> {
    let grid = &picture.grid;
    let found =
        ends(picture).into_iter().filter(|(_, side, _)| side.is_vertical()).filter_map(|(border, side, line)| {
            let c = grid.at(border);
            let is_plain = matches!(c, '-' | '=') || glyph(c).is_some_and(|glyph| !glyph.ports.any_upright());
            let joint = beside(picture, border, side).filter(|_| is_plain)?;
            // What stands between is a plain part of the edge.
            let (low, high) = (joint.min(border), joint.max(border));
            let is_edge = (low + 1..high).all(|cell| grid.at(cell) == c);
            let with = joined(c, side, line)?;
            Some(Beside { line: grid.to(border, side), border, joint, chars: [with, c] }).filter(|_| is_edge)
        });
    let mut found: Vec<Beside> = found.collect();
    found.sort_unstable();
    found.dedup();
    // One junction stands for one line.
    found.dedup_by_key(|beside| beside.joint);
    found
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
    let goes_on =
        |cell: Cell| Side::East.across().into_iter().all(|side| picture.marks.is_upright(grid.to(cell, side)));
    // A box that covers a corner of another one stands before it, and has no junction with it.
    let covers = |face: &Face, cell: Cell| {
        let mut others = picture.frames.at(cell).map(|other| &picture.frames.faces[other]);
        others.any(|other| other.top < face.top && face.top < other.bottom && other.bottom < face.bottom)
    };
    let is_wall = |face: &Face, cell: Cell| {
        let c = grid.at(cell);
        (matches!(c, '|' | '+') && goes_on(cell) && !covers(face, cell))
            || glyph(c).is_some_and(|glyph| glyph.ports.is_upright())
    };
    let edges = picture.frames.faces.iter().flat_map(|face| {
        let top = (grid.cell(face.top, face.left), grid.cell(face.top, face.top_right));
        let bottom = (grid.cell(face.bottom, face.bottom_left), grid.cell(face.bottom, face.bottom_right));
        let edges = [(top.0, Side::East), (top.1, Side::West), (bottom.0, Side::East), (bottom.1, Side::West)];
        edges.map(|(cell, side)| (cell, side, is_wall(face, cell)))
    });
    edges.filter(|&(.., is_wall)| is_wall).map(|(cell, side, _)| (cell, side, grid.at(grid.to(cell, side)))).collect()
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
