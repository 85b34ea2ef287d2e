//! Links whose name several cards have.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};
use crate::config::Dialect;
use crate::diag::{Diagnostic, Severity};
use crate::graph::Status;
use crate::path::CardPath;

pub(in crate::check) const RULE: Rule = Rule {
    name: "ambiguous-link",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link could mean several cards",
    page: include_str!("../../../docs/reference/rules/ambiguous-link.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let advice = match context.config.links.dialect {
        Dialect::Strict => "rename all but one of them",
        Dialect::Obsidian | Dialect::Quartz | Dialect::Mkdocs => "write the path of the one you mean",
    };
    context
        .links()
        .filter(|placed| placed.resolution.status == Status::Ambiguous)
        .map(|placed| {
            let candidates = &placed.resolution.candidates;
            let message =
                format!("{} could mean {} files", code(&placed.link.target), placed.resolution.candidate_count);
            // `list` counts what it leaves out: those that the resolution does not name count too.
            let unnamed = std::iter::repeat_n("", placed.resolution.candidate_count - candidates.len());
            let all = candidates.iter().map(CardPath::as_str).chain(unnamed);
            Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message)
                .hint(format!("it could be {}", list(all, "or")))
                .hint(advice)
        })
        .collect()
}
