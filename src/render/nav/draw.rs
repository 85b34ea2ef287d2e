//! The sidebar: the tree and a page → nested lists.
//!
//! 1. a small section is drawn whole, its folders can be opened;
//! 2. of a larger one only the path to the page is open, and each list on it is a window round that path.
//!
//! Must never recurse, and never write more than some hundred entries, however many cards and levels there are.

use std::ops::Range;

use super::{Here, Label, Nav};
use crate::render::url::Base;

/// A section with up to this many cards is drawn whole.
const WHOLE_SECTION: usize = 40;
/// How many cards of the page's folder are shown in a larger section.
const CARDS: usize = 20;
/// How many folders are shown on a level of a larger section: on the page's own, on the one above it, and so on.
/// The levels above these show the way alone.
const FOLDERS: [usize; 5] = [16, 16, 8, 4, 2];

impl Nav {
    /// Draws the section of a page as nested lists.
    pub(crate) fn draw(&self, here: Here, base: &Base) -> String {
        let path = self.path_to(self.folder_at(here));
        let below_root = path.get(1..).filter(|path| !path.is_empty()).unwrap_or(&path);
        let section = below_root[0];
        let size = match section {
            0 => self.folders[0].cards.len() + self.sections.len(),
            section => self.folders[section].total,
        };
        let mut drawing = Drawing { nav: self, here, base, out: String::new() };
        if size <= WHOLE_SECTION {
            drawing.whole(section, below_root);
        } else {
            drawing.windows(below_root);
        }
        drawing.out
    }

    /// Whether the page is that of a folder.
    fn is_here(&self, folder: usize, here: Here) -> bool {
        here == Here::Folder(folder) || self.folders[folder].index.is_some_and(|id| here == Here::Card(id))
    }
}

/// A list that is being written.
struct Drawing<'a> {
    nav: &'a Nav,
    here: Here,
    base: &'a Base,
    out: String,
}

/// What is left to draw of a section that is drawn whole.
enum Step {
    Folder(usize),
    Inside(usize),
    Html(&'static str),
}

impl<'a> Drawing<'a> {
    fn whole(&mut self, section: usize, path: &[usize]) {
        let mut steps = vec![Step::Html("</ul>"), Step::Inside(section)];
        self.out.push_str("<ul>");
        while let Some(step) = steps.pop() {
            match step {
                Step::Html(html) => self.out.push_str(html),
                // The folders of the root are the sections: each is drawn on its own pages.
                Step::Folder(folder) if section == 0 => self.folder(folder),
                Step::Folder(folder) => {
                    let is_open = path.contains(&folder);
                    self.out.push_str(if is_open { "<li><details open><summary>" } else { "<li><details><summary>" });
                    self.out.push_str(&self.nav.folders[folder].label.title);
                    self.out.push_str("</summary><ul>");
                    steps.push(Step::Html("</ul></details></li>"));
                    steps.push(Step::Inside(folder));
                }
                Step::Inside(folder) => {
                    self.title(folder, folder == section);
                    for id in &self.nav.folders[folder].cards {
                        self.entry(&self.nav.cards[*id], self.here == Here::Card(*id));
                    }
                    steps.extend(self.nav.folders_in(folder).iter().rev().map(|folder| Step::Folder(*folder)));
                }
            }
        }
    }

    fn windows(&mut self, path: &[usize]) {
        let mut rest: Vec<(usize, &'a [usize], bool)> = Vec::new();
        self.out.push_str("<ul>");
        self.title(path[0], true);
        for (depth, folder) in path.iter().enumerate() {
            let nav = self.nav;
            let folders = nav.folders_in(*folder);
            let shown = FOLDERS.get(path.len() - 1 - depth).copied().unwrap_or(1);
            let next = path.get(depth + 1);
            let at = next.and_then(|next| folders.iter().position(|folder| folder == next));
            let near = window(folders.len(), at.unwrap_or(0), shown);
            let cards = if next.is_none() { self.cards(*folder) } else { 0 };
            let is_cut = near.len() < folders.len() || cards < nav.folders[*folder].cards.len();
            let before = near.start..at.unwrap_or(near.end);
            for folder in &folders[before] {
                self.folder(*folder);
            }
            if let (Some(next), Some(at)) = (next, at) {
                self.out.push_str("<li>");
                self.link(&nav.folders[*next].label, nav.is_here(*next, self.here));
                self.out.push_str("<ul>");
                rest.push((*folder, &folders[at + 1..near.end], is_cut));
            } else {
                rest.push((*folder, &[], is_cut));
            }
        }
        while let Some((folder, after, is_cut)) = rest.pop() {
            for folder in after {
                self.folder(*folder);
            }
            if is_cut {
                self.more(folder);
            }
            self.out.push_str(if rest.is_empty() { "</ul>" } else { "</ul></li>" });
        }
    }

    /// Draws the cards of the page's folder; returns how many.
    fn cards(&mut self, folder: usize) -> usize {
        let cards = &self.nav.folders[folder].cards;
        let at = cards.iter().position(|id| self.here == Here::Card(*id)).unwrap_or(0);
        let near = window(cards.len(), at, CARDS);
        for id in &cards[near.clone()] {
            self.entry(&self.nav.cards[*id], self.here == Here::Card(*id));
        }
        near.len()
    }

    fn title(&mut self, folder: usize, is_top: bool) {
        let own = &self.nav.folders[folder].label;
        let title = match (folder, is_top) {
            (0, _) => "Home",
            (_, true) => &own.title,
            (_, false) => "Overview",
        };
        let label = Label { title: title.to_owned(), address: own.address.clone() };
        self.entry(&label, self.nav.is_here(folder, self.here));
    }

    fn folder(&mut self, folder: usize) {
        self.entry(&self.nav.folders[folder].label, false);
    }

    fn more(&mut self, folder: usize) {
        let folder = &self.nav.folders[folder];
        let title = format!("All {} pages", folder.total);
        self.out.push_str("<li class=\"more\">");
        self.link(&Label { title, address: folder.label.address.clone() }, false);
        self.out.push_str("</li>");
    }

    fn entry(&mut self, label: &Label, is_here: bool) {
        self.out.push_str("<li>");
        self.link(label, is_here);
        self.out.push_str("</li>");
    }

    fn link(&mut self, label: &Label, is_here: bool) {
        self.out.push_str("<a href=\"");
        self.base.push_relative(&mut self.out, &label.address);
        self.out.push_str(if is_here { "\" aria-current=\"page\">" } else { "\">" });
        self.out.push_str(&label.title);
        self.out.push_str("</a>");
    }
}

fn window(len: usize, at: usize, size: usize) -> Range<usize> {
    let start = at.saturating_sub(size / 2).min(len.saturating_sub(size));
    start..len.min(start + size)
}

#[cfg(test)]
mod tests {
    use super::{CARDS, Here, window};
    use crate::graph::Graph;
    use crate::render::nav::Nav;
    use crate::render::samples;
    use crate::render::url::Base;

