//! `quadrille init`: what a new project needs, never over what is there.

use std::path::{Path, PathBuf};

use crate::cli::args::{Init, Origin};
use crate::cli::session::{Failure, Session};
use crate::cli::{Exit, init_mise};
use crate::config::{Dialect, FILE_NAME, toml_of_mkdocs, zero_config_root};
use crate::scaffold::{Facts, paths, scaffold};
use crate::write::create_files;

pub(super) fn run(session: &Session, args: &Init) -> Result<Exit, Failure> {
    let folder = args.dir.as_ref().map_or_else(|| session.cwd.clone(), |dir| session.cwd.join(dir));
    if args.mise {
        return init_mise::run(session, &folder);
    }
    if args.from == Some(Origin::Mkdocs) {
        return take_over(session, &folder);
    }
    let facts = facts(session, &folder);
    let made = scaffold(&facts);
    create_files(&folder, &made.files)?;
    let mut out = String::new();
    for (path, _) in &made.files {
        out.push_str(&format!("made  {}{path}\n", session.prefix(&folder)));
    }
    for path in &made.kept {
        out.push_str(&format!("kept  {}{path}\n", session.prefix(&folder)));
    }
    for (path, lines) in &made.notes {
        out.push_str(&format!("\n{}{path} is there already; it wants these lines:\n\n", session.prefix(&folder)));
        out.extend(lines.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n"));
    }
    if !made.files.is_empty() {
        out.push_str(&next_steps(args));
    }
    session.print(&out)?;
    Ok(Exit::Clean)
}

fn next_steps(args: &Init) -> String {
    let place = args.dir.as_ref().map(|dir| format!(" {}", dir.display())).unwrap_or_default();
    format!(
        "\nNext:\n  quadrille serve{place}  # shows the site while you write it\n  \
         quadrille check{place}  # finds what is wrong\n"
    )
}

/// Writes the configuration of a MkDocs project.
fn take_over(session: &Session, folder: &Path) -> Result<Exit, Failure> {
    let text = toml_of_mkdocs(folder, &session.cwd)?;
    create_files(folder, &[(FILE_NAME.to_owned(), text)])?;
    session.print(&format!("made  {}{FILE_NAME}\n", session.prefix(folder)))?;
    Ok(Exit::Clean)
}

fn facts(session: &Session, folder: &Path) -> Facts {
    let root = zero_config_root(folder);
    let dialect = if root.join(".obsidian").is_dir() { Dialect::Obsidian } else { Dialect::Strict };
    let has_cards = if root == folder { holds_cards(folder) } else { holds_files(&root) };
    let docs_dir = root.strip_prefix(folder).ok().map(Path::to_path_buf).filter(|_| has_cards).map(|dir: PathBuf| {
        if dir.as_os_str().is_empty() { ".".to_owned() } else { dir.to_string_lossy().into_owned() }
    });
    let name = folder.file_name().map_or_else(|| "Docs".to_owned(), |name| name.to_string_lossy().into_owned());
    Facts {
        name,
        today: session.today(None),
        dialect,
        docs_dir,
        existing: paths().filter_map(|path| Some((path.to_owned(), text_of(&folder.join(path))?))).collect(),
    }
}

/// Whether a folder is a docs root itself: it holds a quadrant or a home card.
fn holds_cards(folder: &Path) -> bool {
    ["tutorials", "how-to", "reference", "explanation", "index.md", ".obsidian"]
        .iter()
        .any(|name| folder.join(name).symlink_metadata().is_ok())
}

/// Whether a docs folder holds anything but hidden files; one that cannot be listed counts as full.
fn holds_files(folder: &Path) -> bool {
    let Ok(mut entries) = folder.read_dir() else { return true };
    entries.any(|entry| entry.map_or(true, |entry| !entry.file_name().to_string_lossy().starts_with('.')))
}

/// What stands at a path, `None` where nothing is there; what is no readable text has no lines that could be asked for.
#[expect(clippy::disallowed_methods, reason = "the files of the project are none of the docs root")]
fn text_of(path: &Path) -> Option<String> {
    path.symlink_metadata().ok().map(|_| std::fs::read_to_string(path).unwrap_or_default())
}
