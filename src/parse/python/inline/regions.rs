//! Where the elements of delimiters stand → the elements, one within the other.

use crate::parse::python::text::Text;
use crate::parse::python::tree::{Id, Tree};

/// An element: where its delimiters stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) start: usize,
    pub(super) inner_start: usize,
    pub(super) inner_end: usize,
    pub(super) end: usize,
    pub(super) tag: &'static str,
}

/// The elements of regions, the first of which holds the others.
pub(super) fn build(tree: &mut Tree, text: &Text, regions: &[Region]) -> Id {
    let mut open: Vec<(Id, Region)> = Vec::new();
    let mut at = 0;
    let mut root = None;
    for region in regions {
        while let Some((id, outer)) = open.last().copied().filter(|(_, outer)| outer.end <= region.start) {
            tree.append_text(id, &text.slice(at..outer.inner_end));
            at = outer.end;
            open.pop();
        }
        let id = tree.make(region.tag, text.span(region.start..region.end));
        if let Some((parent, _)) = open.last().copied() {
            tree.append_text(parent, &text.slice(at..region.start));
            tree[parent].children.push(id);
        }
        root.get_or_insert(id);
        at = region.inner_start;
        open.push((id, *region));
    }
    while let Some((id, outer)) = open.pop() {
        tree.append_text(id, &text.slice(at..outer.inner_end));
        at = outer.end;
    }
    root.unwrap_or_else(|| tree.make("span", text.span(0..0)))
}
