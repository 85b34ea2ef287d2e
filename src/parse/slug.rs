//! Heading ids as published.
//!
//! Heading text → id, in the manner of Python-Markdown's `toc` extension (3.x, `slugify` and `unique`) or of
//! GitHub. Checks and site both use the ids made here.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::config::HeadingIds;

/// Gives out ids that are unique within one card.
#[derive(Debug, Default)]
pub struct Slugger {
    taken: FxHashSet<String>,
    /// Wider than the number that a text can bring, so that counting on from it never stands still.
    last: FxHashMap<String, u64>,
}

impl Slugger {
    /// Keeps an id that the author gave from being given out again.
    pub fn reserve(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// The id of a heading with this text.
    pub fn id(&mut self, text: &str, style: HeadingIds) -> String {
        let base = slugify(text, style);
        if !base.is_empty() && self.taken.insert(base.clone()) {
            return base;
        }
        let (stem, first, separator) = match style {
            // Python-Markdown counts on from a number that is there already: `a_1`, then `a_2`.
            HeadingIds::Mkdocs => match base.rsplit_once('_').map(|(stem, number)| (stem, number.parse::<u32>())) {
                Some((stem, Ok(number))) => (stem, u64::from(number), '_'),
                _ => (base.as_str(), 0, '_'),
            },
            HeadingIds::Github => (base.as_str(), 0, '-'),
        };
        let count = self.last.entry(stem.to_owned()).or_default();
        *count = (*count).max(first);
        loop {
            *count += 1;
            let id = format!("{stem}{separator}{count}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The id that a text asks for, before it is made unique; empty where nothing of it can stand in an id.
#[must_use]
pub fn slugify(text: &str, style: HeadingIds) -> String {
    match style {
        HeadingIds::Mkdocs => mkdocs(text),
        HeadingIds::Github => github(text),
    }
}

/// Decomposed, only ASCII letters, digits, `_`, `-` and space kept, lower case, runs of space and `-` as one `-`.
fn mkdocs(text: &str) -> String {
    let kept: String = text
        .nfkd()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || c.is_ascii_whitespace())
        .collect();
    let mut out = String::with_capacity(kept.len());
    let mut in_gap = false;
    for c in kept.trim().chars() {
        if c == '-' || c.is_ascii_whitespace() {
            in_gap = true;
            continue;
        }
        if std::mem::take(&mut in_gap) {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    if in_gap {
        out.push('-');
    }
    out
}

/// Lower case, letters and digits of any script, `_` and `-` kept, each space as `-`.
fn github(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() || is_mark(c) => Some(c),
            _ => None,
        })
        .collect()
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::{Slugger, slugify};
    use crate::config::HeadingIds::{Github, Mkdocs};

    #[test]
    fn ids_in_both_manners() {
        for (text, mkdocs, github) in [
            ("Quick Reference", "quick-reference", "quick-reference"),
            ("Café & crème — ready?", "cafe-creme-ready", "café--crème--ready"),
            ("1. What's new_in -- v2.0", "1-whats-new_in-v20", "1-whats-new_in----v20"),
            ("中文 标题", "", "中文-标题"),
            ("dash - dash", "dash-dash", "dash---dash"),
        ] {
            assert_eq!((slugify(text, Mkdocs).as_str(), slugify(text, Github).as_str()), (mkdocs, github), "{text}");
        }
    }

    #[test]
    fn equal_headings_get_numbers_and_given_ids_are_kept_free() {
        let mut slugger = Slugger::default();
        slugger.reserve("b_1");
        let ids: Vec<String> =
            ["a", "a", "b", "b", "中", "文", "a_1"].iter().map(|text| slugger.id(text, Mkdocs)).collect();
        assert_eq!(ids, ["a", "a_1", "b", "b_2", "_1", "_2", "a_2"]);
        let mut slugger = Slugger::default();
        let ids: Vec<String> =
            ["a_4294967295", "a_4294967295", "a"].iter().map(|text| slugger.id(text, Mkdocs)).collect();
        assert_eq!(ids, ["a_4294967295", "a_4294967296", "a"]);
        let mut slugger = Slugger::default();
        let ids: Vec<String> = ["a", "a", "a-1"].iter().map(|text| slugger.id(text, Github)).collect();
        assert_eq!(ids, ["a", "a-1", "a-1-1"]);
    }
}
