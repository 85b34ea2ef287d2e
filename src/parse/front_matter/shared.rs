//! Front matter that cards share: what a file says for all cards of its folder.
//!
//! The texts of such files, from the docs root inwards, and a card's own front matter → [`FrontMatter::shared`]. Lists are
//! joined, the card's own entries last; maps are merged; of anything else the innermost counts. What comes from another
//! file has an empty span at the start of the card's own block, so that nothing is ever edited there. Must never change
//! the card's own fields. The depth of a value is bounded by the engine, so merging may recurse.
//!
//! # Source
//! Material for MkDocs 9, plugin `meta` (<https://squidfunk.github.io/mkdocs-material/plugins/meta/>).

use std::sync::Arc;

use super::split::bom_len;
use super::{Field, Format, FrontMatter, Value, ValueKind, engine, problems};
use crate::diag::Diagnostic;
use crate::path::CardPath;
use crate::text::Span;

/// Gives a card's front matter what these files say.
pub fn share(own: &mut FrontMatter, texts: &[Arc<str>], body: usize) {
    let place = Span::at(own.block.map_or(body, |block| block.start));
    let mut shared: Vec<Field> = Vec::new();
    for text in texts {
        for mut field in engine::run(Format::Yaml, text, whole(text)).fields {
            field.key_span = place;
            put(&mut field.value, place);
            match shared.iter_mut().find(|known| known.key == field.key) {
                Some(known) => merge(&mut known.value, field.value),
                None => shared.push(field),
            }
        }
    }
    for field in &mut shared {
        if let Some(known) = own.own(&field.key) {
            merge(&mut field.value, known.value.clone());
            field.key_span = known.key_span;
        }
    }
    own.shared = shared;
}

/// What is wrong with a file that cards share.
#[must_use]
pub fn shared_problems(path: &CardPath, text: &str) -> Vec<Diagnostic> {
    problems(path, text, &engine::run(Format::Yaml, text, whole(text)))
}

fn whole(text: &str) -> Span {
    Span::new(bom_len(text), text.len())
}

/// Puts a value and all in it at a place.
fn put(value: &mut Value, place: Span) {
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        value.span = place;
        match &mut value.kind {
            ValueKind::List(items) => stack.extend(items),
            ValueKind::Map(pairs) => stack.extend(pairs.iter_mut().map(|(_, value)| value)),
            ValueKind::Null | ValueKind::Scalar { .. } => {}
        }
    }
}

/// Merges a value into the one that stands further out.
fn merge(outer: &mut Value, inner: Value) {
    outer.span = inner.span;
    match (&mut outer.kind, inner.kind) {
        (ValueKind::List(items), ValueKind::List(more)) => items.extend(more),
        (ValueKind::Map(pairs), ValueKind::Map(more)) => {
            for (key, value) in more {
                match pairs.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) => merge(known, value),
                    None => pairs.push((key, value)),
                }
            }
        }
        (outer, inner) => *outer = inner,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Map, Value};

    use super::{share, shared_problems};
    use crate::parse::front_matter::parse;
    use crate::path::CardPath;

    fn shared(card: &str, files: &[&str]) -> Value {
        let mut parsed = parse(&CardPath::default(), card);
        let files: Vec<Arc<str>> = files.iter().map(|file| Arc::from(*file)).collect();
        share(&mut parsed.front_matter, &files, parsed.body);
        let pairs = parsed.front_matter.all().map(|field| (field.key.clone(), field.value.to_json()));
        Value::Object(pairs.collect::<Map<_, _>>())
    }

    #[test]
    fn lists_are_joined_maps_merged_and_the_card_wins() {
        let card = "---\ntitle: East\ntags: [c]\nsearch: {boost: 2}\nhide: [toc]\n---\n# x\n";
        let outer = "status: new\ntags: [a]\ntitle: All\nsearch:\n  boost: 1\n  exclude: true\n";
        let inner = "---\nstatus: old\ntags:\n  - b\nhide: navigation\n";
        let expected = serde_json::json!({
            "title": "East", "tags": ["a", "b", "c"], "search": {"boost": 2, "exclude": true}, "hide": ["toc"], "status": "old",
        });
        assert_eq!(shared(card, &[outer, inner]), expected);
        assert_eq!(shared("# x\n", &["status: new"]), serde_json::json!({"status": "new"}));
    }

    #[test]
    fn spans_lie_in_the_card() {
        let card = "---\ntags: [c]\n---\n";
        let mut parsed = parse(&CardPath::default(), card);
        share(&mut parsed.front_matter, &[Arc::from("tags: [aaaa]\nowner: somebody-with-a-long-name\n")], parsed.body);
        let tags = parsed.front_matter.get("tags").expect("tags");
        assert_eq!((tags.key_span.of(card), tags.value.span.of(card)), ("tags", "[c]"));
        let owner = parsed.front_matter.get("owner").expect("an owner");
        assert_eq!((owner.key_span.of(card), owner.value.span.of(card)), ("", ""));
        assert_eq!(parsed.front_matter.own("owner"), None);
    }

    #[test]
    fn faults_are_told_in_their_file() {
        assert_eq!(shared_problems(&CardPath::default(), "a: 1\n").len(), 0);
        assert_eq!(shared_problems(&CardPath::default(), "a: [1\n").len(), 1);
        assert_eq!(shared_problems(&CardPath::default(), "- a\n").len(), 1);
    }
}
