//! `quadrille import-report`: what becomes of a project of MkDocs.

use serde_json::json;

use crate::cli::Exit;
use crate::cli::args::{ImportReport, ListFormat};
use crate::cli::session::{Failure, Session};
use crate::config::mkdocs::{FILE_NAMES, Part, ReportRow, Support, report};
use crate::report::counted;
use crate::text::printable;

/// What the parts are called, and how they are headed.
const PARTS: [(Part, &str, &str); 4] = [
    (Part::Key, "key", "Keys"),
    (Part::Feature, "feature", "Features"),
    (Part::Extension, "extension", "Extensions of Markdown"),
    (Part::Plugin, "plugin", "Plugins"),
];

/// In the order in which they are counted.
const SUPPORTS: [Support; 4] = [Support::Honoured, Support::Approximated, Support::Ignored, Support::Unsupported];

pub(super) fn run(session: &Session, args: &ImportReport) -> Result<Exit, Failure> {
    let mut request = session.request(&args.place);
    if request.config_file.is_none() {
        let folder = args.place.dir.as_ref().map_or_else(|| session.cwd.clone(), |dir| session.cwd.join(dir));
        // A project may have a `quadrille.toml` as well, which commands of every day take first.
        request.config_file = FILE_NAMES.map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
    }
    let located = Session::locate(&request)?;
    let Some(mkdocs) = &located.config.mkdocs else {
        let message = "there is no `mkdocs.yml`\n  hint: name it with `-f`, or give the folder where it stands";
        return Err(Failure::Message(message.to_owned()));
    };
    let rows = report(mkdocs);
    let out = match args.format {
        ListFormat::Table => table(&rows),
        ListFormat::Json => json(&rows),
    };
    session.print(&out)?;
    Ok(Exit::Clean)
}

fn table(rows: &[ReportRow]) -> String {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default().min(44);
    let mut out = String::new();
    for (part, _, head) in PARTS {
        let own: Vec<&ReportRow> = rows.iter().filter(|row| row.part == part).collect();
        if own.is_empty() {
            continue;
        }
        out.push_str(&format!("{head}\n"));
        for row in own {
            let name = printable(&row.name);
            let note = [row.note.as_str(), row.instead.as_str()];
            let note: Vec<&str> = note.into_iter().filter(|text| !text.is_empty()).collect();
            let line = format!("  {name:width$}  {:12}  {}", row.support.as_str(), printable(&note.join("; ")));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    let count = |support: Support| rows.iter().filter(|row| row.support == support).count();
    let counts = SUPPORTS.map(|support| format!("{} {}", count(support), support.as_str()));
    out.push_str(&format!("{}: {}.\n", counted(rows.len(), "part"), counts.join(", ")));
    out
}

fn json(rows: &[ReportRow]) -> String {
    let object = |row: &ReportRow| {
        let part = PARTS.iter().find(|(part, ..)| *part == row.part).map_or("key", |(_, name, _)| name);
        let (support, note, instead) = (row.support.as_str(), &row.note, &row.instead);
        json!({ "part": part, "name": row.name, "support": support, "note": note, "instead": instead })
    };
    format!("{:#}\n", rows.iter().map(object).collect::<serde_json::Value>())
}
