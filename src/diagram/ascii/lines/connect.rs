//! What lines and words say together: which text labels a line, which lines are connections.
//!
//! Nets and texts → [`Connections`]: nets with their ends and labels. Must leave no text out: one that is neither a label
//! nor an end stays a note of its box.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::glyph::Side;
use crate::diagram::ascii::grid::Cell;
use crate::diagram::ascii::lines::nets::{Nets, Node, Terminal, Tracer};
use crate::diagram::ascii::texts::{BESIDE, Block};

/// Columns of the longest label that may stand in the way of a vertical: between texts, where it may be a text itself, and
/// between boxes.
const LONGEST_INLINE: (usize, usize) = (14, 28);
/// Rows of the longest condition in the way of a vertical.
const LONGEST_CONDITION: usize = 3;

/// What a frame over lanes may say first.
const OPERATORS: [&str; 7] = ["alt", "opt", "loop", "par", "break", "critical", "else"];

/// The nets that touch something, by the cell that stands for them.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Connections {
    pub(in crate::diagram::ascii) nets: BTreeMap<Cell, Net>,
    /// The blocks that label a net.
    pub(in crate::diagram::ascii) labels: BTreeMap<usize, Cell>,
}

/// One net.
#[derive(Debug, Clone, Default)]
pub(in crate::diagram::ascii) struct Net {
    pub(in crate::diagram::ascii) terminals: Vec<Terminal>,
    /// The blocks that label it: those that interrupt the line first.
    pub(in crate::diagram::ascii) labels: Vec<usize>,
    /// The ends without a head that touch nothing.
    pub(in crate::diagram::ascii) open: usize,
    /// Of the labels those that go on with another one, and which.
    pub(in crate::diagram::ascii) follows: BTreeMap<usize, usize>,
}

impl Connections {
    pub(in crate::diagram::ascii) fn of(tracer: &Tracer<'_>, nets: &mut Nets) -> Self {
        let mut inline = interruptions(tracer, nets);
        inline.extend(spoken(tracer, nets));
        hubs(tracer, nets);
        let mut found: BTreeMap<Cell, Net> = BTreeMap::new();
        for terminal in &nets.terminals {
            if !matches!(terminal.node, Node::Text(block) if inline.contains_key(&block)) {
                found.entry(nets.root(terminal.cell)).or_default().terminals.push(*terminal);
            }
        }
        for end in nets.loose.iter().filter(|end| !end.has_head) {
            if let Some(net) = found.get_mut(&nets.root(end.cell)) {
                net.open += 1;
            }
        }
        let mut labels = BTreeMap::new();
        for (&block, &cell) in &inline {
            let root = nets.root(cell);
            labels.insert(block, root);
            if let Some(net) = found.get_mut(&root) {
                net.labels.push(block);
            }
        }
        let extents = extents(tracer, nets);
        found.retain(|root, net| !is_separator(tracer, net, extents.get(root).copied()));
        let ends: BTreeSet<usize> = found.values().flat_map(|net| &net.terminals).filter_map(text_of).collect();
        let ends = ends.into_iter().chain(participants(tracer)).collect::<BTreeSet<usize>>();
        // What stands directly at a line labels it; what stands a row apart only where no other label does.
        for is_direct in [true, false] {
            for (index, block) in tracer.texts.blocks.iter().enumerate() {
                // Words in a border are what the box is called.
                let is_title =
                    block.runs.first().is_some_and(|run| tracer.frames.titled(tracer.grid, run.start()).is_some());
                if is_title || is_operator(tracer, index) || ends.contains(&index) || labels.contains_key(&index) {
                    continue;
                }
                let leader = goes_on(tracer, &labels, block);
                let near = match leader.and_then(|leader| labels.get(&leader)) {
                    Some(&root) => vec![root],
                    None if is_direct => beside(tracer, block),
                    None => apart(tracer, block),
                };
                let fits = |root: &Cell| found.get(root).is_some_and(|net| is_direct || net.labels.is_empty());
                if let Some(root) = near.into_iter().map(|cell| nets.root(cell)).find(fits) {
                    labels.insert(index, root);
                    let net = found.entry(root).or_default();
                    net.labels.push(index);
                    net.follows
                        .extend(leader.map(|leader| (index, net.follows.get(&leader).copied().unwrap_or(leader))));
                }
            }
        }
        let mut connections = Self { nets: found, labels };
        connections.send(tracer, nets);
        connections
    }

