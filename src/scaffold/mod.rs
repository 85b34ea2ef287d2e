//! What `quadrille init` puts into a project: a configuration, first cards, tasks and a hook.
//!
//! [`Facts`] → [`Scaffold`], from Tera templates that are part of the program. Where the project has docs already, only
//! configuration, tasks and hook are made. Beside that `mise`: tasks for what the command can do. Must never touch the disk: the caller says what exists, and writes.

mod catalog;
mod mise;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tera::{Context, Tera};

use crate::config::Dialect;
use catalog::{ENTRIES, Entry, Kind};

pub use mise::{MISE_FILES, MISE_TASK_FOLDERS, Tasks, mise_tasks, task_names};

/// What is known of the project before.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The name of the site.
    pub name: String,
    /// The day that the first cards carry as their last review.
    pub today: Date,
    /// How the cards link.
    pub dialect: Dialect,
    /// The docs root that exists already, relative to the project folder: `docs` or `.`. `None`: there are no docs.
    pub docs_dir: Option<String>,
    /// Which of [`paths`] exist, and what they hold.
    pub existing: BTreeMap<String, String>,
}

/// What is to be made, and what is left to a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scaffold {
    /// New files: the path relative to the project folder, and the text. None of them exists.
    pub files: Vec<(String, String)>,
    /// Files that exist and want lines: their path, and the lines to add.
    pub notes: Vec<(String, String)>,
    /// Files that exist and stay as they are.
    pub kept: Vec<String>,
}

/// All paths that a scaffold may make, relative to the project folder.
pub fn paths() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.path)
}

/// Makes the texts of a new project, in the order of the catalogue.
#[must_use]
pub fn scaffold(facts: &Facts) -> Scaffold {
    let mut scaffold = Scaffold::default();
    for entry in ENTRIES {
        let path = entry.path.to_owned();
        let lines = render(entry, facts, Part::Lines);
        match facts.existing.get(entry.path) {
            // A project that has no use for a file gets no blank one.
            _ if lines.is_empty() => {}
            _ if entry.kind == Kind::Card && facts.docs_dir.is_some() => {}
            Some(text) if entry.kind == Kind::Shared && !holds(text, &lines) => scaffold.notes.push((path, lines)),
            Some(_) => scaffold.kept.push(path),
            None => scaffold.files.push((path, render(entry, facts, Part::Whole))),
        }
    }
    scaffold
}

/// Whether a template makes a file, or the lines to add to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Lines,
}

/// Whether a file has all the lines already, however far they are indented.
fn holds(text: &str, lines: &str) -> bool {
    let there: BTreeSet<&str> = text.lines().map(str::trim).collect();
    lines.lines().map(str::trim).all(|line| line.is_empty() || there.contains(line))
}

fn render(entry: &Entry, facts: &Facts, part: Part) -> String {
    let mut context = Context::new();
    context.insert("name_toml", &toml::Value::from(facts.name.as_str()).to_string());
    // A JSON string is a double-quoted YAML scalar.
    context.insert("name_yaml", &serde_json::Value::from(facts.name.as_str()).to_string());
    context.insert("dialect_toml", &toml::Value::from(dialect_name(facts.dialect)).to_string());
    context.insert("today", &facts.today.to_string());
    let docs_dir = facts.docs_dir.as_deref();
    context.insert("docs_dir_toml", &toml::Value::from(docs_dir.unwrap_or("docs")).to_string());
    context.insert("has_docs", &docs_dir.is_some());
    // A site inside of the docs root would be refused.
    context.insert("is_root_project", &(docs_dir == Some(".")));
    context.insert("is_whole", &(part == Part::Whole));
    Tera::one_off(entry.template, &context, false).expect("a shipped template renders with the context made for it")
}

