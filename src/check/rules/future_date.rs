//! Reviews that have not happened yet.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::parse::date::parse_date;

pub(in crate::check) const RULE: Rule = Rule {
    name: "future-date",
    group: Group::FrontMatter,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "the date of the last review lies in the future",
    page: include_str!("../../../docs/reference/rules/future-date.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context
        .cards()
        .filter_map(|(_, card)| {
            let value = &card.front_matter.get(&context.config.review.keys.date)?.value;
            let date = parse_date(value.as_text()?).ok()?;
            (date > context.today).then(|| {
                let message = format!(
                    "the last review, {}, is after today, {}",
                    code(&date.to_string()),
                    code(&context.today.to_string())
                );
                Diagnostic::new(RULE.name, &card.path, value.span, message)
                    .hint("write the day on which the card was read")
            })
        })
        .collect()
}
