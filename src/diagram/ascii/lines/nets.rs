//! Lines as nets: which strokes hang together, and what their ends touch.
//!
//! Grid, frames, lanes, strokes and texts → [`Nets`]. An end looks ahead over a blank or two; a missing junction, a
//! crossing without a glyph and a vertical that drifts by a column are taken as meant, and noted.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::frames::Frames;
use crate::diagram::ascii::glyph::{Ports, Side, glyph};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::lines::flights::Flights;
use crate::diagram::ascii::lines::lanes::Lanes;
use crate::diagram::ascii::lines::strokes::Strokes;
use crate::diagram::ascii::texts::{FURTHEST, FURTHEST_OF_MANY, Texts};

/// Columns of the longest sign of how many.
const SIGN: usize = 4;
/// Columns over which a line may miss the head that is meant for it.
const SLIP: usize = 2;

/// What a line may end at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::diagram::ascii) enum Node {
    Box(usize),
    Text(usize),
    Lane(usize),
}

/// The end of a line that touches something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Terminal {
    /// The last cell of the line.
    pub(in crate::diagram::ascii) cell: Cell,
    pub(in crate::diagram::ascii) node: Node,
    pub(in crate::diagram::ascii) has_head: bool,
    /// Where the end points.
    pub(in crate::diagram::ascii) side: Side,
    /// A head in the border that points away from the box: the line leads from here.
    pub(in crate::diagram::ascii) is_source: bool,
}

/// What was taken as meant though it is not drawn so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) enum Mend {
    /// A vertical went on a column beside.
    Drift { to: Cell },
    /// A line met another without a junction.
    Junction { at: Cell },
}

/// An end that touches nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Loose {
    pub(in crate::diagram::ascii) cell: Cell,
    pub(in crate::diagram::ascii) side: Side,
    pub(in crate::diagram::ascii) has_head: bool,
}

/// The lines of a picture.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Nets {
    roots: Vec<u32>,
    pub(in crate::diagram::ascii) terminals: Vec<Terminal>,
    pub(in crate::diagram::ascii) loose: Vec<Loose>,
    pub(in crate::diagram::ascii) mends: Vec<Mend>,
}

impl Nets {
    /// The nets; at crossings the vertical line goes over the horizontal one, to which the cell then belongs.
    pub(in crate::diagram::ascii) fn of(tracer: &Tracer<'_>, crossings: &BTreeSet<Cell>) -> Self {
        let size = u32::try_from(tracer.grid.len()).unwrap_or(u32::MAX);
        let mut nets = Self { roots: (0..size).collect(), terminals: Vec::new(), loose: Vec::new(), mends: Vec::new() };
        let mut meetings = Vec::new();
        for (cell, stroke) in tracer.strokes.cells() {
            for side in [Side::North, Side::South].into_iter().filter(|_| stroke.slant.is_some()) {
                nets.settle(Loose { cell, side, has_head: false }, tracer.slides(cell, side), tracer);
            }
            for side in Side::ALL {
                let has_head = stroke.heads.has(side);
                if has_head && tracer.frames.is_border(cell) {
                    if let Some(terminal) = tracer.embedded(cell, side) {
                        nets.terminals.push(terminal);
                    }
                } else if side.is_vertical() && crossings.contains(&cell) {
                    nets.join(tracer.grid.to(cell, side), tracer.grid.to(cell, side.back()));
                } else if side.is_vertical() && crossings.contains(&tracer.grid.to(cell, side)) {
                    // The line goes on behind the other one.
                } else if has_head || stroke.ports.has(side) {
                    let end = Loose { cell, side, has_head };
                    match tracer.reach(end) {
                        Reach::Line(line) if has_head && tracer.strokes.at(line).ports.crosses(side) => {
                            meetings.push((end, line));
                        }
                        reach => nets.settle(end, reach, tracer),
                    }
                }
            }
        }
        nets.meet(&meetings);
        nets
    }

