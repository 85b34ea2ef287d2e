//! Labels that are links, or may become links.
//!
//! Pieces → [`Anchor`]s, in reading order: `[[…]]` wherever it stands, and whole lines that name something. Words at
//! lines are never names.

use std::ops::RangeInclusive;

use crate::diagram::ascii::glyph::is_word;
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::picture::pieces::{Piece, Role};
use crate::diagram::{Label, Outline, Target};

/// Characters of the longest line that may be a name.
const LONGEST_NAME: usize = 100;

/// A label inside of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The piece, by its index.
    pub(super) piece: usize,
    /// The cells of the label, brackets included.
    pub(super) cells: RangeInclusive<Cell>,
    /// What is shown.
    pub(super) shown: String,
    /// The name that is looked up.
    pub(super) name: String,
    pub(super) target: Target,
}

/// Finds the labels of all pieces.
pub(super) fn anchors(grid: &Grid<'_>, pieces: &[Piece]) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let before = anchors.len();
        wiki_links(grid, index, piece, &mut anchors);
        let names = matches!(piece.role, Role::Inside(_) | Role::Node(_));
        if anchors.len() > before || !names {
            continue;
        }
        let text = grid.text(&piece.cells).trim().to_owned();
        if text.chars().count() <= LONGEST_NAME && text.chars().any(is_word) {
            let cells = piece.cells.clone();
            anchors.push(Anchor { piece: index, cells, shown: text.clone(), name: text, target: Target::Name });
        }
    }
    anchors
}

fn wiki_links(grid: &Grid<'_>, index: usize, piece: &Piece, anchors: &mut Vec<Anchor>) {
    let twice = |cell: Cell, c: char| grid.at(cell) == c && grid.at(cell + 1) == c;
    let (mut cell, end) = (*piece.cells.start(), *piece.cells.end());
    let mut open = None;
    while cell < end {
        if twice(cell, '[') {
            open = Some(cell);
            cell += 2;
            continue;
        }
        if let Some(start) = open.filter(|start| twice(cell, ']') && cell > start + 2) {
            let name = grid.text(&(start + 2..=cell - 1)).trim().to_owned();
            let shown = name.rsplit('|').next().unwrap_or_default().trim().to_owned();
            if !shown.is_empty() {
                anchors.push(Anchor { piece: index, cells: start..=cell + 1, shown, name, target: Target::Wiki });
            }
            open = None;
            cell += 1;
        }
        cell += 1;
    }
}

/// The labels with their bytes in the source.
pub(super) fn outline(grid: &Grid<'_>, anchors: Vec<Anchor>) -> Outline {
    let label = |anchor: Anchor| Label { span: grid.span(&anchor.cells), text: anchor.name, target: anchor.target };
    Outline { labels: anchors.into_iter().map(label).collect(), ..Outline::default() }
}
