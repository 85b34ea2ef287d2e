//! What the user is told while the preview runs: one line for each rebuild, and the findings that are new.
//!
//! Must never tell the same finding twice in a row.

use std::collections::BTreeSet;

use jiff::Zoned;

use crate::diag::Diagnostic;
use crate::report::counted;
use crate::serve::problem::Problem;
use crate::serve::rebuild::Sources;
use crate::serve::{Options, Shown, Tell};

/// How many findings are told at one time.
const MOST_TOLD: usize = 10;

/// The user, and what was said already.
pub(super) struct Terminal {
    tell: Tell,
    shown: Shown,
    told: BTreeSet<Key>,
    /// How many findings there were, equal ones counted.
    count: usize,
}

impl Terminal {
    pub(super) fn new(options: &Options) -> Self {
        Self { tell: options.tell.clone(), shown: options.shown.clone(), told: BTreeSet::new(), count: 0 }
    }

    /// Says something as it is.
    pub(super) fn say(&self, text: &str) {
        (self.tell)(text);
    }

    /// Says something with the time of day.
    #[expect(clippy::disallowed_methods, reason = "people want to know when the last rebuild was")]
    pub(super) fn log(&self, text: &str) {
        self.say(&format!("{} {text}", Zoned::now().strftime("%H:%M:%S")));
    }

    /// Findings with their places as seen from the working folder.
    pub(super) fn problems(&self, found: &[Diagnostic], sources: &Sources) -> Vec<Problem> {
        let Sources { config, loaded, .. } = sources;
        Problem::of_findings(found, &loaded.graph, config, &(self.shown)(&config.root))
    }

    /// Says which findings were not there before, and how many there are.
    pub(super) fn tell_new(&mut self, problems: &[Problem]) {
        let new: Vec<&Problem> = problems.iter().filter(|problem| !self.told.contains(&key(problem))).collect();
        for problem in new.iter().take(MOST_TOLD) {
            self.say(&problem.line());
        }
        if !new.is_empty() || problems.len() != self.count {
            let left = new.len().saturating_sub(MOST_TOLD);
            let more = if left > 0 {
                format!("… and {left} more; see them all with `quadrille check`. ")
            } else {
                String::new()
            };
            self.say(&match problems.len() {
                0 => "No findings.".to_owned(),
                count => format!("{more}{} in all.", counted(count, "finding")),
            });
        }
        (self.told, self.count) = (problems.iter().map(key).collect(), problems.len());
    }
}

/// What a finding is, wherever an edit above it has moved it.
type Key = (Option<&'static str>, Option<String>, String);

fn key(problem: &Problem) -> Key {
    (problem.rule, problem.page.clone(), problem.message.clone())
}
