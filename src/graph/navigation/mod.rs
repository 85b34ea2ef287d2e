//! The navigation as MkDocs makes it: which pages stand where, what they are called, what comes before and after.
//!
//! Cards and the configuration → [`Navigation`], in three steps:
//! 1. the entries: those of `nav` or of files that plugins read (`literate`, `awesome_nav`, `awesome_pages`), else of the folders (`folders`);
//! 2. `titles`: what each page is called;
//! 3. the order of the pages.
//!
//! Only for projects of MkDocs: a knowledge base is ordered by its folders, and `render` does that. Must never report a
//! finding: what leads nowhere is an entry of its own kind.
//!
//! # Source
//! MkDocs 1.6, <https://www.mkdocs.org/user-guide/writing-your-docs/#configure-pages-and-navigation>.

mod awesome_nav;
mod awesome_pages;
mod folders;
mod literate;
mod natural;
mod nav_file;
mod section_pages;
mod shelf;
#[cfg(test)]
mod tests;
mod titles;
mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::config::mkdocs::MkDocs;
use crate::graph::{CardId, Pages};
use crate::parse::card::Card;
use crate::path::CardPath;
use crate::text::Span;

pub use nav_file::NavFault;

/// Entries in reading order. Guarantees: the entries of a section follow it, each of a deeper level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Navigation {
    /// The entries.
    pub entries: Vec<Entry>,
    /// The pages in the order in which readers go through them.
    pub order: Vec<CardId>,
    /// Whether somebody wrote it, so that pages can be missing from it.
    pub is_written: bool,
    /// Files of the navigation that could not be read.
    pub faults: Vec<NavFault>,
    titles: Vec<String>,
    positions: Vec<Option<usize>>,
    is_home_nested: bool,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How many sections it stands in.
    pub level: usize,
    /// What readers see.
    pub title: String,
    /// What it is.
    pub target: EntryTarget,
    /// The file that names it, and where; nothing for what the folders made.
    pub place: Option<(CardPath, Span)>,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryTarget {
    /// A section of the entries that follow.
    Section,
    /// A page.
    Card(CardId),
    /// An address, as written.
    Link(String),
    /// A path that is no page.
    Missing(String),
}

/// An entry before it is known what its path leads to.
#[derive(Debug, Clone)]
struct Draft {
    level: usize,
    title: Option<String>,
    /// `None` for a section.
    path: Option<String>,
    place: Option<(CardPath, Span)>,
}

/// What a navigation is made of.
struct Material<'a> {
    cards: &'a [Arc<Card>],
    pages: &'a Pages,
    own: &'a MkDocs,
}

impl Navigation {
    /// Makes the navigation of a MkDocs project; `None` for other projects. Cards sorted by path; `side_files` are the
    /// texts that plugins read.
    #[must_use]
    pub fn new(
        cards: &[Arc<Card>],
        pages: &Pages,
        side_files: &BTreeMap<CardPath, Arc<str>>,
        config: &Config,
    ) -> Option<Self> {
        let own = config.mkdocs.as_deref()?;
        let material = Material { cards, pages, own };
        let mut faults = Vec::new();
        let written = own.nav.as_ref().map(|items| written::drafts(items, own));
        let mut is_written = written.is_some();
        let drafts = if let Some(drafts) = awesome_nav::drafts(&material, side_files, &mut faults) {
            is_written = true;
            drafts
        } else if let Some(drafts) = literate::drafts(&material, written.clone()) {
            is_written = true;
            drafts
        } else {
            let drafts = written.unwrap_or_else(|| folders::drafts(&material));
            awesome_pages::arrange(&material, drafts, side_files, &mut faults)
        };
        let mut navigation = material.navigation(drafts, is_written);
        navigation.faults = faults;
        Some(navigation)
    }

    /// What a page is called.
    #[must_use]
    pub fn title(&self, card: CardId) -> &str {
        &self.titles[card]
    }

    /// The pages before and after a page; none for one that is not in the navigation.
    #[must_use]
    pub fn neighbours(&self, card: CardId) -> (Option<CardId>, Option<CardId>) {
        let Some(at) = self.positions[card] else { return (None, None) };
        (at.checked_sub(1).map(|before| self.order[before]), self.order.get(at + 1).copied())
    }

