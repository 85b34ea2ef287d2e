//! Fences whose language says drawing and that hold none, and the other way round.

use rayon::prelude::*;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::parse::card::Card;
use crate::parse::diagram::{Holds, Mistagged, mistagged};

pub(in crate::check) const RULE: Rule = Rule {
    name: "mistagged-diagram",
    group: Group::Diagrams,
    severity: Severity::Info,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "the language of a fence is not what it holds: a drawing, or none",
    page: include_str!("../../../docs/reference/rules/mistagged-diagram.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let cards: Vec<&Card> = context.cards().map(|(_, card)| card).collect();
    let config = &context.config.diagrams;
    let found = cards
        .into_par_iter()
        .flat_map_iter(|card| mistagged(card, config).into_iter().map(move |mistagged| finding(card, mistagged)));
    found.collect()
}

fn finding(card: &Card, Mistagged { language, holds }: Mistagged) -> Diagnostic {
    let name = language.of(&card.text);
    let is_written = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_+.#".contains(c));
    let message = match holds {
        Holds::Drawing => format!("the fence is called `{name}` and holds a drawing"),
        Holds::Words if is_written => format!("the fence is called `{name}` and holds no drawing"),
        Holds::Words => "the fence is said to hold a drawing and holds none".to_owned(),
    };
    let hint = match holds {
        Holds::Drawing => "as `text` it is drawn; `{diagram=off}` keeps it as it is",
        Holds::Words if is_written => "as `text` it is shown as it is written",
        Holds::Words => "take the option away",
    };
    let finding = Diagnostic::new(RULE.name, &card.path, language, message).hint(hint);
    if !is_written {
        return finding;
    }
    finding.fix("write `text`", vec![Edit { path: card.path.clone(), span: language, text: "text".to_owned() }])
}
