//! The navigation of a MkDocs project, drawn beside a page, as tabs and as the way to the page.
//!
//! [`Navigation`] → [`Menu`] once; [`Menu`] and a page → HTML. A navigation of up to some hundred entries stands on every page;
//! of a larger one only the sections on the way to the page are open, and long lists are cut round the page. Must never
//! recurse, and never write more than some hundred entries.

use super::Label;
use crate::config::mkdocs::MkDocs;
use crate::graph::{CardId, EntryTarget, Graph, Navigation};
use crate::parse::card::Card;
use crate::parse::scheme;
use crate::render::url::{self, Base};
use crate::render::{escape, material};

/// A navigation with up to this many entries is drawn whole.
const WHOLE: usize = 800;
/// How many pages of one list are shown where a navigation is not.
const PAGES: usize = 100;

/// The navigation, ready to be drawn.
#[derive(Debug)]
pub(crate) struct Menu {
    entries: Vec<Item>,
    /// The entry of each page: the last one that names it.
    of_card: Vec<Option<usize>>,
    look: Look,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Whether the page's own section alone is drawn, since the others are tabs.
    is_lifted: bool,
    /// Whether every section is open.
    is_expanded: bool,
    /// Whether the outermost sections are open.
    has_open_tops: bool,
}

#[derive(Debug)]
struct Item {
    level: usize,
    label: Label,
    /// What stands before and after the title, as HTML.
    marks: [String; 2],
    way: Way,
    /// One past its last entry; the next entry for all but sections.
    end: usize,
    parent: Option<usize>,
}

/// Where an entry leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A section; the entry that its own address is that of.
    Section(Option<usize>),
    /// A page.
    Card(CardId),
    /// An address outside of the site, or of a file of it.
    Elsewhere,
    /// Nowhere.
    Nowhere,
}

/// A name and an address: of a tab, or of a step on the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The name, ready for HTML.
    pub(crate) title: String,
    /// The address seen from the page, ready for HTML.
    pub(crate) address: String,
    /// Whether the page is in it.
    pub(crate) is_active: bool,
}

impl Menu {
    /// Makes the menu.
    pub(crate) fn new(graph: &Graph, navigation: &Navigation, own: &MkDocs) -> Self {
        let mut entries: Vec<Item> = Vec::with_capacity(navigation.entries.len());
        let mut of_card = vec![None; graph.cards.len()];
        let mut open: Vec<usize> = Vec::new();
        let order = drawn_order(graph, navigation, own);
        for (index, entry) in order.into_iter().map(|at| &navigation.entries[at]).enumerate() {
            while open.last().is_some_and(|last| entries[*last].level >= entry.level) {
                if let Some(closed) = open.pop() {
                    entries[closed].end = index;
                }
            }
            let marks = match entry.target {
                EntryTarget::Card(id) => marks(&graph.cards[id], own),
                _ => <[String; 2]>::default(),
            };
            let (label, way) = match &entry.target {
                EntryTarget::Section => (title(&entry.title), Way::Section(None)),
                EntryTarget::Card(id) => {
                    of_card[*id] = Some(index);
                    (Label::new(&entry.title, graph.pages.url(*id)), Way::Card(*id))
                }
                // What is no page may stand beside the site, so that it is linked as it is written.
                EntryTarget::Link(address) | EntryTarget::Missing(address)
                    if scheme::is_harmless(address, scheme::Use::Link) =>
                {
                    let mut label = title(&entry.title);
                    escape::address(&mut label.address, &url::encode_written(address));
                    (label, Way::Elsewhere)
                }
                EntryTarget::Link(_) | EntryTarget::Missing(_) => (title(&entry.title), Way::Nowhere),
            };
            entries.push(Item { level: entry.level, label, marks, way, end: index + 1, parent: open.last().copied() });
            if way == Way::Section(None) {
                open.push(index);
            }
        }
        let last = entries.len();
        for section in open {
            entries[section].end = last;
        }
        let look = Look {
            is_lifted: own.has_feature("navigation.tabs"),
            is_expanded: own.has_feature("navigation.expand"),
            has_open_tops: own.has_feature("navigation.sections"),
        };
        let mut menu = Self { entries, of_card, look };
        menu.give_sections_addresses(own, graph);
        menu
    }

