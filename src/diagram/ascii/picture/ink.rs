//! Strokes as lengths: segments and arrowheads of each net.
//!
//! [`Picture`] and shapes → [`Ink`]. A line goes to the wall where the wall is drawn, not where its characters stand.

use std::collections::BTreeMap;

use crate::diagram::ascii::boxes::faces::Corner;
use crate::diagram::ascii::glyph::{Ports, Side, Weight, glyph, is_hollow};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::nets::{Loose, Node, Reach, Tracer};
use crate::diagram::ascii::lines::strokes::Stroke;
use crate::diagram::ascii::picture::shapes::Shape;
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::svg::{PathData, Tenths};

/// Width and height of a cell, and the blank margin of a drawing.
pub(in crate::diagram::ascii) const CELL: (i64, i64) = (84, 170);
pub(in crate::diagram::ascii) const MARGIN: i64 = 100;
/// Length and half the width of an arrowhead.
const HEAD: (i64, i64) = (90, 40);
/// The radius of a mark on a line.
const KNOT: i64 = 30;
/// How far from its corner a rounded bend begins.
const BEND: i64 = 40;
/// What stays blank between words and a vertical that ends under them: letters go down almost to the edge of their row.
const GAP: i64 = 20;

/// A point of the drawing, in tenths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram::ascii) struct Point {
    pub(in crate::diagram::ascii) x: i64,
    pub(in crate::diagram::ascii) y: i64,
}

impl Point {
    /// The centre of a row and a column.
    pub(in crate::diagram::ascii) fn at(row: usize, col: usize) -> Self {
        let index = |at: usize| i64::try_from(at).unwrap_or(0);
        Self { x: MARGIN + index(col) * CELL.0 + CELL.0 / 2, y: MARGIN + index(row) * CELL.1 + CELL.1 / 2 }
    }

    fn shifted(self, side: Side, by: i64) -> Self {
        let (rows, cols) = side.step();
        Self { x: self.x + cols as i64 * by, y: self.y + rows as i64 * by }
    }

    /// Where a cell ends to a side.
    fn edge(self, side: Side) -> Self {
        self.shifted(side, if side.is_vertical() { CELL.1 / 2 } else { CELL.0 / 2 })
    }

    /// The same point, as far to a side as another.
    fn reaching(self, side: Side, other: Self) -> Self {
        if side.is_vertical() { Self { y: other.y, ..self } } else { Self { x: other.x, ..self } }
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram::ascii) enum Style {
    Light,
    Heavy,
    Double,
    Dashed,
}

impl Style {
    pub(in crate::diagram::ascii) fn of(weight: Weight, is_dashed: bool) -> Self {
        match weight {
            _ if is_dashed => Self::Dashed,
            Weight::Heavy => Self::Heavy,
            Weight::Double => Self::Double,
            Weight::None | Weight::Light => Self::Light,
        }
    }

    /// Its class; none for the plain line.
    pub(in crate::diagram::ascii) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Light => None,
            Self::Heavy => Some("dg-heavy"),
            Self::Double => Some("dg-double"),
            Self::Dashed => Some("dg-dash"),
        }
    }
}

/// What is drawn of one net.
#[derive(Debug, Clone, Default)]
pub(in crate::diagram::ascii) struct Ink {
    segments: BTreeMap<Style, Vec<(Point, Point)>>,
    /// Rounded bends: where each begins, its corner, where it ends.
    bends: BTreeMap<Style, Vec<[Point; 3]>>,
    heads: PathData,
    hollow: PathData,
}

impl Ink {
    /// The ink of all nets, by the cells that stand for them.
    pub(in crate::diagram::ascii) fn of(picture: &Picture<'_>, shapes: &[Shape]) -> BTreeMap<Cell, Self> {
        let quill = Quill { picture, shapes, tracer: picture.tracer() };
        let mut inks: BTreeMap<Cell, Self> = BTreeMap::new();
        for (cell, stroke) in picture.strokes.cells() {
            quill.draw(cell, stroke, inks.entry(picture.nets.root(cell)).or_default());
        }
        inks
    }

    /// Adds the strokes of a cell as they stand, to the edges of the cell.
    pub(in crate::diagram::ascii) fn add(&mut self, at: Point, ports: Ports, is_dashed: bool) {
        for side in Side::ALL.into_iter().filter(|&side| ports.has(side)) {
            self.line(at, at.edge(side), Style::of(ports.weight(side), is_dashed));
        }
    }

    pub(in crate::diagram::ascii) fn line(&mut self, from: Point, to: Point, style: Style) {
        if from != to {
            self.segments.entry(style).or_default().push((from.min(to), from.max(to)));
        }
    }

    /// The outlines to draw: lines by style, then full and hollow heads.
    pub(in crate::diagram::ascii) fn paths(mut self) -> Vec<(Option<&'static str>, PathData)> {
        let mut paths = Vec::new();
        for (style, segments) in &mut self.segments {
            let mut path = joined(segments);
            for [from, corner, to] in self.bends.remove(style).unwrap_or_default() {
                path.move_to(Tenths(from.x), Tenths(from.y));
                path.bend_to((Tenths(corner.x), Tenths(corner.y)), Tenths(to.x), Tenths(to.y));
            }
            paths.push((style.class(), path));
        }
        for (class, heads) in [("dg-head", self.heads), ("dg-head dg-hollow", self.hollow)] {
            if !heads.is_empty() {
                paths.push((Some(class), heads));
            }
        }
        paths
    }

