//! `gitlab`: findings → a Code Quality report, which GitLab shows in merge requests.
//!
//! # Source
//! GitLab Docs, "Code Quality report format"
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use serde::Serialize;

use crate::diag::Severity;
use crate::report::fingerprint::fingerprints;
use crate::report::place::Places;
use crate::report::{Input, json};
use crate::text::printable;

#[derive(Debug, Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes an array with one issue for each finding.
pub(super) fn render(input: &Input<'_>) -> String {
    let places = Places::of(input);
    let issues: Vec<Issue<'_>> = input
        .diagnostics
        .iter()
        .zip(fingerprints(input.diagnostics))
        .map(|(diagnostic, fingerprint)| {
            let region = places.region(&diagnostic.path, diagnostic.span);
            Issue {
                description: printable(&diagnostic.message).into_owned(),
                check_name: diagnostic.rule,
                fingerprint,
                severity: severity(diagnostic.severity),
                location: Location {
                    path: input.exact(&diagnostic.path),
                    lines: Lines { begin: region.start.line, end: region.end.line },
                },
            }
        })
        .collect();
    json::to_text(&issues)
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
