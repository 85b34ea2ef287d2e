//! Tasks that wait for a card which is not there.

use crate::check::nearest::Nearest;
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};
use crate::diag::{Diagnostic, Severity};
use crate::graph::work::{Requirement, Target, Work};
use crate::path::CardPath;

pub(in crate::check) const RULE: Rule = Rule {
    name: "dangling-requirement",
    group: Group::Structure,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a card that is worked on requires one that is not there",
    page: include_str!("../../../docs/reference/rules/dangling-requirement.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let graph = context.graph;
    let work = Work::new(graph, context.config);
    let dangling: Vec<(&CardPath, &Requirement)> = work
        .reached(&work.goals)
        .into_iter()
        .flat_map(|task| {
            let path = &graph.cards[work.tasks[task].card].path;
            work.tasks[task].requires.iter().map(move |requirement| (path, requirement))
        })
        .filter(|(_, requirement)| requirement.target.card().is_none())
        .collect();
    if dangling.is_empty() {
        return Vec::new();
    }
    let stems = graph.cards.iter().map(|card| (card.path.stem(), &card.path));
    let titles = graph.cards.iter().map(|card| (card.title.text.as_str(), &card.path));
    let nearest: Nearest<&CardPath> = Nearest::new(stems.chain(titles));
    let finding = |(path, requirement): (&CardPath, &Requirement)| {
        let name = code(&requirement.name);
        let (message, hint) = match &requirement.target {
            Target::Ambiguous(paths) => {
                let cards = list(paths.iter().map(CardPath::as_str), "and");
                (format!("{name} is required and could be {cards}"), "give the cards different names".to_owned())
            }
            _ => (format!("no card is named {name}, which is required"), hint(&nearest.find(&requirement.name))),
        };
        Diagnostic::new(RULE.name, path, requirement.span, message).hint(hint)
    };
    dangling.into_iter().map(finding).collect()
}

fn hint(near: &[&CardPath]) -> String {
    if near.is_empty() {
        return "write the card, or take its name out of `requires`".to_owned();
    }
    format!("did you mean {}?", list(near.iter().map(|path| path.stem()), "or"))
}
