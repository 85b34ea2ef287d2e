//! The model as JSON: boxes, texts, edges, what is wrong.
//!
//! [`Picture`] → JSON. The names of the fields are a contract.

use serde_json::{Value, json};

use crate::diagram::ascii::grid::{Cell, Oddity, Wide};
use crate::diagram::ascii::model::Direction;
use crate::diagram::ascii::nets::{Mend, Node};
use crate::diagram::ascii::recognise::Picture;
use crate::text::Span;

/// Writes the model down.
pub(super) fn data(picture: &Picture<'_>) -> Value {
    let model = &picture.model;
    let boxes: Vec<Value> = model
        .boxes
        .iter()
        .enumerate()
        .map(|(face, label)| {
            let parent = picture.frames.parents[face].map(|parent| id(Node::Box(parent)));
            json!({ "id": id(Node::Box(face)), "label": label, "parent": parent })
        })
        .collect();
    let texts: Vec<Value> =
        model.texts.iter().map(|(&block, label)| json!({ "id": id(Node::Text(block)), "label": label })).collect();
    let edges: Vec<Value> = model
        .edges
        .iter()
        .map(|edge| {
            let directed = match edge.direction {
                Direction::None => json!(false),
                Direction::Forward => json!(true),
                Direction::Both => json!("both"),
            };
            json!({ "from": id(edge.from), "to": id(edge.to), "directed": directed, "label": edge.label })
        })
        .collect();
    json!({ "boxes": boxes, "texts": texts, "edges": edges, "diagnostics": diagnostics(picture) })
}

/// What was taken as meant though it is not drawn so, by its place in the source.
fn diagnostics(picture: &Picture<'_>) -> Vec<Value> {
    let Picture { grid, frames, nets, .. } = picture;
    let mut found: Vec<(Span, &'static str, String)> = Vec::new();
    let at = |cell: Cell| grid.span(&(cell..=cell));
    for &(oddity, span) in &grid.oddities {
        let (code, name) = match oddity {
            Oddity::Tab => ("tab-in-diagram", "a tab"),
            Oddity::NoBreakSpace => ("odd-blank-in-diagram", "a blank that is no plain blank"),
            Oddity::ZeroWidth => ("zero-width-in-diagram", "a character without width"),
        };
        found.push((span, code, format!("{name} stands in the diagram")));
    }
    if grid.has_wide {
        let width = if picture.wide == Wide::Two { "two columns" } else { "one column" };
        found.push((at(grid.cell(0, 0)), "ambiguous-width", format!("wide characters are read as {width} wide")));
    }
    for face in &frames.faces {
        for (row, walls) in face.walls.iter().enumerate() {
            for (wall, meant) in [(walls.left, face.left), (walls.right, face.top_right)] {
                if let Some(col) = wall.filter(|&col| col != meant) {
                    let message = format!("a wall stands in column {} instead of {}", col + 1, meant + 1);
                    found.push((at(grid.cell(face.top + 1 + row, col)), "ragged-box", message));
                }
            }
        }
        if face.bottom_right != face.top_right {
            let message = "the lower edge does not end where the upper one does".to_owned();
            found.push((at(grid.cell(face.bottom, face.bottom_right)), "ragged-box", message));
        }
    }
    for mend in &nets.mends {
        let (cell, code, message) = match *mend {
            Mend::Drift { to } => (to, "line-drift", "a line goes on a column beside"),
            Mend::Junction { at } => (at, "missing-junction", "lines meet without a junction"),
        };
        found.push((at(cell), code, message.to_owned()));
    }
    for end in nets.loose.iter().filter(|end| end.has_head) {
        found.push((at(end.cell), "dangling-arrow", "an arrow points at nothing".to_owned()));
    }
    found.sort();
    found.dedup();
    found
        .into_iter()
        .map(|(span, code, message)| json!({ "code": code, "start": span.start, "end": span.end, "message": message }))
        .collect()
}

/// The id of a node, unique in its diagram.
pub(super) fn id(node: Node) -> String {
    match node {
        Node::Box(face) => format!("b{face}"),
        Node::Text(block) => format!("t{block}"),
        Node::Lane(lane) => format!("l{lane}"),
    }
}
