//! `github`: findings → workflow commands, which GitHub Actions shows as annotations.
//!
//! # Source
//! GitHub Docs, "Workflow commands for GitHub Actions"
//! (<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>):
//! `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`. Columns are allowed only where the
//! first and the last line are the same.

use crate::diag::Severity;
use crate::report::Input;
use crate::report::place::Places;
use crate::text::printable;

/// Writes one command for each finding; nothing where there is none.
pub(super) fn render(input: &Input<'_>) -> String {
    let places = Places::of(input);
    let mut out = String::new();
    for diagnostic in input.diagnostics {
        let region = places.region(&diagnostic.path, diagnostic.span);
        let (start, end) = (region.start, region.end);
        let place = if start.line == end.line {
            format!("line={},col={},endLine={},endColumn={}", start.line, start.col, end.line, end.col)
        } else {
            format!("line={},endLine={}", start.line, end.line)
        };
        let message: Vec<String> =
            std::iter::once(&diagnostic.message).chain(&diagnostic.hints).map(|text| escape_data(text)).collect();
        out.push_str(&format!(
            "::{} file={},{place},title={}::{}\n",
            command(diagnostic.severity),
            escape_property(&input.exact(&diagnostic.path)),
            escape_property(&format!("quadrille ({})", diagnostic.rule)),
            message.join("%0A"),
        ));
    }
    out
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn escape_data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
