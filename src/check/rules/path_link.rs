//! Wiki-links that name a path where a stem says it all.

use crate::check::fault::is_path_link;
use crate::check::offers::last_segment;
use crate::check::rule::{Context, Group, InBuild, PlacedLink, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::graph::Status;
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

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let graph = context.graph;
    context
        .links()
        .filter(|placed| is_path_link(*placed, context.config.links.dialect))
        .map(|placed| {
            let message = format!("{} is a path", code(&placed.link.target));
            let finding = Diagnostic::new(RULE.name, &placed.card.path, placed.link.span, message);
            match graph.names.with_stem(last_segment(&placed.link.target)) {
                [id] => mended(finding, placed, &graph.cards[*id].path),
                [] => finding.hint("write the stem of the card"),
                _ => finding.hint("rename the cards of that stem, so that it names one of them"),
            }
        })
        .collect()
}

/// Writes the stem, unless the path is not one of that card, or a fragment nobody has looked at would come to light.
fn mended(finding: Diagnostic, placed: PlacedLink<'_>, to: &CardPath) -> Diagnostic {
    let link = placed.link;
    let stem = |text: &str| format!("write the stem, {}", code(text));
    let named = nfc(strip_markdown_extension(link.target.trim_start_matches(['.', '/'])));
    let whole = nfc(to.without_extension());
    let is_its_path = whole.strip_suffix(named.as_ref()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    let is_looked_at = placed.resolution.status == Status::Resolved || link.fragment.is_none();
    if !is_its_path || !is_looked_at || to.stem().contains(['[', ']', '|', '#', '^', '\\']) {
        return finding.hint(stem(to.stem()));
    }
    let fragment = link.fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let text = format!("{}{fragment}", to.stem());
    finding
        .hint(stem(&text))
        .fix(stem(&text), vec![Edit { path: placed.card.path.clone(), span: link.destination_span, text }])
}
