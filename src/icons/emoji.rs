//! Emoji by their short codes: those of GitHub, else those of Twemoji and `EmojiOne`.
//!
//! A name without colons → the characters. The second table is `emoji.txt`, which `tools/emoji.py` makes: a line for each
//! name, `name emoji`, sorted by bytes. Must never guess at a name.

use std::sync::LazyLock;

static TABLE: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| include_str!("emoji.txt").lines().filter_map(|line| line.split_once(' ')).collect());

/// The emoji of a short code: `smile`, `flag_nz`.
#[must_use]
pub fn emoji(name: &str) -> Option<&'static str> {
    emojis::get_by_shortcode(name).map(emojis::Emoji::as_str).or_else(|| {
        let at = TABLE.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
        Some(TABLE[at].1)
    })
}

/// What an emoji is called, in words: `airplane`.
#[must_use]
pub fn emoji_name(character: &str) -> Option<&'static str> {
    emojis::get(character).map(emojis::Emoji::name)
}

/// An emoji with all that asks for its look.
#[must_use]
pub fn emoji_qualified(character: &str) -> Option<&'static str> {
    emojis::get(character).map(emojis::Emoji::as_str)
}

/// The group of an emoji, as `EmojiOne` calls it.
#[must_use]
pub fn emoji_group(character: &str) -> Option<&'static str> {
    // Feelings without a face.
    if "💯💢💬💭🗯".contains(character) {
        return Some("symbols");
    }
    Some(match emojis::get(character)?.group() {
        emojis::Group::SmileysAndEmotion | emojis::Group::PeopleAndBody => "people",
        emojis::Group::AnimalsAndNature => "nature",
        emojis::Group::FoodAndDrink => "food",
        emojis::Group::TravelAndPlaces => "travel",
        emojis::Group::Activities => "activity",
        emojis::Group::Objects => "objects",
        emojis::Group::Symbols => "symbols",
        emojis::Group::Flags => "flags",
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, emoji};

    #[test]
    fn names_of_all_tables_are_known() {
        let cases = [
            ("smile", Some("😄")),
            ("airplane_departure", Some("🛫")),
            ("flag_nz", Some("🇳🇿")),
            ("thumbsup_tone3", Some("👍🏽")),
            ("no_such_face", None),
            ("", None),
        ];
        for (name, wanted) in cases {
            assert_eq!(emoji(name), wanted, "{name}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        assert!(TABLE.iter().all(|(name, text)| !name.is_empty() && !text.is_ascii()));
        assert!(TABLE.len() > 4_000);
    }
}
