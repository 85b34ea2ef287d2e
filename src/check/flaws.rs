//! The flaws of diagrams of box art as findings of one rule, with the change that mends them.
//!
//! Cards → diagnostics. The flaws were found when the cards were read; only the diagrams that have some are looked at
//! again, for the change. Must never word a message.

use rayon::prelude::*;

use crate::check::rule::Context;
use crate::diag::Diagnostic;
use crate::diagram::guard;
use crate::edit::Edit;
use crate::parse::card::{Card, Diagram};
use crate::parse::diagram::{code, in_file};
use crate::text::printable;

/// The findings of a rule; `title` says what its fix does.
pub(super) fn findings(context: &Context<'_>, rule: &'static str, title: &str) -> Vec<Diagnostic> {
    let has_some = |diagram: &&Diagram| diagram.flaws.iter().any(|flaw| flaw.rule == rule);
    let cards = context.cards().flat_map(|(_, card)| card.diagrams.iter().map(move |diagram| (card, diagram)));
    let found: Vec<(&Card, &Diagram)> = cards.filter(|(_, diagram)| has_some(diagram)).collect();
    found.into_par_iter().flat_map_iter(|found| of_diagram(context, found, rule, title)).collect()
}

/// All flaws of a diagram are mended together: they carry the same edits, which count once.
fn of_diagram(
    context: &Context<'_>,
    (card, diagram): (&Card, &Diagram),
    rule: &'static str,
    title: &str,
) -> Vec<Diagnostic> {
    let edits = edits(context, card, diagram, rule);
    let flaws = diagram.flaws.iter().filter(|flaw| flaw.rule == rule);
    let finding = |flaw: &crate::diagram::Flaw| {
        let finding = Diagnostic::new(rule, &card.path, flaw.span, printable(&flaw.message)).hint(flaw.hint);
        if edits.is_empty() { finding } else { finding.fix(title, edits.clone()) }
    };
    flaws.map(finding).collect()
}

/// The edits of the file; none where a line of the diagram is written otherwise there.
fn edits(context: &Context<'_>, card: &Card, diagram: &Diagram, rule: &'static str) -> Vec<Edit> {
    let Some(source) = code(card, diagram) else { return Vec::new() };
    let changes = guard::mend(source, rule, context.config.diagrams.limit());
    let edit = |(span, text): (crate::text::Span, String)| {
        let place = in_file(card, diagram, span);
        (place.of(&card.text) == span.of(source)).then(|| Edit { path: card.path.clone(), span: place, text })
    };
    changes.into_iter().map(edit).collect::<Option<Vec<Edit>>>().unwrap_or_default()
}
