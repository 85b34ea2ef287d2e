//! The files of a build while it is made: each is made when it is written, looked at, and forgotten.
//!
//! A laid out site, or outputs that are there already → [`Files`] for `write`. Must never write.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::cli::progress::Progress;
use crate::observer::{Observer as _, Phase};
use crate::render::output::Body;
use crate::render::{Failure, Site};
use crate::verify::{Dangling, Verifier};
use crate::write::{Files, Ready, WriteError};

/// Where the files come from.
pub(super) enum Source<'a> {
    /// They are made one by one.
    Site(&'a Site),
    /// They are there, with what went wrong in making them.
    Ready(Ready<'a>),
}

/// The files of a build.
pub(super) struct Making<'a> {
    source: Source<'a>,
    progress: &'a Progress,
    /// The self-check, and the addresses that are known to lead nowhere.
    verifier: Option<(Verifier, BTreeSet<String>)>,
    /// What else is asked when all is made.
    accepts: &'a (dyn Fn() -> bool + Sync),
    faults: Mutex<Faults>,
}

/// Why a site must not be published.
#[derive(Debug, Default, Clone)]
pub(super) struct Faults {
    /// The pages that could not be made, by URL.
    pub failures: Vec<Failure>,
    /// The addresses that lead nowhere.
    pub dangling: Vec<Dangling>,
}

impl<'a> Making<'a> {
    /// The files of a source; each is checked where there is a verifier, and `accepts` is asked
    /// at the end.
    pub(super) fn new(
        source: Source<'a>,
        failures: Vec<Failure>,
        verifier: Option<(Verifier, BTreeSet<String>)>,
        accepts: &'a (dyn Fn() -> bool + Sync),
        progress: &'a Progress,
    ) -> Self {
        Self { source, progress, verifier, accepts, faults: Mutex::new(Faults { failures, dangling: Vec::new() }) }
    }

    /// What was found, when all is made.
    pub(super) fn into_faults(self) -> Faults {
        let mut faults = self.faults.into_inner().unwrap_or_else(PoisonError::into_inner);
        faults.failures.sort_by(|a, b| a.url.cmp(&b.url));
        faults
    }

    fn make(&self, path: &str) -> Result<Cow<'_, Body>, WriteError> {
        match &self.source {
            Source::Ready(ready) => ready.body(path),
            Source::Site(site) => {
                let mark = self.progress.begin();
                let made = site.file(path).map_err(|error| WriteError::Make(error.to_string()))?;
                self.progress.end(path, mark);
                let (output, failure) = made.ok_or_else(|| WriteError::Make(format!("there is no `{path}`")))?;
                self.faults.lock().unwrap_or_else(PoisonError::into_inner).failures.extend(failure);
                Ok(Cow::Owned(output.body))
            }
        }
    }
}

impl Files for Making<'_> {
    fn paths(&self) -> Vec<String> {
        match &self.source {
            Source::Site(site) => site.paths(),
            Source::Ready(ready) => ready.paths(),
        }
    }

    fn body(&self, path: &str) -> Result<Cow<'_, Body>, WriteError> {
        let body = self.make(path)?;
        if let Some((verifier, _)) = &self.verifier {
            verifier.see(path, &body);
        }
        Ok(body)
    }

    fn is_accepted(&self) -> bool {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((verifier, known)) = &self.verifier {
            self.progress.phase(Phase::Verify, 0);
            faults.dangling = verifier.dangling(known);
        }
        self.progress.phase(Phase::Write, 0);
        faults.failures.is_empty() && faults.dangling.is_empty() && (self.accepts)()
    }
}
