//! Whether a text is a diagram, decided on what was recognised in it.
//!
//! Source → [`Kind`]. A cheap look at the characters first, since most fences have no stroke at all. Where in doubt, it
//! is text: a diagram left as text is shown as its author typed it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::glyph::{Side, arrow, glyph, is_word};
use crate::diagram::ascii::judge::forms;
use crate::diagram::ascii::judge::lookalike::{is_code, is_lookalike, is_session};
use crate::diagram::ascii::lines::nets::Node;
use crate::diagram::ascii::model::Direction;
use crate::diagram::ascii::recognise::Picture;

/// Boxes without a name that make a picture.
const FEWEST_BARE: usize = 3;

/// What a text was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) enum Kind {
    /// Boxes or texts with lines.
    Diagram,
    /// A directory tree.
    Tree,
    /// The layout of a packet.
    Packet,
    /// A table of values.
    Table,
    Text,
}

/// Lines and columns of the largest text that is looked at.
const MOST: (usize, usize) = (250, 260);

/// Whether a text is worth to be recognised: most fences have hardly a stroke.
pub(in crate::diagram::ascii) fn is_candidate(source: &str) -> bool {
    has_strokes(source) && !is_lookalike(source)
}

/// What a candidate is, by what was recognised in it.
pub(in crate::diagram::ascii) fn kind(source: &str, picture: &Picture<'_>) -> Kind {
    let rows = source.lines().filter(|line| !line.trim().is_empty()).count();
    if rows == 1 && forms::is_chain(picture) {
        return Kind::Diagram;
    }
    if rows < 2 || rows > MOST.0 || picture.grid.cols > MOST.1 {
        return Kind::Text;
    }
    let tops = picture.frames.faces.len();
    let branches = source.lines().filter(|line| is_branch(line)).count();
    let guides = source.lines().filter(|line| is_guide(line)).count();
    if branches >= 2 && branches * 5 >= (rows - guides) * 2 && tops == 0 {
        return if is_unit_tree(source) { Kind::Text } else { Kind::Tree };
    }
    if is_ruled(source) && source.lines().any(|line| line.contains("+-+-+-+") || line.contains("+----")) {
        return Kind::Packet;
    }
    drawn(source, picture)
}

/// Whether it is a drawing of boxes with names that are joined or stand in each other, and has no line of code.
pub(in crate::diagram::ascii) fn is_plain_drawing(source: &str, picture: &Picture<'_>) -> bool {
    let model = &picture.model;
    let named = model.boxes.iter().filter(|label| label.contains(is_word)).count();
    let is_box = |node: Node| matches!(node, Node::Box(_));
    let joins = model.edges.iter().any(|edge| is_box(edge.from) && is_box(edge.to));
    let nests = picture.frames.parents.iter().any(Option::is_some);
    let has_fences = source.lines().any(|line| line.trim_start().starts_with("```"));
    kind(source, picture) == Kind::Diagram && named >= 2 && (joins || nests) && !is_code(source) && !has_fences
}

/// Whether enough characters may be strokes.
fn has_strokes(source: &str) -> bool {
    let glyphs = source.chars().filter(|&c| glyph(c).is_some() || !arrow(c).is_empty()).take(4).count();
    let corners = ["+-", "-+", "+=", ".-", "'-", "`-", "-.", "-'"].iter().map(|pair| source.matches(pair).count());
    let bars = source.lines().filter(|line| line.contains('|')).count();
    // A row of verticals between two rows of words.
    let is_row = |line: &str| line.matches('|').count() >= 2 && line.trim_matches([' ', '|']).is_empty();
    let arrows = ["-->", "<--"].iter().map(|arrow| source.matches(arrow).count());
    let shafts = ["--->", "<---", "===>", "<===", "--|--", "-o-", "-*-", "---+"]
        .iter()
        .map(|shaft| source.matches(shaft).count());
    // Three names joined by dashes, without a blank.
    let is_glued = |pair: &[&str]| pair[0].ends_with(is_word) && pair[1].starts_with(is_word);
    let glued = || source.split("---").collect::<Vec<_>>().windows(2).filter(|pair| is_glued(pair)).count();
    glyphs >= 4
        || glued() >= 3
        || corners.sum::<usize>() >= 2
        || bars >= 2
        || shafts.sum::<usize>() >= 2
        || arrows.sum::<usize>() >= 3
        || source.lines().any(is_row)
        || source.lines().any(is_fork)
        || is_ruled(source)
}

