//! Front matter values that should be dates and are none.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::config::{Config, FieldType};
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::card::Card;
use crate::parse::date::parse_date;
use crate::parse::front_matter::{Field, Format, ValueKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "bad-date",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a front matter value is not a date",
    page: include_str!("../../../docs/reference/rules/bad-date.md"),
    check,
};

/// The keys that hold dates unless the configuration gives them another type.
const DATES: [&str; 5] = ["created", "date", "last-reviewed", "modified", "updated"];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, card) in context.cards() {
        for field in card.front_matter.fields.iter().filter(|field| is_date(context.config, &field.key)) {
            found.extend(fault(card, field));
        }
    }
    found
}

fn is_date(config: &Config, key: &str) -> bool {
    match config.front_matter.types.get(key) {
        Some(wanted) => *wanted == FieldType::Date,
        None => DATES.contains(&key) || key == config.review.keys.date,
    }
}

fn fault(card: &Card, field: &Field) -> Option<Diagnostic> {
    let span = field.value.span;
    let finding = |message: String| Diagnostic::new(RULE.name, &card.path, span, message);
    let text = match &field.value.kind {
        ValueKind::Null => return None,
        ValueKind::Scalar { text, .. } => text,
        ValueKind::List(_) | ValueKind::Map(_) => {
            let message = format!("{} is {}, not a date", code(&field.key), field.value.describe());
            return Some(finding(message).hint("write a date like `2026-11-20`"));
        }
    };
    let bad = parse_date(text).err()?;
    let finding = finding(bad.message);
    let Some(date) = bad.suggestion else { return Some(finding.hint("write a date like `2026-11-20`")) };
    let written = span.of(&card.text);
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quote = quote.or_else(|| (card.front_matter.format == Format::Json).then_some('"'));
    let quote = quote.map(String::from).unwrap_or_default();
    let edit = Edit { path: card.path.clone(), span, text: format!("{quote}{date}{quote}") };
    let title = format!("write {}", code(&date));
    Some(finding.hint(title.clone()).fix(title, vec![edit]))
}
