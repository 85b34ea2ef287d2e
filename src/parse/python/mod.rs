//! The body of a card as Python-Markdown reads it, with the extensions that a MkDocs project names.
//!
//! The same steps as there, so that the same text means the same:
//! 1. `before`: the text without tabs and control characters, fences and raw HTML taken out (`fences`, `html`), each
//!    with a sign in its place (`stash`);
//! 2. `block`: blocks between blank lines → a tree of elements (`tree`) with text that is not read yet;
//! 3. `inline`: the patterns, in their order, over each text of the tree;
//! 4. `after`: what works on the finished tree: heading ids, footnotes, attribute lists, abbreviations;
//! 5. `emit`: the tree → the flat document with its links, headings and anchors.
//!
//! To add an extension: its block processor is a file in `block/` and a line in `block::PROCESSORS`, its inline pattern
//! a file in `inline/` and a line in `inline::PATTERNS`, its work on the text or the tree a file in `before/` or
//! `after/` and a line in `STEPS` there. Each line names the extension that turns it on. What is of a neighbour's kind
//! copies it: `block/admonition.rs`, `inline/mark.rs`, `after/abbreviations.rs`, `before/normalize.rs`.
//!
//! Each text knows where it stands in the file (`text`). Nesting is bounded by [`DEEPEST`]; what is deeper stays text.
//! Must never look at another file, and never take more than linear time: whatever searches ahead pays with `Fuel`.
//!
//! # Source
//! Python-Markdown 3.11 (<https://python-markdown.github.io>), PyMdown Extensions 13.1
//! (<https://facelessuser.github.io/pymdown-extensions/>).

mod after;
mod before;
mod block;
mod emit;
mod html;
mod inline;
mod reader;
mod scan;
mod stash;
mod text;
mod tree;

use std::sync::Arc;

use crate::config::Extensions;
use crate::parse::document::Markup;
use crate::parse::markdown::Body;
use crate::snippet::Files;
use after::When as After;
use reader::Reader;

/// How deep blocks may nest.
const DEEPEST: usize = 60;

/// Reads the body of a file, which starts at byte `start`; `snippets` are the files that it may take in.
#[must_use]
pub fn read(file: &str, start: usize, extensions: &Arc<Extensions>, snippets: &Files) -> Body {
    let mut reader = Reader::new(file, extensions, snippets);
    let text = before::run(&mut reader, start);
    let root = reader.tree.make("div", crate::text::Span::new(start, file.len()));
    block::parse_chunk(&mut reader, root, &text);
    after::run(&mut reader, root, After::Unread);
    inline::run(&mut reader, root);
    after::run(&mut reader, root, After::Read);
    let mut body = emit::run(&mut reader, root);
    body.missing_snippets = reader.missing_snippets;
    body.document.markup = Markup::Python(Arc::clone(extensions));
    body
}
