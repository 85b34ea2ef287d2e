//! The rules of the house, read off the source: who may import whom, who may touch the world, how long a file is.
//!
//! Files of `src/` → faults. A fault names file and line. Must never need the code to compile: it reads text.

use std::fs;

use crate::support::{files_under, project};

/// The floors from the ground up. A module imports only what stands on a lower floor; those on one floor are strangers.
const FLOORS: [&[&str]; 19] = [
    &["icons", "text"],
    &["path", "versions"],
    &["edit"],
    &["diag"],
    &["observer"],
    &["yaml"],
    &["config"],
    &["scaffold", "snippet"],
    &["diagram"],
    &["discover"],
    &["parse"],
    &["graph"],
    &["check", "review", "render"],
    &["verify"],
    &["write"],
    &["pipeline"],
    &["report"],
    &["serve"],
    &["cli"],
];

/// Who may use `diagram`.
const DIAGRAM_USERS: [&str; 4] = ["check", "cli", "parse", "render"];

/// The doors to the world: files, or folders of them, that may touch disk, environment, terminal and clock.
const DOORS: [&str; 10] = [
    "discover.rs",
    "discover/",
    "write.rs",
    "write/",
    "config/load.rs",
    "cli.rs",
    "cli/",
    "main.rs",
    "serve.rs",
    "serve/",
];

/// What only a door may say.
const WORLD: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::process",
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "anstream::",
    "SystemTime::now",
    "Zoned::now",
    "Timestamp::now",
];

/// Lines of the longest file, tests included.
const LONGEST: usize = 500;

/// A file of `src/`: its path there and its text.
struct File<'a> {
    path: &'a str,
    text: &'a str,
}

/// Which module of `src/` a file belongs to: `parse/card.rs` → `parse`.
fn module(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or(path)
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The code of a line: without its comment; a `//` in a string ends it too, which hides nothing that is looked for.
fn code(line: &str) -> &str {
    let line = line.trim_start();
    if line.starts_with("//") {
        return "";
    }
    line.split(" //").next().unwrap_or(line)
}

/// Each module that a file names by `crate::…`, with the 1-based line.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for (at, _) in code(line).match_indices("crate::") {
            let rest = &code(line)[at + "crate::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => top_level_names(group),
                None => vec![rest],
            };
            for name in names {
                let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.push((index + 1, name));
            }
        }
    }
    found
}

/// The parts of `a::{x, y}, b}` that stand outside of inner braces.
fn top_level_names(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(&group[start..at]);
                return names;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    names.push(&group[start..]);
    names
}

