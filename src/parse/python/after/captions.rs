//! Numbers of figures, each type by itself, the parts of a figure within its number.
//!
//! # Source
//! PyMdown Extensions 13.1, Captions.

use std::collections::BTreeMap;

use super::super::block::slashes::{label, types};
use super::super::reader::Reader;
use super::super::tree::Id;

const EXTENSION: &str = "pymdownx.blocks.caption";

/// How far the numbers of a type have come: the depth of the last one, and the number at each depth.
struct Counter {
    last: usize,
    numbers: Vec<i64>,
}

/// Numbers the figures of a card.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let Some(options) = reader.options(EXTENSION).filter(|options| options.is_on("auto")) else { return };
    if reader.slashes.figures.is_empty() {
        return;
    }
    let most = usize::try_from(options.number("auto_level")).unwrap_or_default();
    let types = types(options);
    let parents = reader.tree.parents(root);
    let mut counters: BTreeMap<String, Counter> = BTreeMap::new();
    for id in reader.tree.under(root) {
        let Some(figure) = reader.slashes.figures.get(&id).cloned() else { continue };
        let Some(kind) = types.iter().find(|kind| kind.name == figure.kind && !kind.prefix.is_empty()) else {
            continue;
        };
        let mut depth = figure.level.unwrap_or_default().max(0);
        let is_too_deep = |depth: i64| most > 0 && depth >= most as i64;
        if figure.level.is_some() && is_too_deep(depth) {
            continue;
        }
        let Some(outer) = depth_over(reader, &parents, id, (&mut depth, most)) else { continue };
        if outer {
            reader.slashes.figures.entry(id).and_modify(|figure| figure.level = Some(depth + 1));
        }
        if let Some(number) = &figure.number {
            let own = number.len() as i64 - 1;
            let level = own - depth;
            reader.slashes.figures.entry(id).and_modify(|figure| figure.level = Some(level));
            depth = own;
        }
        let depth = usize::try_from(depth).unwrap_or_default().min(50);
        let counter = counters.entry(kind.name.clone()).or_insert_with(|| Counter { last: 0, numbers: vec![0] });
        if depth > counter.last {
            let more = depth - counter.last;
            counter.numbers.extend(std::iter::repeat_n(1, more));
        } else if depth == counter.last {
            if let Some(number) = counter.numbers.get_mut(depth) {
                *number += 1;
            }
        } else {
            counter.numbers.truncate(depth + 1);
            if let Some(number) = counter.numbers.last_mut() {
                *number += 1;
            }
        }
        counter.last = depth;
        if let Some(number) = figure.number.filter(|number| *number > counter.numbers) {
            counter.numbers = number;
        }
        let number = counter.numbers.get(..=depth).unwrap_or(&counter.numbers).to_vec();
        label(reader, id, kind, &number, figure.is_first);
    }
}

/// Adds the figures of the same type that a figure stands in to its depth; gives back whether one of them says its own
/// level. `None` where it is deeper than numbers go.
fn depth_over(reader: &Reader<'_>, parents: &[Option<Id>], id: Id, (depth, most): (&mut i64, usize)) -> Option<bool> {
    let figures = &reader.slashes.figures;
    let kind = &figures.get(&id)?.kind;
    let (mut here, mut says_level) = (parents.get(id).copied().flatten(), false);
    while let Some(parent) = here {
        if let Some(outer) = figures.get(&parent).filter(|outer| outer.kind == *kind) {
            *depth += outer.level.map_or(1, |level| level + 1);
            says_level |= outer.level.is_some();
            if most > 0 && *depth >= most as i64 {
                return None;
            }
        }
        here = parents.get(parent).copied().flatten();
    }
    Some(says_level)
}