    /// A section leads to its index where it has one, else to its first page.
    fn give_sections_addresses(&mut self, own: &MkDocs, graph: &Graph) {
        let (by_name, by_place) = (own.has_feature("navigation.indexes"), own.plugin("section-index").is_some());
        // From the back: what is in a section has its address before it.
        for index in (0..self.entries.len()).rev() {
            let Way::Section(_) = self.entries[index].way else { continue };
            let is_index = |child: &usize| match self.entries[*child].way {
                Way::Card(id) => is_index(graph, id),
                _ => false,
            };
            let is_named = |child: &usize| {
                matches!(self.entries[*child].way, Way::Card(_))
                    && self.entries[*child].label.title == self.entries[index].label.title
            };
            let first = || self.children(Some(index)).next().filter(is_named);
            let named = || self.children(Some(index)).find(is_index);
            let own_index = by_place.then(first).flatten().or_else(|| by_name.then(named).flatten());
            let leads = |child: &usize| !self.entries[*child].label.address.is_empty();
            let first = own_index.or_else(|| self.children(Some(index)).find(leads));
            let address = first.map(|first| self.entries[first].label.address.clone()).unwrap_or_default();
            self.entries[index].label.address = address;
            self.entries[index].way = Way::Section(own_index);
        }
    }

    fn children(&self, section: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let (mut next, end) = section.map_or((0, self.entries.len()), |index| (index + 1, self.entries[index].end));
        std::iter::from_fn(move || {
            let here = next;
            next = self.entries.get(here).filter(|_| here < end)?.end;
            Some(here)
        })
    }

    /// The sections round a page, the outermost first.
    fn sections_of(&self, here: Option<CardId>) -> Vec<usize> {
        let mut at = here.and_then(|id| self.of_card[id]).and_then(|entry| self.entries[entry].parent);
        let mut path = Vec::new();
        while let Some(section) = at {
            path.push(section);
            at = self.entries[section].parent;
        }
        path.reverse();
        path
    }

    /// The outermost entries.
    pub(crate) fn tabs(&self, here: Option<CardId>, base: &Base) -> Vec<Step> {
        let own = here.and_then(|id| self.of_card[id]);
        let is_active = |index: usize| own.is_some_and(|own| (index..self.entries[index].end).contains(&own));
        let leads = self.children(None).filter(|index| !self.entries[*index].label.address.is_empty());
        leads.map(|index| self.step(index, base, is_active(index))).collect()
    }

    /// The sections round a page that lead somewhere else.
    pub(crate) fn breadcrumbs(&self, here: Option<CardId>, base: &Base) -> Vec<Step> {
        let own = here.and_then(|id| self.of_card[id]);
        let is_else = |index: &usize| match self.entries[*index].way {
            Way::Section(index) => index.is_none() || index != own,
            _ => true,
        };
        self.sections_of(here).into_iter().filter(is_else).map(|index| self.step(index, base, true)).collect()
    }

    /// Whether a section is a heading over its pages instead of a list that opens.
    fn is_heading(&self, section: usize) -> bool {
        self.look.has_open_tops && self.entries[section].level <= usize::from(self.look.is_lifted)
    }

    /// The section whose index an entry is.
    fn section_of_index(&self, index: usize) -> Option<usize> {
        self.entries[index].parent.filter(|parent| self.entries[*parent].way == Way::Section(Some(index)))
    }

    fn step(&self, index: usize, base: &Base, is_active: bool) -> Step {
        let Item { label, .. } = &self.entries[index];
        let mut address = String::new();
        self.push_address(&mut address, index, base);
        Step { title: label.title.clone(), address, is_active }
    }

