//! The tree of the site: folders with their cards, by quadrant, then title; and its drawing beside a page.
//!
//! `Graph` → [`Nav`] once (`tree`); [`Nav`] and a page → HTML (`draw`). Projects of MkDocs have a [`Menu`] as well
//! (`menu`), which says what stands beside the page. Must never let a page grow with the number
//! of cards elsewhere.

mod draw;
mod menu;
mod tree;

use crate::graph::CardId;
use crate::render::{escape, url};

pub(crate) use menu::{Menu, Step};
pub(crate) use tree::Nav;

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    /// On the page of a card.
    Card(CardId),
    /// On the page that was made for a folder without an index card.
    Folder(usize),
    /// On a page outside of the tree.
    Elsewhere,
}

impl Nav {
    /// The folder of a page.
    pub(crate) fn folder_at(&self, here: Here) -> usize {
        match here {
            Here::Card(id) => self.folder_of(id),
            Here::Folder(folder) => folder,
            Here::Elsewhere => 0,
        }
    }

    /// The folders in a folder; in the root these are the sections.
    fn folders_in(&self, folder: usize) -> &[usize] {
        if folder == 0 { &self.sections } else { &self.folders[folder].folders }
    }
}

/// A name and an address, both ready for HTML.
#[derive(Debug, Clone, Default)]
struct Label {
    title: String,
    address: String,
}

impl Label {
    fn new(title: &str, page_url: &str) -> Self {
        let mut label = Self::default();
        escape::text(&mut label.title, title);
        escape::address(&mut label.address, &url::encode_path(&url::page_file(page_url)));
        label
    }
}
