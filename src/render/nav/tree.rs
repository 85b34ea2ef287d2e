//! The tree behind the navigation: folders, what they are called, and the order in which pages follow each other.
//!
//! `Graph` → [`Nav`]. Must never recurse: folders nest as deep as paths are long.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::graph::{CardId, Graph};
use crate::path::{fold_case, nfc};

use super::Label;

/// What the quadrants are called where no index card says it, and what they are for.
const QUADRANTS: &[(&str, &str, &str)] = &[
    ("tutorials", "Tutorials", "Lessons that take you by the hand: learn by doing."),
    ("how-to", "How-to guides", "Steps that solve one task each."),
    ("reference", "Reference", "Facts to look up: what there is and how it behaves."),
    ("explanation", "Explanation", "Background: why things are as they are."),
];

/// All folders that hold cards. Guarantees: folder 0 is the root; a parent stands before its children.
#[derive(Debug)]
pub(crate) struct Nav {
    /// The folders.
    pub(crate) folders: Vec<Folder>,
    /// The top folders in the order of the navigation: quadrants as configured, then the others by title.
    pub(crate) sections: Vec<usize>,
    /// All cards in the order of the navigation.
    pub(crate) order: Vec<CardId>,
    pub(super) cards: Vec<Label>,
    homes: Vec<usize>,
    positions: Vec<usize>,
}

/// One folder.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Its path, in the spelling of the disk; empty for the root.
    pub(crate) path: String,
    /// What readers see.
    pub(crate) title: String,
    /// What it is for, where it is a quadrant.
    pub(crate) purpose: Option<&'static str>,
    /// The URL of its page, whoever makes it.
    pub(crate) url: String,
    /// Its index card.
    pub(crate) index: Option<CardId>,
    /// The folder that holds it.
    pub(crate) parent: Option<usize>,
    /// Its cards other than the index, by title.
    pub(crate) cards: Vec<CardId>,
    /// Its folders, by title.
    pub(crate) folders: Vec<usize>,
    /// How many cards are in it and below.
    pub(crate) total: usize,
    pub(super) label: Label,
}

impl Nav {
    /// Builds the tree.
    pub(crate) fn new(graph: &Graph, config: &Config) -> Self {
        let mut nav = Self {
            folders: vec![folder("", None, graph)],
            sections: Vec::new(),
            order: Vec::new(),
            cards: graph
                .cards
                .iter()
                .enumerate()
                .map(|(id, card)| Label::new(&card.title.text, graph.pages.url(id)))
                .collect(),
            homes: Vec::new(),
            positions: Vec::new(),
        };
        let mut known = BTreeMap::from([(String::new(), 0)]);
        for (id, card) in graph.cards.iter().enumerate() {
            let home = nav.ensure(card.path.folder(), &mut known, graph);
            nav.homes.push(home);
            if nav.folders[home].index != Some(id) {
                nav.folders[home].cards.push(id);
            }
            nav.folders[home].total += 1;
        }
        // Parents stand before their children, so one run from the back adds up the totals.
        for index in (1..nav.folders.len()).rev() {
            let (total, parent) = (nav.folders[index].total, nav.folders[index].parent.unwrap_or(0));
            nav.folders[parent].total += total;
        }
        nav.sort(graph);
        nav.sections = nav.sections_in_order(config);
        nav.follow();
        nav
    }

    fn ensure(&mut self, path: &str, known: &mut BTreeMap<String, usize>, graph: &Graph) -> usize {
        if let Some(found) = known.get(path) {
            return *found;
        }
        let (mut parent, mut end) = (0, 0);
        for segment in path.split('/') {
            end += segment.len() + usize::from(end > 0);
            let here = &path[..end];
            if let Some(found) = known.get(here) {
                parent = *found;
                continue;
            }
            let made = self.folders.len();
            self.folders.push(folder(here, Some(parent), graph));
            self.folders[parent].folders.push(made);
            known.insert(here.to_owned(), made);
            parent = made;
        }
        parent
    }

    fn sort(&mut self, graph: &Graph) {
        let card_keys: Vec<String> = graph.cards.iter().map(|card| fold_case(&card.title.text)).collect();
        let folder_keys: Vec<String> = self.folders.iter().map(|folder| fold_case(&folder.title)).collect();
        for folder in &mut self.folders {
            folder.cards.sort_by(|a, b| card_keys[*a].cmp(&card_keys[*b]).then(a.cmp(b)));
            folder.folders.sort_by(|a, b| folder_keys[*a].cmp(&folder_keys[*b]).then(a.cmp(b)));
        }
    }

