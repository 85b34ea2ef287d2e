//! `concise`: findings → `docs/a.md:3:5: error[broken-link] message (fixable)`, one line each.

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_INFO_STYLE, DEFAULT_WARNING_STYLE, Style};

use crate::diag::Severity;
use crate::report::place::Places;
use crate::report::{Input, is_fixable, summary};
use crate::text::printable;

/// Writes one line for each finding, and the summary.
pub(super) fn render(input: &Input<'_>) -> String {
    let places = Places::of(input);
    let mut out = String::new();
    for diagnostic in input.diagnostics {
        let at = places.region(&diagnostic.path, diagnostic.span).start;
        let style = if input.color { severity_style(diagnostic.severity) } else { Style::new() };
        out.push_str(&format!(
            "{}:{}:{}: {style}{}[{}]{style:#} {}{}\n",
            input.shown(&diagnostic.path),
            at.line,
            at.col,
            diagnostic.severity,
            diagnostic.rule,
            printable(&diagnostic.message),
            if is_fixable(diagnostic) { " (fixable)" } else { "" },
        ));
    }
    out.push_str(&summary::sentence(input));
    out.push('\n');
    out
}

const fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => DEFAULT_ERROR_STYLE,
        Severity::Warning => DEFAULT_WARNING_STYLE,
        Severity::Info => DEFAULT_INFO_STYLE,
    }
}