    /// Flights lead from name to name and are labelled by what is sent.
    fn send(&mut self, tracer: &Tracer<'_>, nets: &Nets) {
        let &[left, right] = tracer.flights.parties.as_slice() else { return };
        let [Some(left), Some(right)] = [left, right].map(|name| tracer.texts.at(name)) else { return };
        for flight in &tracer.flights.sent {
            let (cell, end) = (*flight.arrow.start(), *flight.arrow.end());
            let root = nets.root(cell);
            let terminal = |cell: Cell, block: usize, side: Side, has_head: bool| Terminal {
                cell,
                node: Node::Text(block),
                has_head,
                side,
                is_source: false,
            };
            let terminals = vec![
                terminal(cell, left, Side::West, flight.heads[0]),
                terminal(end, right, Side::East, flight.heads[1]),
            ];
            let mut words: Vec<usize> = flight.words.iter().filter_map(|&cell| tracer.texts.at(cell)).collect();
            words.dedup();
            self.labels.retain(|block, net| *net != root || words.contains(block));
            self.labels.extend(words.iter().map(|&block| (block, root)));
            self.nets.insert(root, Net { terminals, labels: words, ..Net::default() });
        }
    }
}

/// Messages whose words stand between the arrow and the lane that they come from: `|<-- words |`.
fn spoken(tracer: &Tracer<'_>, nets: &mut Nets) -> BTreeMap<usize, Cell> {
    let heads = nets.terminals.iter().filter(|end| end.has_head && matches!(end.node, Node::Lane(_)));
    let heads: BTreeMap<Cell, Node> = heads.map(|end| (nets.root(end.cell), end.node)).collect();
    let mut found = BTreeMap::new();
    let roots: Vec<Cell> = nets.terminals.iter().map(|end| nets.root(end.cell)).collect();
    let ends = nets.terminals.iter_mut().zip(roots);
    for (end, root) in ends.filter(|(end, _)| !end.has_head && !end.side.is_vertical()) {
        let Node::Text(block) = end.node else { continue };
        let [run] = tracer.texts.blocks[block].runs.as_slice() else { continue };
        let last = if end.side == Side::East { run.end() } else { run.start() };
        let mut next = (1..=tracer.grid.cols).map(|steps| tracer.grid.by(last, end.side, steps));
        let lane = next.find(|&cell| !tracer.grid.is_blank(cell)).and_then(|cell| tracer.lanes.at(cell));
        let to = heads.get(&root).copied();
        if let Some(lane) = lane.map(Node::Lane).filter(|&lane| to.is_some_and(|to| to != lane)) {
            end.node = lane;
            found.insert(block, end.cell);
        }
    }
    found
}

/// Whether a text says what the frame around some messages means: `alt`, `loop`.
fn is_operator(tracer: &Tracer<'_>, block: usize) -> bool {
    let is_framed = !tracer.lanes.tops.is_empty() && tracer.texts.blocks[block].owner.is_some();
    let words = || tracer.texts.words(tracer.grid, block);
    is_framed && OPERATORS.contains(&words().split(' ').next().unwrap_or_default())
}

/// Texts that stand right over or under a fork to which nothing else leads: `CLIENTS` over `+----+----+`.
fn hubs(tracer: &Tracer<'_>, nets: &mut Nets) {
    let mut tails: BTreeMap<Cell, usize> = BTreeMap::new();
    let mut heads: BTreeMap<Cell, usize> = BTreeMap::new();
    for end in &nets.terminals {
        let counts = if end.has_head { &mut heads } else { &mut tails };
        *counts.entry(nets.root(end.cell)).or_default() += 1;
    }
    let is_hub = |cell: Cell| {
        let root = nets.root(cell);
        heads.get(&root).is_some_and(|&count| count >= 2) && !tails.contains_key(&root)
    };
    let mut found: Vec<Terminal> = Vec::new();
    for (cell, stroke) in tracer.strokes.cells().filter(|(cell, stroke)| stroke.ports.is_across() && is_hub(*cell)) {
        for side in Side::East.across().into_iter().filter(|&side| !stroke.ports.has(side)) {
            // A head in the other direction: the fork leads away from the text.
            let leads = stroke.ports.has(side.back()) || tracer.grid.at(cell) == '+';
            let block = tracer.texts.at(tracer.grid.to(cell, side)).filter(|_| leads);
            found.extend(block.map(|block| Terminal {
                cell,
                node: Node::Text(block),
                has_head: false,
                side,
                is_source: false,
            }));
        }
    }
    nets.terminals.extend(found);
}

