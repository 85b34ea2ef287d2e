//! Boxes whose walls do not stand under their corners, or that are too narrow for what they hold.
//!
//! [`Picture`] → [`Wall`]s with the columns where they stand and where they are meant, and [`Flaw`]s: one for every box.

use std::collections::BTreeMap;

use crate::diagram::Flaw;
use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::glyph::is_word;
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::mend::gaps::is_of_inner;
use crate::diagram::ascii::mend::lint::{DRIFT, NARROW, RAGGED};
use crate::diagram::ascii::mend::slips::Slip;
use crate::diagram::ascii::picture::shapes::{Shape, overrun, shapes, voted};
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::ascii::texts::Run;

/// One cell of a wall, or a corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram::ascii) struct Wall {
    pub(in crate::diagram::ascii) row: usize,
    /// Where it stands.
    pub(in crate::diagram::ascii) col: usize,
    /// Where it is meant.
    pub(in crate::diagram::ascii) meant: usize,
}

impl Wall {
    pub(in crate::diagram::ascii) const fn strays(self) -> bool {
        self.col != self.meant
    }
}

/// The walls and corners of a box, row by row, at the columns of its rectangle.
pub(in crate::diagram::ascii) fn walls(face: &Face, shape: Shape) -> Vec<Wall> {
    let (left, right) = (shape.left, shape.right);
    let mut walls = vec![
        Wall { row: face.top, col: face.left, meant: left },
        Wall { row: face.top, col: face.top_right, meant: right },
    ];
    for (row, sides) in (face.top + 1..).zip(&face.walls) {
        walls.extend(sides.left.map(|col| Wall { row, col, meant: left }));
        walls.extend(sides.right.map(|col| Wall { row, col, meant: right }));
    }
    walls.push(Wall { row: face.bottom, col: face.bottom_left, meant: left });
    walls.push(Wall { row: face.bottom, col: face.bottom_right, meant: right });
    walls
}

/// The boxes that are not straight.
pub(in crate::diagram::ascii) fn flaws(picture: &Picture<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut told: Vec<Cell> = Vec::new();
    let mut grown: Vec<usize> = Vec::new();
    let shapes = shapes(picture);
    for (index, (face, voted)) in picture.frames.faces.iter().zip(voted(picture)).enumerate() {
        let shape = shapes[index];
        let cell = |wall: &Wall| picture.grid.cell(wall.row, wall.col);
        // Where the box has to be wider, its own walls may be straight all the same.
        let mut stray = walls(face, Shape { top: shape.top, bottom: shape.bottom, ..voted });
        let is_lent =
            |wall: &Wall| wall.col < shape.right && is_of_inner(picture, &shapes, index, (wall.row, wall.col));
        // A wall of two boxes is told of once; where it is that of the inner box, the outer one is open.
        stray.retain(|wall| wall.strays() && !told.contains(&cell(wall)) && !is_lent(wall));
        if let Some(flaw) = narrow(picture, index, face) {
            flaws.push(flaw);
        } else if let Some(first) = stray.first() {
            flaws.push(ragged(picture, index, *first, &stray));
        } else {
            let is_straight = (shape.left, shape.right) == (voted.left, voted.right);
            grown.extend((!is_straight).then_some(index));
            continue;
        }
        told.extend(stray.iter().map(cell));
    }
    // A box that only makes room for another one is not at fault.
    if flaws.is_empty() {
        flaws.extend(grown.into_iter().map(|index| tight(picture, index, shapes[index])));
    }
    flaws
}

/// The box whose border slid aside in a row, if it was one.
pub(in crate::diagram::ascii) fn slid(picture: &Picture<'_>, slip: &Slip) -> Option<usize> {
    slip.cells.iter().find_map(|&cell| picture.frames.at(cell).next())
}

/// The rows that slid aside, one flaw for each box or line.
pub(in crate::diagram::ascii) fn slips(picture: &Picture<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut by_box: BTreeMap<usize, Vec<&Slip>> = BTreeMap::new();
    for slip in &picture.slips {
        if let Some(face) = slid(picture, slip) {
            by_box.entry(face).or_default().push(slip);
            continue;
        }
        let message = format!("the line stands {} here", aside(slip));
        let hint = "put it under the line above";
        flaws.push(Flaw { rule: DRIFT, span: picture.grid.span(&(slip.cell..=slip.cell)), message, hint });
    }
    for (face, slips) in by_box {
        let first = slips[0];
        let is_own = picture.frames.at(first.cell).any(|own| own == face);
        let what = if is_own { format!("the border of {}", name(picture, face)) } else { "what follows".to_owned() };
        let message = format!("{what} stands {} here{}", aside(first), more(slips.len()));
        let hint = "put each wall under the corner of the box";
        flaws.push(Flaw { rule: RAGGED, span: picture.grid.span(&(first.cell..=first.cell)), message, hint });
    }
    flaws
}

