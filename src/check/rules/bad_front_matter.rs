//! Front matter that no parser understands, as `parse::front_matter` has found it.

use crate::check::rule::{Group, InBuild, Rule};
use crate::diag::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "bad-front-matter",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Fails,
    summary: "the front matter cannot be read",
    page: include_str!("../../../docs/reference/rules/bad-front-matter.md"),
    check: |context| context.reported("bad-front-matter"),
};
