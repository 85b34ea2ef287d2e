//! Quadrants without an index card.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-index",
    group: Group::Structure,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a quadrant has cards but no index card",
    page: include_str!("../../../docs/reference/rules/missing-index.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.is_for(&RULE) {
        return Vec::new();
    }
    let quadrants = context.config.docs.quadrants.iter();
    let without = quadrants.filter(|quadrant| context.graph.pages.index_of(quadrant).is_none());
    without
        .filter_map(|quadrant| {
            let (_, first) = context.cards().find(|(_, card)| card.path.top_folder() == Some(quadrant))?;
            let name = context.config.docs.index.last().map(|pattern| pattern.replace("{folder}", quadrant));
            let message = format!("the folder {} has no index card", code(quadrant));
            let finding = Diagnostic::new(RULE.name, &first.path, Span::at(0), message);
            Some(match name {
                Some(name) => finding.hint(format!("add the card {}", code(&format!("{quadrant}/{name}")))),
                None => finding.hint("name the files that are indexes in `index` of `[docs]`"),
            })
        })
        .collect()
}
