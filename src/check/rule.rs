//! What a rule is.
//!
//! Must never hold state: a rule is a value.

use jiff::civil::Date;

use crate::config::Config;
use crate::diag::{Diagnostic, Severity};
use crate::graph::Graph;

/// One check with its documentation.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case name of the fault.
    pub name: &'static str,
    /// What it weighs unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it runs unless the configuration says otherwise.
    pub is_on: bool,
    /// What a finding means for `build`.
    pub in_build: InBuild,
    /// One line for lists: what it finds.
    pub summary: &'static str,
    /// Its documentation card, `docs/reference/rules/<name>.md`.
    pub page: &'static str,
    /// Finds the fault. Findings need no order, and carry any severity: the caller sets the configured one.
    pub check: fn(&Context<'_>) -> Vec<Diagnostic>,
}

/// What a finding means for a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InBuild {
    /// The site would be wrong or incomplete: the build fails and publishes nothing.
    Fails,
    /// The page has a flaw that readers see: the build warns, and `--strict` fails.
    Warns,
    /// The site does not show it: only `check` tells.
    Silent,
}

/// What rules may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The linked cards.
    pub graph: &'a Graph,
    /// The configuration.
    pub config: &'a Config,
    /// The day on which `future-date` counts.
    pub today: Date,
}
