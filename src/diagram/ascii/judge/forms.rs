//! Drawings without boxes, each told by a form that nothing else has: chains, rows of arrows, forks, graphs of commits, time
//! lines.
//!
//! [`Picture`] → whether it is one of them. Must stay strict: plain texts have dashes, bars and slashes, too.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::glyph::{Side, glyph, is_word};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::nets::{Node, Terminal};
use crate::diagram::ascii::lines::strokes::Stroke;
use crate::diagram::ascii::recognise::Picture;

/// Columns of the shortest time line.
const LONG: usize = 16;
/// Rows with an arrow, joints, or lines between words that make a picture.
const FEWEST: (usize, usize, usize) = (2, 3, 3);

/// Whether the picture is one of the forms.
pub(in crate::diagram::ascii) fn is_drawn(picture: &Picture<'_>) -> bool {
    led_rows(picture) >= FEWEST.0
        || is_flow(picture)
        || (heads(picture) >= 2 && is_tangled(picture))
        || glued(picture) >= FEWEST.2
        || has_forks(picture)
        || has_time_line(picture)
}

/// Whether several arrows lead from text to text, and one of them comes from above or below.
fn is_flow(picture: &Picture<'_>) -> bool {
    let is_text = |end: &Terminal| matches!(end.node, Node::Text(_));
    let nets = picture.connections.nets.values();
    let led: Vec<_> = nets
        .filter(|net| net.terminals.len() >= 2 && net.terminals.iter().all(is_text))
        .filter(|net| net.terminals.iter().any(|end| end.has_head) && net.terminals.iter().any(|end| !end.has_head))
        .collect();
    led.len() >= FEWEST.1 && led.iter().any(|net| net.terminals.iter().any(|end| end.side.is_vertical()))
}

/// Lines that end in a head.
fn heads(picture: &Picture<'_>) -> usize {
    let is_led = |cell: Cell, stroke: Stroke| {
        let led = |side: Side| stroke.heads.has(side) && picture.strokes.has(picture.grid.to(cell, side.back()), side);
        Side::ALL.into_iter().any(led)
    };
    picture.strokes.cells().filter(|&(cell, stroke)| is_led(cell, stroke)).count()
}

/// Whether the only row is a chain of at least three texts with arrows between that are drawn with a shaft: `A ──▶ B ──▶ C`.
pub(in crate::diagram::ascii) fn is_chain(picture: &Picture<'_>) -> bool {
    let mut heads = picture.strokes.cells().filter(|(_, stroke)| !stroke.heads.is_empty());
    let is_drawn = |(cell, stroke): (Cell, Stroke)| {
        let shaft = |side: Side| {
            let mut cells = (1..=3).map(|steps| picture.grid.by(cell, side.back(), steps));
            let is_glyph = |cell: Cell| glyph(picture.grid.at(cell)).is_some();
            cells.all(|cell| picture.strokes.has(cell, side)) || (is_glyph(cell - 1) && is_glyph(cell - 2))
        };
        [Side::East, Side::West].into_iter().any(|side| stroke.heads.has(side) && shaft(side))
    };
    let edges = &picture.model.edges;
    edges.len() >= 2 && edges.len() + 1 == picture.model.texts.len() && heads.all(is_drawn)
}

/// Whether lines turn, meet or are marked, more than those of a text would.
fn is_tangled(picture: &Picture<'_>) -> bool {
    let joints = joints(picture);
    joints >= FEWEST.1 || (joints >= 2 && picture.strokes.cells().count() >= LONG * 2)
}

/// Corners and junctions of lines, and marks on them.
fn joints(picture: &Picture<'_>) -> usize {
    let is_mark = |cell: Cell| matches!(picture.grid.at(cell), 'o' | '*' | '●' | '○' | '◆');
    let is_joint = |cell: Cell, stroke: Stroke| {
        stroke.heads.is_empty() && stroke.ports.any_across() && (stroke.ports.any_upright() || is_mark(cell))
    };
    picture.strokes.cells().filter(|&(cell, stroke)| is_joint(cell, stroke)).count()
}

/// Rows in which a long arrow leads from one text to another, where hardly a row is of another kind.
fn led_rows(picture: &Picture<'_>) -> usize {
    let grid = &picture.grid;
    let is_text = |node: Node| matches!(node, Node::Text(_));
    let mut rows: BTreeSet<usize> = BTreeSet::new();
    for net in picture.connections.nets.values() {
        if let [one, other] = net.terminals.as_slice()
            && one.cell.abs_diff(other.cell) >= 3
            && grid.row(one.cell) == grid.row(other.cell)
            && one.has_head != other.has_head
            && is_text(one.node)
            && is_text(other.node)
        {
            rows.insert(grid.row(one.cell));
        }
    }
    if rows.len() * 3 >= filled(picture) * 2 { rows.len() } else { 0 }
}

/// Whether two diagonals lead from one text down to two others.
fn has_forks(picture: &Picture<'_>) -> bool {
    let mut branches: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
    for net in picture.connections.nets.values() {
        if let [upper, lower] = net.terminals.as_slice()
            && upper.side == Side::North
            && lower.side == Side::South
            && picture.strokes.at(upper.cell).slant.is_some()
        {
            branches.entry(upper.node).or_default().insert(lower.node);
        }
    }
    branches.values().any(|branches| branches.len() >= 2)
}

/// Plain lines from word to word without a blank: `A───B`.
fn glued(picture: &Picture<'_>) -> usize {
    let is_glued = |end: &Terminal| {
        let next = picture.grid.to(end.cell, end.side);
        !end.has_head && !end.side.is_vertical() && is_word(picture.grid.at(next))
    };
    let nets = picture.connections.nets.values();
    let found: Vec<Cell> = nets
        .filter(|net| net.terminals.len() == 2 && net.terminals.iter().all(is_glued))
        .map(|net| picture.grid.row(net.terminals[0].cell))
        .collect();
    let rows: BTreeSet<usize> = found.iter().copied().collect();
    if rows.len() * 2 >= filled(picture) { found.len() } else { 0 }
}

/// Rows with a character.
fn filled(picture: &Picture<'_>) -> usize {
    let grid = &picture.grid;
    let is_filled = |row: &usize| (0..grid.cols).any(|col| !grid.is_blank(grid.cell(*row, col)));
    (0..grid.rows).filter(is_filled).count()
}

/// Whether a long horizontal with a head has marks on it, with words over or under them.
fn has_time_line(picture: &Picture<'_>) -> bool {
    let grid = &picture.grid;
    let is_told = |cell: &&Cell| {
        let rows = [Side::North, Side::South].map(|side| grid.to(**cell, side));
        rows.into_iter().any(|row| [row - 1, row, row + 1].into_iter().any(|cell| picture.texts.at(cell).is_some()))
    };
    let is_mark = |cell: &&Cell| matches!(grid.at(**cell), '|' | '+' | 'o' | 'x' | '*' | '●' | '○' | '◆' | '│' | '┼');
    (0..grid.rows).any(|row| {
        let cells: Vec<Cell> = (0..grid.cols).map(|col| grid.cell(row, col)).collect();
        let lines = cells.split(|&cell| !picture.strokes.at(cell).ports.any_across());
        lines.filter(|line| line.len() >= LONG).any(|line| {
            let has_head = line.iter().any(|&cell| !picture.strokes.at(cell).heads.is_empty());
            has_head && line.iter().filter(is_mark).filter(is_told).count() >= 2
        })
    })
}
