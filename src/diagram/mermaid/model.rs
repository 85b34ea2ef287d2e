//! What a diagram says, in words that all types share: things, and ties between them.
//!
//! JSON of merman → [`Thing`]s and [`Tie`]s, in its order. The fields of some twenty types have other names for the same;
//! they are listed here. Must never fail: what is not found is not there.

use std::collections::BTreeSet;

use serde_json::Value;

/// A box, an actor, a class, a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    pub id: String,
    /// Words of its label, without markup.
    pub label: String,
}

/// An edge, a message, a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tie {
    pub from: String,
    pub to: String,
    pub label: String,
}

/// Where the things of a model stand.
const THINGS: [&str; 21] = [
    "actors",
    "nodes",
    "services",
    "junctions",
    "classes",
    "entities",
    "subgraphs",
    "groups",
    "namespaces",
    "shapes",
    "boundaries",
    "requirements",
    "elements",
    "blocksFlat",
    "tasks",
    "branches",
    "points",
    "components",
    "sections",
    "sets",
    "items",
];
/// Fields that hold the label of a thing, the best first.
const LABELS: [&str; 9] = ["label", "title", "description", "text", "task", "name", "descr", "alias", "id"];
/// Where the ties of a model stand.
const TIES: [&str; 7] = ["edges", "messages", "relations", "relationships", "rels", "links", "transitions"];
const FROM: [&str; 8] = ["from", "start", "id1", "entityA", "src", "source", "lhsId", "sourceId"];
const TO: [&str; 8] = ["to", "end", "id2", "entityB", "dst", "target", "rhsId", "targetId"];
const SAYS: [&str; 7] = ["label", "message", "title", "roleA", "relationTitle1", "type", "value"];

/// The things of a model.
pub(super) fn things(model: &Value) -> Vec<Thing> {
    let mut found = Vec::new();
    for key in THINGS {
        match part(model, key) {
            Some(Value::Array(list)) => found.extend(list.iter().filter_map(|value| thing(value, None))),
            Some(Value::Object(map)) => found.extend(map.iter().filter_map(|(id, value)| thing(value, Some(id)))),
            _ => {}
        }
    }
    // The start and the end of a diagram of states have names of merman's own.
    let mut seen = BTreeSet::new();
    found.retain(|thing| !thing.label.is_empty() && !is_inner(&thing.id) && seen.insert(thing.id.clone()));
    found
}

/// The ties of a model, with the labels of what they tie.
pub(super) fn ties(model: &Value, things: &[Thing]) -> Vec<Tie> {
    let name = |id: &str| things.iter().find(|thing| thing.id == id).map_or(id, |thing| &thing.label).to_owned();
    let mut found = Vec::new();
    for key in TIES {
        let Some(Value::Array(list)) = part(model, key) else { continue };
        for value in list {
            let (Some(from), Some(to)) = (first(value, &FROM), first(value, &TO)) else { continue };
            let said = SAYS.iter().filter(|field| **field != "type" || !matches!(key, "edges" | "messages"));
            let label = said.filter_map(|field| words(value.get(field)?)).find(|label| !label.is_empty());
            let place = |id: &str| match is_inner(id) {
                true if id.ends_with("_start") => "start".to_owned(),
                true => "end".to_owned(),
                false => name(id),
            };
            found.push(Tie { from: place(&from), to: place(&to), label: label.unwrap_or_default() });
        }
    }
    found
}

fn is_inner(id: &str) -> bool {
    id.ends_with("_start") || id.ends_with("_end")
}

/// A field of a model, or of its graph.
fn part<'a>(model: &'a Value, key: &str) -> Option<&'a Value> {
    model.get(key).or_else(|| model.get("graph")?.get(key))
}

fn thing(value: &Value, key: Option<&str>) -> Option<Thing> {
    if let Some(label) = value.as_str() {
        return Some(Thing { id: key.unwrap_or(label).to_owned(), label: plain(label) });
    }
    let id = ["id", "alias", "name", "nodeId"].iter().find_map(|field| value.get(field)?.as_str());
    let id = id.or(key).unwrap_or_default().to_owned();
    let label = LABELS.iter().filter_map(|field| words(value.get(field)?)).find(|label| !label.is_empty())?;
    Some(Thing { id, label })
}

fn first(value: &Value, fields: &[&str]) -> Option<String> {
    fields.iter().find_map(|field| value.get(field)?.as_str()).map(str::to_owned)
}

/// The words of a field: a text, a number, or an object with a text.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => map.get("text").and_then(Value::as_str).map(plain),
        _ => None,
    }
}

/// Text without tags, marks of Markdown at its ends, and line breaks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match rest[open..].find('>') {
            Some(close) if tag => {
                out.push(' ');
                rest = &rest[open + close + 1..];
            }
            _ => {
                out.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    let out = out.replace("\\n", " ").replace(['*', '`'], "");
    // `fa:fa-car` is a picture.
    let is_icon = |word: &&str| word.starts_with("fa") && word.contains(":fa-");
    out.split_whitespace().filter(|word| !is_icon(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Thing, Tie, plain, things, ties};

    #[test]
    fn types_name_the_same_things_otherwise() {
        let thing = |id: &str, label: &str| Thing { id: id.to_owned(), label: label.to_owned() };
        let flow =
            json!({"nodes": [{"id": "A", "label": "One<br/>two"}], "edges": [{"from": "A", "to": "B", "label": null}]});
        assert_eq!(things(&flow), [thing("A", "One two")]);
        assert_eq!(
            ties(&flow, &things(&flow)),
            [Tie { from: "One two".to_owned(), to: "B".to_owned(), label: String::new() }]
        );
        let sequence = json!({"actors": {"a": {"name": "a", "description": "Alice"}},
            "messages": [{"from": "a", "to": "a", "type": 5, "message": "hi"}]});
        assert_eq!(things(&sequence), [thing("a", "Alice")]);
        assert_eq!(ties(&sequence, &things(&sequence))[0].label, "hi");
    }

    #[test]
    fn labels_are_words() {
        assert_eq!(plain("fa:fa-car a <b>b</b> 1 < 2 **c**\\nd"), "a b 1 < 2 c d");
    }
}
