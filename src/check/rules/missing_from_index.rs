//! Cards that the index of their quadrant does not list.
//!
//! An index of a folder in between counts as well: who reads the quadrant's index finds the way through it.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::graph::{CardId, Status, Target};
use crate::parse::card::Card;
use crate::parse::document::NodeKind;
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
    let graph = context.graph;
    let mut listed: FxHashMap<CardId, FxHashSet<CardId>> = FxHashMap::default();
    let mut found = Vec::new();
    for (id, card) in context.cards() {
        let Some(quadrant) = card.path.top_folder().filter(|top| is_quadrant(context, top)) else { continue };
        let Some(index) = graph.pages.index_of(quadrant).filter(|index| *index != id) else { continue };
        let mut over = context.indexes_over(id).filter(|over| graph.cards[*over].path.top_folder() == Some(quadrant));
        if over.any(|over| listed.entry(over).or_insert_with(|| links_of(context, over)).contains(&id)) {
            continue;
        }
        let (index, stem) = (&graph.cards[index], card.path.stem());
        let message = format!("{} does not link to this card", code(index.path.as_str()));
        let item = code(&format!("- [[{stem}]]"));
        let title = format!("add {item} to {}", code(index.path.as_str()));
        let finding = Diagnostic::new(RULE.name, &card.path, card.place(), message).hint(title.clone());
        let is_plain = !stem.contains(['[', ']', '|', '#', '^', '\\']) && graph.names.with_name(stem).len() == 1;
        found.push(if is_plain && !index.is_virtual { finding.fix(title, vec![entry(index, card)]) } else { finding });
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

/// A line for a card at the end of the list in the section that is named like the card's folder, or of the last list.
fn entry(index: &Card, card: &Card) -> Edit {
    let section = card.path.folder().rsplit('/').find_map(|folder| section(index, folder));
    let whole = Span::new(index.front_matter.block.map_or(0, |block| block.end), index.text.len());
    let list = section.map_or_else(|| last_list(index, whole), |section| last_list(index, section));
    let line_end = if index.text.contains("\r\n") { "\r\n" } else { "\n" };
    let stem = card.path.stem();
    let (at, text) = match (list, section) {
        (Some((end, marker)), _) => (end, format!("{line_end}{marker} [[{stem}]]")),
        (None, section) => {
            let section = section.unwrap_or(whole);
            let end = section.start + section.of(&index.text).trim_end().len();
            (end, format!("{line_end}{line_end}- [[{stem}]]"))
        }
    };
    let text = if index.text[at..].trim().is_empty() && index.text.len() == at { text + line_end } else { text };
    Edit { path: index.path.clone(), span: Span::at(at), text }
}

/// From the heading that is named like a folder up to the next one that is as high.
fn section(index: &Card, folder: &str) -> Option<Span> {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let wanted = letters(folder);
    let at = index.headings.iter().position(|heading| heading.level > 1 && letters(&heading.text) == wanted)?;
    let heading = &index.headings[at];
    let next = index.headings[at + 1..].iter().find(|next| next.level <= heading.level);
    Some(Span::new(heading.span.start, next.map_or(index.text.len(), |next| next.span.start)))
}

/// Where the last bullet list of a span ends, and its marker with the space before it.
fn last_list(index: &Card, within: Span) -> Option<(usize, String)> {
    let nodes = &index.document.nodes;
    let mut last = None;
    let mut at = 0;
    while at < nodes.len() {
        if nodes[at].kind == (NodeKind::List { start: None }) && within.contains(nodes[at].span) {
            last = Some(nodes[at].span);
        }
        at = nodes[at].end as usize;
    }
    let list = last?;
    let text = list.of(&index.text);
    let marker = text.trim_start().chars().next().filter(|c| matches!(c, '-' | '*' | '+'))?;
    Some((list.start + text.trim_end().len(), marker.to_string()))
}
