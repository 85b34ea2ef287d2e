//! Wiki-links with white space round the target or the pipe.

use crate::check::rule::{Context, Group, InBuild, PlacedLink, Rule};
use crate::check::wording::code;
use crate::config::Dialect;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::card::LinkKind;
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "spaced-link",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a wiki-link has white space round its target or pipe",
    page: include_str!("../../../docs/reference/rules/spaced-link.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if context.config.links.dialect != Dialect::Strict {
        return Vec::new();
    }
    context
        .links()
        .filter(|placed| placed.link.is_spaced && matches!(placed.link.kind, LinkKind::Wiki | LinkKind::Embed))
        .map(|placed| {
            let raw = placed.link.span.of(&placed.card.text);
            let message = format!("{} has spaces round its target or pipe", code(raw));
            let finding = Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            let Some((span, text)) = tight(placed) else { return finding.hint("remove the spaces") };
            let edit = Edit { path: placed.card.path.clone(), span, text };
            finding.hint("remove the spaces").fix("remove the spaces", vec![edit])
        })
        .collect()
}

/// The bytes between the brackets, and the same without white space at their ends, round the pipe and the `#`.
fn tight(placed: PlacedLink<'_>) -> Option<(Span, String)> {
    let span = placed.link.span;
    let raw = span.of(&placed.card.text);
    let opening = if raw.starts_with('!') { "![[".len() } else { "[[".len() };
    let inner = Span::new(span.start + opening, (span.end - "]]".len()).max(span.start + opening));
    let text = inner.of(&placed.card.text);
    let (destination, pipe, label) = match text.find('|') {
        Some(at) if text[..at].ends_with('\\') => (&text[..at - 1], "\\|", &text[at + 1..]),
        Some(at) => (&text[..at], "|", &text[at + 1..]),
        None => (text, "", ""),
    };
    let destination: Vec<&str> = destination.split('#').map(str::trim).collect();
    let tight = format!("{}{pipe}{}", destination.join("#"), label.trim());
    (tight != text).then_some((inner, tight))
}
