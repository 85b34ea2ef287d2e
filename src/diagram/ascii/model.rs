//! What a picture says: boxes, texts and edges, as a graph.
//!
//! The last noun of the recogniser; what describes, draws, links and checks a diagram reads this.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::stacks::Stacks;
use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::connect::{Connections, Net, participant};
use crate::diagram::ascii::lines::nets::{Node, Tracer};
use crate::diagram::ascii::texts::Run;

/// Pairs of ends of one net that are told apart.
const MOST_PAIRS: usize = 64;
/// Pairs of a label and an end of its net that are compared.
const MOST_CHOICES: usize = 4_096;
/// Columns over which a title goes on in its row.
const WIDEST_GAP: usize = 5;
/// Texts of which the label of a net is made.
const MOST_LABELS: usize = 8;

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
    /// The boxes that hold nothing but the title of the one below, which has boxes in it: by the lower one.
    pub(super) captions: BTreeMap<usize, usize>,
    /// Which boxes stand on which.
    pub(super) stacks: Stacks,
    /// The texts that an edge touches, by their block.
    pub(super) texts: BTreeMap<usize, String>,
    /// In reading order of where their lines begin.
    pub(super) edges: Vec<Edge>,
}

impl Model {
    pub(super) fn of(tracer: &Tracer<'_>, connections: &Connections) -> Self {
        let stacks = Stacks::of(tracer.frames);
        let captions = stacks.captions(tracer.frames);
        let captioned = captions.iter().map(|(&body, &title)| (title, body)).collect();
        let mut builder = Builder { tracer, captioned, edges: Vec::new(), seen: BTreeSet::new() };
        for (&root, net) in &connections.nets {
            builder.connect(root, net);
        }
        let edges = builder.edges;
        let ends = edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let texts: BTreeMap<usize, String> = ends
            .filter_map(|node| if let Node::Text(block) = node { Some(block) } else { None })
            .map(|block| (block, tracer.texts.words(tracer.grid, block)))
            .collect();
        let mut free: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, block) in tracer.texts.blocks.iter().enumerate() {
            let is_free = !texts.contains_key(&index) && !connections.labels.contains_key(&index);
            if let Some(owner) = block.owner.filter(|_| is_free) {
                free.entry(owner).or_default().push(index);
            }
        }
        let free = |face: usize| free.get(&face).map_or(&[][..], Vec::as_slice);
        let mut inner: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (face, parent) in tracer.frames.parents.iter().enumerate() {
            if let Some(parent) = *parent {
                inner.entry(parent).or_default().push(face);
            }
        }
        let inner = |face: usize| inner.get(&face).map_or(&[][..], Vec::as_slice);
        let called = |face: usize| captions.get(&face).copied().unwrap_or(face);
        let label = |face: usize| label(tracer, free(face), inner(face), called(face));
        let boxes = (0..tracer.frames.faces.len()).map(label).collect();
        Self { boxes, captions, stacks, texts, edges }
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

/// A node at an end of a net.
#[derive(Debug, Clone, Copy)]
struct End {
    node: Node,
    has_head: bool,
    side: Side,
    cell: Cell,
}

struct Builder<'a> {
    tracer: &'a Tracer<'a>,
    /// The box that a caption belongs to.
    captioned: BTreeMap<usize, usize>,
    edges: Vec<Edge>,
    seen: BTreeSet<(Node, Node, Direction, String)>,
}

