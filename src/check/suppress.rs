//! Comments that silence a rule: `<!-- quadrille: ignore broken-link -->`.
//!
//! Findings → findings without those that a comment silences, and with one for each comment that silences nothing.
//! A comment speaks of one line or of its whole file. Must never silence a finding of another file.

use rustc_hash::FxHashMap;

use crate::check::rule::Context;
use crate::check::rules::unused_suppression;
use crate::check::select::{Selection, UnknownRule, named};
use crate::diag::Diagnostic;
use crate::parse::card::{Card, Named, Suppression};
use crate::path::CardPath;
use crate::text::LineMap;

/// One name in one comment.
struct Entry<'a> {
    card: &'a Card,
    comment: &'a Suppression,
    name: &'a Named,
    rules: Result<Vec<&'static str>, UnknownRule>,
    is_used: bool,
}

/// The comments of one card: which entry silences a rule on a line, or (`None`) in the whole file.
struct Comments {
    lines: LineMap,
    entries: FxHashMap<(Option<usize>, &'static str), usize>,
}

/// Takes out what is silenced and adds the comments that silence nothing, where that rule runs.
pub(super) fn apply(context: &Context<'_>, selection: &Selection, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut by_path: FxHashMap<&CardPath, Comments> = FxHashMap::default();
    for (_, card) in context.cards().filter(|(_, card)| !card.suppressions.is_empty()) {
        let mut comments = Comments { lines: LineMap::new(&card.text), entries: FxHashMap::default() };
        for comment in &card.suppressions {
            for name in &comment.rules {
                let rules = named(&name.name);
                for rule in rules.iter().flatten() {
                    comments.entries.entry((comment.line, rule)).or_insert(entries.len());
                }
                entries.push(Entry { card, comment, name, rules, is_used: false });
            }
        }
        by_path.insert(&card.path, comments);
    }
    found.retain(|finding| {
        let silencing = by_path.get(&finding.path).and_then(|comments| {
            let line = comments.lines.line(finding.span.start);
            let at = |line| comments.entries.get(&(line, finding.rule));
            at(Some(line)).or_else(|| at(None))
        });
        if let Some(entry) = silencing {
            entries[*entry].is_used = true;
        }
        silencing.is_none()
    });
    let idle =
        entries.into_iter().filter(|entry| !entry.is_used).filter_map(|entry| report(selection, &by_path, entry));
    found.extend(idle.filter(|finding| selection.runs(finding.rule, &finding.path)));
    found
}

/// A name that is no rule is reported always, a rule only if it ran: else it may well be needed.
fn report(selection: &Selection, by_path: &FxHashMap<&CardPath, Comments>, entry: Entry<'_>) -> Option<Diagnostic> {
    match entry.rules {
        Err(unknown) => Some(unused_suppression::unknown(entry.card, entry.name, unknown.nearest)),
        Ok(rules) if rules.iter().all(|rule| selection.runs(rule, &entry.card.path)) => {
            let lines = &by_path.get(&entry.card.path)?.lines;
            Some(unused_suppression::idle(entry.card, lines, entry.comment, entry.name))
        }
        Ok(_) => None,
    }
}
