//! Boxes whose walls do not stand under their corners, or that are too narrow for what they hold.
//!
//! [`Picture`] → [`Wall`]s with the columns where they stand and where they are meant, and [`Flaw`]s: one for every box.

use crate::diagram::Flaw;
use crate::diagram::ascii::faces::Face;
use crate::diagram::ascii::glyph::is_word;
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lint::{NARROW, RAGGED};
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::ascii::shapes::{Shape, shapes};

/// One cell of a wall, or a corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wall {
    pub(super) row: usize,
    /// Where it stands.
    pub(super) col: usize,
    /// Where it is meant.
    pub(super) meant: usize,
}

impl Wall {
    pub(super) const fn strays(self) -> bool {
        self.col != self.meant
    }
}

/// The walls and corners of a box, row by row, at the columns of its rectangle.
pub(super) fn walls(face: &Face, shape: Shape) -> Vec<Wall> {
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
pub(super) fn flaws(picture: &Picture<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut told: Vec<Cell> = Vec::new();
    for (index, (face, shape)) in picture.frames.faces.iter().zip(shapes(picture)).enumerate() {
        let cell = |wall: &Wall| picture.grid.cell(wall.row, wall.col);
        let mut stray = walls(face, shape);
        // A wall of two boxes is told of once.
        stray.retain(|wall| wall.strays() && !told.contains(&cell(wall)));
        let Some(first) = stray.first().copied() else { continue };
        told.extend(stray.iter().map(cell));
        flaws.push(narrow(picture, index, face).unwrap_or_else(|| {
            let off = first.col.abs_diff(first.meant);
            let columns = if off == 1 { "1 column".to_owned() } else { format!("{off} columns") };
            let side = if first.col > first.meant { "right" } else { "left" };
            let mut rows: Vec<usize> = stray.iter().map(|wall| wall.row).collect();
            rows.dedup();
            let lines = match rows.len() {
                1 => String::new(),
                count => format!(", and {} more of its lines are not straight", count - 1),
            };
            let name = name(picture, index);
            let place = cell(&first);
            let message = format!("the border of {name} stands {columns} too far to the {side} here{lines}");
            let hint = "put each wall under the corner of the box";
            Flaw { rule: RAGGED, span: picture.grid.span(&(place..=place)), message, hint }
        }));
    }
    flaws
}

/// What a box is called in a message.
pub(super) fn name(picture: &Picture<'_>, face: usize) -> String {
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
    let inside = picture.texts.leaves[index].iter().filter(|run| run.row > face.top && run.row < face.bottom);
    // A line that crosses the wall is no text.
    let inside = inside.filter(|run| run.cells.clone().any(|cell| is_word(grid.at(cell))));
    let long = inside.filter(|run| grid.col(run.end()) >= face.right()).max_by_key(|run| grid.col(run.end()))?;
    let text = grid.text(&long.cells);
    let off = grid.col(long.end()) + 1 - face.right();
    let columns = if off == 1 { "1 column".to_owned() } else { format!("{off} columns") };
    let message = format!("`{}` is {columns} too long for its box", text.trim());
    Some(Flaw { rule: NARROW, span: grid.span(&long.cells), message, hint: "make the box wider" })
}