    /// A mark on a line, or at the end of one.
    fn knot(&mut self, c: char, at: Point) {
        match c {
            'o' | '○' | '◇' => disc(&mut self.hollow, at),
            '*' | '●' | '•' | '◆' | '◉' => disc(&mut self.heads, at),
            _ => {}
        }
    }

    fn head(&mut self, tip: Point, side: Side, is_hollow: bool) {
        let base = tip.shifted(side.back(), HEAD.0);
        let [left, right] = side.across().map(|side| base.shifted(side, HEAD.1));
        let path = if is_hollow { &mut self.hollow } else { &mut self.heads };
        path.move_to(Tenths(tip.x), Tenths(tip.y));
        path.line_to(Tenths(left.x), Tenths(left.y)).line_to(Tenths(right.x), Tenths(right.y)).close();
    }
}

/// A small disc.
fn disc(path: &mut PathData, at: Point) {
    let point = |side: Side| at.shifted(side, KNOT);
    let corner = |one: Side, other: Side| {
        let corner = at.shifted(one, KNOT).shifted(other, KNOT);
        (Tenths(corner.x), Tenths(corner.y))
    };
    let start = point(Side::North);
    path.move_to(Tenths(start.x), Tenths(start.y));
    let sides = [Side::North, Side::East, Side::South, Side::West, Side::North];
    for pair in sides.windows(2) {
        let to = point(pair[1]);
        path.bend_to(corner(pair[0], pair[1]), Tenths(to.x), Tenths(to.y));
    }
    path.close();
}

/// One path of all segments: those that touch on one line as one.
fn joined(segments: &mut [(Point, Point)]) -> PathData {
    let mut path = PathData::default();
    let mut flat: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    let mut upright: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
    for (from, to) in segments.iter() {
        if from.y == to.y {
            flat.entry(from.y).or_default().push((from.x, to.x));
        } else if from.x == to.x {
            upright.entry(from.x).or_default().push((from.y, to.y));
        } else {
            path.move_to(Tenths(from.x), Tenths(from.y)).line_to(Tenths(to.x), Tenths(to.y));
        }
    }
    for (y, ranges) in flat {
        for (from, to) in merged(ranges) {
            path.move_to(Tenths(from), Tenths(y)).flat_to(Tenths(to));
        }
    }
    for (x, ranges) in upright {
        for (from, to) in merged(ranges) {
            path.move_to(Tenths(x), Tenths(from)).upright_to(Tenths(to));
        }
    }
    path
}

fn merged(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// The two sides of a rounded bend.
fn bend(c: char, stroke: Stroke) -> Option<(Side, Side)> {
    let is_round = matches!(c, '.' | ',' | '\'' | '`') || glyph(c).is_some_and(|glyph| glyph.is_round);
    let flat = [Side::East, Side::West].into_iter().find(|&side| stroke.ports.has(side))?;
    let upright = [Side::North, Side::South].into_iter().find(|&side| stroke.ports.has(side))?;
    (is_round && stroke.ports.count() == 2 && stroke.heads.is_empty()).then_some((flat, upright))
}

struct Quill<'a> {
    picture: &'a Picture<'a>,
    shapes: &'a [Shape],
    tracer: Tracer<'a>,
}

