//! Abbreviations: each of their words, wherever it stands in the text, gets its meaning.

use regex::{Regex, RegexBuilder};

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Id;

/// Marks the abbreviations of the card.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let mut words: Vec<&String> =
        reader.abbreviations.iter().filter(|(_, meaning)| !meaning.is_empty()).map(|(word, _)| word).collect();
    if words.is_empty() {
        return;
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let choice = words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
    let pattern = format!(r"\b(?:{choice})\b");
    // What is too large for one pattern is too many abbreviations to be any one's.
    let Ok(pattern) = RegexBuilder::new(&pattern).size_limit(1 << 26).build() else { return };
    for id in reader.tree.under(root) {
        let text = std::mem::take(&mut reader.tree[id].text);
        let (text, first) = marked(reader, &pattern, text);
        reader.tree[id].text = text;
        let mut children = first;
        for child in std::mem::take(&mut reader.tree[id].children) {
            let tail = std::mem::take(&mut reader.tree[child].tail);
            let (tail, behind) = marked(reader, &pattern, tail);
            reader.tree[child].tail = tail;
            children.push(child);
            children.extend(behind);
        }
        reader.tree[id].children = children;
    }
}

/// A text up to its first abbreviation, and the abbreviations with what stands behind each.
fn marked(reader: &mut Reader<'_>, pattern: &Regex, text: Text) -> (Text, Vec<Id>) {
    if text.is_atomic || text.is_empty() {
        return (text, Vec::new());
    }
    let mut made: Vec<Id> = Vec::new();
    let (mut lead, mut at) = (text.clone(), 0);
    for found in pattern.find_iter(&text) {
        let Some(meaning) = reader.abbreviations.get(found.as_str()).cloned() else { continue };
        let before = text.slice(at..found.start());
        match made.last() {
            Some(last) => reader.tree[*last].tail = before,
            None => lead = before,
        }
        let id = reader.tree.make_with("abbr", text.slice(found.range()).atomic());
        reader.tree[id].set("title", Some(meaning));
        made.push(id);
        at = found.end();
    }
    if let Some(last) = made.last() {
        reader.tree[*last].tail = text.from(at);
    }
    (lead, made)
}
