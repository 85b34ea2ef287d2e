//! What works on the finished tree: in the order of Python-Markdown's tree processors.
//!
//! Each step gets the root, and changes the tree in place.

mod abbreviations;
pub(super) mod attributes;
pub(super) mod headings;
pub(super) mod slug;
pub(super) mod words;

use super::reader::Reader;
use super::tree::Id;

/// A step: the higher, the earlier; the extension that turns it on, empty for what is always there.
struct Step {
    priority: i32,
    of: &'static str,
    run: fn(&mut Reader<'_>, Id),
}

/// All of them.
static STEPS: &[Step] = &[
    Step { priority: 80, of: "attr_list", run: attributes::run },
    Step { priority: 70, of: "abbr", run: abbreviations::run },
    Step { priority: 50, of: "", run: headings::run },
];

/// Runs the steps that are on.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let mut on: Vec<&Step> = STEPS.iter().filter(|step| step.of.is_empty() || reader.has(step.of)).collect();
    on.sort_by_key(|step| std::cmp::Reverse(step.priority));
    for step in on {
        (step.run)(reader, root);
    }
}
