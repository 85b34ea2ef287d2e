//! Cards that are not UTF-8, as `discover` has found them.

use crate::check::rule::{Group, InBuild, Rule};
use crate::diag::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "bad-encoding",
    group: Group::Files,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Fails,
    summary: "a card is not valid UTF-8",
    page: include_str!("../../../docs/reference/rules/bad-encoding.md"),
    check: |context| context.reported("bad-encoding"),
};
