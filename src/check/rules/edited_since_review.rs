//! Cards that are no longer what was reviewed.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "edited-since-review",
    group: Group::Review,
    severity: Severity::Warning,
    is_on: false,
    in_build: InBuild::Silent,
    summary: "a card was edited after its last review",
    page: include_str!("../../../docs/reference/rules/edited-since-review.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let edited = context.queue.dues.iter().filter_map(|due| Some((due, due.edited?)));
    edited
        .filter_map(|(due, edited)| {
            let card = &context.graph.cards[due.card];
            let field = card.front_matter.get(&context.config.review.keys.date)?;
            let lines = match edited.changed_lines {
                Some(1) => ": 1 line differs".to_owned(),
                Some(lines) => format!(": {lines} lines differ"),
                None => String::new(),
            };
            let date = due.last_reviewed.map(|date| date.to_string()).unwrap_or_default();
            let message = format!("the card is not what was reviewed on {}{lines}", code(&date));
            let hint =
                format!("read the card, then run {}", code(&format!("quadrille review mark {}", card.path.stem())));
            Some(Diagnostic::new(RULE.name, &card.path, field.value.span, message).hint(hint))
        })
        .collect()
}
