//! Cards that the index of their quadrant does not list.
//!
//! An index of a folder in between counts as well: who reads the quadrant's index finds the way through it.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::check::index_list::{Line, Slot};
use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::graph::{CardId, Status, Target};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-from-index",
    group: Group::Structure,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "the index of a quadrant does not link to one of its cards",
    page: include_str!("../../../docs/reference/rules/missing-from-index.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.is_for(&RULE) {
        return Vec::new();
    }
    let graph = context.graph;
    let mut listed: FxHashMap<CardId, FxHashSet<CardId>> = FxHashMap::default();
    let mut slots: FxHashMap<(CardId, &str), Slot> = FxHashMap::default();
    let mut begun: FxHashSet<(CardId, usize)> = FxHashSet::default();
    let mut found = Vec::new();
    for (id, card) in context.cards() {
        let Some(quadrant) = card.path.top_folder().filter(|top| is_quadrant(context, top)) else { continue };
        let Some(index) = graph.pages.index_of(quadrant).filter(|index| *index != id) else { continue };
        let mut over = context.indexes_over(id).filter(|over| graph.cards[*over].path.top_folder() == Some(quadrant));
        if over.any(|over| listed.entry(over).or_insert_with(|| links_of(context, over)).contains(&id)) {
            continue;
        }
        let (path, stem) = (&graph.cards[index].path, card.path.stem());
        let message = format!("{} does not link to this card", code(path.as_str()));
        let title = format!("add {} to {}", code(&format!("- [[{stem}]]")), code(path.as_str()));
        let finding = Diagnostic::new(RULE.name, &card.path, card.place(), message).hint(title.clone());
        let is_plain = !stem.contains(['[', ']', '|', '#', '^', '\\']) && graph.names.with_name(stem).len() == 1;
        if !is_plain || graph.cards[index].is_virtual {
            found.push(finding);
            continue;
        }
        let folder = card.path.folder();
        let slot = slots.entry((index, folder)).or_insert_with(|| Slot::new(&graph.cards[index], folder));
        let is_first = slot.starts_list && begun.insert((index, slot.at));
        let text = slot.line(stem, if is_first { Line::First } else { Line::Further });
        found.push(finding.fix(title, vec![Edit { path: path.clone(), span: Span::at(slot.at), text }]));
    }
    found
}

fn is_quadrant(context: &Context<'_>, folder: &str) -> bool {
    context.config.docs.quadrants.iter().any(|quadrant| quadrant == folder)
}

/// The cards that a card links to, and those that an ambiguous link of it could mean.
fn links_of(context: &Context<'_>, id: CardId) -> FxHashSet<CardId> {
    let mut cards = FxHashSet::default();
    for (_, resolution) in context.graph.links(id) {
        match (resolution.status, resolution.target) {
            (Status::Resolved, Some(Target::Card(to))) => {
                cards.insert(to);
            }
            (Status::Ambiguous, _) => {
                cards.extend(resolution.candidates.iter().filter_map(|path| context.graph.card_at(path)));
            }
            _ => {}
        }
    }
    cards
}
