//! All cards and how they hang together: names, links, backlinks, pages.
//!
//! `Vec<Card>` → [`Graph`], by four steps:
//! 1. `pages`: which folder index and which URL each card has; `navigation`: what a MkDocs project calls its pages;
//! 2. `names`: which stems, paths, titles and aliases lead to which cards;
//! 3. `resolve`: each link of each card, by the dialect, with its fragment;
//! 4. edges and backlinks, in petgraph.
//!
//! Beside them `anchors`: what fragments call the parts of one card; `work`: which cards must be done before which.
//!
//! The one resolver: checks and site both read [`Graph::resolutions`]. Must never report a finding or read a file.

pub mod anchors;
pub mod names;
pub mod navigation;
pub mod pages;
pub mod quartz;
pub mod resolve;
#[cfg(test)]
mod tests;
pub mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::graph::{DiGraph, NodeIndex};
use rayon::prelude::*;

use crate::config::Config;
use crate::discover::Asset;
use crate::icons::OwnIcons;
use crate::parse::card::{Card, Link, LinkKind};
use crate::path::CardPath;

pub use anchors::Anchors;
pub use names::Names;
pub use navigation::{Entry, EntryTarget, Navigation};
pub use pages::Pages;
pub use resolve::{FragmentStatus, Reason, Resolution, Status, Target, Trace, World};

/// Index of a card in [`Graph::cards`].
pub type CardId = usize;

/// A link into a card, seen from its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Backlink {
    /// The card that links.
    pub from: CardId,
    /// Index into its `links`.
    pub link: usize,
}

/// Cards, assets and the resolved links between them. Guarantees: cards and assets sorted by path;
/// `resolutions[c][l]` belongs to `cards[c].links[l]`; backlinks sorted.
#[derive(Debug)]
pub struct Graph {
    /// The cards; shared, so that one that did not change need not be parsed again for the next graph.
    pub cards: Vec<Arc<Card>>,
    /// The files that are not cards.
    pub assets: Vec<Asset>,
    /// What each link of each card leads to.
    pub resolutions: Vec<Vec<Resolution>>,
    /// The URLs of the cards and the folder indexes.
    pub pages: Pages,
    /// The names by which cards are found.
    pub names: Names,
    /// The icons of the project, for its diagrams.
    pub icons: Arc<OwnIcons>,
    /// The navigation, where the project says how it is made.
    pub navigation: Option<Navigation>,
    /// The texts of files that say something of the navigation.
    pub side_files: BTreeMap<CardPath, Arc<str>>,
    backlinks: Vec<Vec<Backlink>>,
    edges: DiGraph<CardId, usize>,
}

/// Links all cards; `cards` and `assets` sorted by path.
#[must_use]
pub fn link<C: Into<Arc<Card>>>(cards: Vec<C>, assets: Vec<Asset>, config: &Config) -> Graph {
    link_with(cards, assets, &BTreeMap::new(), config)
}

/// The icons below the folder that the configuration names.
fn own_icons(assets: &[Asset], config: &Config) -> OwnIcons {
    let folder = config.diagrams.icons.as_deref().unwrap_or_default().trim_end_matches('/');
    let below = |asset: &'_ Asset| asset.path.as_str().strip_prefix(folder)?.strip_prefix('/').map(str::len);
    let files = assets.iter().filter_map(|asset| {
        let path = asset.path.as_str();
        Some((&path[path.len() - below(asset)?..], asset.text.as_deref()?))
    });
    OwnIcons::of_files(files)
}

/// As [`link`], with the texts of files that say something of the navigation.
#[must_use]
pub fn link_with<C: Into<Arc<Card>>>(
    cards: Vec<C>,
    assets: Vec<Asset>,
    side_files: &BTreeMap<CardPath, Arc<str>>,
    config: &Config,
) -> Graph {
    link_shared(cards.into_iter().map(Into::into).collect(), assets, side_files, config)
}

fn link_shared(
    mut cards: Vec<Arc<Card>>,
    assets: Vec<Asset>,
    side_files: &BTreeMap<CardPath, Arc<str>>,
    config: &Config,
) -> Graph {
    let icons = Arc::new(own_icons(&assets, config));
    let pages = Pages::new(&cards, config);
    let navigation = Navigation::new(&cards, &pages, side_files, config);
    for (id, card) in cards.iter_mut().enumerate() {
        let title = navigation.as_ref().map(|navigation| navigation.title(id));
        if let Some(title) = title.filter(|title| *title != card.title.text) {
            title.clone_into(&mut Arc::make_mut(card).title.text);
        }
    }
    let names = Names::new(&cards, &assets, config);
    let world = World { cards: &cards, assets: &assets, names: &names, pages: &pages, config };
    let resolutions: Vec<Vec<Resolution>> = cards
        .par_iter()
        .enumerate()
        .map(|(id, card)| {
            let mut trace = Trace::default();
            card.links.iter().map(|link| resolve::resolve(&world, id, link, &mut trace)).collect()
        })
        .collect();
    let mut edges = DiGraph::with_capacity(cards.len(), cards.len() * 8);
    for id in 0..cards.len() {
        edges.add_node(id);
    }
    let mut backlinks = vec![Vec::new(); cards.len()];
    for (from, resolved) in resolutions.iter().enumerate() {
        for (index, resolution) in resolved.iter().enumerate() {
            if let Some(Target::Card(to)) = resolution.target
                && resolution.status == Status::Resolved
            {
                edges.add_edge(NodeIndex::new(from), NodeIndex::new(to), index);
                if from != to {
                    backlinks[to].push(Backlink { from, link: index });
                }
            }
        }
    }
    let side_files = side_files.clone();
    Graph { cards, assets, resolutions, pages, names, icons, navigation, side_files, backlinks, edges }
}

