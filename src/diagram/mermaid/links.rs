//! Labels that are links or may become some, and where they stand in the drawing.
//!
//! Text and things of a diagram → [`Anchor`]s in the order of the text; anchors and a drawing → the elements that lead
//! somewhere. Reads `click`, `link`, `class … internal-link`, `:::internal-link`, and the wiki-links that `source` found.
//! Must never hand out an address that was not handed in.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::mermaid::model::Thing;
use crate::diagram::mermaid::source::Prepared;
use crate::diagram::mermaid::tree::{Kind, Tree};
use crate::diagram::{Label, Target};
use crate::text::Span;

/// A label, and which element of the drawing it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub label: Label,
    key: Key,
}

/// How the element is found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// By the id of a thing.
    Thing(String),
    /// By the whole of its words.
    Words(String),
    /// By some of its words, as they are shown.
    Part(String),
}

/// Groups that are a thing as a whole.
const THINGS: [&str; 7] =
    ["node", "architecture-service", "cluster", "statediagram-cluster", "timeline-node", "actor-man", "note-cluster"];
/// What merman puts before the id of a thing.
const PREFIXES: [&str; 7] = ["flowchart-", "classId-", "state-", "entity-", "service-", "group-", "root-"];
/// Texts that a group may hold which is linked as a whole.
const FEW: usize = 3;

/// The anchors of a diagram.
pub(super) fn anchors(source: &str, prepared: &Prepared, things: &[Thing]) -> Vec<Anchor> {
    let mut found: Vec<Anchor> = Vec::new();
    for wiki in &prepared.wikis {
        let label = Label { span: wiki.span, text: wiki.inner.clone(), target: Target::Wiki };
        found.push(Anchor { label, key: Key::Part(wiki.shown.clone()) });
    }
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        for statement in line.split_inclusive(';') {
            found.extend(addressed(statement, start));
            found.extend(internal(statement, start, things));
            start += statement.len();
        }
    }
    let taken: Vec<Span> = found.iter().map(|anchor| anchor.label.span).collect();
    // What the author linked is not looked up by its name as well.
    let linked: BTreeSet<String> = found
        .iter()
        .filter_map(|anchor| match &anchor.key {
            Key::Thing(id) => Some(things.iter().find(|thing| thing.id == *id)?.label.clone()),
            _ => None,
        })
        .collect();
    let mut seen = BTreeSet::new();
    for thing in things {
        if seen.insert(&thing.label)
            && !linked.contains(&thing.label)
            && let Some(span) = place(source, &thing.label)
            && !taken.iter().any(|other| other.overlaps(span))
        {
            let label = Label { span, text: thing.label.clone(), target: Target::Name };
            found.push(Anchor { label, key: Key::Words(squeezed(&thing.label)) });
        }
    }
    found.sort_by_key(|anchor| anchor.label.span);
    found
}

/// What of a drawing leads somewhere, with the addresses.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    /// Elements, never one within another.
    pub elements: BTreeMap<usize, &'a str>,
    /// Words of texts that hold several links: by the text, as they are shown.
    pub words: BTreeMap<usize, Vec<(String, &'a str)>>,
}

/// The elements and words that lead somewhere.
pub(super) fn places<'a>(tree: &Tree, anchors: &[Anchor], hrefs: &'a [Option<String>]) -> Places<'a> {
    let mut places = BTreeMap::new();
    let mut words: BTreeMap<usize, Vec<(String, &str)>> = BTreeMap::new();
    let linked: Vec<(&Anchor, &str)> =
        anchors.iter().zip(hrefs).filter_map(|(anchor, href)| Some((anchor, href.as_deref()?))).collect();
    if linked.is_empty() {
        return Places::default();
    }
    let texts = texts(tree);
    // The second link of the same words belongs to the second text that has them, and so on.
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
    for (anchor, href) in &linked {
        if let Key::Part(shown) = &anchor.key {
            let before = seen.entry(shown).or_default();
            if let Some(text) = part(&texts, &squeezed(shown), *before) {
                words.entry(text).or_default().push((shown.clone(), href));
                chosen.insert(anchor.label.span.start, text);
            }
            *before += 1;
        }
    }
    // A label with one link is a link as a whole, so that it is easy to hit.
    words.retain(|_, words| words.iter().any(|(_, href)| *href != words[0].1));
    // What the author wrote comes before what only has the name of a card.
    for wanted in [Target::Address, Target::Wiki, Target::Name] {
        for (anchor, href) in linked.iter().filter(|(anchor, _)| anchor.label.target == wanted) {
            let of_words = chosen.get(&anchor.label.span.start).map(|text| vec![group(tree, *text)]);
            for index in of_words.unwrap_or_else(|| elements(tree, &texts, &anchor.key)) {
                if words.keys().any(|text| index <= *text && *text < tree.nodes[index].end) {
                    continue;
                }
                let free = |at: &usize| index < *at || index >= tree.nodes[*at].end;
                if places.keys().all(|at| free(at) && (*at < index || *at >= tree.nodes[index].end)) {
                    places.insert(index, *href);
                }
            }
        }
    }
    Places { elements: places, words }
}