fn text_of(terminal: &Terminal) -> Option<usize> {
    if let Node::Text(block) = terminal.node { Some(block) } else { None }
}

/// The texts on top of lanes.
fn participants(tracer: &Tracer<'_>) -> Vec<usize> {
    let lanes = 0..tracer.lanes.tops.len();
    lanes
        .filter_map(|lane| if let Some(Node::Text(block)) = participant(tracer, lane) { Some(block) } else { None })
        .collect()
}

/// Who a lane belongs to: the box or the text at its upper end.
pub(in crate::diagram::ascii) fn participant(tracer: &Tracer<'_>, lane: usize) -> Option<Node> {
    let top = *tracer.lanes.tops.get(lane)?;
    let rows =
        [top, tracer.grid.to(top, Side::North), tracer.grid.to(top, Side::South), tracer.grid.by(top, Side::North, 2)];
    rows.into_iter().flat_map(|row| [0, -1, 1, -2, 2, -3, 3].map(|by| tracer.grid.aside(row, by))).find_map(|cell| {
        let boxed = tracer.frames.at(cell).next().map(Node::Box);
        boxed.or_else(|| tracer.texts.at(cell).map(Node::Text))
    })
}

/// Two ends of lines at one text, by the text.
type Pairs = BTreeMap<usize, [Terminal; 2]>;

/// Finds the texts that interrupt a line, and joins the line across them.
pub(in crate::diagram::ascii) fn interruptions(tracer: &Tracer<'_>, nets: &mut Nets) -> BTreeMap<usize, Cell> {
    let mut by_text: BTreeMap<usize, Vec<Terminal>> = BTreeMap::new();
    for terminal in &nets.terminals {
        if let Node::Text(block) = terminal.node {
            by_text.entry(block).or_default().push(*terminal);
        }
    }
    let headed: BTreeSet<Cell> =
        nets.terminals.iter().filter(|terminal| terminal.has_head).map(|terminal| nets.root(terminal.cell)).collect();
    let at_boxes = nets.terminals.iter().filter(|terminal| matches!(terminal.node, Node::Box(_)));
    let boxed: BTreeSet<Cell> = at_boxes.map(|terminal| nets.root(terminal.cell)).collect();
    let beads = beads(tracer, nets, &by_text, &headed, &boxed);
    let (found, stems) = facing(nets, &by_text, &beads);
    let mut inline = BTreeMap::new();
    let mut refused: BTreeSet<(usize, Cell)> = BTreeSet::new();
    let mut accepted = Vec::new();
    for (&block, &[one, other]) in &found {
        let (first, second) = (nets.root(one.cell), nets.root(other.cell));
        let joins_boxes = boxed.contains(&first) && boxed.contains(&second);
        let most = if joins_boxes { LONGEST_INLINE.1 } else { LONGEST_INLINE.0 };
        let words = tracer.texts.words(tracer.grid, block);
        // What begins with a small letter is said of something, and seldom something itself.
        let most = if words.starts_with(char::is_lowercase) { LONGEST_INLINE.1 } else { most };
        let is_short = words.chars().count() <= most;
        let leads = headed.contains(&first) || headed.contains(&second);
        let text = &tracer.texts.blocks[block];
        let fits = if one.side.is_vertical() {
            let is_said = is_short && (text.runs.len() == 1 || (joins_boxes && text.runs.len() == 2));
            ((leads || joins_boxes) && is_said) || (leads && is_condition(tracer, nets, block, [first, second]))
        } else {
            // In a plain line between texts, what begins with a capital is one of them.
            let is_plain = !leads && !boxed.contains(&first) && !boxed.contains(&second);
            text.is_inline && !(is_plain && words.starts_with(char::is_uppercase))
        };
        // What hangs on one fork, in one row, is all of one kind.
        let above = if one.side == Side::South { first } else { second };
        let place = (text.runs.first().map_or(0, |run| run.row), above);
        if fits {
            accepted.push((block, [one, other], place));
        } else {
            refused.insert(place);
        }
    }
    for (block, [one, other], place) in accepted {
        if !(one.side.is_vertical() && refused.contains(&place)) {
            nets.join(one.cell, other.cell);
            inline.insert(block, one.cell);
            for &(stem, line) in stems.iter().filter(|(_, line)| *line == one.cell) {
                nets.join(stem, line);
            }
        }
    }
    inline
}

