//! `nav` of a MkDocs configuration, in all its forms.
//!
//! [`Node`] → flat [`NavItem`]s in reading order. What a path leads to, a page or something else, is for the graph to
//! say. Must never drop an item in silence.

use super::fields::Faults;
use super::tree::{Kind, Node, Place};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// How many sections it stands in.
    pub level: usize,
    /// Its title; a page without one has a title of its own.
    pub title: Option<String>,
    /// What it is.
    pub target: NavTarget,
    /// Index of the file that it stands in, and where.
    pub place: (usize, crate::text::Span),
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavTarget {
    /// A section: the entries of a deeper level that follow stand in it.
    Section,
    /// A path of the docs root or an address, as written.
    Path(String),
}

/// Reads `nav`; `None` where it is empty: then the files make it.
pub(super) fn read(nav: &Node, faults: &mut Faults<'_>) -> Option<Vec<NavItem>> {
    if !matches!(nav.kind, Kind::List(_)) {
        faults.wrong(nav, "nav", "a list");
        return None;
    }
    let mut reader = Reader { items: Vec::new(), faults };
    reader.list(nav, 0);
    (!reader.items.is_empty()).then_some(reader.items)
}

struct Reader<'a, 'f> {
    items: Vec<NavItem>,
    faults: &'a mut Faults<'f>,
}

impl Reader<'_, '_> {
    /// The depth of the file is bounded, and so is this recursion.
    fn list(&mut self, node: &Node, level: usize) {
        for item in node.items() {
            match &item.kind {
                Kind::Map(pairs) => {
                    for pair in pairs {
                        self.entry(&pair.key, pair.place, &pair.value, level);
                    }
                }
                _ => self.path(None, item, item.place, level),
            }
        }
    }

    fn entry(&mut self, title: &str, place: Place, value: &Node, level: usize) {
        let section = NavItem {
            level,
            title: Some(title.to_owned()),
            target: NavTarget::Section,
            place: (place.file, place.span),
        };
        match &value.kind {
            Kind::List(_) => {
                self.items.push(section);
                self.list(value, level + 1);
            }
            Kind::Map(pairs) => {
                self.items.push(section);
                for pair in pairs {
                    self.entry(&pair.key, pair.place, &pair.value, level + 1);
                }
            }
            Kind::Single(_) => self.path(Some(title), value, place, level),
        }
    }

    fn path(&mut self, title: Option<&str>, value: &Node, place: Place, level: usize) {
        let Some(path) = value.text() else {
            self.faults.wrong(value, "nav", "the path of a page, an address or a list");
            return;
        };
        let title = title.map(str::to_owned);
        let target = NavTarget::Path(path);
        self.items.push(NavItem { level, title, target, place: (place.file, place.span) });
    }
}
