//! `quadrille.toml` for a project of MkDocs.
//!
//! What a [`Project`] says in terms of `quadrille.toml` → its text, in the order of the schema, with what cannot be said as
//! comments. Values that are the usual ones are left out. Must never write what the reader of `quadrille.toml` refuses.

use serde_json::{Map, Value};

use super::honour::{Part, Support};
use super::read::Project;
use super::report::{ReportRow, report};
use crate::config::file::File;

/// Keys of `mkdocs.yml` that `quadrille.toml` has as well.
const SAID: [&str; 24] = [
    "INHERIT",
    "copyright",
    "dev_addr",
    "docs_dir",
    "edit_uri",
    "edit_uri_template",
    "exclude_docs",
    "extra_css",
    "extra_javascript",
    "repo_url",
    "site_author",
    "site_description",
    "site_dir",
    "site_name",
    "site_url",
    "theme.favicon",
    "theme.font",
    "theme.language",
    "theme.logo",
    "theme.name",
    "theme.palette",
    "validation.links.anchors",
    "validation.links.not_found",
    "watch",
];

/// Writes the configuration.
pub(in crate::config) fn toml(project: &Project) -> String {
    let mut out = String::from("# Made of mkdocs.yml by `quadrille init --from mkdocs`.\n");
    let (own, usual) = (value(&project.file), value(&File::default()));
    for (table, keys) in own.as_object().into_iter().flatten() {
        let mut lines = String::new();
        let mut inner = String::new();
        for (key, value) in keys.as_object().into_iter().flatten() {
            if *value == usual[table][key] || is_for_sites_alone(table, key, value) {
                continue;
            }
            match value {
                Value::Object(map) => inner.push_str(&format!("\n[{table}.{key}]\n{}", pairs(map))),
                _ => lines.push_str(&pairs(&Map::from_iter([(key.clone(), value.clone())]))),
            }
        }
        if !lines.is_empty() {
            out.push_str(&format!("\n[{table}]\n{lines}"));
        }
        out.push_str(&inner);
    }
    let rows = report(&project.own);
    let left: Vec<&ReportRow> = rows.iter().filter(|row| !is_said(row)).collect();
    if !left.is_empty() {
        out.push_str("\n# What mkdocs.yml says and this file does not:\n#\n");
        out.extend(left.iter().map(|row| format!("# - {}: {}\n", row.name, reason(row))));
    }
    out
}

fn value(file: &File) -> Value {
    serde_json::to_value(file).unwrap_or_default()
}

/// Rules of `mkdocs.yml` alone would only be noise.
fn is_for_sites_alone(table: &str, key: &str, value: &Value) -> bool {
    table == "site" && matches!(key, "edit-uri" | "view-uri") && value == ""
}

fn pairs(map: &Map<String, Value>) -> String {
    toml::to_string(map).unwrap_or_default()
}

fn is_said(row: &ReportRow) -> bool {
    match row.part {
        Part::Key => SAID.contains(&row.name.as_str()),
        Part::Feature => row.support != Support::Unsupported,
        Part::Extension | Part::Plugin => false,
    }
}

fn reason(row: &ReportRow) -> String {
    match (row.part, row.name.as_str()) {
        (_, "nav") => "the navigation is that of the folders".to_owned(),
        (_, "use_directory_urls") => "each page is a folder of its own".to_owned(),
        (Part::Extension, _) if row.support != Support::Unsupported => {
            "cards are read as Quadrille's own Markdown".to_owned()
        }
        _ if !row.note.is_empty() => row.note.clone(),
        _ => "it is for mkdocs.yml alone".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::toml;
    use crate::config::error::Problem;
    use crate::config::mkdocs::tree::World;
    use crate::config::validate;

    #[test]
    fn what_is_written_can_be_read() {
        let text = "site_name: Harbour \"x\"\nsite_url: https://example.org/a\nrepo_url: https://github.com/o/r\ncopyright: 2026 &copy; <b>H</b>\n\
                    docs_dir: pages\nexclude_docs: |\n  drafts/\n  !keep.md\nuse_directory_urls: false\nnav:\n  - index.md\ntheme:\n  name: material\n  palette:\n    scheme: slate\n    primary: teal\n  features: [navigation.tabs]\nplugins: [search, macros]\nmarkdown_extensions: [admonition]\n";
        let world = World {
            read: &|path, name| {
                if path == Path::new("/p/mkdocs.yml") {
                    Ok(text.to_owned())
                } else {
                    Err(Problem::of_file(name, "?").into())
                }
            },
            variable: &|_| None,
            shown: &|path| path.to_string_lossy().into_owned(),
        };
        let project = crate::config::mkdocs::read(Path::new("/p/mkdocs.yml"), &world).expect("a good configuration");
        let made = toml(&project);
        let read =
            validate::read("quadrille.toml", &made, &[]).unwrap_or_else(|problems| panic!("{problems:?}\n{made}"));
        assert_eq!(read.file.site.name.as_deref(), Some("Harbour \"x\""));
        assert_eq!(read.file.site.copyright.as_deref(), Some("2026 © H"));
        assert_eq!(read.file.docs.exclude, ["drafts/"]);
        assert!(made.contains("\n[theme]\nscheme = \"dark\"\nprimary = \"teal\"\n"), "{made}");
        assert!(made.contains("# - nav: the navigation is that of the folders\n"), "{made}");
        assert!(made.contains("# - macros: Markdown is never run"), "{made}");
    }
}