    fn drawn(paths: &[String], page: &str) -> String {
        let graph = samples::graph(paths.iter().map(|path| samples::card(path, &[(1, path)])).collect());
        let id = card(&graph, page);
        Nav::new(&graph, &samples::config()).draw(Here::Card(id), &Base::of_page(graph.pages.url(id)))
    }

    fn card(graph: &Graph, path: &str) -> usize {
        graph.cards.iter().position(|card| card.path.as_str() == path).expect("a card of this path")
    }

    #[test]
    fn windows_hold_the_place_and_never_leave_the_list() {
        for (len, at) in [(0, 0), (10, 9), (1_000, 0), (1_000, 500), (1_000, 999)] {
            let range = window(len, at, CARDS);
            assert!(range.end <= len && range.len() == len.min(CARDS), "{len} {at}");
            assert!(len == 0 || range.contains(&at), "{len} {at}");
        }
    }

    #[test]
    fn a_small_section_is_drawn_whole_and_open_at_the_page() {
        let paths = ["how-to/a.md", "how-to/x/b.md", "how-to/y/c.md", "reference/r.md"].map(str::to_owned);
        assert_eq!(
            drawn(&paths, "how-to/x/b.md"),
            "<ul><li><a href=\"../../index.html\">How-to guides</a></li><li><a href=\"../../a/index.html\">how-to/a.md\
             </a></li><li><details open><summary>X</summary><ul><li><a href=\"../index.html\">Overview</a></li>\
             <li><a href=\"index.html\" aria-current=\"page\">how-to/x/b.md</a></li></ul></details></li>\
             <li><details><summary>Y</summary><ul><li><a href=\"../../y/index.html\">Overview</a></li>\
             <li><a href=\"../../y/c/index.html\">how-to/y/c.md</a></li></ul></details></li></ul>"
        );
    }

    #[test]
    fn a_large_section_draws_only_what_is_near() {
        let mut paths: Vec<String> = (0..2_000).map(|n| format!("how-to/f{:02}/card{n}.md", n % 40)).collect();
        paths.push("how-to/beside.md".to_owned());
        let html = drawn(&paths, "how-to/f39/card1999.md");
        assert_eq!(html.matches("<li>").count(), 1 + 16 + CARDS);
        assert_eq!(html.matches("aria-current").count(), 1);
        assert!(html.contains("<li class=\"more\"><a href=\"../../index.html\">All 2001 pages</a></li>"), "{html}");
        assert!(html.contains("<li class=\"more\"><a href=\"../index.html\">All 50 pages</a></li>"), "{html}");
        assert_eq!(html.matches("<ul>").count(), html.matches("</ul>").count());
        assert_eq!(html.matches("<li").count(), html.matches("</li>").count());
    }

    #[test]
    fn depth_and_width_together_stay_small() {
        let mut paths = Vec::new();
        let mut folder = "how-to".to_owned();
        for level in 0..40 {
            paths.extend((0..50).map(|n| format!("{folder}/side{n}/card{level}x{n}.md")));
            folder.push_str("/d");
        }
        paths.push(format!("{folder}/end.md"));
        let html = drawn(&paths, &format!("{folder}/end.md"));
        assert!(html.matches("<li").count() < 200, "{}", html.matches("<li").count());
        assert_eq!(html.matches("aria-current").count(), 1);
        assert_eq!(html.matches("<ul>").count(), html.matches("</ul>").count());
    }

    #[test]
    fn a_vault_without_folders_is_cut_too() {
        let paths: Vec<String> = (0..500).map(|n| format!("card{n:03}.md")).collect();
        let html = drawn(&paths, "card250.md");
        assert_eq!(html.matches("<li").count(), 1 + CARDS + 1);
        assert!(html.contains("<a href=\"index.html\" aria-current=\"page\">card250.md"), "{html}");
    }
}
