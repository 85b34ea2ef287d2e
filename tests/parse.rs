//! `parse::parse` as a whole, by specs: `tests/parse/*.md`.
//!
//! A spec is a Markdown file. Each `## ` heading opens a case with a fence of four backticks that holds the file of a
//! card, and a `tree` fence with what it is read as (see `dump`). Words behind `md` say how: the name of a dialect;
//! `python`, then extensions of Python-Markdown, for a project of MkDocs that names these; `escaped`, for `\r`, `\0`, `\t`, `\u{…}` and `\\` in the text and no line end at its end. `QUADRILLE_BLESS=1`
//! writes down what came out.

mod dump;
mod properties;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use quadrille::config::{Config, Dialect, Extensions};
use quadrille::discover::Source;
use quadrille::parse::card::Card;
use quadrille::path::CardPath;

use crate::support::{files_under, project};

/// Parses the text of a card `folder/card.md`.
fn card(text: &str, dialect: Dialect) -> Card {
    parsed(text, dialect, None)
}

/// Parses it as a project of MkDocs does that names these extensions.
fn python_card(text: &str, names: &[&str]) -> Card {
    let written: Vec<_> = names.iter().map(|name| ((*name).to_owned(), serde_json::Value::Null)).collect();
    let (mut extensions, _) = Extensions::of_mkdocs(&written);
    extensions.wiki_links = true;
    parsed(text, Dialect::Mkdocs, Some(Arc::new(extensions)))
}

fn parsed(text: &str, dialect: Dialect, extensions: Option<Arc<Extensions>>) -> Card {
    let mut config = Config::defaults(PathBuf::from("/project"), PathBuf::from("/project/docs"));
    config.links.dialect = dialect;
    config.python_markdown = extensions;
    let path = CardPath::new("folder/card.md").expect("a path inside the root");
    let file = PathBuf::from("/project/docs/folder/card.md");
    quadrille::parse::parse(
        &Source { path, file, text: text.into(), is_virtual: false, snippets: Arc::default() },
        &config,
    )
}

fn dialect(words: &str) -> Dialect {
    match words {
        _ if words.contains("obsidian") => Dialect::Obsidian,
        _ if words.contains("quartz") => Dialect::Quartz,
        _ if words.contains("mkdocs") => Dialect::Mkdocs,
        _ => Dialect::Strict,
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.trim_end_matches('\n');
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, after) = match escape.strip_prefix("u{").and_then(|code| code.split_once('}')) {
            Some((code, after)) => {
                (u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point"), after)
            }
            None => match escape.split_at(1) {
                ("r", after) => ('\r', after),
                ("t", after) => ('\t', after),
                ("0", after) => ('\0', after),
                ("\\", after) => ('\\', after),
                (other, _) => panic!("`\\{other}` is no escape"),
            },
        };
        out.push(c);
        rest = after;
    }
    out + rest
}

/// The spec with what came out in place of what was wanted, and the cases in which the two differ.
fn replay(spec: &str) -> (String, Vec<String>) {
    let (mut printed, mut faults) = (String::new(), Vec::new());
    let (mut case, mut came) = ("", String::new());
    let mut lines = spec.split_inclusive('\n');
    while let Some(line) = lines.next() {
        printed.push_str(line);
        case = line.strip_prefix("## ").map_or(case, str::trim);
        let Some(info) = line.strip_prefix("````") else { continue };
        let body: String = lines.by_ref().take_while(|line| line.trim_end() != "````").collect();
        if info.starts_with("md") {
            let text = if info.contains("escaped") { unescaped(&body) } else { body.clone() };
            came = dump::dump(&match info.split_once(" python") {
                Some((_, names)) => python_card(&text, &names.split_whitespace().collect::<Vec<_>>()),
                None => card(&text, dialect(info)),
            });
            printed.push_str(&body);
        } else {
            if body != came {
                faults.push(format!("## {case}\n--- wanted\n{body}--- came\n{came}"));
            }
            printed.push_str(&came);
        }
        printed.push_str("````\n");
    }
    (printed, faults)
}

#[test]
fn cards_are_read_as_the_specs_say() {
    let folder = project().join("tests/parse");
    let mut faults = Vec::new();
    for name in files_under(&folder).into_iter().filter(|name| !name.contains(".rs")) {
        let file = folder.join(&name);
        let spec = fs::read_to_string(&file).expect("the spec is there");
        let (printed, differing) = replay(&spec);
        if std::env::var_os("QUADRILLE_BLESS").is_some() {
            fs::write(&file, printed).expect("the spec can be written");
            continue;
        }
        assert!(printed.contains("\n````tree\n"), "{name} has no case");
        faults.extend(differing.into_iter().map(|fault| format!("tests/parse/{name} {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