/// The text that has some words, after so many others: those that are nothing else come first.
fn part(texts: &[(usize, String)], words: &str, before: usize) -> Option<usize> {
    let whole = texts.iter().filter(|(_, own)| own == words);
    let found: Vec<usize> = whole
        .chain(texts.iter().filter(|(_, own)| own != words && own.contains(words)))
        .map(|(at, _)| *at)
        .take(before + 1)
        .collect();
    found.last().copied()
}

/// The elements with text, with their words without spaces.
fn texts(tree: &Tree) -> Vec<(usize, String)> {
    let mut texts = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        let inside_switch = tree.nodes[node.parent].name() == "switch" && node.name() == "text";
        if matches!(node.name(), "text" | "foreignObject") && !inside_switch {
            let words = squeezed(&tree.text(index));
            if !words.is_empty() {
                texts.push((index, words));
            }
        }
    }
    texts
}

fn elements(tree: &Tree, texts: &[(usize, String)], key: &Key) -> Vec<usize> {
    match key {
        Key::Thing(id) => {
            let is = |index: &usize| tree.nodes[*index].attribute("id").is_some_and(|own| is_thing(own, id));
            let mut found: Vec<usize> = (1..tree.nodes.len()).filter(is).collect();
            if found.is_empty() {
                let words = squeezed(id);
                found = texts.iter().filter(|(_, own)| *own == words).map(|(at, _)| group(tree, *at)).collect();
            }
            found
        }
        Key::Words(words) => texts.iter().filter(|(_, own)| own == words).map(|(at, _)| group(tree, *at)).collect(),
        Key::Part(_) => Vec::new(),
    }
}

/// Whether the id of an element is that of a thing: `dg-flowchart-A-0` is `A`.
fn is_thing(own: &str, id: &str) -> bool {
    let own = own.strip_prefix("dg-").unwrap_or(own);
    let own = own.strip_suffix("-text").unwrap_or(own);
    let bare = PREFIXES.iter().find_map(|prefix| own.strip_prefix(prefix)).unwrap_or(own);
    let counted = bare.rsplit_once('-').filter(|(_, count)| count.bytes().all(|byte| byte.is_ascii_digit()));
    bare == id || counted.is_some_and(|(name, _)| name == id)
}

/// The group around a text that is a thing as a whole; else the text.
fn group(tree: &Tree, text: usize) -> usize {
    let mut at = text;
    while at > 0 {
        at = tree.nodes[at].parent;
        if at > 0 && tree.nodes[at].classes().any(|class| THINGS.contains(&class)) {
            return at;
        }
    }
    let parent = tree.nodes[text].parent;
    let is_text = |index: &usize| matches!(tree.nodes[*index].name(), "text" | "foreignObject");
    let few = (parent..tree.nodes[parent].end).filter(is_text).count() <= FEW;
    let has_shape = tree.children(parent).any(|child| matches!(tree.nodes[child].name(), "rect" | "path" | "circle"));
    let is_group = matches!(&tree.nodes[parent].kind, Kind::Element { name, .. } if name == "g");
    if parent > 0 && is_group && few && has_shape { parent } else { text }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `click A "address"`, `click A href "address"`, `link A "address"`, `link A: words @ address`.
fn addressed(statement: &str, start: usize) -> Option<Anchor> {
    let trimmed = statement.trim_start();
    let lead = statement.len() - trimmed.len();
    let (word, rest) = trimmed.split_once([' ', '\t'])?;
    if !matches!(word, "click" | "link") {
        return None;
    }
    let at = lead + word.len() + 1;
    if let Some((name, address)) =
        rest.split_once(':').filter(|(name, rest)| word == "link" && !name.contains('"') && rest.contains(" @ "))
    {
        let from = at + name.len() + 1 + address.find(" @ ")? + 3;
        let address = statement[from..].trim();
        return anchor(statement, start, from, address, name.trim());
    }
    let rest_at = at + rest.len() - rest.trim_start().len();
    let (id, after) = statement[rest_at..].split_once([' ', '\t'])?;
    let after_at = rest_at + id.len() + 1;
    let tail = after.trim_start();
    let tail = tail.strip_prefix("href").map_or(tail, str::trim_start);
    let quoted = tail.strip_prefix('"')?;
    let address = &quoted[..quoted.find('"')?];
    let from = after_at + after.len() - quoted.len();
    anchor(statement, start, from, address, id)
}

fn anchor(statement: &str, start: usize, from: usize, address: &str, id: &str) -> Option<Anchor> {
    let from = from + statement.get(from..)?.find(address)?;
    let span = Span::new(start + from, start + from + address.len());
    let label = Label { span, text: address.to_owned(), target: Target::Address };
    (!address.is_empty()).then(|| Anchor { label, key: Key::Thing(id.to_owned()) })
}

/// `class A,B internal-link` and `A:::internal-link`: the words of these nodes are names of cards.
fn internal(statement: &str, start: usize, things: &[Thing]) -> Vec<Anchor> {
    let mut found = Vec::new();
    let mut add = |id: &str, at: usize| {
        let words = things.iter().find(|thing| thing.id == id).map_or(id, |thing| &thing.label);
        let span = Span::new(start + at, start + at + id.len());
        let label = Label { span, text: words.to_owned(), target: Target::Wiki };
        found.push(Anchor { label, key: Key::Thing(id.to_owned()) });
    };
    let trimmed = statement.trim();
    if let Some(rest) = trimmed.strip_prefix("class ")
        && let Some(ids) = rest.trim_end_matches(';').trim_end().strip_suffix("internal-link")
    {
        let mut at = statement.find(rest).unwrap_or_default();
        for id in ids.split(',') {
            let lead = id.len() - id.trim_start().len();
            if !id.trim().is_empty() {
                add(id.trim(), at + lead);
            }
            at += id.len() + 1;
        }
    }
    for (at, _) in statement.match_indices(":::internal-link") {
        let before = &statement[..at];
        // `A[words]:::internal-link`: the id stands before the brackets.
        let open = match before.chars().next_back() {
            Some(']' | ')' | '}') => before.find(['[', '(', '{']).unwrap_or(at),
            _ => at,
        };
        let id = before[..open]
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '>' | '&' | '|'))
            .next()
            .unwrap_or_default();
        if !id.is_empty() {
            add(id, open - id.len());
        }
    }
    found
}

