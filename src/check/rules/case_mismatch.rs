//! Links that spell a name in other letters than the disk has it.

use crate::check::rule::{Context, Group, InBuild, PlacedLink, Rule};
use crate::check::wording::code;
use crate::config::Dialect;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::path::{fold_case, strip_markdown_extension};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "case-mismatch",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a link differs from the name on disk in upper and lower case",
    page: include_str!("../../../docs/reference/rules/case-mismatch.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if context.config.links.dialect == Dialect::Obsidian {
        return Vec::new();
    }
    let mismatched = context.links().filter_map(|placed| Some((placed, placed.resolution.case_mismatch.as_ref()?)));
    mismatched
        .map(|(placed, name)| {
            let message = format!("{} is {} on disk", code(&placed.link.target), code(name));
            let finding = Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            let Some((span, text)) = respelt(placed, name) else {
                return finding.hint("write the name as the disk has it");
            };
            let title = format!("write {}", code(&text));
            finding.hint(title.clone()).fix(title, vec![Edit { path: placed.card.path.clone(), span, text }])
        })
        .collect()
}

/// The bytes of the target, and the same in the spelling of the disk; `None` where more than the case differs, as in
/// a percent-encoded target.
fn respelt(placed: PlacedLink<'_>, name: &str) -> Option<(Span, String)> {
    let span = placed.link.destination_span;
    let destination = span.of(&placed.card.text);
    let lead = destination.len() - destination.trim_start_matches([' ', '\t', '<']).len();
    let target = &destination[lead..];
    let target = &target[..target.find(['#', '?']).unwrap_or(target.len())];
    let target = target.trim_end_matches([' ', '\t', '>']);
    let ascent = target.len() - target.trim_start_matches(['.', '/']).len();
    let (up, down) = target.split_at(ascent);
    let bare = strip_markdown_extension(down);
    let name = if bare.len() < down.len() { name } else { strip_markdown_extension(name) };
    let segments: Vec<&str> = name.split('/').collect();
    let tail = segments[segments.len().saturating_sub(down.split('/').count())..].join("/");
    let start = span.start + lead;
    (fold_case(&tail) == fold_case(down) && tail != down)
        .then(|| (Span::new(start, start + target.len()), format!("{up}{tail}")))
}
