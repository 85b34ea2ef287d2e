//! `nav` of the configuration as entries.
//!
//! [`NavItem`]s → [`Draft`]s, one for one. Titles are HTML there, and text here. Must never look at the cards.

use super::Draft;
use crate::config::mkdocs::{MkDocs, NavItem, NavTarget};
use crate::parse::raw_html::decode_entities;

/// The entries in their order.
pub(super) fn drafts(items: &[NavItem], own: &MkDocs) -> Vec<Draft> {
    let place = |item: &NavItem| own.files.get(item.place.0).map(|file| (file.path.clone(), item.place.1));
    let draft = |item: &NavItem| Draft {
        level: item.level,
        title: item.title.as_deref().map(text),
        path: match &item.target {
            NavTarget::Section => None,
            NavTarget::Path(path) => Some(path.clone()),
        },
        place: place(item),
    };
    items.iter().map(draft).collect()
}

/// The text of a title: without tags, entities as characters.
fn text(title: &str) -> String {
    let (mut out, mut rest) = (String::new(), title);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = if is_tag { tag.find('>') } else { None };
        if end.is_none() {
            out.push('<');
        }
        rest = &tag[end.map_or(1, |end| end + 1)..];
    }
    out.push_str(rest);
    decode_entities(&out).into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_are_text() {
        let cases = [
            ("Docks", "Docks"),
            ("East &amp; west", "East & west"),
            ("<code>quay.&#8203;east</code>", "quay.\u{200b}east"),
            ("1 < 2 <b", "1 < 2 <b"),
        ];
        for (written, text) in cases {
            assert_eq!(super::text(written), text);
        }
    }
}
