//! Links with a scheme that could run code or read files.

use crate::check::fault::{Fault, fault};
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "dangerous-url",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link has a scheme that is not allowed",
    page: include_str!("../../../docs/reference/rules/dangerous-url.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context
        .links()
        .filter(|placed| fault(*placed) == Some(Fault::DangerousUrl))
        .map(|placed| {
            let message = format!("the scheme of {} is not allowed", code(&placed.link.target));
            Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message)
                .hint("remove the link, or add a scheme that you trust to `schemes` in `[links]`")
        })
        .collect()
}
