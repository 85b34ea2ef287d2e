//! The graph of all cards as a map: who is linked with whom, in which group each card is, where it stands.
//!
//! `Graph` → [`GraphMap`]; its places are worked out when somebody asks for the first time:
//! 1. `links`: the links without direction;
//! 2. `layout`: a place for each card (`force` over `coarsen` and `quadtree`, then `separate`, then `pack`);
//! 3. `data`: all that as the script `assets/graph-data.js`;
//! 4. `rings`: the small layout of the cards round one card.
//!
//! Must never give different bytes on another machine or with another number of threads: no hash order, no sums over
//! threads, no function but the square root.
#![expect(clippy::cast_precision_loss, reason = "no site has as many cards as a float has digits")]
#![expect(clippy::cast_sign_loss, reason = "coordinates within a frame are not negative")]

mod coarsen;
mod data;
mod force;
mod grid;
mod layout;
mod links;
mod pack;
mod point;
mod quadtree;
mod rings;
mod separate;

use std::sync::OnceLock;

use crate::config::Config;
use crate::graph::{CardId, Graph, Status, Target};
use crate::render::nav::Nav;

pub(crate) use data::{DATA_FILE, write as data};
pub(crate) use links::Links;
pub(crate) use rings::lay_out as rings;

/// How many looks there are for quadrants: a colour and a shape each. The next number is the look of all else.
const LOOKS: usize = 4;
/// The names that have a look of their own, in its order.
const KNOWN: [&str; LOOKS] = ["tutorials", "how-to", "reference", "explanation"];

/// A quadrant, or what is outside of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The name of its folder; empty for what is outside of all.
    pub(crate) name: String,
    /// What readers see.
    pub(crate) title: String,
    /// Its colour and shape: 0 to 4.
    pub(crate) look: usize,
}

/// All cards and the links between them. Nodes are cards: their numbers are those of [`Graph::cards`].
#[derive(Debug)]
pub(crate) struct GraphMap {
    /// The links without direction.
    pub(crate) links: Links,
    /// The quadrants as configured, then what is outside of them.
    pub(crate) groups: Vec<Group>,
    /// The group of each card: index into `groups`.
    pub(crate) group_of: Vec<usize>,
    places: OnceLock<Vec<(i32, i32)>>,
}

impl GraphMap {
    /// Reads the links of all cards.
    pub(crate) fn new(graph: &Graph, config: &Config, nav: &Nav) -> Self {
        let pairs = (0..graph.cards.len()).flat_map(|from| outgoing(graph, from).map(move |to| (from, to)));
        let names = &config.docs.quadrants;
        let group_of = graph.cards.iter().map(|card| {
            let folder = card.path.as_str().split_once('/').map(|(folder, _)| folder);
            names.iter().position(|name| Some(name.as_str()) == folder).unwrap_or(names.len())
        });
        let title = |name: &String| {
            let folder = nav.folders.iter().find(|folder| folder.path == *name);
            folder.map_or_else(|| name.clone(), |folder| folder.title.clone())
        };
        let groups = names.iter().enumerate().map(|(index, name)| {
            let look = KNOWN.iter().position(|known| known == name).unwrap_or(index % LOOKS);
            Group { name: name.clone(), title: title(name), look }
        });
        let rest = Group { name: String::new(), title: "Other cards".to_owned(), look: LOOKS };
        Self {
            links: Links::new(graph.cards.len(), pairs),
            groups: groups.chain([rest]).collect(),
            group_of: group_of.collect(),
            places: OnceLock::new(),
        }
    }

    /// Where each card stands.
    pub(crate) fn places(&self) -> &[(i32, i32)] {
        self.places.get_or_init(|| layout::lay_out(&self.links))
    }
}

/// The cards that a card links to, in the order of its links; some more than once.
pub(crate) fn outgoing(graph: &Graph, from: CardId) -> impl Iterator<Item = CardId> {
    graph.resolutions[from].iter().filter_map(|resolution| match (resolution.status, resolution.target) {
        (Status::Resolved, Some(Target::Card(to))) => Some(to),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::GraphMap;
    use crate::render::nav::Nav;
    use crate::render::samples;

    #[test]
    fn cards_are_grouped_by_their_top_folder() {
        let config = samples::config();
        let texts = [("how-to/a.md", "[[b]] [[b]]"), ("index.md", "# Home"), ("notes/b.md", "[[a]] [[b]] [[index]]")];
        let graph = samples::graph(texts.map(|(path, text)| samples::parsed(path, text)).into());
        let map = GraphMap::new(&graph, &config, &Nav::new(&graph, &config));
        let titles: Vec<&str> = map.group_of.iter().map(|group| map.groups[*group].title.as_str()).collect();
        assert_eq!(titles, ["How-to guides", "Other cards", "Other cards"]);
        assert_eq!((map.links.of(0), map.links.of(1), map.links.of(2)), (&[2][..], &[2][..], &[0, 1][..]));
        assert_eq!(map.places().len(), 3);
        assert_eq!(map.groups.iter().map(|group| group.look).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }
}