/// A row of slashes between two rows of a tree.
fn is_fork(line: &str) -> bool {
    line.contains('/') && line.contains('\\') && line.trim_matches([' ', '/', '\\', '|']).is_empty()
}

/// A line of a directory tree: `├── name`.
fn is_branch(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '│', '┃', '|', '\u{a0}']);
    let leaf = text.strip_prefix("├ ").or_else(|| text.strip_prefix("└ "));
    leaf.is_some_and(|name| name.starts_with(is_word))
        || ["├─", "└─", "╰─", "┣━", "┗━", "|--", "`--", "+--", "\\--"].iter().any(|start| {
            text.strip_prefix(start).or_else(|| line.trim_start().strip_prefix(start)).is_some_and(|rest| {
                // An arrow leads somewhere, a branch only holds.
                let leads = |c: char| matches!(c, '+' | '>') || !arrow(c).is_empty();
                rest.contains(is_word) && !rest.trim_start_matches(['─', '-', '━']).starts_with(leads)
            })
        })
}

/// A line of a tree that only leads on.
fn is_guide(line: &str) -> bool {
    !line.trim().is_empty() && line.trim_matches([' ', '│', '┃', '|', '\u{a0}']).is_empty()
}

/// Processes of a unit as `systemctl status` prints them: numbers in front of commands.
fn is_unit_tree(source: &str) -> bool {
    source.contains("CGroup:") || source.contains("Main PID:")
}

/// The ruler over the layout of a packet.
fn is_ruled(source: &str) -> bool {
    source.lines().any(|line| {
        let mut words = line.split_whitespace();
        (0..6).all(|digit| words.next() == Some(["0", "1", "2", "3", "4", "5"][digit]))
            || line.contains("+-+-+-+-+-+-+")
    })
}

/// What the model says.
fn drawn(source: &str, picture: &Picture<'_>) -> Kind {
    let model = &picture.model;
    let is_named = |label: &String| label.contains(is_word);
    let named = model.boxes.iter().filter(|label| is_named(label)).count();
    let is_box = |node: Node| matches!(node, Node::Box(_));
    let joins = model.edges.iter().any(|edge| is_box(edge.from) || is_box(edge.to));
    let nests = picture.frames.parents.iter().any(Option::is_some);
    if !joins && !nests && is_session(source) {
        return Kind::Text;
    }
    if !joins && !nests && is_table(picture) {
        return Kind::Table;
    }
    let faces = &picture.frames.faces;
    if ((joins || nests) && named > 0) || named >= 2 {
        return Kind::Diagram;
    }
    if faces.len() >= FEWEST_BARE && !is_code(source) {
        return Kind::Diagram;
    }
    let odd = model.texts.values().filter(|text| is_odd(text)).count();
    if is_code(source) || odd * 10 > model.texts.len().max(1) * 3 {
        return Kind::Text;
    }
    let led = model.edges.iter().filter(|edge| edge.direction != Direction::None).count();
    let (upright, heads) = heads(picture);
    let glyphs = source.chars().filter(|&c| glyph(c).is_some()).count();
    let has_lanes = !picture.lanes.tops.is_empty() || !picture.flights.sent.is_empty();
    let flows = led >= 2 && (has_lanes || upright >= 2 || (heads >= 2 && glyphs >= 4) || falls(picture) >= 2)
        || (named > 0 && led >= 1 && upright >= 1);
    if flows || forms::is_drawn(picture) || has_bus(picture) || is_ladder(picture) || holds_strokes(picture) {
        Kind::Diagram
    } else {
        Kind::Text
    }
}

/// Words that no node of a diagram has: code, or a whole sentence of output.
fn is_odd(text: &str) -> bool {
    text.chars().count() > 110
        || text.trim_end().ends_with([';', '{', '}'])
        || text.contains("^^")
        || text.contains("::")
        || text.contains("=>")
}

/// Whether a line forks to several texts.
fn has_bus(picture: &Picture<'_>) -> bool {
    picture.connections.nets.values().any(|net| {
        let texts: BTreeSet<Node> = net.terminals.iter().map(|end| end.node).collect();
        let upright = net.terminals.iter().filter(|end| end.side.is_vertical()).count();
        texts.len() >= 3 && upright >= 3
    })
}

/// Verticals from one text to another.
fn falls(picture: &Picture<'_>) -> usize {
    let is_text = |node: Node| matches!(node, Node::Text(_));
    let falls = picture.connections.nets.values().filter(|net| match net.terminals.as_slice() {
        [one, other] => {
            one.side == other.side.back() && one.side.is_vertical() && is_text(one.node) && is_text(other.node)
        }
        _ => false,
    });
    falls.count()
}

