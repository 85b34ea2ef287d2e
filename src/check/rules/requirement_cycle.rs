//! Tasks that wait for one another.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};
use crate::diag::{Diagnostic, Severity};
use crate::graph::work::{TaskId, Work};

pub(in crate::check) const RULE: Rule = Rule {
    name: "requirement-cycle",
    group: Group::Structure,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "cards that are worked on require one another in a circle",
    page: include_str!("../../../docs/reference/rules/requirement-cycle.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let graph = context.graph;
    let work = Work::new(graph, context.config);
    let finding = |group: &Vec<TaskId>| {
        let start = group[0];
        let way = shortest_way_round(&work, group, start)?;
        let card = &graph.cards[work.tasks[start].card];
        // The first step of the way, as the card names it.
        let next = way.first().copied().unwrap_or(start);
        let next = work.tasks[start]
            .requires
            .iter()
            .find(|requirement| requirement.target.card().and_then(|card| work.task_of(card)) == Some(next))?;
        let name = code(card.path.as_str());
        let message = if way.is_empty() {
            format!("{name} requires itself")
        } else {
            let between = way.iter().map(|task| graph.cards[work.tasks[*task].card].path.as_str());
            format!("{name} requires itself by way of {}", list(between, "and then"))
        };
        let hint = "no card of the circle can be done first: take one name out of `requires`";
        Some(Diagnostic::new(RULE.name, &card.path, next.span, message).hint(hint))
    };
    work.cycles.iter().filter_map(finding).collect()
}

/// The tasks between, on the shortest way from a task back to itself within its circle.
fn shortest_way_round(work: &Work, group: &[TaskId], start: TaskId) -> Option<Vec<TaskId>> {
    let mut reached: FxHashMap<TaskId, TaskId> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for below in work.below(here) {
            if below == start {
                let (mut way, mut at) = (Vec::new(), here);
                while at != start {
                    way.push(at);
                    at = reached[&at];
                }
                way.reverse();
                return Some(way);
            }
            if group.binary_search(&below).is_ok() && !reached.contains_key(&below) {
                reached.insert(below, here);
                queue.push_back(below);
            }
        }
    }
    None
}
