//! Front matter keys that only some folders may have.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::{code, list};

use crate::config::Globs;
use crate::diag::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "misplaced-field",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a front matter key is not allowed in this folder",
    page: include_str!("../../../docs/reference/rules/misplaced-field.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let only_in = &context.config.front_matter.only_in;
    // A bad glob was an error of the configuration already.
    let places: Vec<(&String, &Vec<String>, Globs)> =
        only_in.iter().map(|(key, texts)| (key, texts, Globs::new(texts).unwrap_or_default())).collect();
    let mut found = Vec::new();
    for (_, card) in context.cards() {
        for (key, texts, places) in &places {
            if let Some(field) = card.front_matter.get(key).filter(|_| !places.is_match(card.path.as_str())) {
                let message = format!("{} is allowed only in {}", code(key), list(texts.iter(), "and"));
                let finding = Diagnostic::new(RULE.name, &card.path, field.key_span, message);
                found.push(finding.hint("remove the key, or move the card"));
            }
        }
    }
    found
}
