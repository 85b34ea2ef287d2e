//! The headings, blocks and HTML ids of one card, by what links call them.
//!
//! A card → [`Anchors`], made when the first fragment asks: a card of thousands of headings must not be read once for
//! each link into it. Must never decide which of them a dialect means.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::parse::card::{Card, Heading};
use crate::path::fold_case;

/// Look-up tables over one card. Positions are indices into `Card::headings`, rising.
#[derive(Debug, Default)]
pub struct Anchors {
    by_words: FxHashMap<String, Vec<usize>>,
    by_id: FxHashMap<String, Vec<usize>>,
    /// Block id in lower case → its first spelling.
    blocks: FxHashMap<String, String>,
    others: FxHashSet<String>,
}

impl Anchors {
    /// Reads all anchors of a card.
    #[must_use]
    pub fn new(card: &Card) -> Self {
        let mut anchors = Self::default();
        for (at, heading) in card.headings.iter().enumerate() {
            anchors.by_words.entry(words(&heading.text)).or_default().push(at);
            anchors.by_id.entry(heading.id.clone()).or_default().push(at);
        }
        for block in &card.blocks {
            anchors.blocks.entry(block.id.to_ascii_lowercase()).or_insert_with(|| block.id.clone());
        }
        anchors.others = card.blocks.iter().chain(&card.html_anchors).map(|anchor| anchor.id.clone()).collect();
        anchors
    }

    /// Whether a heading, block or HTML element has this id.
    #[must_use]
    pub fn has_id(&self, id: &str) -> bool {
        self.by_id.contains_key(id) || self.others.contains(id)
    }

    /// The block with this id, case aside, as it is spelled.
    #[must_use]
    pub fn block(&self, id: &str) -> Option<&str> {
        self.blocks.get(&id.to_ascii_lowercase()).map(String::as_str)
    }

    /// The first heading from a position on that has these words, or one of these ids; with its position.
    #[must_use]
    pub fn heading<'c>(&self, card: &'c Card, from: usize, text: &str, ids: [&str; 2]) -> Option<(usize, &'c Heading)> {
        let by_id = ids.iter().filter(|id| !id.is_empty()).filter_map(|id| self.by_id.get(*id));
        let lists = self.by_words.get(&words(text)).into_iter().chain(by_id);
        let first = lists.filter_map(|list| list.get(list.partition_point(|at| *at < from))).min()?;
        Some((*first, card.headings.get(*first)?))
    }
}

/// What two spellings of a heading share: lower case, without the characters that a link cannot hold, one space
/// between words.
fn words(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !matches!(c, '#' | '|' | '^' | ':' | '%' | '[' | ']' | '\\')).collect();
    fold_case(&kept).split_whitespace().collect::<Vec<_>>().join(" ")
}
