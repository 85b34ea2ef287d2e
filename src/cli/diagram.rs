//! `quadrille diagram`: one diagram as a drawing, as data or in words.

use std::fs;
use std::io::{Read, stdin};
use std::path::Path;

use crate::cli::Exit;
use crate::cli::args::{Diagram, DiagramNotation};
use crate::cli::session::{Failure, Session};
use crate::diagram::{self, Dress, Fault, Notation};
use crate::text::{LineMap, printable};

pub(super) fn run(session: &Session, args: &Diagram) -> Result<Exit, Failure> {
    let source = read(&args.file)?;
    let notation = notation(args);
    let dress = Dress { id: "diagram", ..Dress::default() };
    let made = if args.want.json {
        diagram::json(notation, &source).map(|model| (format!("{model:#}\n"), Vec::new()))
    } else {
        diagram::draw(notation, &source, &dress).map(|drawing| {
            let text = if args.want.describe { drawing.description } else { drawing.svg };
            (format!("{}\n", text.trim_end()), drawing.faults)
        })
    };
    let name = printable(&args.file.to_string_lossy()).into_owned();
    match made {
        Ok((text, faults)) => {
            session.print(&text)?;
            for fault in &faults {
                session.complain(&told(&name, &source, fault));
            }
            Ok(if faults.is_empty() { Exit::Clean } else { Exit::Findings })
        }
        Err(fault) => {
            session.complain(&told(&name, &source, &fault));
            Ok(Exit::Findings)
        }
    }
}

/// The text of a file, or of standard input.
#[expect(clippy::disallowed_methods, reason = "a diagram of its own is no file of the docs root")]
fn read(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(file).map_err(|error| Failure::Message(format!("cannot read {}: {error}", file.display())))?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the arguments say, else what the file's name says.
fn notation(args: &Diagram) -> Notation {
    let ending = args.file.extension().and_then(|ending| ending.to_str());
    match args.notation {
        Some(DiagramNotation::Mermaid) => Notation::Mermaid,
        None if matches!(ending, Some("mmd" | "mermaid")) => Notation::Mermaid,
        Some(DiagramNotation::Ascii) | None => Notation::Ascii,
    }
}

/// A fault with its place and its hint.
fn told(name: &str, source: &str, fault: &Fault) -> String {
    let place = LineMap::new(source).line_col(source, fault.span.start);
    let hint = fault.hint.as_ref().map(|hint| format!("\n  help: {}", printable(hint))).unwrap_or_default();
    format!("{name}:{}:{}: {}{hint}", place.line, place.col, printable(&fault.message))
}
