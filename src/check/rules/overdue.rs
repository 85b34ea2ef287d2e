//! Cards whose last review is too long ago.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "overdue",
    group: Group::Review,
    severity: Severity::Warning,
    is_on: false,
    in_build: InBuild::Silent,
    summary: "the last review of a card is too long ago",
    page: include_str!("../../../docs/reference/rules/overdue.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let overdue = context.queue.dues.iter().filter(|due| due.is_overdue(context.today));
    overdue
        .filter_map(|due| {
            let card = &context.graph.cards[due.card];
            let keys = &context.config.review.keys;
            let field = card.front_matter.get(&keys.date).or_else(|| card.front_matter.get(&keys.interval))?;
            let until = due.due_on?;
            let message = match due.last_reviewed {
                Some(date) => format!(
                    "the review of {} held until {}, for {}",
                    code(&date.to_string()),
                    code(&until.to_string()),
                    due.interval
                ),
                None => format!("the card says that it holds until {}", code(&until.to_string())),
            };
            let hint =
                format!("read the card, then run {}", code(&format!("quadrille review mark {}", card.path.stem())));
            Some(Diagnostic::new(RULE.name, &card.path, field.value.span, message).hint(hint))
        })
        .collect()
}