    /// Arrows that point at a line without a junction. With a head at each end, one leads from where the one line comes
    /// from to where the other does. At a line that leads nowhere else it means the only thing that the line is at. Any
    /// other flows into the line.
    fn meet(&mut self, meetings: &[(Loose, Cell)]) {
        let mut ends: BTreeMap<Cell, Vec<(bool, Node)>> = BTreeMap::new();
        for terminal in &self.terminals {
            ends.entry(self.root(terminal.cell)).or_default().push((terminal.has_head, terminal.node));
        }
        let of = |cell: Cell| ends.get(&cell).map_or(&[][..], Vec::as_slice);
        let mut heads: BTreeMap<Cell, usize> = BTreeMap::new();
        for (end, _) in meetings {
            *heads.entry(self.root(end.cell)).or_default() += 1;
        }
        let mut joined = Vec::new();
        let mut meant: BTreeMap<Cell, Vec<(Loose, Cell, Node)>> = BTreeMap::new();
        for &(end, line) in meetings {
            let (arrow, line_root) = (self.root(end.cell), self.root(line));
            let mut tails = of(line_root).iter().filter(|(has_head, _)| !has_head);
            let (tail, is_only) = (tails.next(), tails.next().is_none());
            let is_bridge = heads.get(&arrow) == Some(&2) && of(arrow).is_empty();
            let ends_here = !of(arrow).is_empty() && of(line_root).len() == 1;
            match tail.filter(|_| is_only && arrow != line_root && (is_bridge || ends_here)) {
                Some(&(_, node)) => meant.entry(arrow).or_default().push((end, line, node)),
                None => joined.push((end, line)),
            }
        }
        for (arrow, found) in meant {
            let is_half = of(arrow).is_empty() && found.len() < 2;
            for (end, line, node) in found {
                if is_half {
                    joined.push((end, line));
                } else {
                    let Loose { cell, side, has_head } = end;
                    self.terminals.push(Terminal { cell, node, has_head, side, is_source: false });
                }
            }
        }
        for (end, line) in joined {
            self.join(end.cell, line);
        }
    }

    /// The cell that stands for the net of a cell.
    pub(in crate::diagram::ascii) fn root(&self, cell: Cell) -> Cell {
        let mut cell = cell;
        while self.roots[cell] as usize != cell {
            cell = self.roots[cell] as usize;
        }
        cell
    }

    pub(in crate::diagram::ascii) fn join(&mut self, one: Cell, other: Cell) {
        let (one, other) = (self.halved(one), self.halved(other));
        // The smaller index stands for both: what comes out does not hang on the order of the joins.
        let (low, high) = (one.min(other), one.max(other));
        self.roots[high] = self.roots[low];
    }

    /// The root, the way to it made shorter.
    fn halved(&mut self, cell: Cell) -> Cell {
        let mut cell = cell;
        while self.roots[cell] as usize != cell {
            self.roots[cell] = self.roots[self.roots[cell] as usize];
            cell = self.roots[cell] as usize;
        }
        cell
    }

    /// Notes what the end of a line comes to.
    fn settle(&mut self, end: Loose, reach: Reach, tracer: &Tracer<'_>) {
        match reach {
            Reach::Line(cell) => self.join(end.cell, cell),
            Reach::Mended(cell, mend) => {
                self.join(end.cell, cell);
                self.mends.push(mend);
            }
            Reach::Node(node) => {
                let Loose { cell, side, has_head } = end;
                if let Some(head) = tracer.head_beside(end).filter(|_| matches!(node, Node::Box(_))) {
                    self.join(cell, head);
                    return;
                }
                self.terminals.push(Terminal { cell, node, has_head, side, is_source: false });
            }
            // A head without a shaft is a mark in the text, an open tail of it no fault.
            Reach::Nothing if end.has_head || !tracer.strokes.at(end.cell).heads.has(end.side.back()) => {
                self.loose.push(end);
            }
            Reach::Nothing => {}
        }
    }
}

/// Where the end of a line leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) enum Reach {
    Line(Cell),
    Mended(Cell, Mend),
    Node(Node),
    Nothing,
}

