//! Pages beside the navigation.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "card-not-in-nav",
    group: Group::Configuration,
    severity: Severity::Info,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a page is not in `nav`",
    page: include_str!("../../../docs/reference/rules/card-not-in-nav.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let (Some(navigation), Some(mkdocs)) = (&context.graph.navigation, &context.config.mkdocs) else {
        return Vec::new();
    };
    if !navigation.is_written {
        return Vec::new();
    }
    context
        .cards()
        .filter(|(id, card)| {
            let path = card.path.as_str();
            !navigation.holds(*id) && !mkdocs.not_in_nav.contains(path) && !mkdocs.is_summary(path)
        })
        .map(|(_, card)| {
            Diagnostic::new(RULE.name, &card.path, card.place(), "the page is not in the navigation")
                .hint("add it to `nav`, or its path to `not_in_nav`")
        })
        .collect()
}
