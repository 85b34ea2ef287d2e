//! `quadrille diagram`: diagrams as drawings, as data or in words.
//!
//! One file or standard input → standard output; a folder → a folder, in parallel, with a line that counts.

use std::fs;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::cli::Exit;
use crate::cli::args::{Diagram, DiagramNotation, DiagramWant};
use crate::cli::session::{Failure, Session};
use crate::diagram::{Dress, Fault, Notation, guard, standalone};
use crate::text::{LineMap, printable};

/// The files of mermaid in a folder.
const MERMAID: &[&str] = &["mmd", "mermaid"];
/// The files of box art in a folder, where these are asked for.
const BOX_ART: &[&str] = &["txt", "ascii", "ditaa", "bob"];
/// How long one diagram may take.
const LIMIT: Duration = Duration::from_secs(20);

pub(super) fn run(session: &Session, args: &Diagram) -> Result<Exit, Failure> {
    let is_folder = args.file.is_dir();
    let files = if is_folder { files_in(args)? } else { vec![args.file.clone()] };
    let made: Vec<Made> = files.par_iter().map(|file| make(file, args)).collect::<Result<_, _>>()?;
    let mut failed = 0;
    for (file, made) in files.iter().zip(&made) {
        for line in &made.told {
            session.complain(line);
        }
        failed += usize::from(made.text.is_none());
        match (&made.text, &args.out) {
            (Some(text), Some(out)) => {
                let base = if is_folder { args.file.as_path() } else { file.parent().unwrap_or(Path::new("")) };
                write(&target(out, file.strip_prefix(base).unwrap_or(file), &args.want), text)?;
            }
            (Some(text), None) if !is_folder => session.print(text)?,
            _ => {}
        }
    }
    if is_folder {
        session.print(&format!("{}, {failed} failed\n", counted(made.len() - failed)))?;
    }
    Ok(if made.iter().all(|made| made.told.is_empty()) { Exit::Clean } else { Exit::Findings })
}

/// What was made of a file.
struct Made {
    /// What was asked for; `None` where the diagram is faulty.
    text: Option<String>,
    /// Its faults, as they are told.
    told: Vec<String>,
}

fn make(file: &Path, args: &Diagram) -> Result<Made, Failure> {
    let source = read(file)?;
    let notation = notation(file, args.notation);
    let dress = Dress { id: "diagram", ..Dress::default() };
    let made = if args.want.json {
        guard::json(notation, &source, LIMIT).map(|model| (format!("{model:#}\n"), Vec::new()))
    } else {
        guard::draw_at(notation, &source, &dress, f64::from(args.width), LIMIT).map(|drawing| {
            let text = if args.want.describe { drawing.description.clone() } else { standalone(&drawing) };
            (format!("{}\n", text.trim_end()), drawing.faults)
        })
    };
    let name = printable(&file.to_string_lossy()).into_owned();
    let (text, faults) = match made {
        Ok((text, faults)) => (Some(text), faults),
        Err(fault) => (None, vec![fault]),
    };
    Ok(Made { text, told: faults.iter().map(|fault| told(&name, &source, fault)).collect() })
}

/// The diagrams of a folder, sorted.
fn files_in(args: &Diagram) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let endings = if args.notation == Some(DiagramNotation::Ascii) { BOX_ART } else { MERMAID };
    for entry in WalkDir::new(&args.file).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file()
            && entry.path().extension().is_some_and(|ending| endings.iter().any(|known| ending == *known))
        {
            files.push(entry.into_path());
        }
    }
    Ok(files)
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

#[expect(clippy::disallowed_methods, reason = "drawings that were asked for by name are no output of a build")]
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::Message(format!("cannot write {}: {error}", file.display()));
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(file, text).map_err(failed)
}

/// Where a drawing goes.
fn target(out: &Path, file: &Path, want: &DiagramWant) -> PathBuf {
    let ending = match want {
        DiagramWant { json: true, .. } => "json",
        DiagramWant { describe: true, .. } => "txt",
        DiagramWant { .. } => "svg",
    };
    let name = if file == Path::new("-") { Path::new("diagram") } else { file };
    out.join(name).with_extension(ending)
}

/// What the arguments say, else what the file's name says.
fn notation(file: &Path, named: Option<DiagramNotation>) -> Notation {
    let ending = file.extension().and_then(|ending| ending.to_str());
    match named {
        Some(DiagramNotation::Mermaid) => Notation::Mermaid,
        None if ending.is_some_and(|ending| MERMAID.contains(&ending)) => Notation::Mermaid,
        Some(DiagramNotation::Ascii) | None => Notation::Ascii,
    }
}

fn counted(number: usize) -> String {
    if number == 1 { "1 diagram drawn".to_owned() } else { format!("{number} diagrams drawn") }
}

/// A fault with its place and its hint.
fn told(name: &str, source: &str, fault: &Fault) -> String {
    let place = LineMap::new(source).line_col(source, fault.span.start);
    let hint = fault.hint.as_ref().map(|hint| format!("\n  help: {}", printable(hint))).unwrap_or_default();
    format!("{name}:{}:{}: {}{hint}", place.line, place.col, printable(&fault.message))
}
