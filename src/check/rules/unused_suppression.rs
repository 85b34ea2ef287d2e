//! Comments that silence nothing. Only `suppress` knows which do, so it asks here for the findings.

use crate::check::rule::{Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::card::{Card, Named, Suppression};
use crate::text::{LineMap, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unused-suppression",
    group: Group::Files,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a comment silences a rule that finds nothing there",
    page: include_str!("../../../docs/reference/rules/unused-suppression.md"),
    check: |_| Vec::new(),
};

/// The finding for a name that no rule has.
pub(in crate::check) fn unknown(card: &Card, name: &Named, nearest: Option<&'static str>) -> Diagnostic {
    let message = format!("there is no rule {}", code(&name.name));
    let finding = Diagnostic::new(RULE.name, &card.path, name.span, message);
    match nearest {
        Some(nearest) => finding.hint(format!("did you mean `{nearest}`?")),
        None => finding.hint("`quadrille rule` lists all rules"),
    }
}

/// The finding for a rule that had nothing to silence.
pub(in crate::check) fn idle(card: &Card, lines: &LineMap, comment: &Suppression, name: &Named) -> Diagnostic {
    let place = if comment.line.is_some() { "on that line" } else { "in this file" };
    let message = format!("{} finds nothing {place}", code(&name.name));
    let finding = Diagnostic::new(RULE.name, &card.path, name.span, message);
    if comment.rules.len() == 1 {
        let span = removable(&card.text, lines, comment.span);
        let edit = Edit { path: card.path.clone(), span, text: String::new() };
        finding.hint("remove the comment").fix("remove the comment", vec![edit])
    } else {
        finding.hint("remove the name from the comment")
    }
}

/// The bytes that go with a comment: its whole line if nothing else is on it and no two blocks would join.
fn removable(text: &str, lines: &LineMap, comment: Span) -> Span {
    let number = lines.line(comment.start);
    let line = lines.line_span(text, number);
    let is_blank = |number: usize| lines.line_span(text, number).of(text).trim().is_empty();
    let is_alone = line.contains(comment) && line.of(text).trim() == comment.of(text);
    if is_alone && (is_blank(number - 1) || is_blank(number + 1)) {
        Span::new(line.start, lines.line_span(text, number + 1).start.max(line.end))
    } else {
        comment
    }
}
