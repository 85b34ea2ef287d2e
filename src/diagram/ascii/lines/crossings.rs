//! Junctions of four lines that are meant as one line over another.
//!
//! Tracer → the cells where two lines cross. `┼` and `+` join what comes to them, unless that would leave open who leads
//! to whom: then the opposite arms belong together. What leads from one source, or to one target, stays joined.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::glyph::Side;
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::connect::interruptions;
use crate::diagram::ascii::lines::nets::{Mend, Nets, Node, Terminal, Tracer};

/// Finds the crossings: all candidates are read as such, and those are kept of which both lines then make sense.
pub(in crate::diagram::ascii) fn crossings(tracer: &Tracer<'_>) -> BTreeSet<Cell> {
    let mut found: BTreeSet<Cell> =
        tracer.strokes.cells().map(|(cell, _)| cell).filter(|&cell| is_candidate(tracer, cell)).collect();
    if found.is_empty() {
        return found;
    }
    let mut nets = Nets::of(tracer, &found);
    let labels = interruptions(tracer, &mut nets);
    let is_label = |end: &Terminal| matches!(end.node, Node::Text(block) if labels.contains_key(&block));
    let mut lines: BTreeMap<Cell, Line> = BTreeMap::new();
    let leads_away: BTreeSet<Cell> =
        nets.terminals.iter().filter(|end| end.is_source).map(|end| nets.root(end.cell)).collect();
    for end in nets.terminals.iter().filter(|end| !is_label(end)) {
        let root = nets.root(end.cell);
        lines.entry(root).or_default().add(end, leads_away.contains(&root) && !end.is_source);
    }
    let open: BTreeSet<Cell> = nets.loose.iter().map(|end| nets.root(end.cell)).collect();
    found.retain(|&cell| {
        // A hop says so itself.
        if matches!(tracer.grid.at(cell), '(' | ')') {
            return true;
        }
        let roots = [nets.root(tracer.grid.to(cell, Side::North)), nets.root(cell)];
        let [Some(upright), Some(flat)] = roots.map(|root| lines.get(&root)) else { return false };
        roots[0] != roots[1] && !roots.iter().any(|root| open.contains(root)) && upright.crosses(flat)
    });
    found
}

/// Joins lines that cross without a sign where one of them would have heads alone: they lead from the other one.
pub(in crate::diagram::ascii) fn join_forks(tracer: &Tracer<'_>, nets: &mut Nets) {
    let is_bare = |cell: Cell| {
        let ports = tracer.strokes.at(cell).ports;
        let comes = |side: Side| tracer.strokes.has(tracer.grid.to(cell, side), side.back());
        ports.is_across() != ports.is_upright()
            && ports.count() == 2
            && tracer.strokes.at(cell).heads.is_empty()
            && !tracer.frames.is_border(cell)
            && tracer.lanes.at(cell).is_none()
            && Side::ALL.into_iter().all(comes)
    };
    let found: Vec<Cell> = tracer.strokes.cells().map(|(cell, _)| cell).filter(|&cell| is_bare(cell)).collect();
    if found.is_empty() {
        return;
    }
    let mut counts: BTreeMap<Cell, (usize, usize)> = BTreeMap::new();
    for end in &nets.terminals {
        let (heads, tails) = counts.entry(nets.root(end.cell)).or_default();
        *(if end.has_head { heads } else { tails }) += 1;
    }
    let count = |root: Cell| counts.get(&root).copied().unwrap_or_default();
    let leads = |one: Cell, other: Cell| count(one).0 >= 2 && count(one).1 == 0 && count(other).1 == 1;
    let is_fork = |cell: &Cell| {
        let side = if tracer.strokes.at(*cell).ports.is_across() { Side::North } else { Side::West };
        let (own, passing) = (nets.root(*cell), nets.root(tracer.grid.to(*cell, side)));
        own != passing && (leads(own, passing) || leads(passing, own))
    };
    let forks: Vec<Cell> = found.into_iter().filter(is_fork).collect();
    for cell in forks {
        for side in Side::ALL {
            nets.join(cell, tracer.grid.to(cell, side));
        }
        nets.mends.push(Mend::Junction { at: cell });
    }
}

/// Whether lines of their own come to a cell from all sides, and none turns beside it.
fn is_candidate(tracer: &Tracer<'_>, cell: Cell) -> bool {
    let four = |cell: Cell| Side::ALL.into_iter().all(|side| tracer.strokes.has(cell, side));
    let comes = |side: Side| {
        let next = tracer.grid.to(cell, side);
        tracer.strokes.has(next, side.back()) && !four(next) && !tracer.frames.is_border(next)
    };
    let is_free = !tracer.frames.is_border(cell) && tracer.lanes.at(cell).is_none();
    is_free && tracer.strokes.at(cell).heads.is_empty() && four(cell) && Side::ALL.into_iter().all(comes)
}

/// What a line comes to, each with the side that it points to there.
#[derive(Debug, Clone, Default)]
struct Line {
    heads: BTreeSet<(Node, Side)>,
    tails: BTreeSet<(Node, Side)>,
}

impl Line {
    fn add(&mut self, end: &Terminal, is_target: bool) {
        let ends = if end.has_head || is_target { &mut self.heads } else { &mut self.tails };
        ends.insert((end.node, end.side));
    }

    fn ends(&self) -> impl Iterator<Item = &(Node, Side)> {
        self.heads.iter().chain(&self.tails)
    }

    /// Whether this vertical and that horizontal are two lines.
    fn crosses(&self, flat: &Self) -> bool {
        if self.ends().any(|(node, _)| flat.ends().any(|(other, _)| other == node)) {
            return false;
        }
        let is_led = |line: &Self| !line.heads.is_empty() && !line.tails.is_empty();
        if is_led(self) && is_led(flat) {
            // What gathers from one side, to leave on another, is a bus.
            return are_apart(&self.tails, &flat.tails) || are_apart(&self.heads, &flat.heads);
        }
        // Without a direction, only what goes straight from box to box.
        let is_pair = |line: &Self, is_vertical: bool| {
            let straight =
                line.ends().all(|(node, side)| side.is_vertical() == is_vertical && matches!(node, Node::Box(_)));
            let sides: BTreeSet<Side> = line.ends().map(|(_, side)| *side).collect();
            straight && line.ends().count() == 2 && sides.len() == 2
        };
        let alike = self.heads.len() == flat.heads.len() && self.tails.len() == flat.tails.len();
        alike && is_pair(self, true) && is_pair(flat, false)
    }
}

/// Whether no two ends of two lines point to the same side.
fn are_apart(one: &BTreeSet<(Node, Side)>, other: &BTreeSet<(Node, Side)>) -> bool {
    one.iter().all(|(_, side)| other.iter().all(|(_, of_other)| side != of_other))
}
