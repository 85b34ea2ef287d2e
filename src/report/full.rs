//! `full`: findings → the source line with a caret, hints and fixes, for people.
//!
//! 1. The title (`error[rule]: message`) and the snippet are drawn by annotate-snippets.
//! 2. The line between them (`--> docs/a.md:3:5`) is ours: the snippet gets one line, cropped and with
//!    control characters spelled out, so its columns are not those of the file.
//!
//! Must never show more than the first line of a span, nor the whole of a long line.

use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity};
use crate::report::place::{Places, SourceLine};
use crate::report::{Input, is_fixable, summary};
use crate::text::{Span, printable};

/// Lines of more characters than this are cropped around the span.
const LONG_LINE_CHARS: usize = 400;
/// Characters that a cropped line shows before the span.
const CHARS_BEFORE: usize = 60;
/// Characters that a cropped line shows from the start of the span on.
const CHARS_AFTER: usize = 140;
/// Wider than any excerpt, with every character spelled out: cropping is done here, not by the renderer.
const RENDER_WIDTH: usize = 10_000;

/// Writes every finding with its source line, and the summary.
pub(super) fn render(input: &Input<'_>) -> String {
    let places = Places::of(input);
    let renderer = if input.color { Renderer::styled() } else { Renderer::plain() }.term_width(RENDER_WIDTH);
    let mut out = String::new();
    for diagnostic in input.diagnostics {
        push_finding(&mut out, input, &places, &renderer, diagnostic);
        out.push('\n');
    }
    out.push_str(&summary::sentence(input));
    out.push('\n');
    out
}

fn push_finding(
    out: &mut String,
    input: &Input<'_>,
    places: &Places<'_>,
    renderer: &Renderer,
    diagnostic: &Diagnostic,
) {
    let at = places.region(&diagnostic.path, diagnostic.span).start;
    let title = level(diagnostic.severity).primary_title(printable(&diagnostic.message)).id(diagnostic.rule);
    push_line(out, &renderer.render(&[Group::with_title(title)]));

    let arrow = if input.color { DEFAULT_LINE_NUM_STYLE } else { Style::new() };
    let indent = " ".repeat(at.line.to_string().len());
    let path = input.shown(&diagnostic.path);
    out.push_str(&format!("{indent}{arrow}-->{arrow:#} {path}:{}:{}\n", at.line, at.col));

    let line = places.source_line(&diagnostic.path, diagnostic.span);
    let excerpt = line.map(|line| Excerpt::new(line, diagnostic.span));
    let mut body = Group::with_level(level(diagnostic.severity));
    if let Some(excerpt) = &excerpt {
        let caret = AnnotationKind::Primary.span(excerpt.span.clone());
        body = body.element(Snippet::source(excerpt.text.as_str()).line_start(at.line).annotation(caret));
    }
    body = body.elements(helps(diagnostic).into_iter().map(|help| Level::HELP.message(help)));
    if !body.is_empty() {
        push_line(out, &renderer.render(&[body]));
    }
}

fn push_line(out: &mut String, rendered: &str) {
    out.push_str(rendered.trim_end_matches('\n'));
    out.push('\n');
}

fn helps(diagnostic: &Diagnostic) -> Vec<String> {
    let mut helps: Vec<String> = diagnostic.hints.iter().map(|hint| printable(hint).into_owned()).collect();
    if let Some(fix) = &diagnostic.fix
        && is_fixable(diagnostic)
    {
        let title = printable(&fix.title);
        helps.retain(|help| *help != title);
        helps.push(format!("{title} (with --fix)"));
    }
    helps
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

/// As much of a source line as is shown, fit for a terminal.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    /// The bytes of `text` under which the carets go.
    span: Range<usize>,
}

impl Excerpt {
    fn new(line: SourceLine<'_>, span: Span) -> Self {
        let SourceLine { text, span: line } = line;
        let start = text.floor_char_boundary(span.start.clamp(line.start, line.end));
        let end = text.floor_char_boundary(span.end.clamp(start, line.end));
        let window = window(text, line, start);
        let end = end.min(window.end);

        let mut shown = String::new();
        if window.start > line.start {
            shown.push('…');
        }
        shown.push_str(&spelled(&text[window.start..start]));
        let caret = shown.len();
        shown.push_str(&spelled(&text[start..end]));
        let caret_end = shown.len();
        shown.push_str(&spelled(&text[end..window.end]));
        if window.end < line.end {
            shown.push('…');
        }
        Self { text: shown, span: caret..caret_end }
    }
}

/// The part of a line that is shown for a span that starts at `start`.
fn window(text: &str, line: Span, start: usize) -> Span {
    if line.of(text).chars().nth(LONG_LINE_CHARS).is_none() {
        return line;
    }
    let before = text[line.start..start].char_indices().rev().nth(CHARS_BEFORE - 1);
    let after = text[start..line.end].char_indices().nth(CHARS_AFTER);
    Span::new(before.map_or(line.start, |(at, _)| line.start + at), after.map_or(line.end, |(at, _)| start + at))
}

fn spelled(text: &str) -> String {
    printable(&text.replace('\t', "    ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::report::place::SourceLine;
    use crate::text::Span;

    fn excerpt(text: &str, start: usize, end: usize) -> (String, String) {
        let line = SourceLine { text, span: Span::new(0, text.len()) };
        let Excerpt { text, span } = Excerpt::new(line, Span::new(start, end));
        let marked = text[span].to_owned();
        (text, marked)
    }

    #[test]
    fn tabs_and_control_characters_move_the_caret_along() {
        assert_eq!(excerpt("\t\u{1b}é[[a]]", 4, 9), ("    \\x1bé[[a]]".into(), "[[a]]".into()));
    }

    #[test]
    fn long_lines_are_cropped_around_the_span() {
        let text = format!("{}[[a]]{}", "é".repeat(500), "z".repeat(500));
        let (shown, marked) = excerpt(&text, 1000, 1005);
        assert_eq!(marked, "[[a]]");
        assert_eq!(shown, format!("…{}[[a]]{}…", "é".repeat(60), "z".repeat(135)));
        assert_eq!(excerpt(&text, 1000, 1400).1.chars().count(), 140);
    }
}
