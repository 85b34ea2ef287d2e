//! Smaller graphs that look like a large one: linked nodes become one, again and again.
//!
//! [`Level`] → a coarser [`Level`] and which node went into which. Must never lose mass or links between groups: the
//! forces on a group are those on its members.

use rustc_hash::FxHashMap;

/// A graph with weights, as the simulation wants it.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// How much a node pushes.
    pub(super) masses: Vec<f64>,
    starts: Vec<u32>,
    /// The neighbours of each node, and how much the link pulls.
    ends: Vec<(u32, f64)>,
}

impl Level {
    pub(super) fn new(masses: Vec<f64>, links: impl Iterator<Item = Vec<(u32, f64)>>) -> Self {
        let (mut starts, mut ends) = (vec![0], Vec::new());
        for of_node in links {
            ends.extend(of_node);
            starts.push(ends.len() as u32);
        }
        Self { masses, starts, ends }
    }

    pub(super) fn len(&self) -> usize {
        self.masses.len()
    }

    pub(super) fn links(&self, node: usize) -> &[(u32, f64)] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// No group yet.
const NONE: u32 = u32::MAX;
/// How many nodes a group takes at most: more would make clumps.
const MAX_MEMBERS: u32 = 8;

/// Joins each node with the neighbour that pulls most, for its mass. Returns the group of each node, and the graph of
/// the groups.
pub(super) fn coarsen(level: &Level) -> (Vec<u32>, Level) {
    let groups = groups(level);
    let count = groups.iter().copied().max().map_or(0, |last| last as usize + 1);
    let mut masses = vec![0.0; count];
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (node, group) in groups.iter().enumerate() {
        masses[*group as usize] += level.masses[node];
        members[*group as usize].push(node as u32);
    }
    let mut place: FxHashMap<u32, usize> = FxHashMap::default();
    let links = members.iter().enumerate().map(|(group, members)| {
        // The map only says where a neighbour stands in the list: nothing is read in its order.
        place.clear();
        let mut links: Vec<(u32, f64)> = Vec::new();
        for (to, weight) in members.iter().flat_map(|node| level.links(*node as usize)) {
            let to = groups[*to as usize];
            if to as usize == group {
                continue;
            }
            let at = *place.entry(to).or_insert_with(|| {
                links.push((to, 0.0));
                links.len() - 1
            });
            links[at].1 += weight;
        }
        links
    });
    let coarse = Level::new(masses, links);
    (groups, coarse)
}

/// The group of each node, numbered in the order in which they are made.
fn groups(level: &Level) -> Vec<u32> {
    let mut order: Vec<u32> = (0..level.len() as u32).collect();
    // Nodes with few links choose first: else the hubs would take each other and leave them nobody.
    order.sort_by_key(|node| level.links(*node as usize).len());
    let mut groups = vec![NONE; level.len()];
    let mut sizes: Vec<u32> = Vec::new();
    for node in order {
        let node = node as usize;
        if groups[node] != NONE {
            continue;
        }
        let best = |may: &dyn Fn(usize) -> bool| {
            let mut best: Option<(f64, usize)> = None;
            for (to, weight) in level.links(node) {
                let to = *to as usize;
                let pull = weight / level.masses[to];
                if may(to) && best.is_none_or(|(most, _)| pull > most) {
                    best = Some((pull, to));
                }
            }
            best.map(|(_, to)| to)
        };
        let is_free = |to: usize| groups[to] == NONE;
        let has_room = |to: usize| groups[to] != NONE && sizes[groups[to] as usize] < MAX_MEMBERS;
        if let Some(partner) = best(&is_free) {
            groups[node] = sizes.len() as u32;
            groups[partner] = sizes.len() as u32;
            sizes.push(2);
        } else if let Some(partner) = best(&has_room) {
            let group = groups[partner];
            groups[node] = group;
            sizes[group as usize] += 1;
        } else {
            groups[node] = sizes.len() as u32;
            sizes.push(1);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::{Level, coarsen};

    #[test]
    fn mass_and_links_between_groups_are_kept() {
        // A path of four nodes: 0 – 1 – 2 – 3.
        let links = [vec![(1, 1.0)], vec![(0, 1.0), (2, 0.5)], vec![(1, 0.5), (3, 1.0)], vec![(2, 1.0)]];
        let (groups, coarse) = coarsen(&Level::new(vec![1.0; 4], links.into_iter()));
        assert_eq!(groups, [0, 0, 1, 1]);
        assert_eq!(coarse.masses, [2.0, 2.0]);
        assert_eq!(coarse.links(0), [(1, 0.5)]);
        assert_eq!(coarse.links(1), [(0, 0.5)]);
    }
}