    fn push_address(&self, out: &mut String, index: usize, base: &Base) {
        let address = &self.entries[index].label.address;
        let is_elsewhere =
            address.contains("://") || address.starts_with(['/', '#', '?']) || address.contains("mailto:");
        if is_elsewhere { out.push_str(address) } else { base.push_relative(out, address) }
    }

    /// Draws the navigation, or the page's section of it, as nested lists.
    pub(crate) fn draw(&self, here: Option<CardId>, base: &Base) -> String {
        let path = self.sections_of(here);
        let range = match path.first() {
            Some(top) if self.look.is_lifted => top + 1..self.entries[*top].end,
            _ => 0..self.entries.len(),
        };
        let start = range.start;
        let mut drawing =
            Drawing { menu: self, here, base, path: &path, start, open: Vec::new(), out: "<ul>".to_owned() };
        let is_whole = range.len() <= WHOLE;
        // The sections are tabs: a page beside them has no section to show.
        let is_beside = path.is_empty() && self.look.is_lifted && here.is_some_and(|id| self.of_card[id].is_some());
        let mut index = range.start;
        let mut skipped = 0;
        while index < range.end {
            drawing.close_until(index);
            if drawing.is_in_heading(index) {
                index += 1;
                continue;
            }
            let (is_shown, after) = drawing.decide(index, is_whole && !is_beside);
            if is_shown {
                drawing.entry(index, after == index + 1 && self.entries[index].end > after);
            } else {
                skipped += 1;
            }
            index = after;
        }
        drawing.close_until(range.end);
        if skipped > 0 {
            drawing.out.push_str(&format!("<li class=\"more\"><span>{skipped} more pages</span></li>"));
        }
        drawing.out.push_str("</ul>");
        drawing.out
    }
}

/// The icon of a page and the mark of its status, as its front matter has them.
fn marks(card: &Card, own: &MkDocs) -> [String; 2] {
    let text = |key: &str| card.front_matter.get(key).and_then(|field| field.value.as_text());
    let icon = text("icon").and_then(material::icon).map(|icon| icon.to_string()).unwrap_or_default();
    let mut after = String::new();
    if let Some(status) = text("status").filter(|status| status.chars().all(|c| c.is_alphanumeric() || c == '-')) {
        let known = own.extra.get("status").and_then(|all| all.get(status)).and_then(serde_json::Value::as_str);
        let words = known.unwrap_or(match status {
            "new" => "Recently added",
            "deprecated" => "Deprecated",
            _ => status,
        });
        after.push_str(" <span class=\"status md-status status-");
        after.push_str(status);
        after.push_str(" md-status--");
        after.push_str(status);
        after.push_str("\" role=\"img\" title=\"");
        escape::attribute(&mut after, words);
        after.push_str("\" aria-label=\"");
        escape::attribute(&mut after, words);
        after.push_str("\"></span>");
    }
    if let Some(subtitle) = text("subtitle") {
        after.push_str("<small class=\"subtitle\">");
        escape::text(&mut after, subtitle);
        after.push_str("</small>");
    }
    [icon, after]
}

/// The entries in the order in which they are drawn: where sections have an index, it stands first.
fn drawn_order(graph: &Graph, navigation: &Navigation, own: &MkDocs) -> Vec<usize> {
    let entries = &navigation.entries;
    let mut order: Vec<usize> = (0..entries.len()).collect();
    if !own.has_feature("navigation.indexes") {
        return order;
    }
    // The sections round an entry, and whether each has its index already.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        open.truncate(entry.level);
        match entry.target {
            EntryTarget::Section => open.push((at, false)),
            EntryTarget::Card(id) => {
                let Some((section, has_index)) = open.last_mut().filter(|(_, has_index)| !has_index) else { continue };
                if is_index(graph, id) {
                    *has_index = true;
                    order[*section + 1..=at].rotate_right(1);
                }
            }
            _ => {}
        }
    }
    order
}

/// Whether a page is an index by the name of its file.
fn is_index(graph: &Graph, id: CardId) -> bool {
    matches!(graph.cards[id].path.stem(), "index" | "README")
}

