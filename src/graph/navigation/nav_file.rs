//! `.nav.yml` and `.pages`: what a folder says of its navigation.
//!
//! Text → [`NavFile`]. What is not understood is left out, and a text that is no YAML is a [`NavFault`]. Must never know the
//! cards.

use crate::path::CardPath;
use crate::text::{BOM, Span};
use crate::yaml::{YamlKind, YamlNode, parse_large};

/// What the file of a folder says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct NavFile {
    pub(super) title: Option<String>,
    pub(super) nav: Option<Vec<Item>>,
    pub(super) is_hidden: bool,
    /// Options of the folder; those of awesome-nav hold for the folders below, too.
    pub(super) options: Options,
    /// Patterns of what is left out; `None` where it does not say.
    pub(super) ignore: Option<Vec<String>>,
}

/// How entries are sorted and shown; `None` where the file does not say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Options {
    pub(super) sort_by: Option<String>,
    pub(super) is_descending: Option<bool>,
    pub(super) is_natural: Option<bool>,
    pub(super) ignores_case: Option<bool>,
    /// `first`, `last` or `mixed`.
    pub(super) sections: Option<String>,
    pub(super) keeps_names: Option<bool>,
    pub(super) flattens: Option<bool>,
    pub(super) appends: Option<bool>,
    pub(super) collapses: Option<bool>,
}

impl Options {
    /// These options, and where they do not say those of the folder above.
    pub(super) fn over(&self, above: &Self) -> Self {
        Self {
            sort_by: self.sort_by.clone().or_else(|| above.sort_by.clone()),
            is_descending: self.is_descending.or(above.is_descending),
            is_natural: self.is_natural.or(above.is_natural),
            ignores_case: self.ignores_case.or(above.ignores_case),
            sections: self.sections.clone().or_else(|| above.sections.clone()),
            keeps_names: self.keeps_names.or(above.keeps_names),
            flattens: self.flattens.or(above.flattens),
            appends: self.appends.or(above.appends),
            collapses: self.collapses.or(above.collapses),
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) title: Option<String>,
    pub(super) value: Value,
    pub(super) span: Span,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A path, a pattern or an address.
    Text(String),
    /// A section.
    List(Vec<Item>),
    /// A pattern with options of its own.
    Glob(String, Options),
}

/// A text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavFault {
    /// The file.
    pub path: CardPath,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

/// Reads a file.
pub(super) fn read(path: &CardPath, text: &str) -> Result<NavFile, NavFault> {
    let body = text.strip_prefix(BOM).unwrap_or(text);
    let bom = text.len() - body.len();
    let root = parse_large(body).map_err(|error| NavFault {
        path: path.clone(),
        span: error.span.shifted(bom),
        message: format!("the file is no YAML: {error}"),
    })?;
    let mut file = NavFile { options: options(&root), ..NavFile::default() };
    for (key, value) in pairs(&root) {
        match key {
            "title" => file.title = text_of(value),
            "hide" => file.is_hidden = flag(value).unwrap_or(false),
            "nav" => file.nav = Some(items(value, bom)),
            // The older name of `nav`: what it does not name follows.
            "arrange" if file.nav.is_none() => {
                let mut nav = items(value, bom);
                if !nav.iter().any(|item| item.value == Value::Text("...".to_owned())) {
                    nav.push(Item { title: None, value: Value::Text("...".to_owned()), span: value.span });
                }
                file.nav = Some(nav);
            }
            "ignore" => file.ignore = Some(texts(value)),
            _ => {}
        }
    }
    Ok(file)
}

fn options(node: &YamlNode) -> Options {
    let mut found = Options::default();
    for (key, value) in pairs(node) {
        match key {
            "sort" => found = sort(value).over(&found),
            "order" => found.is_descending = text_of(value).map(|order| order == "desc"),
            "sort_type" => found.is_natural = text_of(value).map(|kind| kind == "natural"),
            "order_by" => found.sort_by = text_of(value),
            "ignore_case" => found.ignores_case = flag(value),
            "preserve_directory_names" => found.keeps_names = flag(value),
            "flatten_single_child_sections" | "collapse" => found.flattens = flag(value),
            "append_unmatched" => found.appends = flag(value),
            "collapse_single_pages" => found.collapses = flag(value),
            _ => {}
        }
    }
    found
}

fn sort(node: &YamlNode) -> Options {
    let mut found = Options::default();
    for (key, value) in pairs(node) {
        match key {
            "by" => found.sort_by = text_of(value),
            "direction" => found.is_descending = text_of(value).map(|order| order == "desc"),
            "type" => found.is_natural = text_of(value).map(|kind| kind == "natural"),
            "sections" => found.sections = text_of(value),
            "ignore_case" => found.ignores_case = flag(value),
            _ => {}
        }
    }
    found
}

/// The depth of the file is bounded, and so is this recursion.
fn items(node: &YamlNode, bom: usize) -> Vec<Item> {
    let YamlKind::List(list) = &node.kind else { return Vec::new() };
    let item = |node: &YamlNode| {
        let span = node.span.shifted(bom);
        if let Some(text) = text_of(node) {
            return Some(Item { title: None, value: Value::Text(text), span });
        }
        if let Some((_, glob)) = pairs(node).find(|(key, _)| *key == "glob") {
            return Some(Item { title: None, value: Value::Glob(text_of(glob)?, options(node)), span });
        }
        let (title, value) = pairs(node).next()?;
        let value = match text_of(value) {
            Some(text) => Value::Text(text),
            None => Value::List(items(value, bom)),
        };
        Some(Item { title: Some(title.to_owned()), value, span })
    };
    list.iter().filter_map(item).collect()
}

fn pairs(node: &YamlNode) -> impl Iterator<Item = (&str, &YamlNode)> {
    let pairs = if let YamlKind::Map(pairs) = &node.kind { pairs.as_slice() } else { &[] };
    pairs.iter().map(|pair| (pair.key.as_str(), &pair.value))
}

fn text_of(node: &YamlNode) -> Option<String> {
    if let YamlKind::Scalar { text, .. } = &node.kind { Some(text.clone()) } else { None }
}

fn flag(node: &YamlNode) -> Option<bool> {
    text_of(node).map(|text| matches!(text.as_str(), "true" | "True" | "yes" | "on"))
}

fn texts(node: &YamlNode) -> Vec<String> {
    match &node.kind {
        YamlKind::List(items) => items.iter().filter_map(text_of).collect(),
        _ => text_of(node).into_iter().collect(),
    }
}
