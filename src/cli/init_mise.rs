//! `quadrille init --mise`: the tasks for mise, beside those that are there.

use std::fs;
use std::path::Path;

use crate::cli::Exit;
use crate::cli::session::{Failure, Session};
use crate::scaffold::{MISE_FILES, MISE_TASK_FOLDERS, mise_tasks};
use crate::text::printable;
use crate::write::{EditedFile, apply_edits, create_files};

pub(super) fn run(session: &Session, folder: &Path) -> Result<Exit, Failure> {
    let is_there = |path: &&str| folder.join(path).symlink_metadata().is_ok();
    let path = MISE_FILES.into_iter().find(is_there);
    let file = path.map(|path| folder.join(path));
    let old = file.as_deref().map(read).transpose()?;
    let name = format!("{}{}", printable(&session.prefix(folder)), path.unwrap_or(MISE_FILES[0]));
    let elsewhere = |task: &str| MISE_TASK_FOLDERS.iter().any(|tasks| folder.join(tasks).join(task).is_file());
    let tasks = mise_tasks(old.as_deref(), &elsewhere)
        .map_err(|fault| Failure::Message(format!("cannot add tasks to `{name}`: {name}:{fault}")))?;
    let mut out = String::new();
    match (tasks.text, &file, &old) {
        (Some(new), Some(file), Some(old)) => {
            apply_edits(folder, &[EditedFile { file, old, new: &new }])?;
            out.push_str(&format!("changed  {name}\n"));
        }
        (Some(new), _, _) => {
            create_files(folder, &[(MISE_FILES[0].to_owned(), new)])?;
            out.push_str(&format!("made  {name}\n"));
        }
        (None, _, _) if tasks.added.is_empty() => out.push_str(&format!("kept  {name}\n")),
        (None, _, _) => {
            out.push_str(&format!("kept  {name}: tasks cannot be added at its end; it wants these lines:\n\n"));
            out.extend(tasks.lines.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n"));
            session.print(&out)?;
            return Ok(Exit::Clean);
        }
    }
    for (what, names) in [("added", &tasks.added), ("kept", &tasks.kept)] {
        for name in names {
            out.push_str(&format!("  {what} {name}\n"));
        }
    }
    session.print(&out)?;
    Ok(Exit::Clean)
}

#[expect(clippy::disallowed_methods, reason = "the files of the project are none of the docs root")]
fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file)
        .map_err(|error| Failure::Message(format!("cannot read `{}`: {error}", printable(&file.to_string_lossy()))))
}
