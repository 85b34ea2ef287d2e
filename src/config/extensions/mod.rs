//! The `markdown_extensions` of a MkDocs project: which extensions of Python-Markdown are on, and their options.
//!
//! Names and options as written → [`Extensions`], complete with defaults, and what cannot be honoured as [`Unknown`]s.
//! `catalog` holds what there is; bundles are opened here. Values that name Python callables arrive as
//! `{"py": "pymdownx.slugs.slugify", "kwds": {"case": "lower"}}`, and are never run. Must never look at the disk.

mod catalog;
mod includes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use catalog::{CATALOG, Known, Usual};

pub use includes::{Arguments, Includes};

/// The extensions that are on. Guarantees: each has all its options, of the right type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extensions {
    on: BTreeMap<&'static str, Options>,
    /// The order in which they were named, bundles opened: in it Python-Markdown registers them.
    order: Vec<&'static str>,
    /// Whether `[[wiki-links]]` are links (the plugins roamlinks, ezlinks).
    pub wiki_links: bool,
    /// Whether `> [!note]` is a callout (the plugins callouts, gh-admonitions).
    pub callouts: bool,
    /// The directives of the plugin include-markdown, where it is on.
    pub includes: Option<Includes>,
}

/// The options of one extension.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options(BTreeMap<&'static str, Value>);

/// What of `markdown_extensions` is not honoured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The extension as written.
    pub extension: String,
    /// Its option; `None` where the extension itself is not known.
    pub option: Option<String>,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Why something of `markdown_extensions` is not honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no extension of this name.
    Extension,
    /// The extension has no such option.
    Option,
    /// The option cannot have this value.
    Value,
}

impl Extensions {
    /// Reads the list of a MkDocs project: names with their options as written, without those that MkDocs adds.
    #[must_use]
    pub fn of_mkdocs(written: &[(String, Value)]) -> (Self, Vec<Unknown>) {
        let usual = ["toc", "tables", "fenced_code"].map(|name| (name.to_owned(), Value::Null));
        let all: Vec<(String, Value)> = usual.into_iter().chain(written.iter().cloned()).collect();
        Self::read(&all)
    }

    /// Reads names with their options, and nothing more than these.
    #[must_use]
    pub fn read(written: &[(String, Value)]) -> (Self, Vec<Unknown>) {
        let (mut extensions, mut unknown) = (Self::default(), Vec::new());
        for (name, value) in written {
            let short = name.strip_prefix("markdown.extensions.").unwrap_or(name);
            if let Some((_, parts)) = catalog::BUNDLES.iter().find(|(bundle, _)| *bundle == short) {
                extensions.open_bundle(parts, name, value, &mut unknown);
            } else if let Some(known) = find(short) {
                extensions.add(known, name, value, &mut unknown);
            } else {
                unknown.push(Unknown { extension: name.clone(), option: None, fault: Fault::Extension });
            }
        }
        (extensions, unknown)
    }

    /// A bundle's options are those of its parts, by their names.
    fn open_bundle(&mut self, parts: &[&str], name: &str, value: &Value, unknown: &mut Vec<Unknown>) {
        let nothing = Map::new();
        let given = value.as_object().unwrap_or(&nothing);
        for part in parts {
            let long = format!("markdown.extensions.{part}");
            let options = given.get(*part).or_else(|| given.get(&long)).unwrap_or(&Value::Null);
            if let Some(known) = find(part) {
                self.add(known, part, options, unknown);
            }
        }
        for key in given.keys() {
            let short = key.strip_prefix("markdown.extensions.").unwrap_or(key);
            if !parts.contains(&short) {
                let option = Some(key.clone());
                unknown.push(Unknown { extension: name.to_owned(), option, fault: Fault::Option });
            }
        }
    }