    fn sections_in_order(&self, config: &Config) -> Vec<usize> {
        let mut sections = self.folders[0].folders.clone();
        let rank = |folder: &usize| {
            let quadrants = &config.docs.quadrants;
            quadrants.iter().position(|name| *name == self.folders[*folder].path).unwrap_or(quadrants.len())
        };
        sections.sort_by_key(rank);
        sections
    }

    fn follow(&mut self) {
        let mut steps: Vec<usize> = self.sections.iter().rev().copied().collect();
        let mut order: Vec<CardId> =
            self.folders[0].index.into_iter().chain(self.folders[0].cards.iter().copied()).collect();
        while let Some(index) = steps.pop() {
            let folder = &self.folders[index];
            order.extend(folder.index.into_iter().chain(folder.cards.iter().copied()));
            steps.extend(folder.folders.iter().rev());
        }
        self.positions = vec![0; order.len()];
        for (position, id) in order.iter().enumerate() {
            self.positions[*id] = position;
        }
        self.order = order;
    }

    /// The folder that holds a card.
    pub(crate) fn folder_of(&self, card: CardId) -> usize {
        self.homes[card]
    }

    /// The cards before and after a card.
    pub(crate) fn neighbours(&self, card: CardId) -> (Option<CardId>, Option<CardId>) {
        let at = self.positions[card];
        (at.checked_sub(1).map(|before| self.order[before]), self.order.get(at + 1).copied())
    }

    /// The folders from the root down to one.
    pub(crate) fn path_to(&self, folder: usize) -> Vec<usize> {
        let mut path = vec![folder];
        let mut at = folder;
        while let Some(parent) = self.folders[at].parent {
            path.push(parent);
            at = parent;
        }
        path.reverse();
        path
    }
}

fn folder(path: &str, parent: Option<usize>, graph: &Graph) -> Folder {
    let index = graph.pages.index_of(path);
    let title = match index {
        Some(id) if graph.cards[id].title.origin != crate::parse::card::TitleOrigin::Stem || path.is_empty() => {
            graph.cards[id].title.text.clone()
        }
        _ => usual_title(path),
    };
    let url = if path.is_empty() { String::new() } else { format!("{}/", nfc(path)) };
    Folder {
        label: Label::new(&title, &url),
        path: path.to_owned(),
        title,
        purpose: QUADRANTS.iter().find(|(name, ..)| *name == path).map(|(.., purpose)| *purpose),
        url,
        index,
        parent,
        cards: Vec::new(),
        folders: Vec::new(),
        total: 0,
    }
}

fn usual_title(path: &str) -> String {
    if let Some((_, title, _)) = QUADRANTS.iter().find(|(name, ..)| *name == path) {
        return (*title).to_owned();
    }
    let name = path.rsplit('/').next().unwrap_or(path).replace(['-', '_'], " ");
    let mut letters = name.chars();
    letters.next().map_or_else(|| "Home".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use crate::render::samples;

    #[test]
    fn pages_follow_quadrants_then_folders_then_titles() {
        let cards = [
            ("explanation/z.md", "Z"),
            ("how-to/b.md", "A title"),
            ("how-to/a.md", "b title"),
            ("how-to/how-to.md", "How-to"),
            ("how-to/zot/x.md", "X"),
            ("index.md", "Home"),
            ("other/o.md", "O"),
            ("tutorials/t.md", "T"),
        ];
        let graph = samples::graph(cards.iter().map(|(path, title)| samples::card(path, &[(1, title)])).collect());
        let nav = super::Nav::new(&graph, &samples::config());
        let order: Vec<&str> = nav.order.iter().map(|id| graph.cards[*id].path.as_str()).collect();
        assert_eq!(
            order,
            [
                "index.md",
                "tutorials/t.md",
                "how-to/how-to.md",
                "how-to/b.md",
                "how-to/a.md",
                "how-to/zot/x.md",
                "explanation/z.md",
                "other/o.md"
            ]
        );
        assert_eq!(nav.neighbours(0), (Some(4), Some(6)));
        assert_eq!(nav.folders[nav.folder_of(4)].title, "Zot");
    }
}
