//! A diagram in words, for those who do not see it.
//!
//! [`Picture`] → sentences: how many boxes and connections, what contains what, what leads where, in reading order.

use std::collections::BTreeSet;

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
    let parents: Vec<Option<usize>> =
        picture.frames.parents.iter().map(|parent| parent.map(|parent| model.whole(parent))).collect();
    let holders: BTreeSet<usize> = parents.iter().copied().flatten().collect();
    for (face, label) in model.boxes.iter().enumerate().filter(|(face, _)| holders.contains(face)) {
        let parents = parents.iter().enumerate();
        let inside = parents.filter(|(_, parent)| **parent == Some(face)).map(|(child, _)| named(&model.boxes[child]));
        said.push(format!("{} contains {}", named(label), listed(&inside.collect::<Vec<_>>())));
    }
    for edge in &model.edges {
        let (from, to) = (named(model.name(edge.from)), named(model.name(edge.to)));
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
    let boxes = model.headings.iter().filter(|heading| heading.is_none()).count();
    match (boxes, model.edges.len()) {
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