/// The texts at which two lines end from opposite sides, with these ends; and where a stem stands on words in its fork, the
/// last cell of the stem and the first of the two.
fn facing(
    nets: &Nets,
    by_text: &BTreeMap<usize, Vec<Terminal>>,
    beads: &BTreeSet<usize>,
) -> (Pairs, Vec<(Cell, Cell)>) {
    let falls: BTreeSet<Cell> = nets
        .terminals
        .iter()
        .filter(|terminal| terminal.has_head && terminal.side.is_vertical())
        .map(|terminal| nets.root(terminal.cell))
        .collect();
    let mut stems: Vec<(Cell, Cell)> = Vec::new();
    let mut found = Pairs::new();
    for (&block, ends) in by_text.iter().filter(|(block, _)| !beads.contains(block)) {
        let (upright, flat): (Vec<Terminal>, Vec<Terminal>) = ends.iter().partition(|end| end.side.is_vertical());
        let pair = match (upright.as_slice(), flat.as_slice()) {
            (&[one, other], []) | ([], &[one, other]) => [one, other],
            // Words in a fork, on which its stem stands.
            (&[stem], &[one, other])
                if !stem.has_head && [one, other].iter().all(|end| falls.contains(&nets.root(end.cell))) =>
            {
                stems.push((stem.cell, one.cell));
                [one, other]
            }
            _ => continue,
        };
        let [one, other] = pair;
        let is_line = nets.root(one.cell) != nets.root(other.cell);
        if !one.has_head && !other.has_head && one.side == other.side.back() && is_line {
            found.insert(block, pair);
        }
    }
    (found, stems)
}

/// Whether a text is in brackets, and no other one above or below that its line leads to is: then it says when the way is
/// taken.
fn is_condition(tracer: &Tracer<'_>, nets: &Nets, block: usize, roots: [Cell; 2]) -> bool {
    let brackets = |block: usize| {
        let words = tracer.texts.words(tracer.grid, block);
        let words = words.trim();
        [('[', ']'), ('(', ')')].into_iter().find(|&(open, close)| {
            words.starts_with(open) && words.ends_with(close) && words.matches(close).count() == 1
        })
    };
    let Some(own) = brackets(block) else { return false };
    let row = |block: usize| tracer.texts.blocks[block].runs.first().map(|run| run.row);
    let mut ends = nets.terminals.iter().filter(|end| roots.contains(&nets.root(end.cell)));
    tracer.texts.blocks[block].runs.len() <= LONGEST_CONDITION
        && !ends.any(|end| text_of(end).is_some_and(|other| row(other) != row(block) && brackets(other) == Some(own)))
}

/// The texts that stand in one plain line of words with another of their kind: none of them is said of the line.
fn beads(
    tracer: &Tracer<'_>,
    nets: &Nets,
    by_text: &BTreeMap<usize, Vec<Terminal>>,
    headed: &BTreeSet<Cell>,
    boxed: &BTreeSet<Cell>,
) -> BTreeSet<usize> {
    let mut lines: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (&block, ends) in by_text {
        if let &[one, other] = ends.as_slice()
            && one.side == other.side.back()
            && !one.side.is_vertical()
        {
            let roots = [one, other].map(|end| nets.root(end.cell));
            if roots.iter().all(|root| !headed.contains(root) && !boxed.contains(root)) {
                for root in roots {
                    lines.entry(root).or_default().push(block);
                }
            }
        }
    }
    // What lies between two of them is a stretch of one row.
    let mut ends: BTreeMap<Cell, usize> = BTreeMap::new();
    nets.terminals.iter().for_each(|end| *ends.entry(nets.root(end.cell)).or_default() += 1);
    let is_stretch = |root: &Cell| ends.get(root) == Some(&2);
    let stretches = lines.into_iter().filter(|(root, _)| is_stretch(root)).map(|(_, blocks)| blocks);
    // A sign alone is no label.
    let is_sign = |&block: &usize| tracer.texts.words(tracer.grid, block).chars().count() <= 2;
    stretches
        .flat_map(|blocks| if blocks.len() >= 2 { blocks } else { blocks.into_iter().filter(is_sign).collect() })
        .collect()
}

