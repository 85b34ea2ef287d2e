//! `parse::parse` as a whole, by specs: `tests/parse/*.md`.
//!
//! A spec is a Markdown file. Each `## ` heading opens a case with a fence of four backticks that holds the file of a
//! card, and a `tree` fence with what it is read as (see `dump`). Words behind `md` say how: the name of a dialect;
//! `python`, then extensions of Python-Markdown, for a project of MkDocs that names these; `escaped`, for `\r`, `\0`, `\t`, `\u{…}` and `\\` in the text and no line end at its end. `QUADRILLE_BLESS=1`
//! writes down what came out.

mod dump;
mod properties;

use std::path::PathBuf;
use std::sync::Arc;

use quadrille::config::{Config, Dialect, Extensions};
use quadrille::discover::Source;
use quadrille::parse::card::Card;
use quadrille::path::CardPath;

use crate::support::assert_specs;

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
    quadrille::parse::parse(&Source::new(path, file, text), &config)
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

#[test]
fn cards_are_read_as_the_specs_say() {
    assert_specs("tests/parse", |info, body| {
        let text = if info.contains("escaped") { unescaped(body) } else { body.to_owned() };
        info.starts_with("md").then(|| {
            dump::dump(&match info.split_once(" python") {
                Some((_, names)) => python_card(&text, &names.split_whitespace().collect::<Vec<_>>()),
                None => card(&text, dialect(info)),
            })
        })
    });
}
