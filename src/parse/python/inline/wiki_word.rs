//! `[[words]]` as a link to an address made of them, as the extension `wikilinks` has it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::text::Text;
use super::{Found, Made};

static WORDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\[([\w\- ]+)\]\]").expect("the pattern is well formed"));
static GAPS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" +_|_ +| +").expect("the pattern is well formed"));

/// Links of words.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let Some(options) = reader.options("wikilinks") else { return Vec::new() };
    let mut found = Vec::new();
    for words in WORDS.captures_iter(text) {
        let (Some(whole), Some(inner)) = (words.get(0), words.get(1)) else { continue };
        let label = text.part(inner.as_str().trim());
        if label.is_empty() {
            found.push(Found { start: whole.start(), end: whole.end(), made: Made::Text(text.to(0)) });
            continue;
        }
        let name = GAPS.replace_all(&label, "_");
        let id = reader.tree.make("a", text.span(whole.range()));
        reader.tree[id].set_own("href", format!("{}{name}{}", options.text("base_url"), options.text("end_url")));
        if !options.text("html_class").is_empty() {
            reader.tree[id].set_own("class", options.text("html_class"));
        }
        reader.tree[id].text = label;
        found.push(Found { start: whole.start(), end: whole.end(), made: Made::Element(id) });
    }
    found
}
