//! Paths that a disk without regard to case cannot tell apart.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::path::{CardPath, fold_case};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "case-collision",
    group: Group::Names,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "two paths differ only in upper and lower case",
    page: include_str!("../../../docs/reference/rules/case-collision.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let cards = context.graph.cards.iter().map(|card| (card.is_virtual, &card.path));
    let assets = context.graph.assets.iter().map(|asset| (false, &asset.path));
    let mut by_key: BTreeMap<String, Vec<(bool, &CardPath)>> = BTreeMap::new();
    for (is_virtual, path) in cards.chain(assets) {
        by_key.entry(fold_case(path.as_str())).or_default().push((is_virtual, path));
    }
    let mut found = Vec::new();
    for mut paths in by_key.into_values().filter(|paths| paths.len() > 1) {
        paths.sort_by_key(|(is_virtual, path)| (!is_virtual, *path));
        let first = paths[0].1;
        for (_, path) in paths.iter().skip(1).filter(|(is_virtual, _)| !is_virtual) {
            let difference = if path.key() == first.key() { "Unicode form" } else { "case" };
            let (path, first) = (*path, code(first.as_str()));
            let message = format!("{} differs from {first} only in {difference}", code(path.as_str()));
            let finding = Diagnostic::new(RULE.name, path, Span::at(0), message);
            found.push(finding.hint("rename one of them: on macOS and Windows they are one file"));
        }
    }
    found
}