/// What lines are traced over.
pub(in crate::diagram::ascii) struct Tracer<'a> {
    pub(in crate::diagram::ascii) grid: &'a Grid<'a>,
    pub(in crate::diagram::ascii) frames: &'a Frames,
    pub(in crate::diagram::ascii) lanes: &'a Lanes,
    pub(in crate::diagram::ascii) flights: &'a Flights,
    pub(in crate::diagram::ascii) strokes: &'a Strokes,
    pub(in crate::diagram::ascii) texts: &'a Texts,
}

impl Tracer<'_> {
    /// An arrowhead set into a border.
    fn embedded(&self, cell: Cell, side: Side) -> Option<Terminal> {
        let inside = self.grid.to(cell, side);
        let boxes = || self.frames.at(cell);
        let into = boxes().find(|&face| self.frames.covers(self.grid, face, inside));
        let target = self.behind(cell, side, into).or(into).or_else(|| boxes().next())?;
        let is_source = into.is_none() && self.strokes.has(inside, side.back());
        Some(Terminal { cell, node: Node::Box(target), has_head: !is_source, side, is_source })
    }

    /// The box inside of one that a head in its wall points at, where hardly a blank is between.
    fn behind(&self, cell: Cell, side: Side, outer: Option<usize>) -> Option<usize> {
        let (next, far) = (self.grid.to(cell, side), self.grid.by(cell, side, 2));
        let at = if self.frames.is_border(next) { next } else { far };
        let is_near = !side.is_vertical() && (at == next || self.grid.is_blank(next)) && !self.strokes.is_line(at);
        let is_inside = |face: &usize| outer.is_some() && self.frames.parents[*face] == outer;
        self.frames.at(at).find(|face| is_near && is_inside(face))
    }

    /// The head in a border a column beside the one that a vertical comes to, where nothing comes to the head itself.
    fn head_beside(&self, end: Loose) -> Option<Cell> {
        let border = self.grid.to(end.cell, end.side);
        let is_meant = |head: &Cell| {
            let tail = self.grid.to(*head, end.side.back());
            self.frames.is_border(*head) && self.strokes.at(*head).heads.has(end.side) && self.grid.is_blank(tail)
        };
        let may_slip = end.side.is_vertical() && !end.has_head && self.frames.is_border(border);
        let beside = (1..=SLIP).flat_map(|off| [border - off, border + off]);
        beside.filter(|_| may_slip).find(is_meant)
    }

    /// What the end of a diagonal comes to: one more of its kind, also behind a row of words; what stands in its way.
    pub(in crate::diagram::ascii) fn slides(&self, cell: Cell, side: Side) -> Reach {
        let Some(slant) = self.strokes.at(cell).slant else { return Reach::Nothing };
        let row = self.grid.to(cell, side);
        let next = self.grid.aside(row, slant.aside(side));
        let far = self.grid.aside(self.grid.to(next, side), slant.aside(side));
        let same = |cell: &Cell| self.strokes.at(*cell).slant == Some(slant);
        let is_clear = self.texts.at(next).is_none();
        if let Some(cell) = [next, far].into_iter().find(|cell| same(cell) && (is_clear || *cell == next)) {
            return Reach::Line(cell);
        }
        for at in [next, row, self.grid.aside(next, slant.aside(side))] {
            if self.frames.is_border(at) {
                return Reach::Node(Node::Box(self.innermost(at, side, cell)));
            }
            if self.strokes.is_line(at) {
                return Reach::Line(at);
            }
            if let Some(block) = self.texts.at(at) {
                return Reach::Node(Node::Text(block));
            }
        }
        Reach::Nothing
    }

    /// What the end of a line comes to.
    pub(in crate::diagram::ascii) fn reach(&self, end: Loose) -> Reach {
        let Loose { cell, side, has_head } = end;
        let next = self.grid.to(cell, side);
        let there = self.strokes.at(next);
        if there.is_some() && !has_head && (!self.frames.is_border(next) || !there.heads.is_empty()) {
            if there.ports.has(side.back()) {
                return Reach::Line(next);
            }
            let beyond = self.grid.to(next, side);
            let [left, right] = side.across();
            if there.ports.both(left, right) && self.strokes.has(beyond, side.back()) {
                return Reach::Line(beyond);
            }
            if there.ports.crosses(side) {
                return Reach::Mended(next, Mend::Junction { at: next });
            }
        }
        if there.is_some()
            && has_head
            && !self.frames.is_border(next)
            && (there.ports.has(side.back()) || there.ports.crosses(side))
        {
            return Reach::Line(next);
        }
        self.look_ahead(end)
    }

    /// Whether a plain vertical is the corner of a line that runs into it, and ends here.
    fn is_bent(&self, cell: Cell, side: Side) -> bool {
        let comes = |from: Side| {
            let next = self.grid.to(cell, from);
            let stroke = self.strokes.at(next);
            (stroke.ports.has(from.back()) || stroke.heads.has(from.back())) && !self.frames.is_border(next)
        };
        let before = self.grid.to(cell, side.back());
        let goes_on = self.strokes.has(before, side) || self.frames.is_border(before);
        let is_plain = goes_on && self.strokes.at(cell).ports == Ports::UPRIGHT;
        let ends = [1, 2].into_iter().all(|steps| !self.strokes.is_line(self.grid.by(cell, side, steps)));
        is_plain && ends && self.grid.is_blank(self.grid.to(cell, side)) && side.across().into_iter().any(comes)
    }

    fn look_ahead(&self, end: Loose) -> Reach {
        let Loose { cell, side, has_head } = end;
        if side.is_vertical() && !has_head && self.is_bent(cell, side) {
            return Reach::Nothing;
        }
        let most = match side {
            Side::North | Side::South => 2,
            _ if !has_head && self.strokes.is_in_column(self.grid, cell, side) => FURTHEST_OF_MANY,
            _ => FURTHEST,
        };
        for steps in 1..=most {
            let at = self.grid.by(cell, side, steps);
            let is_out = self.grid.row(at) != self.grid.row(cell) && !side.is_vertical();
            if is_out || (steps > 3 && self.frames.is_border(at) && !self.is_shot(end)) {
                return Reach::Nothing;
            }
            if steps == 1
                && let Some(cell) = self.pushed_aside(at, end)
            {
                return Reach::Mended(cell, Mend::Drift { to: cell });
            }
            if let Some(reach) = self.lands(end, at) {
                return reach;
            }
            let stroke = self.strokes.at(at);
            if stroke.is_some() && steps > 1 && steps <= 3 {
                let meets = stroke.ports.has(side.back())
                    || (has_head && stroke.ports.crosses(side))
                    || (side.is_vertical() && stroke.ports.any_across());
                if meets {
                    return Reach::Line(at);
                }
            }
            if !self.grid.is_blank(at) && !stroke.is_some() {
                return Reach::Nothing;
            }
            if side.is_vertical()
                && self.grid.is_blank(at)
                && let Some(reach) = self.beside(at, side, steps == 1)
            {
                return reach;
            }
        }
        Reach::Nothing
    }

    /// Whether an end is the head of an arrow with a shaft of its own: it means what stands next in its row.
    fn is_shot(&self, end: Loose) -> bool {
        let shaft = |steps| self.strokes.at(self.grid.by(end.cell, end.side.back(), steps)).ports.is_across();
        end.has_head && shaft(1) && shaft(2)
    }

    /// The box that a line comes to over a sign of how many: `---1|`.
    fn behind_sign(&self, end: Loose, at: Cell) -> Option<usize> {
        let [run] = self.texts.blocks.get(self.texts.at(at)?)?.runs.as_slice() else { return None };
        let wall = match end.side {
            Side::East => run.end() + 1,
            Side::West => run.start() - 1,
            Side::North | Side::South => return None,
        };
        let is_sign = !end.has_head && at == self.grid.to(end.cell, end.side) && run.cells.clone().count() <= SIGN;
        self.frames.at(wall).next().filter(|_| is_sign)
    }

    /// What stands at a cell for an end that comes to it.
    fn lands(&self, end: Loose, at: Cell) -> Option<Reach> {
        let side = end.side;
        if let Some(lane) = self.lanes.at(at) {
            // A message that goes on behind a lane only crosses it.
            let beyond = self.grid.to(at, side);
            let goes_on = !side.is_vertical() && !end.has_head && self.grid.to(end.cell, side) == at;
            let stroke = self.strokes.at(beyond);
            if goes_on && stroke.ports.is_across() && stroke.heads.is_empty() && self.lanes.at(beyond).is_none() {
                return Some(Reach::Line(beyond));
            }
            return Some(Reach::Node(Node::Lane(lane)));
        }
        if !self.frames.is_border(at) {
            // Words in a border are a part of it.
            let titled = self.frames.titled(self.grid, at).or_else(|| self.behind_sign(end, at)).map(Node::Box);
            return titled.or_else(|| self.texts.aimed(at).map(Node::Text)).map(Reach::Node);
        }
        let beyond = self.grid.to(at, side);
        if !end.has_head {
            let port = |cell: Cell, side: Side| glyph(self.grid.at(cell)).is_some_and(|glyph| glyph.ports.has(side));
            let strangers = self.frames.at(at).all(|face| self.frames.at(beyond).all(|other| other != face));
            let is_border = self.frames.is_border(beyond) && !self.strokes.is_line(beyond);
            if is_border && strangers && port(at, side) && port(beyond, side.back()) {
                return Some(Reach::Node(Node::Box(self.innermost(beyond, side, end.cell))));
            }
            let goes_on = self.strokes.has(beyond, side.back()) && !self.frames.is_border(beyond);
            if goes_on && self.lanes.at(beyond).is_none() {
                return Some(Reach::Line(beyond));
            }
        }
        Some(Reach::Node(Node::Box(self.innermost(at, side, end.cell))))
    }

    /// The box that a line means which comes to a border shared by several.
    fn innermost(&self, border: Cell, side: Side, from: Cell) -> usize {
        let inside = self.frames.owner(from);
        let ahead = self.grid.to(border, side);
        let others = || self.frames.at(border).filter(|&face| Some(face) != inside);
        // Where boxes share a wall, it is that of the inner one.
        others()
            .filter(|&face| self.frames.covers(self.grid, face, ahead))
            .min_by_key(|&face| self.frames.faces[face].area())
            .or_else(|| others().next())
            .or_else(|| self.frames.at(border).next())
            .unwrap_or_default()
    }

    /// The vertical that the last letter of its label pushed aside by a column.
    fn pushed_aside(&self, at: Cell, end: Loose) -> Option<Cell> {
        let back = end.side.back();
        let beside = at + 1;
        let is_last = end.side.is_vertical() && !end.has_head && self.texts.at(at).is_some();
        let goes_on = self.strokes.has(beside, back) && !self.strokes.has(self.grid.to(beside, back), end.side);
        (is_last && goes_on && !self.frames.is_border(beside)).then_some(beside)
    }

    /// A line or a text a column beside a blank that a vertical comes to.
    fn beside(&self, at: Cell, side: Side, may_drift: bool) -> Option<Reach> {
        let columns = [self.grid.aside(at, -1), self.grid.aside(at, 1)];
        let drifts = |&cell: &Cell| {
            self.strokes.has(cell, side.back()) && !self.strokes.has(self.grid.to(cell, side.back()), side)
        };
        if let Some(&cell) = columns.iter().rev().find(|cell| may_drift && drifts(cell)) {
            return Some(Reach::Mended(cell, Mend::Drift { to: cell }));
        }
        let text = columns.into_iter().rev().find_map(|cell| self.texts.at(cell));
        text.map(|block| Reach::Node(Node::Text(block)))
    }
}