    fn add(&mut self, known: &'static Known, name: &str, value: &Value, unknown: &mut Vec<Unknown>) {
        if !self.order.contains(&known.name) {
            self.order.push(known.name);
        }
        let usual = || Options(known.options.iter().map(|(key, usual)| (*key, usual.value())).collect());
        let options = self.on.entry(known.name).or_insert_with(usual);
        for (key, value) in value.as_object().into_iter().flatten() {
            let found = known.options.iter().find(|(option, _)| option == key);
            let fault = match found {
                Some((option, usual)) => match usual.taken(value) {
                    Some(value) => {
                        options.0.insert(option, value);
                        continue;
                    }
                    None => Fault::Value,
                },
                None => Fault::Option,
            };
            unknown.push(Unknown { extension: name.to_owned(), option: Some(key.clone()), fault });
        }
    }

    /// The options of an extension that is on, by its name without `markdown.extensions.`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Options> {
        self.on.get(name)
    }

    /// Whether an extension is on.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.on.contains_key(name)
    }

    /// Those that are on, as they were named first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.order.iter().copied()
    }
}

impl Options {
    /// The value of an option as JSON.
    #[must_use]
    pub fn value(&self, option: &str) -> &Value {
        self.0.get(option).unwrap_or(&Value::Null)
    }

    /// Whether an option is on: `true`, and what Python takes for it.
    #[must_use]
    pub fn is_on(&self, option: &str) -> bool {
        match self.value(option) {
            Value::Bool(value) => *value,
            Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
            Value::String(text) => !text.is_empty() && !matches!(text.as_str(), "false" | "no" | "off" | "none" | "n"),
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(entries) => !entries.is_empty(),
        }
    }

    /// The text of an option, empty where it has none.
    #[must_use]
    pub fn text(&self, option: &str) -> &str {
        self.value(option).as_str().unwrap_or_default()
    }

    /// The whole number of an option.
    #[must_use]
    pub fn number(&self, option: &str) -> i64 {
        match self.value(option) {
            Value::Number(number) => number.as_i64().unwrap_or_default(),
            Value::String(text) => text.trim().parse().unwrap_or_default(),
            _ => 0,
        }
    }

    /// The texts of an option that is a list, or one text alone.
    #[must_use]
    pub fn texts(&self, option: &str) -> Vec<&str> {
        match self.value(option) {
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
            Value::String(text) => vec![text],
            _ => Vec::new(),
        }
    }

    /// The name of the Python callable that an option is.
    #[must_use]
    pub fn callable(&self, option: &str) -> Option<&str> {
        self.value(option).get("py")?.as_str()
    }
}

fn find(name: &str) -> Option<&'static Known> {
    CATALOG.iter().find(|known| known.name == name)
}

impl Usual {
    fn value(self) -> Value {
        match self {
            Self::Flag(value) => Value::Bool(value),
            Self::Text(text) => Value::String(text.to_owned()),
            Self::Number(number) => Value::from(number),
            Self::List(items) => Value::from(items),
            Self::Map => Value::Object(Map::new()),
            Self::Any => Value::Null,
        }
    }

    /// A value as this option may have it.
    fn taken(self, value: &Value) -> Option<Value> {
        let fits = match self {
            Self::Flag(_) => match value {
                Value::Bool(_) | Value::Number(_) | Value::Null => true,
                Value::String(text) => is_flag(text),
                _ => false,
            },
            Self::Text(_) => match value {
                Value::Number(number) => return Some(Value::String(number.to_string())),
                Value::Null => return Some(Value::String(String::new())),
                other => other.is_string(),
            },
            Self::Number(_) => match value {
                Value::Number(_) | Value::Bool(_) => true,
                Value::String(text) => text.trim().parse::<f64>().is_ok(),
                _ => false,
            },
            Self::List(_) => matches!(value, Value::Array(_) | Value::String(_)),
            Self::Map => value.is_object(),
            Self::Any => true,
        };
        fits.then(|| value.clone())
    }
}

fn is_flag(text: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0", "none", ""];
    words.contains(&text.to_ascii_lowercase().as_str())
}
