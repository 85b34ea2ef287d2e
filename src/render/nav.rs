//! The tree of the site: folders with their cards, by quadrant, then title; and its drawing beside a page.
//!
//! `Graph` → [`Nav`] once; [`Nav`] and a page → HTML. Must never let a page grow with the number of cards
//! elsewhere: only the page's own section is drawn, and of a large section only the folders round the page.

mod tree;

use std::ops::Range;

use crate::graph::CardId;
use crate::render::{escape, url};

pub(crate) use tree::Nav;

/// A section with more cards than this shows only the folder of the page.
const FULL_SECTION: usize = 300;
/// How many entries of one kind a folder of a large section shows.
const WINDOW: usize = 40;

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

/// What is left to draw.
enum Step {
    Folder(usize),
    Inside(usize),
    Card(CardId),
    Html(&'static str),
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

    /// Draws the section of a page; `root` is the way from the page to the root of the site.
    pub(crate) fn draw(&self, here: Here, root: &str) -> String {
        let path = self.path_to(self.folder_at(here));
        let section = path.get(1).copied().unwrap_or(0);
        let is_large = self.folders[section].total > FULL_SECTION;
        let mut out = String::new();
        let mut steps = vec![Step::Html("</ul>"), Step::Inside(section)];
        out.push_str("<ul>");
        while let Some(step) = steps.pop() {
            match step {
                Step::Html(html) => out.push_str(html),
                Step::Card(id) => entry(&mut out, root, &self.cards[id], here == Here::Card(id)),
                Step::Folder(folder) => {
                    let is_open = path.contains(&folder);
                    // The folders of the root are the sections: each is drawn on its own pages.
                    if (is_large || section == 0) && !is_open {
                        entry(&mut out, root, &self.folders[folder].label, false);
                        continue;
                    }
                    out.push_str(if is_open { "<li><details open><summary>" } else { "<li><details><summary>" });
                    out.push_str(&self.folders[folder].label.title);
                    out.push_str("</summary><ul>");
                    steps.push(Step::Html("</ul></details></li>"));
                    steps.push(Step::Inside(folder));
                }
                Step::Inside(folder) => self.inside(&mut out, &mut steps, folder, (here, root, is_large, &path)),
            }
        }
        out
    }

    fn inside(
        &self,
        out: &mut String,
        steps: &mut Vec<Step>,
        index: usize,
        (here, root, is_large, path): (Here, &str, bool, &[usize]),
    ) {
        let folder = &self.folders[index];
        let is_here = here == Here::Folder(index) || folder.index.is_some_and(|id| here == Here::Card(id));
        let title = if index == 0 { "Home" } else { "Overview" };
        entry(out, root, &Label { title: title.to_owned(), ..folder.label.clone() }, is_here);
        let folders = if index == 0 { &self.sections } else { &folder.folders };
        let at = |found: Option<usize>| found.unwrap_or(0);
        let (cards, subfolders) = if is_large {
            (
                window(folder.cards.len(), at(folder.cards.iter().position(|id| here == Here::Card(*id)))),
                window(folders.len(), at(folders.iter().position(|folder| path.contains(folder)))),
            )
        } else {
            (0..folder.cards.len(), 0..folders.len())
        };
        if cards.len() < folder.cards.len() || subfolders.len() < folders.len() {
            steps.push(Step::Html("<li class=\"nav-more\">…</li>"));
        }
        steps.extend(folders[subfolders].iter().rev().map(|folder| Step::Folder(*folder)));
        steps.extend(folder.cards[cards].iter().rev().map(|id| Step::Card(*id)));
    }
}

fn entry(out: &mut String, root: &str, label: &Label, is_here: bool) {
    out.push_str("<li><a href=\"");
    out.push_str(root);
    out.push_str(&label.address);
    out.push_str(if is_here { "\" aria-current=\"page\">" } else { "\">" });
    out.push_str(&label.title);
    out.push_str("</a></li>");
}

/// A name and an address, both ready for HTML.
#[derive(Debug, Clone, Default)]
pub(crate) struct Label {
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

fn window(len: usize, at: usize) -> Range<usize> {
    let start = at.saturating_sub(WINDOW / 2).min(len.saturating_sub(WINDOW));
    start..len.min(start + WINDOW)
}

#[cfg(test)]
mod tests {
    use super::{Here, WINDOW, window};
    use crate::render::samples;

    #[test]
    fn windows_hold_the_place_and_never_leave_the_list() {
        for (len, at) in [(0, 0), (10, 9), (1_000, 0), (1_000, 500), (1_000, 999)] {
            let range = window(len, at);
            assert!(range.end <= len && range.len() == len.min(WINDOW), "{len} {at}");
            assert!(len == 0 || range.contains(&at), "{len} {at}");
        }
    }

    #[test]
    fn a_large_section_draws_only_what_is_near() {
        let paths: Vec<String> = (0..2_000).map(|n| format!("how-to/f{:02}/card{n}.md", n % 40)).collect();
        let graph = samples::graph(paths.iter().map(|path| samples::card(path, &[(1, path)])).collect());
        let nav = super::Nav::new(&graph, &samples::config());
        let html = nav.draw(Here::Card(7), "../../../");
        assert!(html.matches("<li>").count() < 2 * WINDOW + 5, "{}", html.matches("<li>").count());
        assert_eq!(html.matches("aria-current").count(), 1);
    }
}
