//! Cards that no other card links to.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "orphan-card",
    group: Group::Structure,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "no other card links to a card",
    page: include_str!("../../../docs/reference/rules/orphan-card.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let graph = context.graph;
    if !applies(context) {
        return Vec::new();
    }
    graph
        .orphans()
        .into_iter()
        .map(|id| {
            let card = &graph.cards[id];
            let finding = Diagnostic::new(RULE.name, &card.path, card.place(), "no other card links to this one");
            match context.indexes_over(id).next() {
                Some(index) => {
                    let index = &graph.cards[index].path;
                    finding.hint(format!("link to it, for example from {}", code(index.as_str())))
                }
                None => finding.hint("link to it from another card"),
            }
        })
        .collect()
}

/// A knowledge base is found through its links. Where there are no quadrants, or links are paths, readers go by the
/// list of pages, and most cards are linked from nowhere: there the rule waits until the configuration names it.
fn applies(context: &Context<'_>) -> bool {
    let quadrants = &context.config.docs.quadrants;
    let in_quadrant = |folder: &str| quadrants.iter().any(|quadrant| quadrant == folder);
    context.config.check.severity.contains_key(RULE.name)
        || context.is_for(&RULE) && context.cards().any(|(_, card)| card.path.top_folder().is_some_and(in_quadrant))
}
