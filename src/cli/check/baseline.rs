//! `--baseline`: findings that are accepted for now.

use std::io::ErrorKind;
use std::path::Path;

use crate::cli::check::Run;
use crate::cli::session::Failure;
use crate::diag::Diagnostic;
use crate::report::baseline::Baseline;
use crate::report::counted;
use crate::text::printable;

/// Leaves out what the file accepts; with `--write-baseline` the file is written and accepts everything.
#[expect(clippy::disallowed_methods, reason = "the file is named by the user and is none of the docs root")]
pub(super) fn apply(run: &Run<'_>, file: &Path, found: Vec<Diagnostic>) -> Result<Vec<Diagnostic>, Failure> {
    let shown = printable(&file.to_string_lossy()).into_owned();
    let path = run.session.cwd.join(file);
    if run.args.write_baseline {
        std::fs::write(&path, Baseline::of(&found).to_json())
            .map_err(|error| Failure::Message(format!("cannot write `{shown}`: {error}")))?;
        run.session.tell(&format!("Accepted {} in {shown}.", counted(found.len(), "finding")));
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let hint = if error.kind() == ErrorKind::NotFound { "\n  hint: `--write-baseline` makes it" } else { "" };
        Failure::Message(format!("cannot read `{shown}`: {error}{hint}"))
    })?;
    let baseline = Baseline::parse(&text).map_err(|error| Failure::Message(format!("{shown}:{error}")))?;
    let filtered = baseline.filter(found);
    for note in filtered.notes() {
        run.session.tell(&note);
    }
    Ok(filtered.remaining)
}
