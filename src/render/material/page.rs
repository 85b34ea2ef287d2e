//! The navigation and the contents of a page as templates for Material read them: lists of things with `title`, `url` and
//! `children`.
//!
//! `Graph` and a card → values. The navigation is made as far as a template looks at it, since most look at none of it.

use std::sync::Arc;

use minijinja::context;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use crate::graph::{CardId, EntryTarget, Graph, Navigation};
use crate::parse::card::Card;
use crate::render::url::{encode_fragment, encode_path, page_file};

/// The entries of a section of the navigation, or of all of it.
#[derive(Debug)]
pub(in crate::render) struct NavObject {
    graph: Arc<Graph>,
    here: Option<CardId>,
    /// From the first entry to one past the last.
    from: usize,
    to: usize,
}

impl NavObject {
    /// The whole navigation, as seen from a page.
    pub(in crate::render) fn whole(graph: &Arc<Graph>, here: Option<CardId>) -> Self {
        let to = graph.navigation.as_ref().map_or(0, |navigation| navigation.entries.len());
        Self { graph: graph.clone(), here, from: 0, to }
    }

    fn navigation(&self) -> Option<&Navigation> {
        self.graph.navigation.as_ref()
    }

    /// One past the last entry that stands in an entry.
    fn end(&self, index: usize) -> usize {
        let entries = self.navigation().map_or(&[][..], |navigation| &navigation.entries[..]);
        let level = entries[index].level;
        (index + 1..self.to).find(|next| entries[*next].level <= level).unwrap_or(self.to)
    }

    fn children(&self) -> Vec<usize> {
        let (mut children, mut next) = (Vec::new(), self.from);
        while next < self.to {
            children.push(next);
            next = self.end(next);
        }
        children
    }

    fn entry(&self, index: usize) -> Value {
        let Some(entry) = self.navigation().and_then(|navigation| navigation.entries.get(index)) else {
            return Value::UNDEFINED;
        };
        let title = entry.title.as_str();
        match &entry.target {
            EntryTarget::Section => {
                let inner = Self { graph: self.graph.clone(), here: self.here, from: index + 1, to: self.end(index) };
                let is_within = self.here.is_some_and(|here| inner.holds(here));
                context! { title, is_section => true, active => is_within, children => Value::from_object(inner) }
            }
            EntryTarget::Card(id) => {
                let url = page_address(&self.graph, *id);
                context! {
                    title, url, is_page => true, active => self.here == Some(*id),
                    is_homepage => self.graph.pages.url(*id).is_empty(),
                }
            }
            EntryTarget::Link(address) | EntryTarget::Missing(address) => {
                context! { title, url => address, is_link => true, active => false }
            }
        }
    }

    fn holds(&self, card: CardId) -> bool {
        let entries = self.navigation().map_or(&[][..], |navigation| &navigation.entries[..]);
        entries[self.from..self.to].iter().any(|entry| entry.target == EntryTarget::Card(card))
    }
}

impl Object for NavObject {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str() {
            Some("homepage") => {
                let home = self.graph.pages.home()?;
                let title = self.graph.cards[home].title.text.as_str();
                Some(context! { title, url => page_address(&self.graph, home), is_homepage => true })
            }
            Some("items") => Some(Value::from_dyn_object(Arc::clone(self))),
            Some(_) => None,
            None => self.children().get(key.as_usize()?).map(|index| self.entry(*index)),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.children().into_iter().map(|index| self.entry(index)).collect())
    }
}

/// The address of a page, counted from the root of the site.
pub(in crate::render) fn page_address(graph: &Graph, id: CardId) -> String {
    encode_path(&page_file(graph.pages.url(id)))
}

/// The headings of a page, each with those below it.
#[derive(Debug)]
pub(in crate::render) struct TocObject {
    headings: Arc<[(u8, String, String)]>,
    from: usize,
    to: usize,
}

impl TocObject {
    /// All headings of a card.
    pub(in crate::render) fn whole(card: &Card) -> Self {
        let of = |heading: &crate::parse::card::Heading| {
            (heading.level, heading.text.clone(), format!("#{}", encode_fragment(&heading.id)))
        };
        let headings: Arc<[_]> = card.headings.iter().map(of).collect();
        let to = headings.len();
        Self { headings, from: 0, to }
    }

    fn end(&self, index: usize) -> usize {
        let level = self.headings[index].0;
        (index + 1..self.to).find(|next| self.headings[*next].0 <= level).unwrap_or(self.to)
    }

    fn children(&self) -> Vec<Value> {
        let (mut children, mut next) = (Vec::new(), self.from);
        while next < self.to {
            let end = self.end(next);
            let (level, title, url) = &self.headings[next];
            let inner = Self { headings: self.headings.clone(), from: next + 1, to: end };
            children.push(context! { level, title, url, id => &url[1..], children => Value::from_object(inner) });
            next = end;
        }
        children
    }
}

impl Object for TocObject {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.children().into_iter().nth(key.as_usize()?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.children())
    }
}
