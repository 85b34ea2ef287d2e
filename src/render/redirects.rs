//! Old addresses that still work: the aliases of cards, and the own names of folder indexes.
//!
//! `Graph` → pairs of URLs, old and new. An alias with a `/` counts from the root, any other from the folder of
//! its card. Must never make an address of something that is only another title.

use crate::config::{Config, MkDocs};
use crate::graph::Graph;
use crate::path::{CardPath, nfc, strip_markdown_extension};

/// Old and new URLs in the order of the cards; an old URL may come up more than once.
pub(crate) fn redirects(graph: &Graph, config: &Config) -> Vec<(String, String)> {
    if let Some(mkdocs) = &config.mkdocs {
        let pairs = mkdocs.redirects();
        return pairs.into_iter().filter_map(|(old, new)| mapped(graph, mkdocs, old, new)).collect();
    }
    let mut found = Vec::new();
    for (id, card) in graph.cards.iter().enumerate() {
        let target = graph.pages.url(id);
        let own = format!("{}/", nfc(card.path.without_extension()));
        if own != target && card.path.stem() != "index" {
            found.push((own, target.to_owned()));
        }
        for alias in &card.aliases {
            if let Some(old) = place(&card.path, &alias.name)
                && old != target
            {
                found.push((old, target.to_owned()));
            }
        }
    }
    found
}

/// An entry of `redirect_maps`: a page that was there once, and a page or an address.
fn mapped(graph: &Graph, mkdocs: &MkDocs, old: &str, new: &str) -> Option<(String, String)> {
    let old = CardPath::new(old)?;
    let is_index = matches!(old.stem(), "index" | "README");
    let url = match (is_index, mkdocs.use_directory_urls) {
        (true, _) if old.folder().is_empty() => String::new(),
        (true, _) => format!("{}/", nfc(old.folder())),
        (false, true) => format!("{}/", nfc(old.without_extension())),
        (false, false) => format!("{}.html", nfc(old.without_extension())),
    };
    let (path, rest) = new.find(['#', '?']).map_or((new, ""), |at| new.split_at(at));
    let target = if path.contains("://") || path.starts_with('/') {
        new.to_owned()
    } else {
        let id = graph.card_at(&CardPath::new(path)?)?;
        format!("{}{rest}", graph.pages.url(id))
    };
    Some((url, target))
}

fn place(card: &CardPath, alias: &str) -> Option<String> {
    let name = alias.trim();
    let is_address = !name.is_empty()
        && name.len() <= 200
        && !name.chars().any(|c| c.is_control() || c.is_whitespace() || r#"\:*?"<>|#"#.contains(c));
    if !is_address {
        return None;
    }
    let name = name.strip_suffix("index.html").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
    let name = strip_markdown_extension(name.trim_end_matches('/'));
    let path = if alias.contains('/') { CardPath::new(name)? } else { card.join(name)? };
    let is_hidden = path.as_str().split('/').any(|segment| segment.starts_with('.'));
    (!is_hidden).then(|| format!("{}/", nfc(path.as_str())))
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::path::CardPath;

    #[test]
    fn aliases_that_look_like_addresses_have_a_place() {
        let card = CardPath::new("how-to/pin.md").expect("a path");
        let cases = [
            ("old-name", Some("how-to/old-name/")),
            ("/old/name/", Some("old/name/")),
            ("old/name.md", Some("old/name/")),
            ("old/name/index.html", Some("old/name/")),
            ("old.html", Some("how-to/old/")),
            ("Another title", None),
            ("../../etc/passwd", None),
            ("https://example.org/", None),
            (".git/x", None),
            ("", None),
        ];
        for (alias, wanted) in cases {
            assert_eq!(place(&card, alias).as_deref(), wanted, "{alias}");
        }
    }
}
