//! Links, images and embeds of a file that is not there.

use crate::check::fault::{Fault, fault};
use crate::check::offers::Offers;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-asset",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link, image or embed leads to no file",
    page: include_str!("../../../docs/reference/rules/missing-asset.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut missing = context.links().filter(|placed| fault(*placed) == Some(Fault::MissingAsset)).peekable();
    if missing.peek().is_none() {
        return Vec::new();
    }
    let offers = Offers::assets(context);
    missing
        .map(|placed| {
            let message = format!("{} leads to no file", code(&placed.link.target));
            Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message).hint(offers.hint(placed))
        })
        .collect()
}
