//! The drawing: boxes in boxes, lines, words.
//!
//! [`Picture`] → SVG. One text element for every piece, one group for every box and every net. Colours are for the style
//! sheet. Must leave out nothing: a picture of which a character is not drawn is a fault.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::diagram::ascii::boxes::elbows::Notch;
use crate::diagram::ascii::boxes::faces::{Corner, Face};
use crate::diagram::ascii::data::id;
use crate::diagram::ascii::describe::describe;
use crate::diagram::ascii::glyph::{Ports, Side, Weight, glyph};
use crate::diagram::ascii::grid::{Cell, Grid, fault};
use crate::diagram::ascii::lines::nets::Node;
use crate::diagram::ascii::outline::{Anchor, anchors};
use crate::diagram::ascii::picture::ink::{CELL, Ink, MARGIN, Point, Style};
use crate::diagram::ascii::picture::pieces::{Piece, Role, pieces};
use crate::diagram::ascii::picture::shapes::{Shape, shapes};
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::svg::{PathData, Tenths, Writer};
use crate::diagram::{Drawing, Dress, Fault, Target};

/// From the centre of a row to the line that words stand on.
const BASELINE: i64 = 46;
/// The radius of round corners, and of those of all other boxes in the style sheet.
const ROUND: (i64, i64) = (80, 30);
/// How far apart the two strokes of a double border are.
const DOUBLE: i64 = 32;

/// Draws a picture.
///
/// # Errors
///
/// Where a character would be lost.
pub(in crate::diagram::ascii) fn draw(
    source: &str,
    picture: &Picture<'_>,
    dress: &Dress<'_>,
) -> Result<Drawing, Fault> {
    let pieces = pieces(picture);
    let anchors = anchors(&picture.grid, &pieces);
    let shapes = shapes(picture);
    let inks = Ink::of(picture, &shapes);
    let title = dress.title.map_or_else(|| "Diagram".to_owned(), str::to_owned);
    let description = describe(picture);
    let mut easel = Easel {
        picture,
        dress,
        pieces: &pieces,
        anchors: &anchors,
        shapes: &shapes,
        svg: Writer::default(),
        drawn: vec![false; picture.grid.len()],
    };
    easel.begin(&title, &description);
    easel.boxes();
    easel.lanes();
    easel.lines(inks);
    easel.words();
    let (svg, drawn) = (easel.svg.finish(), easel.drawn);
    let grid = &picture.grid;
    if let Some(lost) = grid.cells().find(|&cell| !grid.is_blank(cell) && !grid.is_continued(cell) && !drawn[cell]) {
        return Err(Fault {
            span: grid.span(&(lost..=lost)),
            ..fault(source, "a character of the diagram would be lost in the drawing", "show it as text")
        });
    }
    Ok(Drawing { svg, title, description, faults: Vec::new() })
}

struct Easel<'a> {
    picture: &'a Picture<'a>,
    dress: &'a Dress<'a>,
    pieces: &'a [Piece],
    anchors: &'a [Anchor],
    shapes: &'a [Shape],
    svg: Writer,
    /// The cells that are drawn.
    drawn: Vec<bool>,
}

fn tenths(cells: usize, size: i64) -> i64 {
    i64::try_from(cells).unwrap_or(0) * size
}

/// Words in a border: whether in the upper edge, and from where to where.
type Gap = (bool, i64, i64);

fn gaps(grid: &Grid<'_>, face: &Face) -> Vec<Gap> {
    let gap = |title: &RangeInclusive<Cell>| {
        let mut words = title.clone().filter(|&cell| !grid.is_blank(cell));
        let (first, last) = (words.next()?, words.next_back());
        let row = grid.row(first);
        let x = |cell: Cell| Point::at(row, grid.col(cell)).x;
        Some((row == face.top, x(first) - CELL.0, x(last.unwrap_or(first)) + CELL.0))
    };
    let mut gaps: Vec<Gap> = face.titles.iter().filter_map(gap).collect();
    // As the outline runs: along the upper edge to the right, along the lower one back.
    gaps.sort_by_key(|&(is_upper, start, _)| (!is_upper, if is_upper { start } else { -start }));
    gaps
}

