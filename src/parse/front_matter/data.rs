//! Front matter as plain data: what templates and typed readers see.
//!
//! [`Value`] → text, boolean, list or JSON. Plain scalars get the types of YAML's core schema, with two differences:
//! a number that JSON would spell otherwise (`007`, `+1`) stays text, since it is a name rather than a number.

use serde_json::{Map, Number, Value as Json};

use super::{FrontMatter, Value, ValueKind};
use crate::text::Span;

impl FrontMatter {
    /// The block as a JSON object, keys in the order of the file.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::Object(self.fields.iter().map(|field| (field.key.clone(), field.value.to_json())).collect())
    }
}

impl Value {
    /// The boolean that a plain `true` or `false` is; `yes`, `no` and quoted words are texts.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match &self.kind {
            ValueKind::Scalar { text, is_quoted: false } => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The texts of a list with their places; one scalar is a list of one, nothing is a list of none.
    ///
    /// Commas do not part a scalar. `None` for a map and for a list that holds a list or a map; empty items are
    /// left out.
    #[must_use]
    pub fn as_list_of_texts(&self) -> Option<Vec<(&str, Span)>> {
        match &self.kind {
            ValueKind::Null => Some(Vec::new()),
            ValueKind::Scalar { text, .. } => Some(vec![(text, self.span)]),
            ValueKind::List(items) => {
                let texts = items.iter().filter(|item| item.kind != ValueKind::Null);
                texts.map(|item| item.as_text().map(|text| (text, item.span))).collect()
            }
            ValueKind::Map(_) => None,
        }
    }

    /// The value as JSON: plain numbers and booleans as such, dates and quoted texts as strings.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.kind {
            ValueKind::Null => Json::Null,
            ValueKind::Scalar { text, is_quoted: true } => Json::String(text.clone()),
            ValueKind::Scalar { text, is_quoted: false } => match self.as_bool() {
                Some(is_true) => Json::Bool(is_true),
                None => number(text).map_or_else(|| Json::String(text.clone()), Json::Number),
            },
            ValueKind::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            ValueKind::Map(pairs) => {
                Json::Object(pairs.iter().map(|(key, value)| (key.clone(), value.to_json())).collect::<Map<_, _>>())
            }
        }
    }
}

/// The number that a text spells as JSON does.
fn number(text: &str) -> Option<Number> {
    let is_candidate = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if is_candidate { serde_json::from_str(text).ok() } else { None }
}
