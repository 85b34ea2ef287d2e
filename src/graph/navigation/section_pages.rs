//! Pages that are their section, as the plugin `section-index` has them: the first of its entries, if `nav` gives it no title.
//!
//! Drafts → drafts, such pages called as their section. A section of nothing else is gone, the page stands in its place.
//! Must never move another entry: `render` shows what it makes of them.

use super::Draft;

/// Makes sections and their first pages one.
pub(super) fn name(drafts: Vec<Draft>, is_page: impl Fn(&str) -> bool) -> Vec<Draft> {
    let mut named: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut rest = drafts.into_iter().peekable();
    while let Some(mut draft) = rest.next() {
        let section = named.last().filter(|before| before.path.is_none() && draft.level == before.level + 1);
        let is_first = draft.title.is_none() && draft.path.as_deref().is_some_and(&is_page);
        if let Some(section) = section.filter(|_| is_first) {
            draft.title.clone_from(&section.title);
            if rest.peek().is_none_or(|next| next.level < draft.level) {
                draft.level = section.level;
                named.pop();
            }
        }
        named.push(draft);
    }
    named
}