const fn dialect_name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Strict => "strict",
        Dialect::Obsidian => "obsidian",
        Dialect::Quartz => "quartz",
        Dialect::Mkdocs => "mkdocs",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Facts, Scaffold, paths, scaffold};
    use crate::config::Dialect;
    use crate::path::{is_markdown, strip_markdown_extension};

    const AWKWARD: &str = "Ünïts: \"a\\b\" {{ x }} 'c' # [d]";

    fn facts(docs_dir: Option<&str>) -> Facts {
        Facts {
            name: AWKWARD.to_owned(),
            today: jiff::civil::date(2026, 3, 9),
            dialect: Dialect::Strict,
            docs_dir: docs_dir.map(str::to_owned),
            existing: BTreeMap::new(),
        }
    }

    fn made(docs_dir: Option<&str>, existing: &[&str]) -> Scaffold {
        let existing = existing.iter().map(|path| ((*path).to_owned(), String::new())).collect();
        scaffold(&Facts { existing, ..facts(docs_dir) })
    }

    /// A line of the configuration that is commented out, without its mark; any other as it is.
    fn offer(line: &str) -> &str {
        match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with(['[', '"']) || rest.contains(" = ") => rest,
            _ => line,
        }
    }

    fn names(pairs: &[(String, String)]) -> Vec<&str> {
        pairs.iter().map(|(path, _)| path.as_str()).collect()
    }

    fn text<'a>(pairs: &'a [(String, String)], path: &str) -> &'a str {
        &pairs.iter().find(|(at, _)| at == path).expect(path).1
    }

    #[test]
    fn an_empty_project_gets_everything() {
        let new = made(None, &[]);
        let mut expected: Vec<&str> = paths().collect();
        expected.sort_unstable();
        let mut found = names(&new.files);
        found.sort_unstable();
        assert_eq!(found, expected);
        assert!(new.notes.is_empty() && new.kept.is_empty());
        for (path, text) in &new.files {
            assert!(!text.contains("{%") && text.ends_with('\n') && !text.ends_with("\n\n"), "{path}:\n{text}");
        }
    }

    #[test]
    fn every_name_survives_toml_and_yaml() {
        let new = made(None, &[]);
        let config: toml::Table = text(&new.files, "quadrille.toml").parse().expect("good TOML");
        assert_eq!(config["site"]["name"].as_str(), Some(AWKWARD));
        let front_matter = text(&new.files, "docs/index.md").split("---\n").nth(1).expect("front matter");
        let data: serde_json::Value = serde_saphyr::from_str(front_matter).expect("good YAML");
        assert_eq!(data["title"], AWKWARD);
        assert_eq!(data["last-reviewed"], "2026-03-09");
    }

    #[test]
    fn every_link_has_its_card_and_every_card_a_link() {
        let new = made(None, &[]);
        let stems: BTreeSet<&str> = names(&new.files)
            .into_iter()
            .filter_map(|path| path.strip_prefix("docs/"))
            .map(|path| strip_markdown_extension(path.rsplit('/').next().unwrap_or(path)))
            .collect();
        let link = regex::Regex::new(r"\[\[([^\]|]+)").expect("a pattern");
        let code = regex::Regex::new(r"(?s)```.*?```|`[^`]*`").expect("a pattern");
        let mut linked = BTreeSet::new();
        for (path, text) in new.files.iter().filter(|(path, _)| is_markdown(path)) {
            let prose = code.replace_all(text, "");
            for target in link.captures_iter(&prose) {
                assert!(stems.contains(&target[1]), "{path} links to {}", &target[1]);
                linked.insert(target[1].to_owned());
            }
        }
        for stem in stems.iter().filter(|stem| **stem != "index") {
            assert!(linked.contains(*stem), "nothing links to {stem}");
        }
    }

    #[test]
    fn what_exists_is_never_written() {
        let all: Vec<&str> = paths().collect();
        let again = made(None, &all);
        assert_eq!(names(&again.files), Vec::<&str>::new());
        assert_eq!(names(&again.notes), ["mise.toml", ".pre-commit-config.yaml", ".gitignore"]);
        assert_eq!(again.kept.len() + again.notes.len(), all.len());
        assert_eq!(again.kept[0], "quadrille.toml");
        assert!(text(&again.notes, ".pre-commit-config.yaml").starts_with("  - repo: local\n"));
        assert_eq!(text(&again.notes, ".gitignore"), "/site/\n");
    }

    #[test]
    fn lines_that_are_there_are_not_asked_for() {
        let whole = made(None, &[]);
        let existing = whole.files.iter().cloned().collect();
        let again = scaffold(&Facts { existing, ..facts(None) });
        assert_eq!((again.files.len(), again.notes.len(), again.kept.len()), (0, 0, whole.files.len()));
    }

    #[test]
    fn a_vault_publishes_nothing_of_ours() {
        let vault = made(Some("."), &[]);
        assert_eq!(names(&vault.files), ["quadrille.toml", "mise.toml", ".pre-commit-config.yaml"]);
        let config: toml::Table = text(&vault.files, "quadrille.toml").parse().expect("good TOML");
        assert_eq!(config["docs"]["exclude"].to_string(), r#"["mise.toml", "quadrille.toml"]"#);
    }

    #[test]
    fn docs_that_exist_get_no_cards() {
        let old = made(Some("docs"), &[".gitignore"]);
        assert_eq!(names(&old.files), ["quadrille.toml", "mise.toml", ".pre-commit-config.yaml"]);
        let config = text(&old.files, "quadrille.toml");
        assert!(config.contains("# required = "), "{config}");
        assert!(text(&old.files, ".pre-commit-config.yaml").starts_with("repos:\n  - repo: local\n"));
    }

    #[test]
    fn the_configuration_is_taken() {
        for (docs_dir, output) in [(None, Some("site")), (Some("docs"), Some("site")), (Some("."), None)] {
            let new = made(docs_dir, &[]);
            let text = text(&new.files, "quadrille.toml");
            let file: crate::config::File = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!(file.docs.dir.as_deref(), docs_dir.or(Some("docs")));
            assert_eq!(file.docs.output.as_deref(), output);
            // What is commented out is an offer: it must be taken, too.
            let offered: String = text.lines().map(|line| offer(line).to_owned() + "\n").collect();
            let taken = toml::from_str::<crate::config::File>(&offered);
            assert!(taken.is_ok(), "{taken:?}\n{offered}");
        }
    }
}