/// Whether the picture is one chain of texts, joined by verticals, and nothing else.
fn is_ladder(picture: &Picture<'_>) -> bool {
    let rungs = falls(picture);
    let texts = picture.model.texts.len();
    let is_all = picture.texts.blocks.len() == texts + picture.connections.labels.len();
    rungs >= 3 && texts == rungs + 1 && is_all && picture.strokes.cells().all(|(_, stroke)| !stroke.ports.any_across())
}

/// Whether the only box holds a drawing: strokes between its words.
fn holds_strokes(picture: &Picture<'_>) -> bool {
    let cells = picture.texts.leaves.iter().flatten().flat_map(|run| run.cells.clone());
    cells.filter(|&cell| glyph(picture.grid.at(cell)).is_some()).count() >= 6
}

/// Heads on verticals, and all that end a line.
fn heads(picture: &Picture<'_>) -> (usize, usize) {
    let mut counts = (0, 0);
    for (cell, stroke) in picture.strokes.cells() {
        let tail = |side: Side| picture.strokes.has(picture.grid.to(cell, side.back()), side);
        let points = |side: Side| stroke.heads.has(side) && tail(side);
        counts.0 += usize::from(points(Side::South) || points(Side::North));
        counts.1 += usize::from(!stroke.heads.is_empty());
    }
    counts
}

/// Whether all boxes are cells of one grid of several columns, or a heading with a body of values.
fn is_table(picture: &Picture<'_>) -> bool {
    let faces = &picture.frames.faces;
    let Some(first) = faces.first() else { return false };
    let lefts: BTreeSet<usize> = faces.iter().map(|face| face.left).collect();
    let tops: BTreeSet<usize> = faces.iter().map(|face| face.top).collect();
    let ends: BTreeSet<usize> = faces.iter().map(Face::right).chain([first.left]).collect();
    // Cells that touch share their walls: as many walls as columns and one, as many edges as rows and one.
    let bottoms: BTreeSet<usize> = faces.iter().map(|face| face.bottom).chain([first.top]).collect();
    let touching = lefts.iter().all(|left| ends.contains(left)) && tops.iter().all(|top| bottoms.contains(top));
    let is_grid = touching && lefts.len() >= 2 && faces.len() == lefts.len() * tops.len();
    // One row of cells in lines of its own is the layout of a record, no table.
    let is_record = tops.len() == 1 && faces.len() >= 3 && !is_plain(picture);
    let is_column = touching && lefts.len() == 1 && faces.len() == 2 && first.bottom == first.top + 2;
    (is_grid && !is_record)
        || (is_column && is_plain(picture))
        || (is_plain(picture) && are_tables(picture))
        || ((is_plain(picture) || (lefts.len() >= 3 && tops.len() >= 3)) && are_meshes(picture))
}

/// Whether the boxes are several tables, each a heading with a body of as many columns.
fn are_tables(picture: &Picture<'_>) -> bool {
    let mut bands: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for face in &picture.frames.faces {
        bands.entry((face.top, face.bottom)).or_default().push((face.left, face.right()));
    }
    let bands: Vec<_> = bands.into_iter().collect();
    bands.len() >= 4
        && bands.chunks(2).all(|pair| match pair {
            [(head, columns), (body, others)] => head.1 == head.0 + 2 && head.1 == body.0 && columns == others,
            _ => false,
        })
}

/// Whether every box shares a wall with one beside it, as the cells of tables do; of one table or of several.
fn are_meshes(picture: &Picture<'_>) -> bool {
    let mut walls: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for face in &picture.frames.faces {
        walls.entry(face.left).or_default().push((face.top, face.bottom));
        walls.entry(face.right()).or_default().push((face.top, face.bottom));
    }
    let overlaps = |one: (usize, usize), other: (usize, usize)| one.0 < other.1 && other.0 < one.1;
    // A wall is in the list once by its own box, and once more by the one beside.
    picture.frames.faces.iter().all(|face| {
        let own = (face.top, face.bottom);
        [face.left, face.right()]
            .into_iter()
            .any(|col| walls[&col].iter().filter(|wall| overlaps(own, **wall)).count() > 1)
    })
}

/// Whether the border is that of a table of a database: `+----+`.
fn is_plain(picture: &Picture<'_>) -> bool {
    let cell = |face: &Face| picture.grid.cell(face.top, face.left);
    picture.frames.faces.iter().all(|face| matches!(picture.grid.at(cell(face)), '+' | '|'))
}
