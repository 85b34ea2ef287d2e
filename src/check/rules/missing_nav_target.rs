//! Entries of the navigation that are no page.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::graph::EntryTarget;

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-nav-target",
    group: Group::Configuration,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "`nav` names a page that is not there",
    page: include_str!("../../../docs/reference/rules/missing-nav-target.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let entries = context.graph.navigation.iter().flat_map(|navigation| &navigation.entries);
    let faults = context.graph.navigation.iter().flat_map(|navigation| &navigation.faults);
    let unread = faults.map(|fault| {
        Diagnostic::new(RULE.name, &fault.path, fault.span, fault.message.clone())
            .hint("correct it: until then the folder has its usual navigation")
    });
    entries
        .filter_map(|entry| {
            let EntryTarget::Missing(path) = &entry.target else { return None };
            // A file that is no page, but is published.
            if context.graph.assets.binary_search_by(|asset| asset.path.as_str().cmp(path)).is_ok() {
                return None;
            }
            let (file, span) = entry.place.as_ref()?;
            let finding = Diagnostic::new(RULE.name, file, *span, format!("there is no page {}", code(path)));
            Some(finding.hint("correct the path, which counts from the docs folder, or take the entry out"))
        })
        .chain(unread)
        .collect()
}
