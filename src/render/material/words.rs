//! What templates for Material call the words of their theme, and what pages say there.
//!
//! A key → English words. Must never be silent about a key that is not here: it stands for itself.

/// Keys and words, sorted by key.
const WORDS: [(&str, &str); 36] = [
    ("action.edit", "Edit this page"),
    ("action.skip", "Skip to content"),
    ("action.view", "View source of this page"),
    ("announce.dismiss", "Don't show this again"),
    ("blog.archive", "Archive"),
    ("blog.categories", "Categories"),
    ("blog.continue", "Continue reading"),
    ("clipboard.copied", "Copied to clipboard"),
    ("clipboard.copy", "Copy to clipboard"),
    ("direction", "ltr"),
    ("footer", "Footer"),
    ("footer.next", "Next"),
    ("footer.previous", "Previous"),
    ("footer.title", "Footer"),
    ("header", "Header"),
    ("header.title", "Header"),
    ("language", "en"),
    ("meta.comments", "Comments"),
    ("meta.source", "Source"),
    ("nav", "Navigation"),
    ("nav.title", "Navigation"),
    ("rss.created", "RSS feed"),
    ("rss.updated", "RSS feed of updated content"),
    ("search", "Search"),
    ("search.placeholder", "Search"),
    ("search.reset", "Clear"),
    ("search.share", "Share"),
    ("select.language", "Select language"),
    ("select.version", "Select version"),
    ("source", "Go to repository"),
    ("source.file.date.created", "Created"),
    ("source.file.date.updated", "Last update"),
    ("tabs", "Tabs"),
    ("tags", "Tags"),
    ("toc", "Table of contents"),
    ("top", "Back to top"),
];

/// The words of a key.
pub(in crate::render) fn words(key: &str) -> String {
    let at = WORDS.binary_search_by(|(known, _)| (*known).cmp(key));
    at.map_or_else(|_| key.to_owned(), |at| WORDS[at].1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{WORDS, words};

    #[test]
    fn keys_are_sorted_and_found() {
        assert!(WORDS.is_sorted());
        assert_eq!((words("footer.next").as_str(), words("no.such").as_str()), ("Next", "no.such"));
    }
}
