//! Flights of messages between two parties, as protocols are told: two names on top, what each says under its name, and
//! arrows in the middle.
//!
//! Grid and frames → [`Flights`]. An arrow touches nothing: its ends are the names, its label is what its sender says since
//! the arrow before. Must stay strict: a list of names and what they became has arrows in a column, too.

use std::ops::RangeInclusive;

use crate::diagram::ascii::boxes::frames::Frames;
use crate::diagram::ascii::glyph::{Side, arrow, glyph};
use crate::diagram::ascii::grid::{Cell, Grid};

/// Cells of the shortest arrow.
const SHORTEST: usize = 4;
/// Columns between the two names.
const APART: usize = 6;

/// The messages of a picture; none where it is not told so.
#[derive(Debug, Clone, Default)]
pub(in crate::diagram::ascii) struct Flights {
    /// The names of the parties, the left one first.
    pub(in crate::diagram::ascii) parties: Vec<Cell>,
    pub(in crate::diagram::ascii) sent: Vec<Flight>,
    /// The rows with the names and with arrows: what stands under them is said anew.
    rows: Vec<usize>,
}

/// One arrow with what is sent.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Flight {
    pub(in crate::diagram::ascii) arrow: RangeInclusive<Cell>,
    /// Whether it points to the left, and whether to the right.
    pub(in crate::diagram::ascii) heads: [bool; 2],
    /// A cell of each line of what is sent.
    pub(in crate::diagram::ascii) words: Vec<Cell>,
}

impl Flights {
    pub(in crate::diagram::ascii) fn of(grid: &Grid<'_>, frames: &Frames) -> Self {
        if !frames.faces.is_empty() {
            return Self::default();
        }
        found(grid).unwrap_or_default()
    }

    /// Whether the words of a row are the last of what is said.
    pub(in crate::diagram::ascii) fn ends_at(&self, row: usize) -> bool {
        self.rows.binary_search(&row).is_ok()
    }
}

fn found(grid: &Grid<'_>) -> Option<Flights> {
    let [left, right] = <[_; 2]>::try_from(phrases(grid, 0)).ok()?;
    let mut arrows: Vec<(usize, Flight)> = Vec::new();
    for row in 1..grid.rows {
        let mut found = words(grid, row).into_iter().filter_map(|word| read(grid, word));
        let (first, second) = (found.next(), found.next());
        if second.is_some() {
            return None;
        }
        arrows.extend(first.map(|flight| (row, flight)));
    }
    let start = arrows.iter().map(|(_, flight)| grid.col(*flight.arrow.start())).max()?;
    let end = arrows.iter().map(|(_, flight)| grid.col(*flight.arrow.end())).min()?;
    let first = arrows.iter().map(|(_, flight)| grid.col(*flight.arrow.start())).min()?;
    let last = arrows.iter().map(|(_, flight)| grid.col(*flight.arrow.end())).max()?;
    let is_between = grid.col(*left.end()) < end
        && grid.col(*left.start()) < first
        && grid.col(*right.start()) > start
        && grid.col(*right.end()) > last
        && left.end() + APART < *right.start();
    let goes = |side: usize| arrows.iter().any(|(_, flight)| flight.heads[side]);
    if start >= end || !is_between || arrows.len() < 2 || !goes(0) || !goes(1) {
        return None;
    }
    let middle = usize::midpoint(start, end);
    let rows: Vec<usize> = [0].into_iter().chain(arrows.iter().map(|(row, _)| *row)).collect();
    let mut sent = Vec::new();
    for (index, (row, mut flight)) in arrows.into_iter().enumerate() {
        for at in rows[index] + 1..=row {
            let phrases = phrases(grid, at);
            let before = phrases.iter().rfind(|phrase| grid.col(*phrase.end()) < middle);
            let behind = phrases.iter().find(|phrase| grid.col(*phrase.start()) > middle);
            let is_apart =
                phrases.iter().all(|phrase| grid.col(*phrase.end()) < middle || grid.col(*phrase.start()) > middle);
            // Who gets a message says nothing in its row.
            let is_told = (before.is_none() || flight.heads[1]) && (behind.is_none() || flight.heads[0]);
            if !(if at == row { is_told } else { is_apart }) {
                return None;
            }
            flight.words.extend(before.filter(|_| flight.heads[1]).map(|phrase| *phrase.end()));
            flight.words.extend(behind.filter(|_| flight.heads[0]).map(|phrase| *phrase.start()));
        }
        sent.push(flight);
    }
    Some(Flights { parties: vec![*left.start(), *right.start()], sent, rows })
}

/// The stretches of a row without blanks.
fn words(grid: &Grid<'_>, row: usize) -> Vec<RangeInclusive<Cell>> {
    stretches(grid, row, 1)
}

/// The words of a row that stand together: no arrow among them.
fn phrases(grid: &Grid<'_>, row: usize) -> Vec<RangeInclusive<Cell>> {
    let mut phrases = stretches(grid, row, 2);
    phrases.retain(|phrase| read(grid, phrase.clone()).is_none());
    phrases
}

/// The stretches of a row with fewer than so many blanks between.
fn stretches(grid: &Grid<'_>, row: usize, blanks: usize) -> Vec<RangeInclusive<Cell>> {
    let mut found: Vec<RangeInclusive<Cell>> = Vec::new();
    let start = grid.cell(row, 0);
    for cell in (start..start + grid.cols).filter(|&cell| !grid.is_blank(cell)) {
        match found.last_mut() {
            Some(last) if last.end() + blanks >= cell => *last = *last.start()..=cell,
            _ => found.push(cell..=cell),
        }
    }
    found
}

/// An arrow that stands alone.
fn read(grid: &Grid<'_>, cells: RangeInclusive<Cell>) -> Option<Flight> {
    let (start, end) = (*cells.start(), *cells.end());
    let points = |cell: Cell, side: Side, plain: char| grid.at(cell) == plain || arrow(grid.at(cell)).has(side);
    let heads = [points(start, Side::West, '<'), points(end, Side::East, '>')];
    let is_shaft = |cell: Cell| {
        matches!(grid.at(cell), '-' | '=')
            || glyph(grid.at(cell)).is_some_and(|glyph| glyph.ports.is_across() && !glyph.ports.any_upright())
    };
    let shaft = start + usize::from(heads[0])..end + usize::from(!heads[1]);
    let is_arrow = end + 1 >= start + SHORTEST && heads != [false; 2] && shaft.into_iter().all(is_shaft);
    is_arrow.then(|| Flight { arrow: cells, heads, words: Vec::new() })
}
