//! From text to model: the stages of the recogniser in their order.
//!
//! 1. characters to cells ([`Grid`]), with the width of wide characters that closes more boxes;
//! 2. closed outlines ([`faces`]), of them those that are meant ([`Frames`]);
//! 3. lanes, flights, strokes, words; 4. nets and what they touch; 5. the graph ([`Model`]).

use crate::diagram::Fault;
use crate::diagram::ascii::connect::Connections;
use crate::diagram::ascii::crossings::crossings;
use crate::diagram::ascii::faces::faces;
use crate::diagram::ascii::flights::Flights;
use crate::diagram::ascii::frames::Frames;
use crate::diagram::ascii::grid::{Grid, Wide};
use crate::diagram::ascii::lanes::Lanes;
use crate::diagram::ascii::marks::Marks;
use crate::diagram::ascii::model::Model;
use crate::diagram::ascii::nets::{Nets, Tracer};
use crate::diagram::ascii::strokes::Strokes;
use crate::diagram::ascii::texts::Texts;
use crate::diagram::ascii::{cornerless, drums, elbows};

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

/// Reads a picture with wide characters of a given width.
///
/// # Errors
///
/// Where it is empty or too large.
pub(super) fn recognise_as(source: &str, wide: Wide) -> Result<Picture<'_>, Fault> {
    Ok(picture(framed_as(source, wide)?))
}

type Framed<'a> = (Grid<'a>, Marks, Frames, Wide);

fn picture((grid, marks, frames, wide): Framed<'_>) -> Picture<'_> {
    let lanes = Lanes::of(&grid, &marks, &frames);
    let strokes = Strokes::of(&grid, &marks, &frames, &lanes);
    let flights = Flights::of(&grid, &frames);
    let texts = Texts::of(&grid, &frames, &lanes, &flights, &strokes);
    let tracer =
        Tracer { grid: &grid, frames: &frames, lanes: &lanes, flights: &flights, strokes: &strokes, texts: &texts };
    let mut nets = Nets::of(&tracer, &crossings(&tracer));
    let connections = Connections::of(&tracer, &mut nets);
    let model = Model::of(&tracer, &connections);
    Picture { grid, marks, frames, lanes, flights, strokes, texts, nets, connections, model, wide }
}

/// Finds the boxes under both readings of wide characters and keeps the one that closes more and strays less.
fn framed(source: &str) -> Result<Framed<'_>, Fault> {
    let two = framed_as(source, Wide::Two)?;
    if !two.0.has_wide {
        return Ok(two);
    }
    let one = framed_as(source, Wide::One)?;
    let rank = |frames: &Frames| (frames.faces.len(), std::cmp::Reverse(frames.strayed()));
    Ok(if rank(&one.2) > rank(&two.2) { one } else { two })
}

fn framed_as(source: &str, wide: Wide) -> Result<Framed<'_>, Fault> {
    let grid = Grid::read(source, wide)?;
    let marks = Marks::of(&grid);
    let mut found = faces(&grid, &marks);
    found.extend(cornerless::faces(&grid, &marks));
    found.extend(drums::faces(&grid, &marks));
    found.extend(elbows::faces(&grid, &marks));
    let frames = Frames::of(&grid, &marks, found);
    Ok((grid, marks, frames, wide))
}
