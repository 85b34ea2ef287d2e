//! `nav` of the configuration as entries.
//!
//! [`NavItem`]s → [`Draft`]s, one for one. Titles are HTML there, so that `&amp;` is an ampersand. Must never look at the
//! cards.

use super::Draft;
use crate::config::mkdocs::{MkDocs, NavItem, NavTarget};
use crate::parse::raw_html::decode_entities;

/// The entries in their order.
pub(super) fn drafts(items: &[NavItem], own: &MkDocs) -> Vec<Draft> {
    let place = |item: &NavItem| own.files.get(item.place.0).map(|file| (file.path.clone(), item.place.1));
    let draft = |item: &NavItem| Draft {
        level: item.level,
        title: item.title.as_deref().map(|title| decode_entities(title).into_owned()),
        path: match &item.target {
            NavTarget::Section => None,
            NavTarget::Path(path) => Some(path.clone()),
        },
        place: place(item),
    };
    items.iter().map(draft).collect()
}