/// The label that a text goes on with: it begins under it, or behind it.
fn goes_on(tracer: &Tracer<'_>, labels: &BTreeMap<usize, Cell>, block: &Block) -> Option<usize> {
    let run = block.runs.first()?;
    let before = (1..=BESIDE).map(|off| run.start() - off).find(|&cell| !tracer.grid.is_blank(cell));
    if let Some(label) = before.and_then(|cell| tracer.texts.at(cell)).filter(|label| labels.contains_key(label)) {
        return Some(label);
    }
    let above = tracer.texts.at(tracer.grid.to(run.start(), Side::North))?;
    let label = tracer.texts.blocks.get(above)?;
    let last = label.runs.last().filter(|_| label.owner == block.owner)?;
    let starts_under = tracer.grid.to(last.start(), Side::South) == run.start();
    (starts_under && labels.contains_key(&above)).then_some(above)
}

/// The lines that a text stands directly at, the likeliest first: a horizontal under or over all of it, a vertical beside
/// it, a horizontal that passes some of it.
fn beside(tracer: &Tracer<'_>, block: &Block) -> Vec<Cell> {
    let strokes = tracer.strokes;
    let (mut covered, mut upright, mut touched) = (Vec::new(), Vec::new(), Vec::new());
    for run in &block.runs {
        for side in [Side::South, Side::North] {
            let next = || run.cells.clone().map(|cell| tracer.grid.to(cell, side));
            let flat: Vec<Cell> = next().filter(|&cell| strokes.at(cell).ports.any_across()).collect();
            if let Some(&first) = flat.first() {
                let all = if next().count() == flat.len() { &mut covered } else { &mut touched };
                all.push(first);
            }
        }
        let abuts = [(run.start() - 1, Side::East), (run.end() + 1, Side::West)];
        covered.extend(abuts.into_iter().filter(|&(cell, side)| strokes.has(cell, side)).map(|(cell, _)| cell));
        for off in 1..=BESIDE {
            for cell in [run.start() - off, run.end() + off] {
                let stroke = strokes.at(cell);
                // Behind a head in the border of their box, words are what the box is called.
                let is_inside = tracer.frames.at(cell).any(|face| Some(face) == block.owner);
                if !is_inside && (stroke.ports.any_upright() || !stroke.heads.is_empty()) {
                    upright.push(cell);
                }
            }
        }
    }
    covered.into_iter().chain(upright).chain(touched).collect()
}

/// A horizontal with one blank row between it and a text.
fn apart(tracer: &Tracer<'_>, block: &Block) -> Vec<Cell> {
    let (Some(first), Some(last)) = (block.runs.first(), block.runs.last()) else { return Vec::new() };
    let mut found = Vec::new();
    for (run, side) in [(last, Side::South), (first, Side::North)] {
        let is_clear = run.cells.clone().all(|cell| tracer.grid.is_blank(tracer.grid.to(cell, side)));
        let far = run.cells.clone().map(|cell| tracer.grid.by(cell, side, 2));
        let line: Vec<Cell> = far.filter(|&cell| tracer.strokes.at(cell).ports.is_across()).collect();
        let is_covered = line.len() * 2 >= run.cells.clone().count();
        found.extend(line.first().filter(|_| is_clear && is_covered));
    }
    found
}

/// First and last row and column of a net.
#[derive(Debug, Clone, Copy)]
struct Extent {
    rows: (usize, usize),
    cols: (usize, usize),
}

fn extents(tracer: &Tracer<'_>, nets: &Nets) -> BTreeMap<Cell, Extent> {
    let mut extents: BTreeMap<Cell, Extent> = BTreeMap::new();
    for (cell, _) in tracer.strokes.cells() {
        let (row, col) = (tracer.grid.row(cell), tracer.grid.col(cell));
        let extent = extents.entry(nets.root(cell)).or_insert(Extent { rows: (row, row), cols: (col, col) });
        extent.rows = (extent.rows.0.min(row), extent.rows.1.max(row));
        extent.cols = (extent.cols.0.min(col), extent.cols.1.max(col));
    }
    extents
}

/// A straight vertical without heads over most of the picture, with words or nothing at its ends: a border between two
/// halves.
fn is_separator(tracer: &Tracer<'_>, net: &Net, extent: Option<Extent>) -> bool {
    let Some(extent) = extent else { return false };
    let rows = extent.rows.1 - extent.rows.0 + 1;
    let height = tracer.grid.rows;
    let plain = net.terminals.iter().all(|end| !end.has_head && matches!(end.node, Node::Text(_)));
    plain && extent.cols.0 == extent.cols.1 && height >= 6 && rows * 5 >= height * 4
}
