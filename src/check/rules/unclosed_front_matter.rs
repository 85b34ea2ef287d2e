//! Front matter without its closing delimiter, as `parse::front_matter` has found it.

use crate::check::rule::{Group, InBuild, Rule};
use crate::diag::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unclosed-front-matter",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Fails,
    summary: "the front matter has no closing delimiter",
    page: include_str!("../../../docs/reference/rules/unclosed-front-matter.md"),
    check: |context| context.reported("unclosed-front-matter"),
};