fn aside(slip: &Slip) -> String {
    format!("{} too far to the {}", columns(slip.by.unsigned_abs()), if slip.by > 0 { "right" } else { "left" })
}

/// How many more lines of a box are not straight.
fn more(rows: usize) -> String {
    match rows {
        1 => String::new(),
        2 => ", and 1 more of its lines is not straight".to_owned(),
        count => format!(", and {} more of its lines are not straight", count - 1),
    }
}

fn columns(count: usize) -> String {
    if count == 1 { "1 column".to_owned() } else { format!("{count} columns") }
}

/// A box whose walls stray.
fn ragged(picture: &Picture<'_>, index: usize, first: Wall, stray: &[Wall]) -> Flaw {
    let off = columns(first.col.abs_diff(first.meant));
    let side = if first.col > first.meant { "right" } else { "left" };
    let mut rows: Vec<usize> = stray.iter().map(|wall| wall.row).collect();
    rows.dedup();
    let lines = more(rows.len());
    let name = name(picture, index);
    let place = picture.grid.cell(first.row, first.col);
    let message = format!("the border of {name} stands {off} too far to the {side} here{lines}");
    let hint = "put each wall under the corner of the box";
    Flaw { rule: RAGGED, span: picture.grid.span(&(place..=place)), message, hint }
}

/// A box that has no room for a box in it, or is not as wide as the one that it stands on.
fn tight(picture: &Picture<'_>, index: usize, shape: Shape) -> Flaw {
    let face = &picture.frames.faces[index];
    let place = picture.grid.cell(face.top, face.top_right);
    let span = picture.grid.span(&(place..=place));
    let off = columns(shape.right.saturating_sub(face.top_right).max(face.left.saturating_sub(shape.left)).max(1));
    let name = name(picture, index);
    if picture.frames.parents.contains(&Some(index)) {
        let message = format!("{name} is {off} too narrow for what stands in it");
        return Flaw { rule: NARROW, span, message, hint: "make the box wider" };
    }
    let message = format!("{name} is {off} narrower than the box that it touches");
    Flaw { rule: RAGGED, span, message, hint: "give both boxes the same walls" }
}

/// What a box is called in a message.
pub(in crate::diagram::ascii) fn name(picture: &Picture<'_>, face: usize) -> String {
    const LONGEST: usize = 30;
    let label = &picture.model.boxes[face];
    let mut short: String = label.chars().take(LONGEST).collect();
    if short.len() < label.len() {
        short = format!("{}…", short.trim_end());
    }
    if short.is_empty() { "this box".to_owned() } else { format!("the box `{short}`") }
}

/// A line of a box that goes over both of its right corners.
fn narrow(picture: &Picture<'_>, index: usize, face: &Face) -> Option<Flaw> {
    let grid = &picture.grid;
    let pushed: Vec<usize> = overrun(face).map(|(row, _)| row).collect();
    // Most boxes have no such row, and need no look at all words.
    let blocks = if pushed.is_empty() { &[][..] } else { &picture.texts.blocks[..] };
    let own = blocks.iter().filter(|block| block.owner == Some(index)).flat_map(|block| &block.runs);
    let own = own.filter(|run| pushed.contains(&run.row));
    let inside = picture.texts.leaves[index].iter().chain(own);
    // A line that crosses the wall is no text.
    let inside = inside.filter(|run| run.row > face.top && run.row < face.bottom);
    let inside = inside.filter(|run| run.cells.clone().any(|cell| is_word(grid.at(cell))));
    let end = |run: &Run| grid.col(run.end()).saturating_add_signed(-face.slip(run.row));
    let long = inside.filter(|run| end(run) >= face.right()).max_by_key(|run| end(run))?;
    let text = grid.text(&long.cells);
    let off = columns(end(long) + 1 - face.right());
    let message = format!("`{}` is {off} too long for its box", text.trim());
    Some(Flaw { rule: NARROW, span: grid.span(&long.cells), message, hint: "make the box wider" })
}
