//! `quadrille check`: what is wrong with the cards, mended where asked.

mod baseline;
mod fix;
mod output;

use crate::check::Selection;
use crate::cli::args::Check;
use crate::cli::session::{Failure, Session};
use crate::cli::{Exit, findings};
use crate::config::{Config, Located, Request};
use crate::diag::{Diagnostic, Severity};
use crate::discover::{FileSet, GitIndex};
use crate::pipeline::{self, Loaded};

pub(super) fn run(session: &Session, args: &Check) -> Result<Exit, Failure> {
    let located = Session::locate(&Request {
        cwd: session.cwd.clone(),
        config_file: args.config.clone(),
        paths: args.paths.clone(),
        dialect: args.dialect,
        ..Request::default()
    })?;
    let files =
        if args.hook { FileSet::Index(GitIndex::from_variables(|name| session.variable(name))) } else { FileSet::Disk };
    let selection = Selection::new(&located.config, &args.select, &args.ignore)?;
    let run = Run { session, args, located, files, selection };
    let mut found = run.check()?;
    if args.diff {
        return fix::diff(&run, &found);
    }
    if args.fix {
        found = fix::fix(&run, found)?;
    }
    if let Some(file) = &args.baseline {
        found.diagnostics = baseline::apply(&run, file, found.diagnostics)?;
    }
    output::write(&run, &found)?;
    let least = least_that_fails(args, &run.located.config);
    let fails = found.diagnostics.iter().any(|finding| finding.severity >= least);
    let exit = if fails && !args.exit_zero { Exit::Findings } else { Exit::Clean };
    // The process ends here: taking the cards apart one by one would only cost time.
    std::mem::forget(found);
    Ok(exit)
}

/// From which weight on findings fail the run: warnings do, but in a MkDocs project only where it is strict, as there.
fn least_that_fails(args: &Check, config: &Config) -> Severity {
    let is_strict = args.strict || config.mkdocs.as_ref().is_none_or(|mkdocs| mkdocs.strict);
    if is_strict { Severity::Warning } else { Severity::Error }
}

/// One run of the command.
struct Run<'a> {
    session: &'a Session,
    args: &'a Check,
    located: Located,
    files: FileSet,
    selection: Selection,
}

/// The cards and what is wrong with them.
struct Found {
    loaded: Loaded,
    /// Sorted, only of the files that were asked about.
    diagnostics: Vec<Diagnostic>,
}

impl Run<'_> {
    /// Reads everything and runs the rules.
    fn check(&self) -> Result<Found, Failure> {
        let loaded = pipeline::load(&self.located.config, &self.files)?;
        let today = self.session.today(self.args.today);
        let mut diagnostics = findings::find(self.session, (&self.located, &loaded), &self.selection, today);
        diagnostics.retain(|finding| self.located.wants(&finding.path));
        Ok(Found { loaded, diagnostics })
    }
}
