//! What a picture says: boxes, texts and edges, as a graph.
//!
//! The last noun of the recogniser; what describes, draws, links and checks a diagram reads this.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::connect::{Connections, Net, participant};
use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::nets::{Node, Tracer};
use crate::diagram::ascii::texts::Block;

/// Where an edge leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// Nowhere: a plain line.
    None,
    /// From its first end to its second.
    Forward,
    /// Both ways.
    Both,
}

/// A connection between two nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: Node,
    pub(super) to: Node,
    pub(super) direction: Direction,
    pub(super) label: String,
    /// The cell that stands for its net.
    pub(super) net: Cell,
}

/// The graph of a picture.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// The label of each box, in the order of the frames.
    pub(super) boxes: Vec<String>,
    /// The texts that an edge touches, by their block.
    pub(super) texts: BTreeMap<usize, String>,
    /// In reading order of where their lines begin.
    pub(super) edges: Vec<Edge>,
}

impl Model {
    pub(super) fn of(tracer: &Tracer<'_>, connections: &Connections) -> Self {
        let mut builder = Builder { tracer, edges: Vec::new(), seen: BTreeSet::new() };
        for (&root, net) in &connections.nets {
            builder.connect(root, net);
        }
        let edges = builder.edges;
        let ends = edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let texts: BTreeMap<usize, String> = ends
            .filter_map(|node| if let Node::Text(block) = node { Some(block) } else { None })
            .map(|block| (block, tracer.texts.words(tracer.grid, block)))
            .collect();
        let boxes = (0..tracer.frames.faces.len()).map(|face| label(tracer, connections, &texts, face)).collect();
        Self { boxes, texts, edges }
    }

    /// What a node is called.
    pub(super) fn name(&self, node: Node) -> &str {
        let name = match node {
            Node::Box(face) => self.boxes.get(face),
            Node::Text(block) => self.texts.get(&block),
            Node::Lane(_) => None,
        };
        name.map_or("", String::as_str)
    }
}

struct Builder<'a> {
    tracer: &'a Tracer<'a>,
    edges: Vec<Edge>,
    seen: BTreeSet<(Node, Node, Direction, String)>,
}

impl Builder<'_> {
    /// The edges of a net.
    fn connect(&mut self, root: Cell, net: &Net) {
        let mut nodes: Vec<(Node, bool, Side)> = Vec::new();
        let leads_away = net.terminals.iter().any(|end| end.is_source);
        for end in &net.terminals {
            let node = match end.node {
                Node::Lane(lane) => participant(self.tracer, lane).unwrap_or(end.node),
                node => node,
            };
            let has_head = end.has_head || (leads_away && !end.is_source);
            match nodes.iter_mut().find(|(known, ..)| *known == node) {
                Some(known) => known.1 |= has_head,
                None => nodes.push((node, has_head, end.side)),
            }
        }
        let label = self.label(net);
        let heads: Vec<Node> = nodes.iter().filter(|node| node.1).map(|node| node.0).collect();
        let tails: Vec<Node> = nodes.iter().filter(|node| !node.1).map(|node| node.0).collect();
        match (heads.as_slice(), tails.as_slice()) {
            ([], []) => {}
            ([], tails) => {
                let alone = |side: Side| nodes.iter().filter(|node| node.2 == side).count() == 1;
                let hub = nodes.iter().find(|node| alone(node.2)).map_or(tails[0], |node| node.0);
                for &tail in tails {
                    self.push(root, (hub, tail), Direction::None, &label);
                }
            }
            ([first, others @ ..], []) => {
                for &other in others {
                    self.push(root, (*first, other), Direction::Both, &label);
                }
            }
            (heads, tails) => {
                // A trunk from above to a head below: what branches off without a head hangs on its upper end.
                let at = |side: Side| nodes.iter().filter(move |node| node.2 == side);
                let trunk = at(Side::North).find(|node| !node.1).map(|node| node.0);
                let falls = nodes.iter().all(|node| !node.1 || node.2 == Side::South);
                let branches: Vec<Node> = at(Side::East)
                    .filter(|node| !node.1 && matches!(node.0, Node::Text(_)))
                    .map(|node| node.0)
                    .collect();
                if let Some(trunk) = trunk.filter(|_| falls) {
                    for &branch in &branches {
                        self.push(root, (trunk, branch), Direction::None, &label);
                    }
                }
                for &tail in tails.iter().filter(|tail| trunk.is_none() || !falls || !branches.contains(tail)) {
                    for &head in heads {
                        self.push(root, (tail, head), Direction::Forward, &label);
                    }
                }
            }
        }
    }

    fn push(&mut self, net: Cell, (from, to): (Node, Node), direction: Direction, label: &str) {
        if from != to && self.seen.insert((from, to, direction, label.to_owned())) {
            self.edges.push(Edge { from, to, direction, label: label.to_owned(), net });
        }
    }

    fn label(&self, net: &Net) -> String {
        let mut words: Vec<String> = Vec::new();
        for &block in &net.labels {
            let text = self.tracer.texts.words(self.tracer.grid, block);
            if !words.contains(&text) {
                words.push(text);
            }
        }
        words.join(" ")
    }
}

/// The words of a box: all lines where no box stands in it, else its title.
fn label(tracer: &Tracer<'_>, connections: &Connections, ends: &BTreeMap<usize, String>, face: usize) -> String {
    if tracer.frames.has_children[face] {
        return title(tracer, connections, ends, face);
    }
    let lines = tracer.texts.leaves[face].iter().map(|run| tracer.grid.text(&run.cells));
    let words: Vec<String> = lines.map(|line| plain(&line)).filter(|line| !line.is_empty()).collect();
    words.join(" ")
}

/// A line without the guides of a tree or other strokes.
pub(super) fn plain(line: &str) -> String {
    let kept: String = line.chars().map(|c| if glyph(c).is_some() { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a box that are no end and no label of a line; headings that stand one under the other together.
fn title(tracer: &Tracer<'_>, connections: &Connections, ends: &BTreeMap<usize, String>, face: usize) -> String {
    let mut free = tracer.texts.blocks.iter().enumerate().filter(|(index, block)| {
        block.owner == Some(face) && !ends.contains_key(index) && !connections.labels.contains_key(index)
    });
    let Some((first, block)) = free.next() else { return String::new() };
    let start = |block: &Block| block.runs.first().map(|run| (run.row, tracer.grid.col(run.start())));
    let mut words = vec![tracer.texts.words(tracer.grid, first)];
    let (row, col) = start(block).unwrap_or_default();
    if row > tracer.frames.faces[face].top + 1 {
        let below = free.filter(|(_, other)| start(other).is_some_and(|(_, other)| other == col));
        words.extend(below.take(2).map(|(index, _)| tracer.texts.words(tracer.grid, index)));
    }
    words.join(" ")
}