/// The first place where a label stands by itself, outside of comments and directives.
fn place(source: &str, label: &str) -> Option<Span> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if !line.trim_start().starts_with("%%") {
            for (at, _) in line.match_indices(label) {
                let before = line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
                let after = line[at + label.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_');
                if before && after {
                    return Some(Span::new(start + at, start + at + label.len()));
                }
            }
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{anchors, is_thing};
    use crate::diagram::Target;
    use crate::diagram::mermaid::model::Thing;
    use crate::diagram::mermaid::source::prepared;

    fn found(source: &str, things: &[(&str, &str)]) -> Vec<(String, Target, String)> {
        let things: Vec<Thing> =
            things.iter().map(|(id, label)| Thing { id: (*id).to_owned(), label: (*label).to_owned() }).collect();
        let anchors = anchors(source, &prepared(source), &things);
        anchors.into_iter().map(|a| (a.label.text, a.label.target, a.label.span.of(source).to_owned())).collect()
    }

    #[test]
    fn clicks_are_addresses() {
        for (statement, address) in [
            ("click A \"a.md\"", Some("a.md")),
            ("click A href \"b.md\" \"tip\" _blank", Some("b.md")),
            ("  link A \"c.md\" \"tip\";", Some("c.md")),
            ("link Alice: Dashboard @ https://example.org/a", Some("https://example.org/a")),
            ("click A call fn(\"x\")", None),
            ("click A callback", None),
            ("click A", None),
            ("click", None),
            ("click A \"", None),
        ] {
            let found = found(&format!("graph TD\n{statement}\n"), &[]);
            let wanted: Vec<_> =
                address.iter().map(|text| ((*text).to_owned(), Target::Address, (*text).to_owned())).collect();
            assert_eq!(found, wanted, "{statement}");
        }
    }

    #[test]
    fn the_class_internal_link_makes_a_wiki_link() {
        let things = [("A", "Alpha"), ("B", "B")];
        let wiki = |text: &str, at: &str| (text.to_owned(), Target::Wiki, at.to_owned());
        let found = |source| {
            found(source, &things).into_iter().filter(|(_, target, _)| *target == Target::Wiki).collect::<Vec<_>>()
        };
        assert_eq!(found("graph TD\nA[Alpha]\nclass A,B internal-link;"), [wiki("Alpha", "A"), wiki("B", "B")]);
        assert_eq!(
            found("graph TD\nA[Alpha]:::internal-link --> B:::internal-link"),
            [wiki("Alpha", "A"), wiki("B", "B")]
        );
    }

    #[test]
    fn labels_are_names_once() {
        let found = found("graph TD\n%% Alpha\nA[Alpha] --> B[Alpha]", &[("A", "Alpha"), ("B", "Alpha")]);
        assert_eq!(found, [("Alpha".to_owned(), Target::Name, "Alpha".to_owned())]);
    }

    #[test]
    fn ids_of_elements_tell_the_thing() {
        for id in ["dg-flowchart-A-0", "dg-A", "dg-classId-A-12", "dg-A-text", "A"] {
            assert!(is_thing(id, "A"), "{id}");
        }
        for id in ["dg-flowchart-AB-0", "dg-B-A", "dg-flowchart-A-b"] {
            assert!(!is_thing(id, "A"), "{id}");
        }
    }
}
