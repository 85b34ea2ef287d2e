//! What becomes of each part of a project's configuration.
//!
//! [`MkDocs`] → rows of keys, features, extensions and plugins in the order in which they are written. Must never know
//! more than the table of `honour` and what the reader of extensions knows.

use serde_json::Value;

use super::MkDocs;
use super::honour::{Part, Support, honour};
use crate::config::extensions::{Extensions, Fault};

/// What becomes of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// What it is.
    pub part: Part,
    /// Its name, with the keys above it.
    pub name: String,
    /// How far it is honoured.
    pub support: Support,
    /// What is different, or why it has no effect.
    pub note: String,
    /// What to do instead.
    pub instead: String,
}

/// Keys whose own keys are rows; of `validation` those of its parts, too.
const OPENED: [&str; 3] = ["theme", "extra", "validation"];

/// Makes the rows.
#[must_use]
pub fn report(own: &MkDocs) -> Vec<ReportRow> {
    let mut rows = Vec::new();
    for (key, value) in own.values.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("markdown_extensions", _) => extensions(own, &mut rows),
            ("plugins", _) => rows.extend(own.plugins.iter().map(|plugin| row(Part::Plugin, &plugin.name))),
            (key, Value::Object(map)) if OPENED.contains(&key) => {
                for (inner, value) in map {
                    let name = format!("{key}.{inner}");
                    match value {
                        Value::Object(deeper) if key == "validation" => {
                            rows.extend(deeper.keys().map(|last| row(Part::Key, &format!("{name}.{last}"))));
                        }
                        _ if name == "theme.features" => {
                            rows.extend(own.theme.features.iter().map(|feature| row(Part::Feature, feature)));
                        }
                        _ => rows.push(row(Part::Key, &name)),
                    }
                }
            }
            ("theme", _) => rows.push(row(Part::Key, "theme.name")),
            (key, _) => rows.push(row(Part::Key, key)),
        }
    }
    rows
}

fn extensions(own: &MkDocs, rows: &mut Vec<ReportRow>) {
    let (_, unknown) = Extensions::of_mkdocs(&own.extensions);
    for (name, _) in &own.extensions {
        let mine = || unknown.iter().filter(|fault| fault.extension == *name);
        let mut made = row(Part::Extension, name);
        if mine().all(|fault| fault.fault != Fault::Extension) {
            let options: Vec<String> =
                mine().filter_map(|fault| fault.option.as_ref()).map(|option| format!("`{option}`")).collect();
            made.instead.clear();
            let known = honour(Part::Extension, name.strip_prefix("markdown.extensions.").unwrap_or(name));
            (made.support, made.note) = match options.len() {
                0 => known.map_or((Support::Honoured, String::new()), |row| (row.support, row.note.to_owned())),
                1 => (Support::Approximated, format!("the option {} has no effect", options[0])),
                _ => (Support::Approximated, format!("the options {} have no effect", options.join(", "))),
            };
        }
        rows.push(made);
    }
}

fn row(part: Part, name: &str) -> ReportRow {
    let name = name.to_owned();
    if let Some(found) = honour(part, &name) {
        let (note, instead) = (found.note.to_owned(), found.instead.to_owned());
        return ReportRow { part, name, support: found.support, note, instead };
    }
    let (support, note, instead) = match part {
        Part::Key if name.starts_with("extra.") => (Support::Approximated, "it is data for templates", ""),
        Part::Key if name.starts_with("theme.") => (Support::Ignored, "Quadrille's own theme does not ask for it", ""),
        Part::Key => (Support::Ignored, "MkDocs knows no such key", "put data of your own into `extra`"),
        Part::Feature => (Support::Ignored, "it is not known", ""),
        Part::Extension => (Support::Unsupported, "it is not known", "write what it makes as HTML"),
        Part::Plugin => (Support::Unsupported, "it is not known", "do its work before the build"),
    };
    ReportRow { part, name, support, note: note.to_owned(), instead: instead.to_owned() }
}