fn title(text: &str) -> Label {
    let mut label = Label::default();
    escape::text(&mut label.title, text);
    label
}

/// Lists that are being written.
struct Drawing<'a> {
    menu: &'a Menu,
    here: Option<CardId>,
    base: &'a Base,
    path: &'a [usize],
    /// The first entry that is drawn.
    start: usize,
    /// Where the open sections end, and with which tags.
    open: Vec<(usize, &'static str)>,
    out: String,
}

impl<'a> Drawing<'a> {
    /// The section that an entry is the index of, if the section is drawn as well.
    fn drawn_section_of_index(&self, index: usize) -> Option<usize> {
        self.menu.section_of_index(index).filter(|section| *section >= self.start)
    }

    /// Whether an entry is the index of a section whose heading leads to it already.
    fn is_in_heading(&self, index: usize) -> bool {
        self.drawn_section_of_index(index).is_some_and(|section| self.menu.is_heading(section))
    }

    fn close_until(&mut self, index: usize) {
        while let Some((_, tags)) = self.open.pop_if(|(end, _)| *end <= index) {
            self.out.push_str(tags);
        }
    }

    /// Whether an entry is shown, and where to go on: inside of it or after it.
    fn decide(&self, index: usize, is_whole: bool) -> (bool, usize) {
        let item = &self.menu.entries[index];
        if is_whole {
            return (true, index + 1);
        }
        if matches!(item.way, Way::Section(_)) {
            let is_open = self.path.contains(&index);
            return (true, if is_open { index + 1 } else { item.end });
        }
        let own = self.here.and_then(|id| self.menu.of_card[id]);
        let is_near = own.map_or(item.parent.is_none() && index < PAGES, |own| own.abs_diff(index) <= PAGES / 2);
        (is_near || self.menu.entries.len() <= WHOLE, index + 1)
    }

    fn entry(&mut self, index: usize, opens: bool) {
        let menu = self.menu;
        let item = &menu.entries[index];
        match item.way {
            Way::Section(own) if opens && menu.is_heading(index) => {
                self.out.push_str("<li class=\"section\">");
                match own {
                    Some(own) => self.link(own, &item.label.title),
                    None => self.words(&item.label.title),
                }
                self.out.push_str("<ul>");
                self.open.push((item.end, "</ul></li>"));
            }
            Way::Section(_) if opens => {
                let is_open = menu.look.is_expanded || self.path.contains(&index);
                self.out.push_str(if is_open { "<li><details open><summary>" } else { "<li><details><summary>" });
                self.out.push_str(&item.label.title);
                self.out.push_str("</summary><ul>");
                self.open.push((item.end, "</ul></details></li>"));
            }
            way => {
                self.out.push_str("<li>");
                if way == Way::Nowhere || item.label.address.is_empty() {
                    self.words(&item.label.title);
                } else {
                    self.link(index, self.name(index));
                }
                self.out.push_str("</li>");
            }
        }
    }

    /// What an entry is called. The index of a section that is not drawn, since it is a tab, stands for the section; that
    /// of one that opens is told from it.
    fn name(&self, index: usize) -> &'a str {
        let shown = match self.menu.section_of_index(index) {
            Some(section) if section < self.start => section,
            Some(_) => return "Overview",
            None => index,
        };
        &self.menu.entries[shown].label.title
    }

    fn words(&mut self, title: &str) {
        self.out.push_str("<span>");
        self.out.push_str(title);
        self.out.push_str("</span>");
    }

    fn link(&mut self, index: usize, title: &str) {
        let item = &self.menu.entries[index];
        self.out.push_str("<a href=\"");
        self.menu.push_address(&mut self.out, index, self.base);
        let is_here = matches!(item.way, Way::Card(id) if self.here == Some(id));
        self.out.push_str(if is_here { "\" aria-current=\"page\">" } else { "\">" });
        let [before, after] = &item.marks;
        self.out.push_str(before);
        self.out.push_str(title);
        self.out.push_str(after);
        self.out.push_str("</a>");
    }
}

#[cfg(test)]
mod tests;
