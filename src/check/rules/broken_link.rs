//! Links to a card that is not there, with the names most like the one that was written.

use rayon::prelude::*;

use crate::check::fault::{Fault, fault, is_path_link};
use crate::check::offers::{Offers, last_segment};
use crate::check::rule::{Context, Group, InBuild, PlacedLink, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::parse::card::LinkKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a link leads to no card",
    page: include_str!("../../../docs/reference/rules/broken-link.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let broken: Vec<PlacedLink<'_>> =
        context.links().filter(|placed| fault(*placed) == Some(Fault::BrokenLink)).collect();
    if broken.is_empty() {
        return Vec::new();
    }
    let offers = Offers::cards(context);
    let is_told_by_path_link = |placed: &PlacedLink<'_>| {
        is_path_link(*placed, context.config.links.dialect)
            && !context.graph.names.with_stem(last_segment(&placed.link.target)).is_empty()
    };
    broken
        .into_par_iter()
        .filter(|placed| !is_told_by_path_link(placed))
        .map(|placed| {
            Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message(placed)).hint(offers.hint(placed))
        })
        .collect()
}

fn message(placed: PlacedLink<'_>) -> String {
    match placed.link.kind {
        LinkKind::Wiki => format!("no card is named {}", code(&placed.link.target)),
        _ => format!("{} leads to no card", code(&placed.link.target)),
    }
}
