//! Front matter keys that are there twice, as `parse::front_matter` has found them.

use crate::check::rule::{Group, InBuild, Rule};
use crate::diag::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a front matter key stands there twice",
    page: include_str!("../../../docs/reference/rules/duplicate-key.md"),
    check: |context| context.reported("duplicate-key"),
};
