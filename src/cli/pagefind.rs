//! Search by Pagefind: an installed program that reads the pages of the site-to-be and makes an index of them.
//!
//! Outputs → further outputs. It reads copies in a temporary folder, so that its files are published, replaced and
//! verified together with the pages: a site never has the index of another one. Must never touch the output folder.

use std::io::ErrorKind;
use std::process::{Command, Stdio};

use crate::cli::session::Failure;
use crate::config::Config;
use crate::render::output::Output;
use crate::text::printable;
use crate::write::Scratch;

const PROGRAM: &str = "pagefind";
/// The folder of the index in the site.
const FOLDER: &str = "pagefind";
/// What of a page is its own; redirects have none and are left out.
const CONTENT: &str = "main";
/// How many lines of the program's complaint are told.
const MOST_LINES: usize = 12;

/// The files of an index, and the folder that they lie in until they are published.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) outputs: Vec<Output>,
    _scratch: Scratch,
}

/// Lets Pagefind make the index of these pages.
pub(super) fn index(config: &Config, outputs: &[Output]) -> Result<Index, Failure> {
    let scratch = Scratch::new(outputs, is_page)?;
    let run = Command::new(PROGRAM)
        .args([
            "--quiet",
            "--output-subdir",
            FOLDER,
            "--root-selector",
            CONTENT,
            "--exclude-selectors",
            ".headerlink",
            "--site",
        ])
        .arg(scratch.path())
        // Where a configuration of its own may stand.
        .current_dir(&config.project)
        .stdin(Stdio::null())
        .output();
    let run = match run {
        Ok(run) => run,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(Failure::Message(NOT_INSTALLED.to_owned())),
        Err(error) => return Err(Failure::Message(format!("cannot run `{PROGRAM}`: {error}"))),
    };
    if !run.status.success() {
        let said = [run.stdout, run.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
        let last =
            lines[lines.len().saturating_sub(MOST_LINES)..].iter().map(|line| format!("\n  {}", printable(line)));
        return Err(Failure::Message(format!("`{PROGRAM}` failed ({}):{}", run.status, last.collect::<String>())));
    }
    Ok(Index { outputs: scratch.outputs(FOLDER)?, _scratch: scratch })
}

const NOT_INSTALLED: &str = "`pagefind` is not installed, and `[search] engine` asks for it\n  \
    hint: install it, for example with `npm install --global pagefind`, or set `engine = \"builtin\"`";

/// Whether readers may find a file: a page, and not that for what is not there.
fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "html") && path != "404.html"
}
