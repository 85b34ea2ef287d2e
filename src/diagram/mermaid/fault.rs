//! What merman says is wrong, in the terms of this program.
//!
//! Error → [`Fault`] with its bytes in the source. Must never leave a fault without a place.

use merman::RenderError;

use crate::diagram::Fault;
use crate::text::Span;

/// A fault of the diagram as a whole.
pub(super) fn whole(source: &str, message: String) -> Fault {
    Fault { span: first_line(source), message, hint: None }
}

/// No diagram begins here.
pub(super) fn empty(source: &str) -> Fault {
    whole(source, "there is no mermaid diagram here".to_owned())
}

/// The fault that an error tells of.
pub(super) fn of(source: &str, error: &RenderError) -> Fault {
    let mut fault = whole(source, sentence(&error.to_string()));
    if let RenderError::Parse(diagnostic) = error
        && let Some(span) = diagnostic.terminal_diagnostic_details().span
    {
        fault.span =
            Span { start: span.start.min(source.len()), end: span.end.clamp(span.start, source.len().max(span.start)) };
    }
    fault
}

/// A message of merman as this program writes them: without what the place tells already.
fn sentence(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    if message.contains("lacks capability `math`") {
        return "formulas (`$$`) are not drawn in diagrams".to_owned();
    }
    let message = match message.strip_prefix("Diagram parse error (").and_then(|rest| rest.split_once("): ")) {
        Some((_, message)) => message,
        None => message,
    };
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

fn first_line(source: &str) -> Span {
    let start = source.len() - source.trim_start().len();
    let end = source[start..].find('\n').map_or(source.len(), |at| start + at);
    Span { start, end }
}