/// The outline of a rectangle in strokes and gaps, clockwise from its upper left corner.
fn dashes((from, to): (Point, Point), round: i64, gaps: &[Gap]) -> String {
    let (width, height) = (to.x - from.x - 2 * round, to.y - from.y - 2 * round);
    let bend = round * 11 / 7;
    let lower = width + bend + height + bend;
    let whole = 2 * (lower + bend);
    let mut lengths = Vec::new();
    let mut at = 0;
    for &(is_upper, start, end) in gaps {
        let (start, end) = if is_upper {
            (start - from.x - round, end - from.x - round)
        } else {
            (lower + to.x - round - end, lower + to.x - round - start)
        };
        let (start, end) = (start.max(at), end.max(at));
        lengths.extend([start - at, end - start]);
        at = end;
    }
    lengths.extend([(whole - at).max(0), 0]);
    let mut text = String::new();
    for length in lengths {
        if !text.is_empty() {
            text.push(' ');
        }
        Tenths(length).write(&mut text);
    }
    text
}

impl Easel<'_> {
    fn begin(&mut self, title: &str, description: &str) {
        let grid = &self.picture.grid;
        let right = self.shapes.iter().map(|shape| shape.right + 1).max().unwrap_or(0).max(grid.cols);
        let width = Tenths(tenths(right, CELL.0) + 2 * MARGIN);
        let height = Tenths(tenths(grid.rows, CELL.1) + 2 * MARGIN);
        let mut view = "0 0 ".to_owned();
        width.write(&mut view);
        view.push(' ');
        height.write(&mut view);
        let role = if self.dress.hrefs.iter().any(Option::is_some) { "group" } else { "img" };
        let (title_id, text_id) = (format!("{}-t", self.dress.id), format!("{}-d", self.dress.id));
        let svg = self.svg.begin("svg").attr("class", "dg dg-ascii").attr("role", role);
        svg.attr("aria-labelledby", &format!("{title_id} {text_id}"));
        svg.number("width", width).number("height", height).attr("viewBox", &view);
        svg.begin("title").attr("id", &title_id).text(title).end();
        svg.begin("desc").attr("id", &text_id).text(description).end();
    }

    /// The boxes from the outside to the inside, each a group with its words.
    fn boxes(&mut self) {
        let frames = &self.picture.frames;
        let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (face, parent) in frames.parents.iter().enumerate() {
            children.entry(*parent).or_default().push(face);
        }
        let mut words: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            if let Role::Inside(face) = piece.role {
                words.entry(face).or_default().push(index);
            }
        }
        // A box is left when its children are done; `None` ends its group.
        let mut pending: Vec<Option<usize>> =
            children.get(&None).into_iter().flatten().rev().map(|&face| Some(face)).collect();
        let mut depth = 0;
        while let Some(next) = pending.pop() {
            let Some(face) = next else {
                self.svg.end();
                depth -= 1;
                continue;
            };
            self.frame(face, depth);
            for &piece in words.get(&face).into_iter().flatten() {
                self.piece(piece);
            }
            depth += 1;
            pending.push(None);
            pending.extend(children.get(&Some(face)).into_iter().flatten().rev().map(|&face| Some(face)));
        }
    }

    /// Begins the group of a box and draws its border and the guides in it.
    fn frame(&mut self, face: usize, depth: usize) {
        let shape = self.shapes[face];
        let mut class = "dg-box".to_owned();
        if depth % 2 == 1 {
            class.push_str(" dg-alt");
        }
        if let Some(style) = Style::of(shape.weight, shape.is_dashed).class() {
            class.push(' ');
            class.push_str(style);
        }
        let id = format!("{}-{}", self.dress.id, id(Node::Box(face)));
        self.svg.begin("g").attr("class", &class).attr("id", &id);
        let gaps = gaps(&self.picture.grid, &self.picture.frames.faces[face]);
        if let Some(notch) = self.picture.frames.faces[face].notch {
            self.elbow(shape, notch);
        } else {
            self.rect(shape, 0, &gaps);
        }
        if shape.weight == Weight::Double && self.picture.frames.faces[face].notch.is_none() {
            self.rect(shape, DOUBLE, &gaps);
        }
        for &cell in &self.picture.frames.faces[face].cells {
            let is_stroke = self.picture.marks.is_in_border(&self.picture.grid, cell);
            self.drawn[cell] |= is_stroke || self.picture.frames.is_of_drum(cell);
        }
        if let Some(row) = self.picture.frames.faces[face].lid.filter(|&row| row > shape.top) {
            self.lid(shape, row);
        }
        let mut guides = Ink::default();
        for cell in self.picture.texts.leaves[face].iter().flat_map(|run| run.cells.clone()) {
            if let Some(glyph) = glyph(self.picture.grid.at(cell)) {
                guides.add(self.centre(cell), glyph.ports, glyph.is_dashed);
                self.drawn[cell] = true;
            }
        }
        self.paths(guides, Some("dg-guide"));
    }

    /// The border of an L, clockwise from its upper edge.
    fn elbow(&mut self, shape: Shape, notch: Notch) {
        let (from, to) = (Point::at(shape.top, shape.left), Point::at(shape.bottom, shape.right));
        let inner = Point::at(notch.row, notch.col);
        let corner = |x: i64, y: i64, is_cut: bool| {
            // The notch has three corners in the place of one.
            let cut = [(x, inner.y), (inner.x, inner.y), (inner.x, y)];
            let is_turned = (x == from.x) == (y == from.y);
            match (is_cut, is_turned) {
                (false, _) => vec![(x, y)],
                (true, true) => cut.to_vec(),
                (true, false) => cut.into_iter().rev().collect(),
            }
        };
        let mut points = corner(from.x, from.y, notch.corner.is_none());
        points.extend(corner(to.x, from.y, notch.corner == Some(Corner::TopRight)));
        points.extend(corner(to.x, to.y, notch.corner == Some(Corner::BottomRight)));
        points.extend(corner(from.x, to.y, notch.corner == Some(Corner::BottomLeft)));
        let mut path = PathData::default();
        for (index, (x, y)) in points.into_iter().enumerate() {
            if index == 0 {
                path.move_to(Tenths(x), Tenths(y));
            } else {
                path.line_to(Tenths(x), Tenths(y));
            }
        }
        path.close();
        self.svg.begin("path").attr("class", "dg-elbow").attr("d", path.as_str()).end();
    }

    /// The front of a lid: an arc from wall to wall.
    fn lid(&mut self, shape: Shape, row: usize) {
        let (from, to) = (Point::at(row, shape.left), Point::at(row, shape.right));
        let mut path = PathData::default();
        let corner = (Tenths(i64::midpoint(from.x, to.x)), Tenths(from.y + CELL.1 / 2));
        path.move_to(Tenths(from.x), Tenths(from.y)).bend_to(corner, Tenths(to.x), Tenths(to.y));
        self.svg.begin("path").attr("class", "dg-guide").attr("d", path.as_str()).end();
    }

    /// A border, left open where words are set into it.
    fn rect(&mut self, shape: Shape, inset: i64, gaps: &[Gap]) {
        let (from, to) = (Point::at(shape.top, shape.left), Point::at(shape.bottom, shape.right));
        self.svg.begin("rect");
        self.svg.number("x", Tenths(from.x + inset)).number("y", Tenths(from.y + inset));
        self.svg.number("width", Tenths((to.x - from.x - 2 * inset).max(1)));
        self.svg.number("height", Tenths((to.y - from.y - 2 * inset).max(1)));
        if shape.is_round {
            self.svg.attr("rx", "8");
        }
        if !gaps.is_empty() {
            let round = if shape.is_round { ROUND.0 } else { ROUND.1 };
            let at = (Point { x: from.x + inset, y: from.y + inset }, Point { x: to.x - inset, y: to.y - inset });
            self.svg.attr("stroke-dasharray", &dashes(at, round, gaps));
        }
        self.svg.end();
    }

    fn lanes(&mut self) {
        let grid = &self.picture.grid;
        let mut rows: BTreeMap<usize, (Cell, Cell)> = BTreeMap::new();
        for cell in grid.cells() {
            if let Some(lane) = self.picture.lanes.at(cell) {
                rows.entry(lane).or_insert((cell, cell)).1 = cell;
                self.drawn[cell] = true;
            }
        }
        if rows.is_empty() {
            return;
        }
        let mut ink = Ink::default();
        for (from, to) in rows.into_values() {
            for row in grid.row(from)..=grid.row(to) {
                let cell = grid.cell(row, grid.col(from));
                let is_bar = [cell - 1, cell + 1].map(|side| self.picture.lanes.at(side).is_some());
                if is_bar == [true; 2] {
                    for cell in cell - 1..=cell + 1 {
                        ink.add(self.centre(cell), self.picture.marks.at(cell), false);
                    }
                } else if self.picture.texts.at(cell).is_none() {
                    ink.add(self.centre(cell), Ports::UPRIGHT, false);
                }
                let below = grid.to(cell, Side::South);
                if row == grid.row(to) && self.picture.frames.is_border(below) {
                    ink.line(self.centre(cell), self.centre(below), Style::Light);
                }
                let above = grid.to(cell, Side::North);
                if cell == from && self.picture.frames.is_border(above) {
                    ink.line(self.centre(above), self.centre(cell), Style::Light);
                }
            }
        }
        self.svg.begin("g").attr("class", "dg-lanes");
        self.paths(ink, None);
        self.svg.end();
    }

    /// The nets: those with edges as groups that say what they join, the others as they are.
    fn lines(&mut self, inks: BTreeMap<Cell, Ink>) {
        for (cell, _) in self.picture.strokes.cells() {
            self.drawn[cell] = true;
        }
        let mut edges: BTreeMap<Cell, (Vec<Node>, Vec<Node>)> = BTreeMap::new();
        for edge in &self.picture.model.edges {
            let (from, to) = edges.entry(edge.net).or_default();
            if !from.contains(&edge.from) {
                from.push(edge.from);
            }
            if !to.contains(&edge.to) {
                to.push(edge.to);
            }
        }
        let mut labels: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            if let Role::Label(net) = piece.role {
                labels.entry(net).or_default().push(index);
            }
        }
        let ids = |nodes: &[Node]| nodes.iter().map(|&node| id(node)).collect::<Vec<_>>().join(" ");
        for (index, (net, ink)) in inks.into_iter().enumerate() {
            self.svg.begin("g").attr("class", "dg-edge");
            if let Some((from, to)) = edges.get(&net) {
                self.svg.attr("id", &format!("{}-e{index}", self.dress.id));
                self.svg.attr("data-from", &ids(from)).attr("data-to", &ids(to));
            }
            self.paths(ink, None);
            for piece in labels.remove(&net).into_iter().flatten() {
                self.piece(piece);
            }
            self.svg.end();
        }
        for piece in labels.into_values().flatten() {
            self.piece(piece);
        }
    }

    /// The words that stand in no box and at no line.
    fn words(&mut self) {
        for (index, piece) in self.pieces.iter().enumerate() {
            if matches!(piece.role, Role::Node(_) | Role::Note | Role::Loose) {
                self.piece(index);
            }
        }
    }

    fn paths(&mut self, ink: Ink, always: Option<&str>) {
        for (class, path) in ink.paths() {
            let class: Vec<&str> = always.into_iter().chain(class).collect();
            self.svg.begin("path");
            if !class.is_empty() {
                self.svg.attr("class", &class.join(" "));
            }
            self.svg.attr("d", path.as_str()).end();
        }
    }

    fn centre(&self, cell: Cell) -> Point {
        Point::at(self.picture.grid.row(cell), self.picture.grid.col(cell))
    }

    /// Where a piece begins: in a row whose left wall strays, as far from that wall as the author set it.
    fn slid(&self, index: usize) -> Point {
        let piece = &self.pieces[index];
        let start = self.centre(*piece.cells.start());
        let Role::Inside(face) = piece.role else { return start };
        let (grid, frame, shape) = (&self.picture.grid, &self.picture.frames.faces[face], self.shapes[face]);
        let row = grid.row(*piece.cells.start());
        let walls = row.checked_sub(frame.top + 1).and_then(|at| frame.walls.get(at));
        let Some(left) = walls.and_then(|walls| walls.left) else { return start };
        let (wanted, last) = (tenths(shape.left, CELL.0) - tenths(left, CELL.0), grid.col(*piece.cells.end()));
        // Towards the right, only as far as there is room.
        let room = (tenths(shape.right, CELL.0) - tenths(last + 1, CELL.0)).max(0);
        Point { x: start.x + wanted.min(room), ..start }
    }

    /// One text element: the words of a piece, those of them that are links as links.
    fn piece(&mut self, index: usize) {
        let cells = self.pieces[index].cells.clone();
        self.drawn[cells.clone()].fill(true);
        let first = self.anchors.partition_point(|anchor| anchor.piece < index);
        let own = self.anchors[first..].iter().take_while(|anchor| anchor.piece == index);
        let own: Vec<(usize, &Anchor)> = own.enumerate().map(|(at, anchor)| (first + at, anchor)).collect();
        let wiki = own.iter().any(|(_, anchor)| anchor.target == Target::Wiki);
        let whole = own.first().filter(|(_, anchor)| anchor.target == Target::Name);
        let href = whole.and_then(|(at, _)| self.href(*at));
        if let Some(href) = &href {
            self.svg.begin("a").attr("href", href);
        }
        let width = tenths(cells.end() - cells.start() + 1, CELL.0);
        let shown: usize = own.iter().map(|(_, anchor)| anchor.shown.chars().count()).sum();
        let start = self.slid(index);
        // A label that is a link and nothing else stays in the middle of where it stood.
        let alone = wiki && own.len() == 1 && own[0].1.cells == cells;
        let indent = if alone { (width - tenths(shown, CELL.0)).max(0) / 2 } else { 0 };
        self.svg.begin("text");
        self.svg.number("x", Tenths(start.x - CELL.0 / 2 + indent)).number("y", Tenths(start.y + BASELINE));
        if wiki {
            self.linked(&cells, &own);
        } else {
            self.svg.number("textLength", Tenths(width)).text(&self.picture.grid.text(&cells));
        }
        self.svg.end();
        if href.is_some() {
            self.svg.end();
        }
    }

    fn href(&self, anchor: usize) -> Option<String> {
        self.dress.hrefs.get(anchor).cloned().flatten()
    }

    /// Words with wiki-links among them, without the brackets.
    fn linked(&mut self, cells: &RangeInclusive<Cell>, own: &[(usize, &Anchor)]) {
        let mut at = *cells.start();
        for (index, anchor) in own {
            if *anchor.cells.start() > at {
                self.svg.text(&self.picture.grid.text(&(at..=anchor.cells.start() - 1)));
            }
            let href = self.href(*index);
            if let Some(href) = &href {
                self.svg.begin("a").attr("href", href);
            }
            self.svg.text(&anchor.shown);
            if href.is_some() {
                self.svg.end();
            }
            at = anchor.cells.end() + 1;
        }
        if at <= *cells.end() {
            self.svg.text(&self.picture.grid.text(&(at..=*cells.end())));
        }
    }
}
