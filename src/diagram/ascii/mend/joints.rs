//! Lines that meet without a junction, that go on a column beside, or that lead to nothing.
//!
//! [`Picture`] → [`Flaw`]s, and the [`Change`]s that mend them.

use crate::diagram::Flaw;
use crate::diagram::ascii::glyph::{Glyph, Ports, Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::nets::{Loose, Mend, Node};
use crate::diagram::ascii::mend::contacts::{besides, contacts};
use crate::diagram::ascii::mend::lint::{ARROW, Change, DRIFT, JUNCTION};
use crate::diagram::ascii::recognise::Picture;
use crate::text::Span;

/// Cells from where a line comes to the junction that it may mean.
const NEAR_JOINT: usize = 3;

/// What the recogniser had to take as meant.
pub(in crate::diagram::ascii) fn flaws(picture: &Picture<'_>) -> Vec<Flaw> {
    let span = |cell: Cell| picture.grid.span(&(cell..=cell));
    let mut found = Vec::new();
    for mend in &picture.nets.mends {
        match *mend {
            Mend::Junction { at } => {
                if let Some(c) = junction(picture, at).filter(|_| is_meant(picture, at)) {
                    let message = "a line meets another one without a junction".to_owned();
                    let hint = if c == '+' { "write `+` here" } else { "write the junction here" };
                    found.push(Flaw { rule: JUNCTION, span: span(at), message, hint });
                }
            }
            Mend::Drift { to } if drifts_down(picture, to) => {
                let message = "the line goes on a column beside".to_owned();
                found.push(Flaw { rule: DRIFT, span: span(to), message, hint: "put it under the line above" });
            }
            Mend::Drift { .. } => {}
        }
    }
    for contact in contacts(picture) {
        let message = "a line meets a border without a junction".to_owned();
        found.push(Flaw { rule: JUNCTION, span: span(contact.cell), message, hint: "write the junction here" });
    }
    for beside in besides(picture) {
        let off = if beside.joint.abs_diff(beside.border) == 1 { "a column" } else { "two columns" };
        let message = format!("the line stands {off} beside its junction");
        found.push(Flaw { rule: DRIFT, span: span(beside.line), message, hint: "put one under the other" });
    }
    let from_box = |cell: Cell| {
        let root = picture.nets.root(cell);
        let mut ends = picture.nets.terminals.iter().filter(|end| picture.nets.root(end.cell) == root);
        ends.clone().all(|end| !end.has_head) && ends.any(|end| matches!(end.node, Node::Box(_)))
    };
    for end in picture.nets.loose.iter().filter(|end| {
        end.has_head && has_shaft(picture, end.cell, end.side) && is_alone(picture, end) && from_box(end.cell)
    }) {
        let message = "the arrow points at nothing".to_owned();
        let hint = "draw it up to what it means";
        found.push(Flaw { rule: ARROW, span: span(end.cell), message, hint });
    }
    found
}

/// Rows and columns over which a line is followed for its other junctions.
const LONGEST_TRUNK: usize = 60;

/// Whether a junction is lacking for sure: not in a tree of directories, nor where ASCII does without.
fn is_meant(picture: &Picture<'_>, at: Cell) -> bool {
    let grid = &picture.grid;
    let is_flat = picture.strokes.at(at).ports.is_across();
    let [back, on] = if is_flat { Side::North.across() } else { Side::East.across() };
    // The sides from which a line comes to it.
    let comes = |cell: Cell, side: Side| picture.strokes.has(grid.to(cell, side), side.back());
    let [one, other] = back.across();
    let met = || [one, other].into_iter().filter(|&side| comes(at, side) && !picture.strokes.has(at, side));
    // Beside a junction or a corner with no line of its own it is that one which the line means; also a few cells off.
    let is_idle = |cell: Cell| {
        let turns = |glyph: Glyph| if is_flat { glyph.ports.any_upright() } else { glyph.ports.any_across() };
        let joins = grid.at(cell) == '+' || glyph(grid.at(cell)).is_some_and(turns);
        joins && !picture.frames.is_border(cell) && met().any(|side| !comes(cell, side))
    };
    if [back, on].into_iter().any(|side| (1..=NEAR_JOINT).any(|steps| is_idle(grid.by(at, side, steps)))) {
        return false;
    }
    if let Some(glyph) = glyph(grid.at(at)) {
        return glyph.ports.is_across() != glyph.ports.is_upright() && glyph.ports.count() == 2;
    }
    let run = |side: Side| (1..LONGEST_TRUNK).map(move |steps| grid.by(at, side, steps));
    if is_flat {
        let ends = |side: Side| run(side).map(|cell| grid.at(cell)).find(|c| !matches!(c, '-' | '=')) == Some('+');
        return matches!(grid.at(at), '-' | '=') && ends(back) && ends(on);
    }
    // Of the lines that come to an upright, most have their junction.
    let (mut drawn, mut lacking) = (0, 0);
    for side in [back, on] {
        for cell in run(side).take_while(|&cell| matches!(grid.at(cell), '|' | '+')) {
            let is_met = [one, other].into_iter().any(|side| comes(cell, side));
            match grid.at(cell) {
                '+' if is_met => drawn += 1,
                _ => lacking += usize::from(is_met),
            }
        }
    }
    grid.at(at) == '|' && drawn > lacking
}

/// Whether a plain vertical goes on a column beside under another one, neither of them a wall of something.
fn drifts_down(picture: &Picture<'_>, to: Cell) -> bool {
    let is_plain = |cell: Cell| glyph(picture.grid.at(cell)).is_none_or(|glyph| !glyph.ports.any_across());
    let above = picture.grid.to(to, Side::North);
    let ends = [above - 1, above + 1];
    let mut from = ends.into_iter().filter(|&end| picture.strokes.has(end, Side::South));
    // Bars between words part the columns of a table.
    let stands_alone =
        |cell: Cell| [-2, -1, 1, 2].into_iter().all(|by| picture.grid.is_blank(picture.grid.aside(cell, by)));
    let is_line = |from: Cell| picture.grid.at(from) != '|' || (stands_alone(from) && stands_alone(to));
    is_plain(to) && from.next().is_some_and(|from| is_plain(from) && is_line(from)) && from.next().is_none()
}

/// Whether nothing stands near the tip of an arrow.
fn is_alone(picture: &Picture<'_>, end: &Loose) -> bool {
    const NEAR: usize = 4;
    let grid = &picture.grid;
    let is_clear = |steps: usize| {
        let at = grid.by(end.cell, end.side, steps);
        let [one, other] = end.side.across();
        [at, grid.to(at, one), grid.to(at, other)].into_iter().all(|cell| grid.is_blank(cell))
    };
    // A head set into a line comes to what the line is of.
    let [one, other] = end.side.across();
    if [one, other].into_iter().any(|side| picture.strokes.has(grid.to(end.cell, side), side.back())) {
        return false;
    }
    let most = if end.side.is_vertical() { 2 } else { NEAR };
    let (row, col) = (grid.row(end.cell), grid.col(end.cell));
    // At the rim of the picture an arrow leads out of it.
    let leaves = match end.side {
        Side::North => row == 0,
        Side::South => row + 1 == grid.rows,
        Side::West => col < NEAR,
        Side::East => col + NEAR >= grid.cols,
    };
    !leaves && (1..=most).all(is_clear)
}

/// Whether a head ends a line and is no sign in a text.
fn has_shaft(picture: &Picture<'_>, cell: Cell, side: Side) -> bool {
    let back = picture.grid.to(cell, side.back());
    let further = picture.grid.to(back, side.back());
    picture.strokes.has(back, side) && (picture.strokes.is_line(further) || picture.frames.is_border(further))
}

/// The junction of a stroke and of the lines that come to it.
fn junction(picture: &Picture<'_>, at: Cell) -> Option<char> {
    let grid = &picture.grid;
    let mut c = grid.at(at);
    for side in Side::ALL {
        let next = grid.to(at, side);
        if picture.strokes.has(next, side.back()) && !picture.strokes.has(at, side) {
            c = joined(c, side, grid.at(next))?;
        }
    }
    (c != grid.at(at)).then_some(c)
}

/// A stroke with one more side, as heavy as the line that comes to it; `None` where no character is that.
pub(in crate::diagram::ascii) fn joined(c: char, side: Side, line: char) -> Option<char> {
    if matches!(c, '-' | '|' | '+' | '=') {
        return Some('+');
    }
    let old = glyph(c)?;
    if old.ports.has(side) {
        return Some(c);
    }
    let weight = glyph(line).map_or(Ports::of(side), |glyph| glyph.ports.only(side.back()).turned());
    let wanted = old.ports.plus(weight);
    let mut all = ('\u{2500}'..='\u{257f}').filter(|&c| glyph(c).is_some_and(|glyph| glyph.ports == wanted));
    all.next()
}

/// The missing junctions.
pub(in crate::diagram::ascii) fn junctions(picture: &Picture<'_>) -> Vec<Vec<Change>> {
    let mut cells: Vec<Cell> = picture
        .nets
        .mends
        .iter()
        .filter_map(|mend| if let Mend::Junction { at } = *mend { Some(at) } else { None })
        .filter(|&at| is_meant(picture, at))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    let change = |cell: Cell, c: char| vec![(picture.grid.span(&(cell..=cell)), c.to_string())];
    let inner = cells.into_iter().filter_map(|cell| Some(change(cell, junction(picture, cell)?)));
    inner.chain(contacts(picture).into_iter().map(|contact| change(contact.cell, contact.c))).collect()
}

/// The drifting lines, each straight.
pub(in crate::diagram::ascii) fn drifts(picture: &Picture<'_>) -> Vec<Vec<Change>> {
    let ways = |to: Cell| {
        let mut runs = Vec::new();
        for (end, side) in ends(picture, to) {
            let from_left = picture.grid.col(end) < picture.grid.col(to);
            runs.push(run(picture, to, side, if from_left { Side::West } else { Side::East }));
            runs.push(run(picture, end, side.back(), if from_left { Side::East } else { Side::West }));
        }
        runs.sort_by_key(Vec::len);
        runs
    };
    let mends = picture.nets.mends.iter();
    let cells = mends.filter_map(|mend| if let Mend::Drift { to } = *mend { Some(to) } else { None });
    let cells = cells.filter(|&to| drifts_down(picture, to));
    let moved = besides(picture).into_iter().map(|beside| {
        let change = |cell: Cell, c: char| (picture.grid.span(&(cell..=cell)), c.to_string());
        vec![change(beside.border, beside.chars[0]), change(beside.joint, beside.chars[1])]
    });
    cells.flat_map(ways).filter(|run| !run.is_empty()).chain(moved).collect()
}

/// The ends a column beside from which a line goes on at a cell, with the way from there.
fn ends(picture: &Picture<'_>, to: Cell) -> Vec<(Cell, Side)> {
    let grid = &picture.grid;
    let mut found = Vec::new();
    for side in [Side::South, Side::North] {
        let behind = grid.to(to, side.back());
        for end in [behind - 1, behind + 1] {
            if picture.strokes.has(end, side) && grid.is_blank(grid.to(end, side)) {
                found.push((end, side));
            }
        }
    }
    found
}

/// The cells of a vertical from an end on, each put a column to a side; empty where something is in the way.
fn run(picture: &Picture<'_>, from: Cell, side: Side, aside: Side) -> Vec<Change> {
    let grid = &picture.grid;
    let mut changes = Vec::new();
    let mut cell = from;
    while picture.strokes.is_line(cell) && !picture.frames.is_border(cell) {
        let stroke = picture.strokes.at(cell);
        let (near, far) = (grid.to(cell, aside), grid.to(cell, aside.back()));
        if stroke.ports.any_across() || !grid.is_blank(near) || !grid.is_blank(far) {
            return Vec::new();
        }
        let text = grid.cluster(cell);
        // A blank goes from one side of the stroke to the other; at the end of a line there is none.
        let (low, high) = (cell.min(near), cell.max(near));
        let span = grid.span(&(low..=high));
        let is_last = grid.span(&(high..=high)).is_empty();
        if aside == Side::East {
            let near = grid.span(&(near..=near));
            let own = grid.span(&(cell..=cell));
            let end = if is_last { own.end } else { near.end };
            changes.push((Span { start: own.start, end }, format!(" {text}")));
        } else {
            let rest = if grid.span(&(far..=far)).is_empty() { "" } else { " " };
            changes.push((span, format!("{text}{rest}")));
        }
        cell = grid.to(cell, side);
    }
    changes
}
