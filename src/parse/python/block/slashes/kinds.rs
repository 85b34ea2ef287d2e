//! The kinds of blocks: which there are in a project, and what each does.

use super::super::super::reader::Reader;
use super::super::super::text::Text;
use super::super::super::tree::{Element, Id};
use super::header::{self, Start};
use super::{boxes, caption, define, holds_blocks, html, is_raw, list, tab};
use crate::yaml::{YamlKind, YamlNode};

/// A block of a kind, as it was written.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// An admonition or a box that opens.
    Box(boxes::Box),
    /// A tab.
    Tab(tab::Tab),
    /// A list of definitions.
    Define,
    /// An element.
    Html(html::Html),
    /// How a list is numbered.
    List(list::List),
    /// A caption.
    Caption(caption::Caption),
}

/// The element of a block, and the one that its text goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) element: Id,
    pub(super) target: Id,
}

/// How the text of a block is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Blocks,
    Line,
    Raw,
}

/// Attributes in order; classes apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub(super) classes: Vec<String>,
    pub(super) pairs: Vec<(String, String)>,
}

/// The kind of a block that starts, and what it gives to its element; `None` where the project has none of this name, or
/// the block is not as its kind wants it.
pub(super) fn read(reader: &Reader<'_>, start: &Start) -> Option<(Kind, Given)> {
    let mut options: Vec<(&str, &YamlNode)> =
        start.options.as_ref()?.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let mut given = Given::default();
    if let Some(at) = options.iter().position(|(key, _)| *key == "attrs") {
        given = attributes(options.remove(at).1)?;
    }
    let has_argument = start.argument.as_ref().is_some_and(|argument| !argument.is_empty());
    let kind = match start.name.as_str() {
        "tab" if reader.has(tab::EXTENSION) => has_argument.then(|| tab::read(&options).map(Kind::Tab))??,
        "define" if reader.has(define::EXTENSION) => (!has_argument && options.is_empty()).then_some(Kind::Define)?,
        "fancylists" if reader.has(list::EXTENSION) && options.is_empty() => Kind::List(list::read(reader, start)?),
        "html" if reader.has(html::EXTENSION) => Kind::Html(html::read(reader, start, &options)?),
        _ => match boxes::read(reader, start, &options) {
            Some(found) => Kind::Box(found?),
            None => Kind::Caption(caption::read(reader, start, &options, &mut given)?),
        },
    };
    Some((kind, given))
}

fn attributes(value: &YamlNode) -> Option<Given> {
    let YamlKind::Map(pairs) = &value.kind else { return None };
    let mut given = Given::default();
    for pair in pairs {
        let name = header::identifier(&pair.key)?;
        let value = header::string(&pair.value)?;
        match name.to_ascii_lowercase().as_str() {
            "class" => {
                for class in value.split_whitespace() {
                    given.classes.push(header::identifier(class)?.to_owned());
                }
            }
            "id" => given.pairs.push(("id".to_owned(), header::identifier(value)?.to_owned())),
            _ => given.pairs.push((name.to_owned(), value.to_owned())),
        }
    }
    Some(given)
}

/// Makes the elements of a block.
pub(super) fn make(reader: &mut Reader<'_>, parent: Id, kind: &Kind, start: &Start) -> Made {
    match kind {
        Kind::Box(found) => boxes::make(reader, parent, found, start),
        Kind::Tab(found) => tab::make(reader, parent, found, start),
        Kind::Define => {
            let element = reader.tree.add(parent, "dl", start.place.whole());
            Made { element, target: element }
        }
        Kind::Html(found) => html::make(reader, parent, found, start),
        Kind::List(found) => list::make(reader, parent, found, start),
        Kind::Caption(found) => caption::make(reader, parent, found, start),
    }
}

/// Gives an element what its block says.
pub(super) fn dress(element: &mut Element, given: &Given) {
    for class in &given.classes {
        element.add_class(class);
    }
    for (name, value) in &given.pairs {
        element.set_own(name, value.as_str());
    }
}

/// How the text of a block is read that goes to an element of a tag.
pub(super) fn mode(kind: &Kind, tag: &str) -> Mode {
    let own = match kind {
        Kind::Html(found) => html::mode(found),
        _ => None,
    };
    own.unwrap_or(if holds_blocks(tag) {
        Mode::Blocks
    } else if is_raw(tag) {
        Mode::Raw
    } else {
        Mode::Line
    })
}

/// Finishes a block.
pub(super) fn end(reader: &mut Reader<'_>, kind: &Kind, element: Id, target: Id) {
    match kind {
        Kind::Define => define::end(reader, element),
        Kind::List(_) => list::end(reader, element),
        Kind::Html(found) => html::end(reader, found, target),
        Kind::Caption(found) => caption::end(reader, found, element),
        Kind::Box(_) | Kind::Tab(_) => {}
    }
}

/// Words of ours at the place of a block.
pub(super) fn own(words: impl Into<String>, start: &Start) -> Text {
    Text::own(words, start.place.whole())
}