impl Builder<'_> {
    /// The edges of a net.
    fn connect(&mut self, root: Cell, net: &Net) {
        let ends = self.ends(net);
        let (heads, tails): (Vec<&End>, Vec<&End>) = ends.iter().partition(|end| end.has_head);
        let shared = self.label(&net.labels);
        match (heads.as_slice(), tails.as_slice()) {
            ([], []) => {}
            ([], [first, ..]) => {
                let alone = |side: Side| ends.iter().filter(|end| end.side == side).count() == 1;
                let hub = ends.iter().find(|end| alone(end.side)).unwrap_or(first);
                let labels = self.branches(net, &tails);
                for (tail, label) in tails.iter().zip(labels) {
                    self.push(root, (hub.node, tail.node), Direction::None, &label);
                }
            }
            // What leads to them begins in the air; a bar with two such ends joins them all.
            (_, []) if net.open == 1 => {}
            ([first, others @ ..], []) => {
                for other in others {
                    self.push(root, (first.node, other.node), Direction::Both, &shared);
                }
            }
            (heads, tails) => {
                let tails = self.trunk(root, &ends, tails, &shared);
                let forks = heads.len() >= tails.len();
                let labels = self.branches(net, if forks { heads } else { &tails });
                for (from, tail) in tails.iter().enumerate() {
                    // Of a net beyond all sense, every end has one edge.
                    let all = tails.len() * heads.len() <= MOST_PAIRS || from == 0;
                    for (to, head) in heads.iter().enumerate().take(if all { usize::MAX } else { 1 }) {
                        let label = &labels[if forks { to } else { from }];
                        self.push(root, (tail.node, head.node), Direction::Forward, label);
                    }
                }
            }
        }
    }

    /// The nodes at the ends of a net, each once.
    fn ends(&self, net: &Net) -> Vec<End> {
        let leads_away = net.terminals.iter().any(|end| end.is_source);
        let mut ends: Vec<End> = Vec::new();
        let mut known: BTreeMap<Node, usize> = BTreeMap::new();
        for end in &net.terminals {
            let node = match end.node {
                Node::Lane(lane) => participant(self.tracer, lane).unwrap_or(end.node),
                Node::Box(face) => Node::Box(self.captioned.get(&face).copied().unwrap_or(face)),
                node @ Node::Text(_) => node,
            };
            let has_head = end.has_head || (leads_away && !end.is_source);
            let index = *known.entry(node).or_insert(ends.len());
            match ends.get_mut(index) {
                Some(known) => known.has_head |= has_head,
                None => ends.push(End { node, has_head, side: end.side, cell: end.cell }),
            }
        }
        ends
    }

    /// A trunk from above: what branches off to a box below without a head, and beside heads below to a text, hangs on its
    /// upper end and leads nowhere. Gives the tails that are left.
    fn trunk<'b>(&mut self, root: Cell, ends: &'b [End], tails: &[&'b End], label: &str) -> Vec<&'b End> {
        let mut trunks = ends.iter().filter(|end| end.side == Side::North && !end.has_head);
        let falls = ends.iter().all(|end| !end.has_head || end.side == Side::South);
        let (Some(trunk), None) = (trunks.next(), trunks.next()) else { return tails.to_vec() };
        let is_branch = |end: &End| match end.side {
            Side::East => falls && matches!(end.node, Node::Text(_)),
            Side::South => matches!(end.node, Node::Box(_)),
            Side::North | Side::West => false,
        };
        let (branches, tails): (Vec<&End>, Vec<&End>) = tails.iter().copied().partition(|end| is_branch(end));
        for branch in branches {
            self.push(root, (trunk.node, branch.node), Direction::None, label);
        }
        tails
    }

    /// The label of each branch of a net: where it has several labels, each goes to the end that it is nearest to.
    fn branches(&self, net: &Net, ends: &[&End]) -> Vec<String> {
        if ends.len() < 2 || net.labels.len() < 2 + net.follows.len() || ends.len() * net.labels.len() > MOST_CHOICES {
            return vec![self.label(&net.labels); ends.len()];
        }
        let grid = self.tracer.grid;
        let mut own: Vec<Vec<usize>> = vec![Vec::new(); ends.len()];
        for &block in &net.labels {
            let leader = net.follows.get(&block).copied().unwrap_or(block);
            let runs = &self.tracer.texts.blocks[leader].runs;
            let off = |end: &End| {
                let (row, col) = (grid.row(end.cell), grid.col(end.cell));
                let far = runs.iter().map(|run| {
                    let (from, to) = (grid.col(run.start()), grid.col(run.end()));
                    2 * run.row.abs_diff(row) + from.saturating_sub(col) + col.saturating_sub(to)
                });
                far.min().unwrap_or(usize::MAX)
            };
            if let Some(nearest) = (0..ends.len()).min_by_key(|&index| off(ends[index])) {
                own[nearest].push(block);
            }
        }
        own.iter().map(|blocks| self.label(blocks)).collect()
    }

    fn push(&mut self, net: Cell, (from, to): (Node, Node), direction: Direction, label: &str) {
        if from != to && self.seen.insert((from, to, direction, label.to_owned())) {
            self.edges.push(Edge { from, to, direction, label: label.to_owned(), net });
        }
    }

    fn label(&self, blocks: &[usize]) -> String {
        let mut words: Vec<String> = Vec::new();
        for &block in blocks.iter().take(MOST_LABELS) {
            let text = self.tracer.texts.words(self.tracer.grid, block);
            if !words.contains(&text) {
                words.push(text);
            }
        }
        words.join(" ")
    }
}

/// The words of a box: all lines where no box stands in it, else its title. `free` are the texts in it that are no end and
/// no label of a line.
fn label(tracer: &Tracer<'_>, free: &[usize], inner: &[usize], face: usize) -> String {
    if tracer.frames.has_children[face] {
        return title(tracer, free, inner, face);
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

/// The first free words of a box; headings that stand one under the other together.
fn title(tracer: &Tracer<'_>, free: &[usize], inner: &[usize], face: usize) -> String {
    // What stands beside a box inside is said of that box.
    let is_beside = |block: &usize| {
        let Some(run) = tracer.texts.blocks[*block].runs.first() else { return false };
        let col = tracer.grid.col(run.start());
        let mut faces = inner.iter().map(|&child| &tracer.frames.faces[child]);
        faces.any(|face| (face.top..=face.bottom).contains(&run.row) && face.left < col)
    };
    let free: Vec<usize> = free.iter().copied().filter(|block| !is_beside(block)).collect();
    let Some((&first, others)) = free.split_first() else { return String::new() };
    let start = |block: usize| {
        let run = tracer.texts.blocks[block].runs.first();
        run.map_or((0, 0), |run| (run.row, tracer.grid.col(run.start())))
    };
    let (row, col) = start(first);
    let mut words = vec![tracer.texts.words(tracer.grid, first)];
    // What stands behind it in its row, a few blanks apart, goes on with it.
    let mut end = tracer.texts.blocks[first].runs.last().map_or(0, Run::end);
    for &other in others.iter().take_while(|&&other| start(other).0 == row) {
        let [run] = tracer.texts.blocks[other].runs.as_slice() else { break };
        if tracer.texts.blocks[first].runs.len() > 1 || run.start() > end + WIDEST_GAP {
            break;
        }
        words.push(tracer.texts.words(tracer.grid, other));
        end = run.end();
    }
    if row > tracer.frames.faces[face].top + 1 {
        let below = others.iter().filter(|&&other| start(other).1 == col && start(other).0 > row);
        words.extend(below.take(2).map(|&other| tracer.texts.words(tracer.grid, other)));
    }
    words.join(" ")
}
