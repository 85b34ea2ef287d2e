//! The words to draw, piece by piece, each with what it is in the picture.
//!
//! [`Picture`] → [`Piece`]s in reading order. Every character that is no stroke is in exactly one piece. Drawing and
//! outline go over the same list, so that a label has one number.

use std::ops::RangeInclusive;

use crate::diagram::ascii::glyph::glyph;
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::recognise::Picture;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) enum Role {
    /// A line of a box, or words in a box with boxes.
    Inside(usize),
    /// A text that an edge touches, by its block.
    Node(usize),
    /// Words at a line, by the cell that stands for its net.
    Label(Cell),
    /// Words that stand alone.
    Note,
    /// A character of a border that is no stroke.
    Loose,
}

/// Text of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Piece {
    pub(in crate::diagram::ascii) cells: RangeInclusive<Cell>,
    pub(in crate::diagram::ascii) role: Role,
}

/// All texts of a picture, in reading order.
pub(in crate::diagram::ascii) fn pieces(picture: &Picture<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (face, runs) in picture.texts.leaves.iter().enumerate() {
        for run in runs {
            words_between_guides(picture, &run.cells, Role::Inside(face), &mut pieces);
        }
    }
    for (index, block) in picture.texts.blocks.iter().enumerate() {
        let role = match (picture.connections.labels.get(&index), block.owner) {
            _ if picture.model.texts.contains_key(&index) => Role::Node(index),
            (Some(&net), _) => Role::Label(net),
            (None, Some(owner)) => Role::Inside(owner),
            (None, None) => Role::Note,
        };
        pieces.extend(block.runs.iter().map(|run| Piece { cells: run.cells.clone(), role }));
    }
    let is_odd = |cell: &Cell| {
        picture.frames.is_border(*cell)
            && !picture.grid.is_blank(*cell)
            && !picture.marks.is_in_border(&picture.grid, *cell)
            && !picture.frames.is_of_drum(*cell)
            && !picture.strokes.is_line(*cell)
    };
    pieces.extend(picture.grid.cells().filter(is_odd).map(|cell| Piece { cells: cell..=cell, role: Role::Loose }));
    pieces.sort_by_key(|piece| *piece.cells.start());
    pieces
}

/// The words of a line of a box, without the guides of a tree that stand between them.
fn words_between_guides(picture: &Picture<'_>, cells: &RangeInclusive<Cell>, role: Role, pieces: &mut Vec<Piece>) {
    let is_word = |cell: Cell| !picture.grid.is_blank(cell) && glyph(picture.grid.at(cell)).is_none();
    let mut open: Option<RangeInclusive<Cell>> = None;
    for cell in cells.clone() {
        if is_word(cell) {
            open = Some(open.map_or(cell..=cell, |piece| *piece.start()..=cell));
        } else if !picture.grid.is_blank(cell) {
            pieces.extend(open.take().map(|cells| Piece { cells, role }));
        }
    }
    pieces.extend(open.map(|cells| Piece { cells, role }));
}
