//! `quadrille markdown`: Markdown from standard input as an HTML fragment.

use std::io::{BufRead, Read, stdin};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::args::{Markdown, MarkdownFlavor, Where};
use crate::cli::session::{Failure, Session};
use crate::config::{Extensions, HeadingIds};
use crate::discover::snippets_of;
use crate::parse::inline::Notation;
use crate::parse::markdown::Flavor;
use crate::parse::{parse_fragment, parse_python_fragment};
use crate::render::fragment;

pub(super) fn run(session: &Session, args: &Markdown) -> Result<Exit, Failure> {
    if args.jsonl {
        return lines(session);
    }
    let mut bytes = Vec::new();
    stdin().lock().read_to_end(&mut bytes)?;
    if args.config.is_some() {
        return of_project(session, args, &String::from_utf8_lossy(&bytes));
    }
    let flavor = Flavor {
        gfm: args.flavor != MarkdownFlavor::Commonmark,
        extended: args.flavor == MarkdownFlavor::Quadrille,
        // There are no cards to link to: brackets are text, as for any Markdown reader.
        wiki_links: false,
        containers: args.flavor == MarkdownFlavor::Quadrille,
        obsidian: false,
        notation: if args.flavor == MarkdownFlavor::Quadrille { Notation::All } else { Notation::None },
        heading_ids: HeadingIds::Mkdocs,
    };
    let card = parse_fragment(&String::from_utf8_lossy(&bytes), flavor);
    session.print(&fragment(&card))?;
    Ok(Exit::Clean)
}

/// Reads a text as the cards of a MkDocs project are read.
fn of_project(session: &Session, args: &Markdown, text: &str) -> Result<Exit, Failure> {
    let place = Where { dir: None, config: args.config.clone(), dialect: None };
    let config = Session::locate(&session.request(&place))?.config;
    let Some(extensions) = &config.python_markdown else {
        return Err(Failure::Message("`--config` names no `mkdocs.yml`".to_owned()));
    };
    let snippets = snippets_of(text, extensions, &config.project, &config.root);
    let card = parse_python_fragment(text, extensions, &snippets);
    session.print(&fragment(&card))?;
    Ok(Exit::Clean)
}

/// Answers each line: Markdown with extensions and their options → HTML.
fn lines(session: &Session) -> Result<Exit, Failure> {
    for line in stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?).unwrap_or_default();
        let named = asked["extensions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let written: Vec<(String, Value)> = named
            .iter()
            .filter_map(Value::as_str)
            .map(|name| (name.to_owned(), asked["config"][name].clone()))
            .collect();
        let (extensions, _) = Extensions::read(&written);
        let text = asked["input"].as_str().unwrap_or_default();
        let snippets = snippets_of(text, &extensions, &session.cwd, &session.cwd);
        let card = parse_python_fragment(text, &Arc::new(extensions), &snippets);
        session.print(&format!("{}\n", json!({"html": fragment(&card)})))?;
    }
    Ok(Exit::Clean)
}