/// Imports that go up, or sideways to another module of the same floor.
fn wrong_imports(file: &File<'_>) -> Vec<String> {
    let here = module(file.path);
    if here == "lib" {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (line, name) in imports(file.text) {
        let may = match (floor(here), floor(&name)) {
            _ if name == here || here == "main" => true,
            (Some(_), Some(_)) if name == "diagram" && !DIAGRAM_USERS.contains(&here) => false,
            (Some(from), Some(to)) => to < from,
            _ => false,
        };
        if !may {
            faults.push(format!("src/{}:{line}: `{here}` must not import `{name}`", file.path));
        }
    }
    for (index, line) in file.text.lines().enumerate() {
        if code(line).contains("super::super::") {
            faults.push(format!("src/{}:{}: name the module from `crate` on", file.path, index + 1));
        }
    }
    faults
}

/// Uses of disk, environment, terminal and clock outside of the doors. Unit tests may make their own trees.
fn wrong_doors(file: &File<'_>) -> Vec<String> {
    if DOORS.iter().any(|door| file.path == *door || (door.ends_with('/') && file.path.starts_with(door))) {
        return Vec::new();
    }
    if file.path.ends_with("/tests.rs") || file.path.contains("/tests/") {
        return Vec::new();
    }
    let shipped = file.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let mut faults = Vec::new();
    for (index, line) in shipped.enumerate() {
        if let Some(word) = WORLD.iter().find(|word| code(line).contains(**word)) {
            faults.push(format!("src/{}:{}: `{word}` is for the doors", file.path, index + 1));
        }
    }
    faults
}

/// Files without a module doc, and files that have grown too long. The path is that from the project's folder.
fn wrong_shape(file: &File<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    if !file.text.starts_with("//! ") {
        faults.push(format!("{}:1: no `//!` doc", file.path));
    }
    let lines = file.text.lines().count();
    if lines > LONGEST {
        faults.push(format!("{}:{LONGEST}: {lines} lines, {LONGEST} are the limit", file.path));
    }
    faults
}

/// Runs a checker over all Rust files of a folder of the project.
fn faults_of(folder: &str, with_folder: bool, checker: fn(&File<'_>) -> Vec<String>) -> Vec<String> {
    let root = project().join(folder);
    let mut faults = Vec::new();
    let paths: Vec<String> =
        files_under(&root).into_iter().filter(|path| path.rsplit('.').next() == Some("rs")).collect();
    assert!(!paths.is_empty(), "{folder} holds Rust files");
    for path in paths {
        let text = fs::read_to_string(root.join(&path)).expect("the source can be read");
        let path = if with_folder { format!("{folder}/{path}") } else { path };
        faults.extend(checker(&File { path: &path, text: &text }));
    }
    faults
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn modules_import_only_from_below() {
    assert_none(&faults_of("src", false, wrong_imports));
}

#[test]
fn only_doors_touch_the_world() {
    assert_none(&faults_of("src", false, wrong_doors));
}

#[test]
fn files_are_documented_and_short() {
    for folder in ["src", "tests", "benches"] {
        assert_none(&faults_of(folder, true, wrong_shape));
    }
}

#[test]
fn every_module_of_the_crate_has_a_floor() {
    let text = fs::read_to_string(project().join("src/lib.rs")).expect("the crate has a root");
    let modules: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")))
        .map(|rest| rest.trim_end_matches(';'))
        .collect();
    assert!(modules.contains(&"parse"), "lib.rs lists its modules: {modules:?}");
    let homeless: Vec<String> =
        modules.iter().filter(|module| floor(module).is_none()).map(ToString::to_string).collect();
    assert_none(&homeless);
}

#[test]
fn every_rule_file_has_its_card() {
    let cards = files_under(&project().join("docs/reference/rules"));
    let missing: Vec<String> = files_under(&project().join("src/check/rules"))
        .iter()
        .filter_map(|path| path.strip_suffix(".rs"))
        .filter(|name| *name != "mod" && !name.contains('/'))
        .map(|name| format!("{}.md", name.replace('_', "-")))
        .filter(|card| !cards.contains(card))
        .collect();
    assert_none(&missing);
}

/// Made-up files, each with the number of faults that the checkers must find.
#[test]
fn the_checkers_find_made_up_faults() {
    type Checker = fn(&File<'_>) -> Vec<String>;
    let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
    let cases: [(&str, &str, Checker, usize); 21] = [
        ("check/rules/a.rs", "use crate::render::page;", wrong_imports, 1),
        ("render/page.rs", "use crate::{check::rule, graph::{Graph, Names}, review};", wrong_imports, 2),
        ("parse/card.rs", "use crate::graph::Graph;", wrong_imports, 1),
        ("parse/card.rs", "let graph = crate::graph::link(cards);", wrong_imports, 1),
        ("parse/card.rs", "use crate::parse::document::Document;\nuse crate::text::Span;", wrong_imports, 0),
        ("parse/card.rs", "// use crate::graph::Graph;", wrong_imports, 0),
        ("write.rs", "use crate::render::output::Output;", wrong_imports, 0),
        ("graph/mod.rs", "use crate::diagram::Model;", wrong_imports, 1),
        ("check/rules/b.rs", "use crate::diagram::Model;", wrong_imports, 0),
        ("graph/mod.rs", "use crate::homeless::Thing;", wrong_imports, 1),
        ("parse/card.rs", "use super::super::graph::Graph;", wrong_imports, 1),
        ("main.rs", "use crate::cli::run;", wrong_imports, 0),
        ("graph/mod.rs", "let text = std::fs::read(path);", wrong_doors, 1),
        ("config/mod.rs", "let home = std::env::var(\"HOME\");", wrong_doors, 1),
        ("report/full.rs", "    println!(\"{line}\");", wrong_doors, 1),
        ("config/load.rs", "let text = std::fs::read(path);", wrong_doors, 0),
        ("graph/mod.rs", "fn a() {}\n#[cfg(test)]\nmod tests { use std::fs; }", wrong_doors, 0),
        ("report/tests.rs", "use std::fs;", wrong_doors, 0),
        ("src/a.rs", "use std::fs;", wrong_shape, 1),
        ("src/b.rs", &long, wrong_shape, 1),
        ("src/c.rs", "//! A thing.\n", wrong_shape, 0),
    ];
    for (path, text, checker, wanted) in cases {
        let faults = checker(&File { path, text });
        assert_eq!(faults.len(), wanted, "{path}: {text}: {faults:?}");
    }
}
