//! What works on the tree when its blocks are parsed: in the order of Python-Markdown's tree processors.
//!
//! Each step gets the root, and changes the tree in place.

mod abbreviations;
pub(super) mod attributes;
mod callouts;
mod captions;
mod footnotes;
pub(super) mod headings;
mod legacy_attributes;
mod shortener;
pub(super) mod slug;
mod strip_html;
mod symbols;
mod tab_ids;
mod tasks;
pub(super) mod words;

use super::reader::Reader;
use super::text::Text;
use super::tree::{Id, concat};
use crate::text::Span;

/// A step: the higher, the earlier; the extension that turns it on, empty for what is always there.
struct Step {
    priority: i32,
    of: &'static str,
    run: fn(&mut Reader<'_>, Id),
}

/// All of them. Those of 200 and more come before the inline patterns.
static STEPS: &[Step] = &[
    Step { priority: 500, of: "footnotes", run: footnotes::run },
    Step { priority: 250, of: "pymdownx.tasklist", run: tasks::run },
    Step { priority: 190, of: "callouts", run: callouts::run },
    Step { priority: 100, of: "", run: breaks },
    Step { priority: 80, of: "attr_list", run: attributes::run },
    Step { priority: 70, of: "abbr", run: abbreviations::run },
    Step { priority: 99, of: "pymdownx.magiclink", run: shortener::run },
    Step { priority: 61, of: "pymdownx.smartsymbols", run: symbols::symbols },
    Step { priority: 60, of: "smarty", run: symbols::smarty },
    Step { priority: 50, of: "", run: headings::run },
    Step { priority: 40, of: "pymdownx.blocks.caption", run: captions::run },
    Step { priority: 40, of: "", run: tab_ids::run },
    Step { priority: 15, of: "legacy_attrs", run: legacy_attributes::run },
    Step { priority: 1, of: "pymdownx.striphtml", run: strip_html::run },
];

/// When a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Before the inline patterns.
    Unread,
    /// Behind them.
    Read,
}

/// Runs the steps that are on.
pub(super) fn run(reader: &mut Reader<'_>, root: Id, when: When) {
    let is_due = |step: &&Step| (step.priority >= 200) == (when == When::Unread);
    let is_on = |step: &&Step| step.of.is_empty() || reader.has(step.of);
    let mut on: Vec<&Step> = STEPS.iter().filter(is_due).filter(is_on).collect();
    on.sort_by_key(|step| std::cmp::Reverse(step.priority));
    for step in on {
        (step.run)(reader, root);
    }
}

/// A break ends its line: what follows it starts a new one.
fn breaks(reader: &mut Reader<'_>, root: Id) {
    for id in reader.tree.under(root) {
        if reader.tree[id].tag == "br" {
            let tail = reader.tree[id].tail.clone();
            let end = Text::own("\n", Span::at(tail.place(0)));
            reader.tree[id].tail = concat(&end, &tail);
        }
    }
}
