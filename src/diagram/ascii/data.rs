//! The model as JSON: boxes, texts, edges, what is wrong.
//!
//! [`Picture`] → JSON. The names of the fields are a contract.

use serde_json::{Value, json};

use crate::diagram::Flaw;
use crate::diagram::ascii::lines::nets::Node;
use crate::diagram::ascii::mend::lint::flaws;
use crate::diagram::ascii::model::Direction;
use crate::diagram::ascii::recognise::Picture;

/// Writes the model down.
pub(super) fn data(picture: &Picture<'_>) -> Value {
    let model = &picture.model;
    let boxes: Vec<Value> = model
        .boxes
        .iter()
        .enumerate()
        .filter(|(face, _)| !model.captions.values().any(|title| title == face))
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

/// The flaws, by their place in the source.
fn diagnostics(picture: &Picture<'_>) -> Vec<Value> {
    let data = |flaw: Flaw| json!({ "code": flaw.rule, "start": flaw.span.start, "end": flaw.span.end, "message": flaw.message });
    flaws(picture).into_iter().map(data).collect()
}

/// The id of a node, unique in its diagram.
pub(super) fn id(node: Node) -> String {
    match node {
        Node::Box(face) => format!("b{face}"),
        Node::Text(block) => format!("t{block}"),
        Node::Lane(lane) => format!("l{lane}"),
    }
}