    /// Whether the home page stands in a section: then it is a page like others to MkDocs.
    #[must_use]
    pub fn is_home_nested(&self) -> bool {
        self.is_home_nested
    }

    /// Whether a page is in the navigation.
    #[must_use]
    pub fn holds(&self, card: CardId) -> bool {
        self.positions[card].is_some()
    }
}

impl Material<'_> {
    fn navigation(&self, mut drafts: Vec<Draft>, is_written: bool) -> Navigation {
        if self.own.plugin("section-index").is_some() {
            drafts = section_pages::name(drafts, |path| self.page(path).is_some());
        }
        let mut given: Vec<Option<String>> = vec![None; self.cards.len()];
        let mut top = vec![true; self.cards.len()];
        let mut positions = vec![None; self.cards.len()];
        let mut order = Vec::new();
        let targets: Vec<EntryTarget> = drafts.iter().map(|draft| self.target(draft)).collect();
        for (draft, target) in drafts.iter().zip(&targets) {
            if let EntryTarget::Card(id) = target {
                // A page that stands twice keeps the first title and the last place.
                if positions[*id].is_none() {
                    given[*id].clone_from(&draft.title);
                }
                top[*id] = draft.level == 0;
                positions[*id] = Some(order.len());
                order.push(*id);
            }
        }
        let titles: Vec<String> = (0..self.cards.len())
            .map(|id| given[id].take().unwrap_or_else(|| titles::of_page(&self.cards[id], self.is_home(id) && top[id])))
            .collect();
        let entries = drafts.into_iter().zip(targets).map(|(draft, target)| {
            let title = match &target {
                EntryTarget::Card(id) => titles[*id].clone(),
                EntryTarget::Link(address) | EntryTarget::Missing(address) => {
                    draft.title.unwrap_or_else(|| address.clone())
                }
                EntryTarget::Section => draft.title.unwrap_or_default(),
            };
            Entry { level: draft.level, title, target, place: draft.place }
        });
        let is_home_nested = (0..self.cards.len()).any(|id| self.is_home(id) && !top[id]);
        let entries = entries.collect();
        Navigation { entries, order, is_written, faults: Vec::new(), titles, positions, is_home_nested }
    }

    /// The pages that may stand in a navigation that nobody wrote, as MkDocs sorts them.
    fn shown(&self) -> Vec<CardId> {
        let is_shown = |id: &CardId| {
            let path = &self.cards[*id].path;
            !self.own.not_in_nav.contains(path.as_str()) && self.card(path) == Some(*id)
        };
        let mut shown: Vec<CardId> = (0..self.cards.len()).filter(is_shown).collect();
        shown.sort_by_cached_key(|id| {
            let path = &self.cards[*id].path;
            let folders: Vec<String> =
                path.folder().split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            (folders, !matches!(path.stem(), "index" | "README"), path.file_name().to_owned())
        });
        shown
    }

    fn is_home(&self, id: CardId) -> bool {
        self.pages.url(id).is_empty()
    }

    /// What a path leads to: a card where it names one, an address where it looks like one.
    fn target(&self, draft: &Draft) -> EntryTarget {
        let Some(written) = &draft.path else { return EntryTarget::Section };
        if let Some(id) = self.page(written) {
            return EntryTarget::Card(id);
        }
        let is_address =
            written.contains("://") || written.starts_with(['/', '#', '?']) || written.starts_with("mailto:");
        if is_address { EntryTarget::Link(written.clone()) } else { EntryTarget::Missing(written.clone()) }
    }

    /// The page that a path of the navigation names.
    fn page(&self, written: &str) -> Option<CardId> {
        let path = if self.own.nav_from_root { written.trim_start_matches('/') } else { written };
        CardPath::new(path).filter(|_| !path.starts_with('/')).and_then(|path| self.card(&path))
    }

    /// The card at a path, if it is published.
    fn card(&self, path: &CardPath) -> Option<CardId> {
        let id = self.cards.binary_search_by(|card| card.path.cmp(path)).ok()?;
        (self.pages.card_at_url(self.pages.url(id)) == Some(id)).then_some(id)
    }
}
