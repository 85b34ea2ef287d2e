//! Embeds of a card, or of a part of one, that is not there.

use crate::check::fault::{Fault, fault};
use crate::check::offers::Offers;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::graph::Target;

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-embed",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "an embed shows nothing, as its card or section is not there",
    page: include_str!("../../../docs/reference/rules/broken-embed.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut broken = context.links().filter(|placed| fault(*placed) == Some(Fault::BrokenEmbed)).peekable();
    if broken.peek().is_none() {
        return Vec::new();
    }
    let offers = Offers::cards(context);
    broken
        .map(|placed| {
            let finding = |message| Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            match (placed.resolution.target, &placed.link.fragment) {
                (Some(Target::Card(id)), Some(fragment)) => {
                    let path = context.graph.cards[id].path.as_str();
                    finding(format!("{} has no section or block {}", code(path), code(fragment)))
                        .hint("write a heading or block id of that card, or embed the whole card")
                }
                _ => finding(format!("no card is named {}", code(&placed.link.target))).hint(offers.hint(placed)),
            }
        })
        .collect()
}
