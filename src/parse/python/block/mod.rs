//! Blocks of text → elements: the block processors in their order, as Python-Markdown asks them.
//!
//! A text is cut at its blank lines; each piece is offered to the processors until one takes it. A processor gets the
//! element that it is to fill and all pieces that are left; it takes the first, may put text back at the front, and
//! says whether it was its business. Must never nest deeper than `DEEPEST`.

mod abbreviations;
mod admonition;
mod callouts;
mod code;
mod definitions;
mod details;
pub(super) mod fancy_lists;
mod footnotes;
mod heading;
mod html;
mod list;
mod math;
mod paragraph;
mod quote;
mod quotes;
mod reference;
mod rule;
pub(super) mod slashes;
mod table;
mod tabs;

use std::collections::VecDeque;

pub(in crate::parse::python) use code::with_fences;

use super::DEEPEST;
use super::reader::{Reader, State};
use super::text::Text;
use super::tree::Id;
use crate::config::Extensions;

/// The pieces of text that are left.
pub(super) type Blocks = VecDeque<Text>;

/// A block processor.
pub(super) struct Processor {
    /// Its name; of two that are on and have the same, the later replaces the earlier.
    name: &'static str,
    /// The higher, the earlier it is asked; tenths of Python-Markdown's numbers are whole here.
    priority: i32,
    /// The extension that turns it on; empty for what is always there.
    of: &'static str,
    /// Takes the first piece, or says that it is not its business.
    run: fn(&mut Reader<'_>, Id, &mut Blocks) -> bool,
}

const fn processor(
    name: &'static str,
    priority: i32,
    of: &'static str,
    run: fn(&mut Reader<'_>, Id, &mut Blocks) -> bool,
) -> Processor {
    Processor { name, priority, of, run }
}

/// What turns callouts on may be a plugin.
const CALLOUTS: &str = "> [!";

/// All of them.
static PROCESSORS: &[Processor] = &[
    processor("admonition", 1050, "admonition", admonition::run),
    processor("details", 1050, "pymdownx.details", details::run),
    processor("tabbed", 1050, "pymdownx.tabbed", tabs::run),
    processor("markdown_block", 1050, "md_in_html", html::run),
    processor("empty", 1000, "", paragraph::empty),
    processor("indent", 900, "", list::indent),
    processor("blocks", 899, "pymdownx.blocks.admonition", slashes::run),
    processor("blocks", 899, "pymdownx.blocks.details", slashes::run),
    processor("blocks", 899, "pymdownx.blocks.definition", slashes::run),
    processor("blocks", 899, "pymdownx.blocks.html", slashes::run),
    processor("blocks", 899, "pymdownx.blocks.tab", slashes::run),
    processor("blocks", 899, "pymdownx.blocks.caption", slashes::run),
    processor("defindent", 850, "def_list", definitions::nested),
    processor("code", 800, "", code::run),
    processor("arithmatex-block", 799, "pymdownx.arithmatex", math::run),
    processor("table", 750, "tables", table::run),
    processor("hashheader", 700, "", heading::hash),
    processor("hashheader", 700, "pymdownx.saneheaders", heading::sane_hash),
    processor("setextheader", 600, "", heading::setext),
    processor("hr", 500, "", rule::run),
    processor("olist", 400, "", list::ordered),
    processor("ulist", 300, "", list::unordered),
    processor("deflist", 250, "def_list", definitions::run),
    processor("blocks", 899, "pymdownx.fancylists", slashes::run),
    processor("olist", 400, "pymdownx.fancylists", fancy_lists::ordered),
    processor("ulist", 300, "pymdownx.fancylists", fancy_lists::unordered),
    processor("olist", 400, "sane_lists", list::sane_ordered),
    processor("ulist", 300, "sane_lists", list::sane_unordered),
    processor("olist", 499, "mdx_truly_sane_lists", list::truly_sane_ordered),
    processor("ulist", 400, "mdx_truly_sane_lists", list::truly_sane_unordered),
    processor("indent", 950, "mdx_truly_sane_lists", list::truly_sane_indent),
    processor("github-callouts", 211, "github-callouts", callouts::alert),
    processor("callouts", 210, "callouts", callouts::run),
    processor("quote", 200, "", quote::run),
    processor("quote", 200, CALLOUTS, quotes::run),
    processor("quote", 200, "pymdownx.quotes", quotes::run),
    processor("footnote", 170, "footnotes", footnotes::run),
    processor("abbr", 160, "abbr", abbreviations::run),
    processor("reference", 150, "", reference::run),
    processor("paragraph", 100, "", paragraph::run),
];

/// Those that are on, in the order in which they are asked.
pub(super) fn processors(extensions: &Extensions) -> Vec<&'static Processor> {
    let mut on: Vec<&Processor> = Vec::new();
    let is_on = |of: &str| of.is_empty() || extensions.has(of) || (of == CALLOUTS && extensions.callouts);
    for processor in PROCESSORS.iter().filter(|processor| is_on(processor.of)) {
        match on.iter_mut().find(|known| known.name == processor.name) {
            Some(known) => *known = processor,
            None => on.push(processor),
        }
    }
    on.sort_by_key(|processor| std::cmp::Reverse(processor.priority));
    on
}

/// Whether a line is an item of a list that is not indented by a level.
pub(super) fn is_item(line: &str) -> bool {
    list::item(line, 0, super::scan::TAB).is_some()
}

/// Parses a text into an element.
pub(super) fn parse_chunk(reader: &mut Reader<'_>, parent: Id, text: &Text) {
    let blocks = text.split("\n\n").map(|block| text.part(block)).collect();
    parse_blocks(reader, parent, blocks);
}

/// Parses one piece of text into an element.
pub(super) fn parse_block(reader: &mut Reader<'_>, parent: Id, block: Text) {
    parse_blocks(reader, parent, Blocks::from([block]));
}

/// Parses pieces of text into an element.
pub(super) fn parse_blocks(reader: &mut Reader<'_>, parent: Id, mut blocks: Blocks) {
    reader.depth += 1;
    while !blocks.is_empty() {
        if reader.depth > DEEPEST {
            paragraph::empty(reader, parent, &mut blocks);
            if !blocks.is_empty() {
                paragraph::run(reader, parent, &mut blocks);
            }
            continue;
        }
        let mut index = 0;
        while let Some(processor) = reader.processors.get(index).copied() {
            if (processor.run)(reader, parent, &mut blocks) {
                break;
            }
            index += 1;
        }
        // The paragraph takes whatever is left: this keeps a processor that fails from stopping the world.
        if index >= reader.processors.len() {
            blocks.pop_front();
        }
    }
    reader.depth -= 1;
}

/// Parses pieces of text that stand so.
pub(super) fn parse_in_state(reader: &mut Reader<'_>, state: State, parent: Id, blocks: Blocks) {
    reader.states.push(state);
    parse_blocks(reader, parent, blocks);
    reader.states.pop();
}
