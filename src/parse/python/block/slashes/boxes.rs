//! `/// admonition | Title`, `/// details | Title`, and the names that a project gives to kinds of them.

use serde_json::Value;

use super::super::super::reader::Reader;
use super::super::super::text::Text;
use super::super::super::tree::{Id, Meaning};
use super::super::heading::TAGS;
use super::header::{self, Start};
use super::kinds::{Made, own};
use crate::yaml::YamlNode;

const ADMONITION: &str = "pymdownx.blocks.admonition";
const DETAILS: &str = "pymdownx.blocks.details";
/// The kinds of admonitions of a project that names none.
const USUAL: [&str; 9] = ["note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "important"];

/// A box.
#[derive(Debug, Clone)]
pub(super) struct Box {
    opens: bool,
    is_open: bool,
    /// Its class; empty where it has none.
    class: String,
    /// What stands above it if the author says nothing; `None` where nothing does.
    title: Option<String>,
}

/// The box of a name; the outer `None` where the project has no such name, the inner one where its options are wrong.
pub(super) fn read(reader: &Reader<'_>, start: &Start, options: &[(&str, &YamlNode)]) -> Option<Option<Box>> {
    for (extension, plain, usual) in [(ADMONITION, "admonition", &USUAL[..]), (DETAILS, "details", &[])] {
        let Some(own) = reader.options(extension) else { continue };
        let opens = extension == DETAILS;
        if start.name == plain {
            return Some(plain_box(opens, options));
        }
        let named = match own.value("types") {
            Value::Array(types) => types.iter().find_map(|entry| named(entry, &start.name)),
            _ => usual.iter().find(|name| **name == start.name).map(|name| ((*name).to_owned(), titled(name))),
        };
        if let Some((class, title)) = named {
            let is_open =
                options.iter().map(|(key, value)| if *key == "open" && opens { header::flag(value) } else { None });
            let is_open: Option<Vec<bool>> = is_open.collect();
            return Some(is_open.map(|flags| {
                let class = if class == "admonition" && !opens { String::new() } else { class };
                Box { opens, is_open: flags.contains(&true), class, title: Some(title) }
            }));
        }
    }
    None
}

/// The class and the title of an entry of `types`, if it is the one of a name.
fn named(entry: &Value, name: &str) -> Option<(String, String)> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let known = entry.as_str().or_else(|| text("name")).filter(|known| known.eq_ignore_ascii_case(name))?;
    let class = text("class").unwrap_or(known);
    Some((class.to_owned(), text("title").map_or_else(|| titled(class), str::to_owned)))
}

fn plain_box(opens: bool, options: &[(&str, &YamlNode)]) -> Option<Box> {
    let mut found = Box { opens, is_open: false, class: String::new(), title: None };
    for (key, value) in options {
        match *key {
            "type" => header::identifier(header::string(value)?)?.clone_into(&mut found.class),
            "open" if opens => found.is_open = header::flag(value)?,
            _ => return None,
        }
    }
    found.title = (!found.class.is_empty()).then(|| titled(&found.class));
    if !opens && found.class == "admonition" {
        found.class.clear();
    }
    Some(found)
}

/// A class as words, each with a large first letter.
fn titled(class: &str) -> String {
    let words = class.split(['-', '_']).filter(|word| !word.is_empty());
    let words = words.map(super::super::admonition::capitalized);
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn make(reader: &mut Reader<'_>, parent: Id, found: &Box, start: &Start) -> Made {
    let tag = if found.opens { "details" } else { "div" };
    let element = reader.tree.add(parent, tag, start.place.whole());
    let class = match (found.opens, found.class.as_str()) {
        (true, class) => class.to_owned(),
        (false, "") => "admonition".to_owned(),
        (false, class) => format!("admonition {class}"),
    };
    if !class.is_empty() {
        reader.tree[element].set_own("class", class);
    }
    if found.is_open {
        reader.tree[element].set_own("open", "open");
    }
    let title = match (&start.argument, &found.title) {
        (Some(argument), _) => Some(argument.clone()).filter(|argument| !argument.is_empty()),
        (None, title) => title.as_ref().map(|title| own(title.as_str(), start)),
    };
    if let Some(title) = title {
        push_title(reader, element, title, found.opens);
    }
    Made { element, target: element }
}

/// The title of a box; one that starts with hashes is a heading.
fn push_title(reader: &mut Reader<'_>, element: Id, title: Text, opens: bool) {
    let level = title.bytes().take(6).take_while(|byte| *byte == b'#').count();
    let needs_space = reader.has("pymdownx.saneheaders");
    let is_heading = level > 0 && (!needs_space || title[level..].starts_with(' '));
    let words = if is_heading { title.part(title[level..].trim_end_matches('#').trim()) } else { title };
    let tag = if is_heading { TAGS[level - 1].clone() } else { "p".into() };
    if !opens {
        let id = reader.tree.make_with(tag, words);
        reader.tree[id].set_own("class", "admonition-title");
        if !is_heading {
            reader.tree[id].meaning = Meaning::Title;
        }
        reader.tree[element].children.push(id);
        return;
    }
    let summary = reader.tree.add(element, "summary", words.whole());
    reader.tree[summary].meaning = Meaning::Title;
    if is_heading {
        let id = reader.tree.make_with(tag, words);
        reader.tree[summary].children.push(id);
    } else {
        reader.tree[summary].text = words;
    }
}
