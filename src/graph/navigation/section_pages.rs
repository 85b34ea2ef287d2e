//! Pages that are their section, as the plugin `section-index` has them: the first of its entries, if `nav` gives it no title.
//!
//! Drafts → drafts, such pages called as their section. Must never move an entry: `render` shows what it makes of it.

use super::Draft;

/// Gives the first page of each section, if it has no title, that of the section.
pub(super) fn name(drafts: &mut [Draft], is_page: impl Fn(&str) -> bool) {
    for at in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let (section, page) = (&before[at - 1], &mut rest[0]);
        let is_first = section.path.is_none() && page.level == section.level + 1;
        if is_first && page.title.is_none() && page.path.as_deref().is_some_and(&is_page) {
            page.title.clone_from(&section.title);
        }
    }
}
