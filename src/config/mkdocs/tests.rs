//! What is read of a MkDocs configuration.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::tree::World;
use super::{MkDocs, NavTarget, read};
use crate::config::error::{ConfigError, Problem};
use crate::config::file::File;
use crate::config::load::fill;
use crate::config::{Config, Dialect};

/// Reads made-up files, the first of which is the configuration.
fn config(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let (files, variables): (BTreeMap<&str, &str>, BTreeMap<&str, &str>) =
        (files.iter().copied().collect(), variables.iter().copied().collect());
    let asked = RefCell::new(Vec::new());
    let world = World {
        read: &|path, name| {
            asked.borrow_mut().push(path.to_owned());
            let text = files.get(path.to_str().unwrap_or_default());
            text.map(|text| (*text).to_owned()).ok_or_else(|| Problem::of_file(name, "is not there").into())
        },
        variable: &|name| variables.get(name).map(|value| (*value).to_owned()),
        shown: &|path| path.to_string_lossy().into_owned(),
    };
    let project = read(Path::new("/p/mkdocs.yml"), &world)?;
    let file: File = project.file.clone();
    let mut config = fill(file, "/p".into(), "/p/docs".into(), Dialect::Mkdocs);
    project.complete(&mut config);
    Ok(config)
}

fn own(text: &str) -> std::sync::Arc<MkDocs> {
    let config = config(&[("/p/mkdocs.yml", text)], &[]).expect("a good configuration");
    config.mkdocs.expect("a MkDocs project")
}

fn faults(text: &str) -> String {
    config(&[("/p/mkdocs.yml", text)], &[]).expect_err("a bad configuration").to_string()
}

#[test]
fn variables_stand_in_in_all_their_forms() {
    let text = "site_name: !ENV NAME\nsite_author: !ENV [A, B, nobody]\nstrict: !ENV [CI, false]\nextra:\n  a: !ENV [PORT, 1]\n  b: !ENV [NONE]\n  c: !ENV [NONE, [x]]\n";
    let config = config(&[("/p/mkdocs.yml", text)], &[("NAME", "Harbour"), ("B", "b"), ("CI", "true"), ("PORT", "80")])
        .expect("a good configuration");
    assert_eq!(config.site.name.as_deref(), Some("Harbour"));
    assert_eq!(config.site.author.as_deref(), Some("b"));
    let own = config.mkdocs.expect("a MkDocs project");
    assert!(own.strict);
    assert_eq!(Value::Object(own.extra.clone()), json!({"a": 80, "b": null, "c": ["x"]}));
}

#[test]
fn names_of_python_are_data() {
    let own = own(
        "markdown_extensions:\n  - toc:\n      slugify: !!python/object/apply:pymdownx.slugs.slugify\n        kwds: {case: lower}\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n  - pymdownx.snippets:\n      base_path:\n        - !relative $config_dir/inc\n        - !relative $docs_dir\n        - !relative\n",
    );
    assert_eq!(own.extensions[0].1, json!({"slugify": {"py": "pymdownx.slugs.slugify", "kwds": {"case": "lower"}}}));
    assert_eq!(own.extensions[1].1, json!({"emoji_index": {"py": "material.extensions.emoji.twemoji"}}));
    assert_eq!(own.extensions[2].1, json!({"base_path": ["/p/inc", "/p/docs", {"relative": ""}]}));
}

#[test]
fn files_inherit_key_by_key() {
    let base = "site_name: Base\ntheme:\n  name: material\n  language: de\nplugins: [search, tags]\n";
    let own = "INHERIT: ../base.yml\nsite_name: Own\ntheme:\n  features: [navigation.tabs]\nplugins:\n  - search\n";
    let config = config(&[("/p/mkdocs.yml", own), ("/base.yml", base)], &[]).expect("a good configuration");
    assert_eq!((config.site.name.as_deref(), config.site.language.as_str()), (Some("Own"), "de"));
    let own = config.mkdocs.expect("a MkDocs project");
    assert_eq!(own.theme.name.as_deref(), Some("material"));
    assert!(own.has_feature("navigation.tabs") && own.plugin("tags").is_none());
    assert_eq!(own.files[1].path.as_str(), "../../base.yml");
}

