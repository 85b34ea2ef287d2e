//! Wiki-links that name a path where a stem says it all.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::check::fault::is_path_link;
use crate::check::offers::last_segment;
use crate::check::rule::{Context, Group, InBuild, PlacedLink, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::graph::{CardId, Status, Target};
use crate::path::{CardPath, nfc, strip_markdown_extension};

pub(in crate::check) const RULE: Rule = Rule {
    name: "path-link",
    group: Group::Links,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a wiki-link names a path instead of a stem",
    page: include_str!("../../../docs/reference/rules/path-link.md"),
    check,
};

/// The cards of each stem: the one card, or `None` where there are several.
type ByStem<'a> = FxHashMap<Cow<'a, str>, Option<CardId>>;

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let dialect = context.config.links.dialect;
    let is_fault = |placed: &PlacedLink<'_>| {
        is_path_link(*placed, dialect) && !matches!(placed.resolution.target, Some(Target::Asset(_)))
    };
    let mut found = context.links().filter(is_fault).peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    let by_stem = by_stem(context);
    found
        .map(|placed| {
            let message = format!("{} is a path", code(&placed.link.target));
            let finding = Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            match by_stem.get(nfc(last_segment(&placed.link.target)).as_ref()) {
                Some(Some(id)) => mended(finding, placed, &context.graph.cards[*id].path),
                Some(None) => finding.hint("rename the cards of that stem, so that it names one of them"),
                None => finding.hint("write the stem of the card"),
            }
        })
        .collect()
}

fn by_stem<'a>(context: &Context<'a>) -> ByStem<'a> {
    let mut by_stem = ByStem::default();
    for (id, card) in context.graph.cards.iter().enumerate() {
        by_stem.entry(nfc(card.path.stem())).and_modify(|known| *known = None).or_insert(Some(id));
    }
    by_stem
}

/// Writes the stem, unless the path is not one of that card, or a fragment nobody has looked at would come to light.
fn mended(finding: Diagnostic, placed: PlacedLink<'_>, to: &CardPath) -> Diagnostic {
    let link = placed.link;
    let finding = finding.hint(format!("write the stem, {}", code(to.stem())));
    let named = nfc(strip_markdown_extension(link.target.trim_start_matches(['.', '/'])));
    let whole = nfc(to.without_extension());
    let is_its_path = whole.strip_suffix(named.as_ref()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    let is_looked_at = placed.resolution.status == Status::Resolved || link.fragment.is_none();
    if !is_its_path || !is_looked_at || to.stem().contains(['[', ']', '|', '#', '^', '\\']) {
        return finding;
    }
    let fragment = link.fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let text = format!("{}{fragment}", to.stem());
    let title = format!("write {}", code(&text));
    finding.fix(title, vec![Edit { path: placed.card.path.clone(), span: link.destination_span, text }])
}
