//! Who is linked with whom, in either direction.
//!
//! Pairs of nodes → [`Links`]. Must never keep a link of a node to itself, nor one pair twice.

/// Undirected links between nodes `0..len`. Guarantees: the neighbours of a node are sorted, each once, never itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Links {
    /// Merges pairs in whatever order and direction they come.
    pub(crate) fn new(len: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut both: Vec<(u32, u32)> =
            pairs.filter(|(a, b)| a != b).flat_map(|(a, b)| [(a as u32, b as u32), (b as u32, a as u32)]).collect();
        both.sort_unstable();
        both.dedup();
        let mut starts = vec![0; len + 1];
        for (from, _) in &both {
            starts[*from as usize + 1] += 1;
        }
        for node in 0..len {
            starts[node + 1] += starts[node];
        }
        Self { starts, ends: both.into_iter().map(|(_, to)| to).collect() }
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The neighbours of a node.
    pub(crate) fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// How many neighbours a node has.
    pub(crate) fn degree(&self, node: usize) -> usize {
        self.of(node).len()
    }

    /// Whether two nodes are linked.
    pub(crate) fn has(&self, a: usize, b: usize) -> bool {
        let (few, many) = if self.degree(a) <= self.degree(b) { (a, b) } else { (b, a) };
        self.of(few).binary_search(&(many as u32)).is_ok()
    }

    /// How many links there are.
    pub(crate) fn count(&self) -> usize {
        self.ends.len() / 2
    }

    /// Groups of nodes that hang together, largest first, each sorted; then by first node.
    pub(crate) fn components(&self) -> Vec<Vec<u32>> {
        let mut is_seen = vec![false; self.len()];
        let mut components = Vec::new();
        for first in 0..self.len() {
            if is_seen[first] {
                continue;
            }
            is_seen[first] = true;
            let mut members = vec![first as u32];
            let mut next = 0;
            while let Some(node) = members.get(next) {
                for neighbour in self.of(*node as usize) {
                    if !std::mem::replace(&mut is_seen[*neighbour as usize], true) {
                        members.push(*neighbour);
                    }
                }
                next += 1;
            }
            members.sort_unstable();
            components.push(members);
        }
        components.sort_by_key(|members| std::cmp::Reverse(members.len()));
        components
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn links_are_merged_and_components_sorted() {
        let links = Links::new(6, [(1, 0), (0, 1), (0, 0), (4, 5), (5, 3)].into_iter());
        assert_eq!((links.len(), links.count()), (6, 3));
        assert_eq!((links.of(0), links.of(5), links.degree(2)), (&[1][..], &[3, 4][..], 0));
        assert!(links.has(3, 5) && links.has(5, 3) && !links.has(3, 4));
        assert_eq!(links.components(), [vec![3, 4, 5], vec![0, 1], vec![2]]);
        assert!(Links::new(0, std::iter::empty()).components().is_empty());
    }
}
