//! Typed values of a configuration's keys, and what is wrong with them.
//!
//! [`Node`] and the name of a key → a value; what has the wrong type is noted in [`Faults`] and left out. Must never stop
//! at the first fault.

use crate::config::error::Problem;

use super::tree::{ConfigText, Kind, Node, problem};

/// What is wrong, in the order in which it is found.
pub(super) struct Faults<'a> {
    files: &'a [ConfigText],
    pub(super) problems: Vec<Problem>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(files: &'a [ConfigText]) -> Self {
        Self { files, problems: Vec::new() }
    }

    /// A value of another type than its key wants.
    pub(super) fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
        let found = match &node.kind {
            Kind::Map(_) => "a map",
            Kind::List(_) => "a list",
            Kind::Single(serde_json::Value::Null) => "nothing",
            Kind::Single(serde_json::Value::Bool(true)) => "`true`",
            Kind::Single(serde_json::Value::Bool(false)) => "`false`",
            Kind::Single(serde_json::Value::Number(_)) => "a number",
            Kind::Single(serde_json::Value::String(_)) => "a string",
            Kind::Single(_) => "the name of something of Python",
        };
        let mut fault = problem(self.files, node.place, format!("expected {wanted} for `{key}`, found {found}"));
        if let (Some(text), "a list") = (node.text(), wanted) {
            fault = fault.hint(format!("write `{key}: [{text}]`"));
        }
        self.problems.push(fault);
    }

    /// Anything else that is wrong with a value.
    pub(super) fn add(&mut self, node: &Node, message: impl Into<String>, hint: &str) {
        self.problems.push(problem(self.files, node.place, message).hint(hint));
    }

    pub(super) fn text(&mut self, map: &Node, key: &str) -> Option<String> {
        let node = filled(map, key)?;
        let text = node.text();
        if text.is_none() {
            self.wrong(node, key, "a string");
        }
        text.filter(|text| !text.is_empty())
    }

    pub(super) fn flag(&mut self, map: &Node, key: &str) -> Option<bool> {
        let node = filled(map, key)?;
        if let Kind::Single(serde_json::Value::Bool(flag)) = &node.kind {
            return Some(*flag);
        }
        self.wrong(node, key, "`true` or `false`");
        None
    }

    /// A list; nothing where the key is missing.
    pub(super) fn list<'n>(&mut self, map: &'n Node, key: &str) -> &'n [Node] {
        let Some(node) = filled(map, key) else { return &[] };
        if !matches!(node.kind, Kind::List(_)) {
            self.wrong(node, key, "a list");
        }
        node.items()
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, map: &Node, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(map, key) {
            match item.text() {
                Some(text) => texts.push(text),
                None => self.wrong(item, key, "strings"),
            }
        }
        texts
    }

    /// A map.
    pub(super) fn map<'n>(&mut self, map: &'n Node, key: &str) -> Option<&'n Node> {
        let node = filled(map, key)?;
        if matches!(node.kind, Kind::Map(_)) {
            return Some(node);
        }
        self.wrong(node, key, "a map");
        None
    }
}

/// The value of a key, unless it is missing or empty.
pub(super) fn filled<'n>(map: &'n Node, key: &str) -> Option<&'n Node> {
    map.get(key).filter(|node| !node.is_null())
}
