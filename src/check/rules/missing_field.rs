//! Front matter keys that every card needs.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::parse::card::Card;
use crate::parse::front_matter::ValueKind;
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-field",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "the front matter lacks a required key",
    page: include_str!("../../../docs/reference/rules/missing-field.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let required = &context.config.front_matter.required;
    let readable = context.cards().filter(|(_, card)| !is_unreadable(card));
    readable
        .flat_map(|(_, card)| {
            let has = |key: &str| card.front_matter.get(key).is_some_and(|field| field.value.kind != ValueKind::Null);
            required.iter().filter(move |key| !has(key)).map(move |key| {
                let (message, hint) = match card.front_matter.block {
                    Some(_) => ("the front matter has no", "add"),
                    None => ("there is no front matter, and so no", "add front matter with"),
                };
                Diagnostic::new(RULE.name, &card.path, place(card), format!("{message} {}", code(key)))
                    .hint(format!("{hint} {}", code(&format!("{key}:"))))
            })
        })
        .collect()
}

/// Whether what is in the block cannot be known: then another rule has told so.
fn is_unreadable(card: &Card) -> bool {
    card.problems.iter().any(|problem| {
        problem.severity == Severity::Error && matches!(problem.rule, "bad-front-matter" | "unclosed-front-matter")
    })
}

/// The opening delimiter, or the start of a card without front matter.
fn place(card: &Card) -> Span {
    let Some(block) = card.front_matter.block else { return Span::at(0) };
    let text = block.of(&card.text);
    Span::new(block.start, block.start + text.find(['\n', '\r']).unwrap_or(text.len()))
}
