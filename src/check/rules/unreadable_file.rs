//! Files that cannot be read, as `discover` has found them.

use crate::check::rule::{Group, InBuild, Rule};
use crate::diag::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unreadable-file",
    group: Group::Files,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Warns,
    summary: "a file cannot be read",
    page: include_str!("../../../docs/reference/rules/unreadable-file.md"),
    check: |context| context.reported("unreadable-file"),
};