impl Quill<'_> {
    fn centre(&self, cell: Cell) -> Point {
        Point::at(self.picture.grid.row(cell), self.picture.grid.col(cell))
    }

    fn draw(&self, cell: Cell, stroke: Stroke, ink: &mut Ink) {
        let at = self.centre(cell);
        let c = self.picture.grid.at(cell);
        let is_border = self.picture.frames.is_border(cell);
        if let Some(slant) = stroke.slant {
            let corner = |side: Side| {
                let reach = self.tracer.slides(cell, side);
                // A line that does not slant is met where it stands.
                if let Reach::Line(next) = reach
                    && self.picture.strokes.at(next).slant.is_none()
                {
                    return self.centre(next);
                }
                let (end, cols) = if matches!(reach, Reach::Node(Node::Box(_))) {
                    (at.edge(side).edge(side), 2)
                } else {
                    (at.edge(side), 1)
                };
                Point { x: end.x + slant.aside(side) as i64 * cols * CELL.0 / 2, ..end }
            };
            ink.line(corner(Side::North), corner(Side::South), Style::Light);
        }
        ink.knot(c, at);
        if c == '|' && stroke.ports == Ports::ACROSS {
            ink.line(at.edge(Side::North), at.edge(Side::South), Style::Light);
        }
        let bend = bend(c, stroke);
        if let Some((one, other)) = bend {
            let style = Style::of(stroke.ports.weight(one), stroke.is_dashed);
            ink.bends.entry(style).or_default().push([at.shifted(one, BEND), at, at.shifted(other, BEND)]);
        }
        for side in Side::ALL {
            if stroke.heads.has(side) {
                let tip = if is_border { self.on_border(cell, side, at) } else { self.tip(cell, side, at) };
                ink.line(at, tip.shifted(side.back(), HEAD.0 / 2), Style::Light);
                ink.head(tip, side, is_hollow(c));
            } else if stroke.ports.has(side) {
                let style = Style::of(stroke.ports.weight(side), stroke.is_dashed);
                let reach = self.tracer.reach(Loose { cell, side, has_head: false });
                let is_arrow_alone = !stroke.heads.is_empty()
                    && !matches!(reach, Reach::Line(_) | Reach::Mended(..))
                    && self.picture.grid.is_blank(self.picture.grid.to(cell, side));
                let to = match reach {
                    // A sign of how many stands between.
                    Reach::Node(Node::Box(_)) if self.picture.texts.at(self.picture.grid.to(cell, side)).is_some() => {
                        at.edge(side)
                    }
                    Reach::Node(Node::Box(face)) => at.reaching(side, self.wall(face, side, at)),
                    Reach::Node(Node::Lane(lane)) => at.reaching(side, self.lane(lane, cell, side)),
                    Reach::Line(next) | Reach::Mended(next, _) => {
                        let there = self.centre(next);
                        if self.picture.grid.to(cell, side) == next && self.picture.strokes.has(next, side.back()) {
                            at.edge(side)
                        } else if there.x == at.x || there.y == at.y {
                            there
                        } else {
                            let turn = there.reaching(side, at.edge(side));
                            ink.line(at.edge(side), turn, style);
                            ink.line(turn, there, style);
                            at.edge(side)
                        }
                    }
                    // An arm of a crossing that leads nowhere stands for a line that the author moved.
                    Reach::Nothing if stroke.ports.count() > 2 => at,
                    _ if is_arrow_alone => at.edge(side).shifted(side, CELL.0 / 2),
                    Reach::Node(Node::Text(_)) if side == Side::North => at.edge(side).shifted(side.back(), GAP),
                    _ => at.edge(side),
                };
                ink.line(if bend.is_some() { at.shifted(side, BEND) } else { at }, to, style);
            }
        }
    }

    /// Where a message comes to a lane: at the near side of a bar on it.
    fn lane(&self, lane: usize, cell: Cell, side: Side) -> Point {
        let next = self.picture.grid.to(cell, side);
        let is_there = self.picture.lanes.at(next) == Some(lane);
        self.centre(if is_there { next } else { self.picture.lanes.tops[lane] })
    }

    /// The wall of a box that a line meets which comes to it from a point.
    fn wall(&self, face: usize, side: Side, from: Point) -> Point {
        let shape = &self.shapes[face];
        let (mut near, mut far) = (Point::at(shape.top, shape.left), Point::at(shape.bottom, shape.right));
        if let Some(notch) = self.picture.frames.faces[face].notch {
            // Beside the notch, the wall that points inwards stands for the outer one.
            let inner = Point::at(notch.row, notch.col);
            let [is_left, is_upper] = match notch.corner {
                None => [true, true],
                Some(Corner::TopRight) => [false, true],
                Some(Corner::BottomLeft) => [true, false],
                Some(Corner::BottomRight) => [false, false],
            };
            let is_beside = if is_upper { from.y < inner.y } else { from.y > inner.y };
            let is_under = if is_left { from.x < inner.x } else { from.x > inner.x };
            if is_beside && !side.is_vertical() {
                if is_left { near.x = inner.x } else { far.x = inner.x }
            }
            if is_under && side.is_vertical() {
                if is_upper { near.y = inner.y } else { far.y = inner.y }
            }
        }
        let off = |wall: &Point| if side.is_vertical() { wall.y.abs_diff(from.y) } else { wall.x.abs_diff(from.x) };
        if off(&near) <= off(&far) { near } else { far }
    }

    fn on_border(&self, cell: Cell, side: Side, at: Point) -> Point {
        match self.picture.frames.at(cell).next() {
            Some(face) => at.reaching(side, self.wall(face, side, at)),
            None => at,
        }
    }

    /// Where the point of an arrowhead goes.
    fn tip(&self, cell: Cell, side: Side, at: Point) -> Point {
        match self.tracer.reach(Loose { cell, side, has_head: true }) {
            Reach::Node(Node::Box(face)) => at.reaching(side, self.wall(face, side, at)),
            Reach::Node(Node::Lane(lane)) => at.reaching(side, self.lane(lane, cell, side)),
            Reach::Line(next) | Reach::Mended(next, _) => at.reaching(side, self.centre(next)),
            Reach::Node(Node::Text(_)) if side == Side::North => at.edge(side).shifted(side.back(), GAP),
            Reach::Node(Node::Text(_)) if side == Side::South => at.edge(side),
            _ if self.picture.grid.is_blank(self.picture.grid.to(cell, side)) => at.edge(side).shifted(side, 30),
            _ => at.edge(side),
        }
    }
}
