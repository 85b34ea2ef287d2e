//! From text to model: the stages of the recogniser in their order.
//!
//! 1. characters to cells ([`Grid`]), with the width of wide characters that closes more boxes;
//! 2. closed outlines ([`faces`]), of them those that are meant ([`Frames`]);
//! 3. lanes, flights, strokes, words; 4. nets and what they touch; 5. the graph ([`Model`]).

use std::collections::BTreeSet;

use crate::diagram::Fault;
use crate::diagram::ascii::boxes::faces::faces;
use crate::diagram::ascii::boxes::frames::Frames;
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::boxes::{bands, cornerless, drums, elbows};
use crate::diagram::ascii::grid::{Cell, Grid, Wide};
use crate::diagram::ascii::lines::connect::Connections;
use crate::diagram::ascii::lines::crossings::{crossings, join_forks};
use crate::diagram::ascii::lines::flights::Flights;
use crate::diagram::ascii::lines::lanes::Lanes;
use crate::diagram::ascii::lines::nets::{Nets, Tracer};
use crate::diagram::ascii::lines::strokes::Strokes;
use crate::diagram::ascii::mend::slips::{Rows, Slip, slips};
use crate::diagram::ascii::model::Model;
use crate::diagram::ascii::texts::Texts;

/// How many times fewer walls have to stray once the rows that slid are put back.
const CALM: usize = 3;

/// A picture with all that is known of it.
#[derive(Debug, Clone)]
pub(super) struct Picture<'a> {
    pub(super) grid: Grid<'a>,
    pub(super) marks: Marks,
    pub(super) frames: Frames,
    pub(super) lanes: Lanes,
    pub(super) flights: Flights,
    pub(super) strokes: Strokes,
    pub(super) texts: Texts,
    pub(super) nets: Nets,
    pub(super) connections: Connections,
    pub(super) model: Model,
    /// How wide characters were read.
    pub(super) wide: Wide,
    /// The rows that were put back before it was read.
    pub(super) slips: Vec<Slip>,
}

impl Picture<'_> {
    /// What lines are traced over.
    pub(super) fn tracer(&self) -> Tracer<'_> {
        Tracer {
            grid: &self.grid,
            frames: &self.frames,
            lanes: &self.lanes,
            flights: &self.flights,
            strokes: &self.strokes,
            texts: &self.texts,
        }
    }
}

/// Reads a picture.
///
/// # Errors
///
/// Where it is empty or too large.
pub(super) fn recognise(source: &str) -> Result<Picture<'_>, Fault> {
    Ok(picture(framed(source)?))
}

/// Reads a picture as it is drawn, though rows may have slid aside.
///
/// # Errors
///
/// Where it is empty or too large.
pub(super) fn recognise_plain(source: &str, wide: Wide) -> Result<Picture<'_>, Fault> {
    Ok(picture(boxed(Grid::read(source, wide)?, wide, Vec::new())))
}

/// Reads a picture with wide characters of a given width.
///
/// # Errors
///
/// Where it is empty or too large.
pub(super) fn recognise_as(source: &str, wide: Wide) -> Result<Picture<'_>, Fault> {
    Ok(picture(framed_as(source, wide)?))
}

/// What is known of a picture before lines are looked at.
struct Framed<'a> {
    grid: Grid<'a>,
    marks: Marks,
    frames: Frames,
    wide: Wide,
    slips: Vec<Slip>,
}

fn picture(framed: Framed<'_>) -> Picture<'_> {
    let Framed { grid, marks, frames, wide, slips } = framed;
    let lanes = Lanes::of(&grid, &marks, &frames);
    let strokes = Strokes::of(&grid, &marks, &frames, &lanes);
    let flights = Flights::of(&grid, &frames);
    let texts = Texts::of(&grid, &frames, &lanes, &flights, &strokes);
    let tracer =
        Tracer { grid: &grid, frames: &frames, lanes: &lanes, flights: &flights, strokes: &strokes, texts: &texts };
    let mut nets = Nets::of(&tracer, &crossings(&tracer));
    join_forks(&tracer, &mut nets);
    let connections = Connections::of(&tracer, &mut nets);
    let model = Model::of(&tracer, &connections);
    Picture { grid, marks, frames, lanes, flights, strokes, texts, nets, connections, model, wide, slips }
}

/// Finds the boxes under both readings of wide characters and keeps the one that closes more and strays less.
fn framed(source: &str) -> Result<Framed<'_>, Fault> {
    let two = framed_as(source, Wide::Two)?;
    if !two.grid.has_wide {
        return Ok(two);
    }
    let one = framed_as(source, Wide::One)?;
    let rank = |framed: &Framed<'_>| {
        (framed.frames.faces.len(), std::cmp::Reverse(framed.frames.strayed() + framed.slips.len()))
    };
    Ok(if rank(&one) > rank(&two) { one } else { two })
}

/// Finds the boxes as they are drawn, and with the rows put back that slid aside. Where boxes stray all over, a row tells
/// little of the next one.
fn framed_as(source: &str, wide: Wide) -> Result<Framed<'_>, Fault> {
    let plain = Grid::read(source, wide)?;
    let mut rows = slips(&plain);
    let mut back = None;
    // A stroke in the words of a box says nothing: without it, once more.
    for _ in 0..2 {
        if rows.is_empty() {
            break;
        }
        let found = put_back(&plain, wide, &rows);
        let is_meant = |slip: &Slip| {
            let is_border = |cell: &Cell| found.frames.is_border(*cell);
            slip.cells.iter().any(is_border) || slip.cells.iter().all(|&cell| found.frames.leaf(cell).is_none())
        };
        let count = rows.len();
        let meant: BTreeSet<usize> =
            found.slips.iter().filter(|slip| is_meant(slip)).map(|slip| found.grid.row(slip.cell)).collect();
        rows.retain(|row, _| meant.contains(row));
        if rows.len() == count {
            back = Some(found);
            break;
        }
    }
    let plain = boxed(plain, wide, Vec::new());
    let Some(back) = back else { return Ok(plain) };
    let (was, is) = (plain.frames.faces.len(), back.frames.faces.len());
    let is_straight = back.frames.strayed() * CALM <= plain.frames.strayed();
    Ok(if is > was || (is == was && is_straight) { back } else { plain })
}

fn put_back<'a>(plain: &Grid<'a>, wide: Wide, rows: &Rows) -> Framed<'a> {
    let grid = plain.edited(rows);
    let found = rows.iter().filter_map(|(&row, mended)| {
        let &(col, by) = mended.cols.first()?;
        let cells = mended.cols.iter().map(|&(col, _)| grid.cell(row, col)).collect();
        let changes = mended.edits.iter().map(|&edit| plain.change(row, edit)).collect();
        Some(Slip { cell: grid.cell(row, col), cells, by, changes })
    });
    let found = found.collect();
    boxed(grid, wide, found)
}

fn boxed(grid: Grid<'_>, wide: Wide, slips: Vec<Slip>) -> Framed<'_> {
    let marks = Marks::of(&grid);
    let mut found = faces(&grid, &marks);
    found.extend(cornerless::faces(&grid, &marks));
    found.extend(drums::faces(&grid, &marks));
    found.extend(elbows::faces(&grid, &marks));
    let slipped = bands::faces(&grid, &marks, &found);
    found.extend(slipped);
    let frames = Frames::of(&grid, &marks, found);
    Framed { grid, marks, frames, wide, slips }
}
