//! Links and symlinks that lead out of the docs root.

use crate::check::fault::{Fault, fault};
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "outside-root",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link or symlink leads out of the docs root",
    page: include_str!("../../../docs/reference/rules/outside-root.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let links = context.links().filter(|placed| fault(*placed) == Some(Fault::OutsideRoot)).map(|placed| {
        let message = format!("{} leads out of the docs root", code(&placed.link.target));
        Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message)
            .hint("link to the file on the web, or bring it into the docs root")
    });
    links.chain(context.reported(RULE.name)).collect()
}
