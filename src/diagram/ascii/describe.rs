//! A diagram in words, for those who do not see it.
//!
//! [`Picture`] → sentences: how many boxes and connections, what contains what, what leads where, in reading order.

use std::collections::BTreeSet;

use crate::diagram::ascii::lines::nets::Node;
use crate::diagram::ascii::model::Direction;
use crate::diagram::ascii::recognise::Picture;

/// Characters after which the list of connections ends.
const LONGEST: usize = 600;
/// Characters of a name.
const LONGEST_NAME: usize = 60;

/// Describes a picture.
pub(super) fn describe(picture: &Picture<'_>) -> String {
    let model = &picture.model;
    let mut said = vec![counts(picture)];
    let holders: BTreeSet<usize> = picture.frames.parents.iter().copied().flatten().collect();
    let titles: BTreeSet<usize> = model.captions.values().copied().collect();
    for (face, label) in model.boxes.iter().enumerate().filter(|(face, _)| holders.contains(face)) {
        let parents = picture.frames.parents.iter().enumerate();
        let inside = parents.filter(|(child, parent)| **parent == Some(face) && !titles.contains(child));
        let inside = inside.map(|(child, _)| named(&model.boxes[child]));
        said.push(format!("{} contains {}", named(label), listed(&inside.collect::<Vec<_>>())));
    }
    for edge in &model.edges {
        let (from, to) = (named(spoken(picture, edge.from)), named(spoken(picture, edge.to)));
        let arrow = match edge.direction {
            Direction::None => "–",
            Direction::Forward => "→",
            Direction::Both => "↔",
        };
        let label = if edge.label.is_empty() { String::new() } else { format!(" ({})", edge.label) };
        said.push(format!("{from} {arrow} {to}{label}"));
    }
    if model.boxes.is_empty() && model.edges.is_empty() {
        let words: Vec<String> =
            (0..picture.texts.blocks.len()).map(|block| picture.texts.words(&picture.grid, block)).collect();
        said.extend((!words.is_empty()).then(|| words.join(", ")));
    }
    shortened(&said)
}

/// What a node is called where an edge leads to it: a part of a frame like its frame.
fn spoken<'a>(picture: &'a Picture<'_>, node: Node) -> &'a str {
    let Node::Box(face) = node else { return picture.model.name(node) };
    let lines = |face: usize| picture.texts.leaves[face].len();
    picture.model.name(Node::Box(picture.model.stacks.spokesman(face, lines)))
}

/// Whole sentences up to the limit, then how many more there are.
fn shortened(said: &[String]) -> String {
    let mut text = String::new();
    for (index, sentence) in said.iter().enumerate() {
        let left = said.len() - index;
        if index > 0 && text.chars().count() + sentence.chars().count() > LONGEST {
            text.push_str(&format!(" And {left} more."));
            break;
        }
        if index > 0 {
            text.push(' ');
        }
        text.push_str(sentence);
        text.push('.');
    }
    text
}

fn counts(picture: &Picture<'_>) -> String {
    let model = &picture.model;
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    match (model.boxes.len() - model.captions.len(), model.edges.len()) {
        (0, 0) => "Drawing".to_owned(),
        (0, edges) => {
            format!("{}, {}", counted(model.texts.len(), "text", "texts"), counted(edges, "connection", "connections"))
        }
        (boxes, 0) => counted(boxes, "box", "boxes"),
        (boxes, edges) => {
            format!("{}, {}", counted(boxes, "box", "boxes"), counted(edges, "connection", "connections"))
        }
    }
}

fn named(label: &str) -> String {
    if label.is_empty() {
        return "an unnamed box".to_owned();
    }
    if is_short(label) { label.to_owned() } else { label.chars().take(LONGEST_NAME).collect::<String>() + "…" }
}

fn is_short(label: &str) -> bool {
    label.chars().count() <= LONGEST_NAME
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}
