//! Tags: which cards carry them, and the names of their pages.
//!
//! `Graph` → [`Tags`]. Tags that differ only in case or punctuation share a page. Must never write HTML.

use std::collections::BTreeMap;

use crate::graph::{CardId, Graph};
use crate::path::fold_case;

/// All tags by the name of their page.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    by_slug: BTreeMap<String, Tag>,
}

/// One tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// As it is written where it comes first.
    pub(crate) name: String,
    /// The cards that carry it, by title.
    pub(crate) cards: Vec<CardId>,
}

impl Tags {
    /// Reads the tags of all cards.
    pub(crate) fn new(graph: &Graph) -> Self {
        let mut by_slug: BTreeMap<String, Tag> = BTreeMap::new();
        for (id, card) in graph.cards.iter().enumerate() {
            for tag in &card.tags {
                let entry =
                    by_slug.entry(slug(&tag.name)).or_insert_with(|| Tag { name: tag.name.clone(), cards: Vec::new() });
                if entry.cards.last() != Some(&id) {
                    entry.cards.push(id);
                }
            }
        }
        for tag in by_slug.values_mut() {
            tag.cards.sort_by_cached_key(|id| (fold_case(&graph.cards[*id].title.text), *id));
        }
        Self { by_slug }
    }

    /// The tags with the names of their pages, sorted by these.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Tag)> {
        self.by_slug.iter().map(|(slug, tag)| (slug.as_str(), tag))
    }

    /// The tag of a page.
    pub(crate) fn get(&self, slug: &str) -> Option<&Tag> {
        self.by_slug.get(slug)
    }

    /// Whether no card has a tag.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_slug.is_empty()
    }
}

/// The URL of a tag's page.
pub(crate) fn tag_url(tag: &str) -> String {
    format!("tags/{}/", slug(tag))
}

/// The name of a tag's page: letters and digits of any script, `-` for all else.
pub(crate) fn slug(tag: &str) -> String {
    let mut out = String::new();
    for c in fold_case(tag).chars() {
        if c.is_alphanumeric() || c == '_' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() {
        out = tag.chars().map(|c| format!("u{:x}", c as u32)).collect::<Vec<_>>().join("-");
    }
    if out.len() > 120 {
        let hash = blake3::hash(out.as_bytes()).to_hex();
        out = format!("{}-{}", out.chars().take(40).collect::<String>(), &hash[..8]);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn slugs_are_safe_and_never_empty() {
        let cases =
            [("CI", "ci"), ("a/b c", "a-b-c"), ("../x", "x"), ("Café!", "café"), ("🎉", "u1f389"), ("?", "u3f")];
        for (tag, wanted) in cases {
            assert_eq!(super::slug(tag), wanted, "{tag}");
        }
        assert!(super::slug(&"é".repeat(300)).len() < 200);
    }
}