impl Graph {
    /// Resolves one link of a card again, and tells every step.
    #[must_use]
    pub fn explain(&self, from: CardId, link: &Link, config: &Config) -> (Resolution, Trace) {
        let mut trace = Trace::kept();
        let resolution = resolve::resolve(&self.world(config), from, link, &mut trace);
        (resolution, trace)
    }

    /// Resolves a link that does not stand in the text of a card as if it did.
    #[must_use]
    pub fn resolve(&self, from: CardId, link: &Link, config: &Config) -> Resolution {
        resolve::resolve(&self.world(config), from, link, &mut Trace::default())
    }

    fn world<'a>(&'a self, config: &'a Config) -> World<'a> {
        World { cards: &self.cards, assets: &self.assets, names: &self.names, pages: &self.pages, config }
    }

    /// The links of other cards into this one, sorted by card and place.
    #[must_use]
    pub fn backlinks(&self, card: CardId) -> &[Backlink] {
        &self.backlinks[card]
    }

    /// The links of a card with what they lead to, the words of diagrams among them that are no links.
    pub fn links(&self, card: CardId) -> impl Iterator<Item = (&Link, &Resolution)> {
        self.cards[card].links.iter().zip(&self.resolutions[card])
    }

    /// The text of a file that findings can be about.
    #[must_use]
    pub fn text_at(&self, path: &CardPath) -> Option<&str> {
        let card = self.card_at(path).map(|id| &*self.cards[id].text);
        card.or_else(|| self.side_files.get(path).map(|text| &**text))
    }

    /// The card at a path, in any Unicode spelling.
    #[must_use]
    pub fn card_at(&self, path: &CardPath) -> Option<CardId> {
        self.names.card_at(&path.key())
    }

    /// Whether cards link to one another by Markdown paths and never by wiki-links: a site with a navigation, not a
    /// knowledge base that is found through its links.
    #[must_use]
    pub fn links_by_path_alone(&self) -> bool {
        let is_wiki = |link: &Link| matches!(link.kind, LinkKind::Wiki | LinkKind::Embed);
        !self.cards.iter().any(|card| card.links.iter().any(is_wiki))
            && (0..self.cards.len()).flat_map(|id| self.links(id)).any(|(link, resolution)| {
                link.kind != LinkKind::Label
                    && resolution.status == Status::Resolved
                    && matches!(resolution.target, Some(Target::Card(_)))
            })
    }

    /// How many links there are, those in diagrams included.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.resolutions.iter().flatten().filter(|resolution| resolution.is_link()).count()
    }

    /// The addresses that lead nowhere and stay on the pages as written: those in raw HTML, and in MkDocs projects all,
    /// those of the host and of the navigation too. Where only the fragment leads nowhere, the fragment with its `#`.
    #[must_use]
    pub fn broken_as_written(&self) -> BTreeSet<String> {
        let missing = |entry: &Entry| match &entry.target {
            EntryTarget::Missing(address) => Some(address.clone()),
            _ => None,
        };
        let entries = self.navigation.iter().flat_map(|navigation| &navigation.entries);
        let mut addresses: BTreeSet<String> = entries.filter_map(missing).collect();
        for id in 0..self.cards.len() {
            for (link, resolution) in self.links(id) {
                let is_broken =
                    matches!(resolution.status, Status::Broken(_)) || resolution.fragment == FragmentStatus::Broken;
                let is_of_host = resolution.status == Status::External && link.target.starts_with('/');
                let stays = link.kind == LinkKind::Html || self.navigation.is_some();
                if (stays && is_broken) || is_of_host {
                    let fragment = link.fragment.as_deref().map(|text| format!("#{text}")).unwrap_or_default();
                    addresses.insert(format!("{}{}{fragment}", link.target, link.query));
                    addresses.extend((resolution.fragment == FragmentStatus::Broken).then_some(fragment));
                }
            }
        }
        addresses
    }

    /// The cards that no other card links to; the home card and virtual cards never count.
    #[must_use]
    pub fn orphans(&self) -> Vec<CardId> {
        (0..self.cards.len())
            .filter(|id| {
                self.backlinks[*id].is_empty() && !self.cards[*id].is_virtual && self.pages.home() != Some(*id)
            })
            .collect()
    }

    /// Groups of cards that all reach one another by links, largest first, each sorted; single cards are left out.
    #[must_use]
    pub fn components(&self) -> Vec<Vec<CardId>> {
        let mut groups: Vec<Vec<CardId>> = petgraph::algo::tarjan_scc(&self.edges)
            .into_iter()
            .filter(|group| group.len() > 1)
            .map(|group| {
                let mut ids: Vec<CardId> = group.into_iter().map(|node| self.edges[node]).collect();
                ids.sort_unstable();
                ids
            })
            .collect();
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
        groups
    }

    /// Groups of cards that embed one another, each sorted: publishing them would never end. A card that
    /// embeds itself is a group of one.
    #[must_use]
    pub fn embed_cycles(&self) -> Vec<Vec<CardId>> {
        let embeds = self.edges.filter_map(
            |_, id| Some(*id),
            |edge, link| {
                let (from, _) = self.edges.edge_endpoints(edge)?;
                (self.cards[from.index()].links[*link].kind == LinkKind::Embed).then_some(())
            },
        );
        let mut cycles: Vec<Vec<CardId>> = petgraph::algo::tarjan_scc(&embeds)
            .into_iter()
            .filter(|group| group.len() > 1 || embeds.contains_edge(group[0], group[0]))
            .map(|group| {
                let mut ids: Vec<CardId> = group.into_iter().map(|node| embeds[node]).collect();
                ids.sort_unstable();
                ids
            })
            .collect();
        cycles.sort();
        cycles
    }
}
