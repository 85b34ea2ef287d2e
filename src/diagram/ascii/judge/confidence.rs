//! How much of a picture is understood: the share of its lines that are part of a box or of a connection.
//!
//! [`Picture`] → a [`Flaw`] where that is little, or nothing. Must never say so of trees, packets and time lines,
//! whose lines join nothing.

use std::collections::BTreeSet;

use crate::diagram::Flaw;
use crate::diagram::ascii::glyph::glyph;
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::judge::detect::{Kind, kind};
use crate::diagram::ascii::judge::forms;
use crate::diagram::ascii::mend::lint::{DOUBT, EMPTY};
use crate::diagram::ascii::recognise::Picture;

/// Cells of lines below which there is nothing to doubt.
const FEWEST: usize = 12;
/// The share below which the drawing is doubtful, in percent.
const LEAST: usize = 50;

/// What is to be said of the whole picture.
pub(in crate::diagram::ascii) fn flaw(picture: &Picture<'_>) -> Option<Flaw> {
    let model = &picture.model;
    let grid = &picture.grid;
    let first = grid.cells().find(|&cell| !grid.is_blank(cell))?;
    let span = grid.span(&(first..=first));
    let is_other = || matches!(kind(grid.source(), picture), Kind::Tree | Kind::Packet | Kind::Table);
    let (known, all) = share(picture);
    if model.boxes.is_empty() && model.edges.is_empty() && all < FEWEST && !is_other() {
        let message = "there is no box and no connection in the diagram".to_owned();
        return Some(Flaw { rule: EMPTY, span, message, hint: "take `text` as the language of the fence" });
    }
    if all < FEWEST || known * 100 >= all * LEAST || is_other() || forms::is_drawn(picture) {
        return None;
    }
    let message = format!("only {} % of the lines are part of a box or of a connection", known * 100 / all);
    let hint = "close the boxes and draw the lines up to what they join, or keep it as text by `{diagram=off}`";
    Some(Flaw { rule: DOUBT, span, message, hint })
}

/// The cells of lines that are understood, and all of them.
fn share(picture: &Picture<'_>) -> (usize, usize) {
    let Picture { grid, frames, lanes, strokes, nets, .. } = picture;
    let joined: BTreeSet<Cell> = picture.model.edges.iter().map(|edge| edge.net).collect();
    let (mut known, mut all) = (0, 0);
    for cell in grid.cells().filter(|&cell| !grid.is_blank(cell)) {
        let is_border = frames.is_border(cell) || lanes.at(cell).is_some();
        let is_stroke = strokes.is_line(cell);
        let is_text = !is_border && !is_stroke && glyph(grid.at(cell)).is_some() && frames.leaf(cell).is_none();
        all += usize::from(is_border || is_stroke || is_text);
        known += usize::from(is_border || (is_stroke && joined.contains(&nets.root(cell))));
    }
    (known, all)
}