#[test]
fn files_that_inherit_in_a_circle_or_from_nothing_are_told() {
    assert_eq!(
        faults("site_name: x\nINHERIT: mkdocs.yml\n"),
        "/p/mkdocs.yml:2:10: the configuration inherits from itself\n  hint: let the last of the files inherit from none"
    );
    assert_eq!(
        faults("INHERIT: base.yml\n"),
        "/p/mkdocs.yml:1:10: `INHERIT` names a file that cannot be read: /p/base.yml: is not there"
    );
}

#[test]
fn all_forms_of_nav_are_read() {
    let own = own(
        "nav:\n  - index.md\n  - About: about.md\n  - Docks:\n      - docks/index.md\n      - East:\n          - E: docks/e.md\n      - https://example.org/\n  - Map:\n      A: a.md\n      B: b.md\n",
    );
    let items: Vec<String> = own
        .nav
        .iter()
        .flatten()
        .map(|item| {
            let title = item.title.as_deref().unwrap_or("-");
            match &item.target {
                NavTarget::Section => format!("{} {title}:", item.level),
                NavTarget::Path(path) => format!("{} {title} {path}", item.level),
            }
        })
        .collect();
    assert_eq!(
        items,
        [
            "0 - index.md",
            "0 About about.md",
            "0 Docks:",
            "1 - docks/index.md",
            "1 East:",
            "2 E docks/e.md",
            "1 - https://example.org/",
            "0 Map:",
            "1 A a.md",
            "1 B b.md"
        ]
    );
}

#[test]
fn wrong_types_are_told_all_at_once() {
    assert_eq!(
        faults(
            "site_name: [a]\nstrict: 1\nnav: index.md\nsite_url: example.org\nextra_css: a.css\nvalidation:\n  nav:\n    not_found: loud\n"
        ),
        "/p/mkdocs.yml:1:12: expected a string for `site_name`, found a list\n\
         /p/mkdocs.yml:2:9: expected `true` or `false` for `strict`, found a number\n\
         /p/mkdocs.yml:3:6: expected a list for `nav`, found a string\n  hint: write `nav: [index.md]`\n\
         /p/mkdocs.yml:4:11: `example.org` is not a web address\n  hint: write it in full, with `https://` in front\n\
         /p/mkdocs.yml:5:12: expected a list for `extra_css`, found a string\n  hint: write `extra_css: [a.css]`\n\
         /p/mkdocs.yml:8:16: expected `warn`, `info` or `ignore` for `not_found`, found a string"
    );
    assert_eq!(
        faults("site_name: a: b\n"),
        "/p/mkdocs.yml:1:13: the value of `site_name` holds a `:` without quotes\n  hint: put the value in quotes"
    );
    assert_eq!(
        faults("- a\n"),
        "/p/mkdocs.yml:1:1: the configuration is no map of keys\n  hint: write `site_name: …` as its first line"
    );
}

#[test]
fn pages_are_edited_where_mkdocs_says() {
    let edit = |text: &str| {
        let text = format!("repo_url: https://github.com/o/r/\ntheme: readthedocs\n{text}");
        config(&[("/p/mkdocs.yml", &text)], &[]).expect("a good configuration").site.edit_uri
    };
    assert_eq!(edit("").as_deref(), Some("https://github.com/o/r/edit/master/docs/{path}"));
    assert_eq!(edit("edit_uri: blob/main/x\n").as_deref(), Some("https://github.com/o/r/blob/main/x/{path}"));
    assert_eq!(edit("edit_uri: ''\n"), None);
    assert_eq!(
        edit("edit_uri_template: 'https://e.org/{path_noext}'\n").as_deref(),
        Some("https://e.org/{path_noext}")
    );
}

#[test]
fn a_theme_gives_colours_features_and_scripts() {
    let text = "theme:\n  name: material\n  palette:\n    - media: '(prefers-color-scheme: light)'\n      primary: Deep Purple\n      accent: custom\n    - scheme: slate\n  font: false\n  features: [navigation.footer, content.code.copy]\nextra_javascript:\n  - https://cdn.example.org/a.js\n";
    let config = config(&[("/p/mkdocs.yml", text)], &[]).expect("a good configuration");
    assert_eq!((config.theme.primary.as_deref(), config.theme.accent.as_deref()), (Some("deep-purple"), None));
    assert_eq!(config.theme.scheme, crate::config::Scheme::Auto);
    assert!(config.features.neighbours && config.features.copy && !config.features.instant);
    let own = config.mkdocs.expect("a MkDocs project");
    assert_eq!((own.theme.palettes.len(), own.scripts.len(), own.remarks.len()), (2, 0, 1));
}
