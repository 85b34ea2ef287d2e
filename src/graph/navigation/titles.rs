//! What a page is called where the navigation does not say it.
//!
//! A card → its title: that of the front matter, else the first heading if nothing stands before it, else `Home` for the
//! home page, else the name of the file. Must never read a heading that is not the start of the page.

use crate::parse::card::{Card, TitleOrigin};

/// The title of a page.
pub(super) fn of_page(card: &Card, is_home: bool) -> String {
    if card.title.origin == TitleOrigin::FrontMatter {
        return card.title.text.clone();
    }
    let first = card.headings.first().filter(|heading| heading.level == 1 && heading.node == 0);
    if let Some(heading) = first.filter(|heading| !heading.text.is_empty()) {
        return heading.text.clone();
    }
    if is_home {
        return "Home".to_owned();
    }
    match card.path.stem() {
        "README" => "Index".to_owned(),
        stem => of_name(stem),
    }
}

/// A name of a file or folder as words: `how-to_pin` is `How to pin`, and one with capitals keeps them.
pub(super) fn of_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    if words.to_lowercase() != words {
        return words;
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn names_become_words() {
        for (name, words) in [("how-to_pin", "How to pin"), ("FAQ", "FAQ"), ("api_v2", "Api v2"), ("", "")] {
            assert_eq!(of_name(name), words, "{name}");
        }
    }
}
