//! Which rules run, and how much they matter.
//!
//! `[check]` of the configuration and the command line → [`Selection`]. Names are those of rules, of groups
//! (`links`) and `all`. Must never run a rule.

use std::collections::BTreeMap;

use crate::check::catalog;
use crate::check::nearest::Nearest;
use crate::check::rule::{Group, InBuild, Rule};
use crate::config::{Config, Globs};

use crate::diag::Severity;
use crate::path::CardPath;

/// The rules that run, with their severities, and the files that some of them pass over.
#[derive(Debug, Clone)]
pub struct Selection {
    rules: Vec<(&'static Rule, Severity)>,
    passed_over: Vec<(Globs, Vec<&'static str>)>,
}

/// A name in a selection that is neither a rule nor a group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule or group `{}`{}", crate::text::printable(.name), did_you_mean(.nearest.as_deref()))]
pub struct UnknownRule {
    /// The name as given.
    pub name: String,
    /// The rule or group most like it.
    pub nearest: Option<&'static str>,
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(|| "; `quadrille rule` lists all".to_owned(), |name| format!("; did you mean `{name}`?"))
}

impl Selection {
    /// Chooses the rules.
    ///
    /// `select` of the command line stands in for `select` of the configuration; without either, all rules run that
    /// are on by default or have a severity in the configuration. What `ignore` names does not run, unless the
    /// command line selects that very rule and only the configuration ignores it.
    ///
    /// # Errors
    /// Where a name is neither a rule nor a group.
    pub fn new(config: &Config, select: &[String], ignore: &[String]) -> Result<Self, UnknownRule> {
        let check = &config.check;
        let severities = severities(&check.severity)?;
        let configured = all_named(&check.select)?;
        let asked = all_named(select)?;
        let ignored = all_named(&check.ignore)?;
        let refused = all_named(ignore)?;
        let is_chosen = |rule: &Rule| match (select.is_empty(), check.select.is_empty()) {
            (false, _) => asked.contains(&rule.name),
            (true, false) => configured.contains(&rule.name),
            (true, true) => rule.is_on || severities.contains_key(rule.name),
        };
        let is_ignored = |rule: &Rule| {
            refused.contains(&rule.name) || ignored.contains(&rule.name) && !select.iter().any(|name| name == rule.name)
        };
        let rules = catalog::RULES
            .iter()
            .filter(|rule| is_chosen(rule) && !is_ignored(rule))
            .map(|rule| (rule, severities.get(rule.name).copied().unwrap_or(rule.severity)))
            .collect();
        let mut passed_over = Vec::new();
        for (glob, names) in &check.per_file_ignores {
            // A bad glob was an error of the configuration already.
            passed_over.push((Globs::new(&[glob]).unwrap_or_default(), all_named(names)?));
        }
        Ok(Self { rules, passed_over })
    }

    /// Only those rules whose findings matter for a build.
    #[must_use]
    pub fn for_build(mut self) -> Self {
        self.rules.retain(|(rule, _)| rule.in_build != InBuild::Silent);
        self
    }

    /// Only these rules.
    #[must_use]
    pub fn only(mut self, names: &[&str]) -> Self {
        self.rules.retain(|(rule, _)| names.contains(&rule.name));
        self
    }

    /// The rules that run, sorted by name, with their severities.
    #[must_use]
    pub fn rules(&self) -> &[(&'static Rule, Severity)] {
        &self.rules
    }

    /// Whether a rule runs that reads the review queue.
    #[must_use]
    pub fn reads_queue(&self) -> bool {
        self.rules.iter().any(|(rule, _)| rule.group == Group::Review)
    }

    /// Whether findings of a rule in a file count.
    #[must_use]
    pub fn runs(&self, rule: &str, path: &CardPath) -> bool {
        self.severity(rule).is_some()
            && !self.passed_over.iter().any(|(globs, rules)| rules.contains(&rule) && globs.is_match(path.as_str()))
    }

    /// How much a rule matters; `None` where it does not run.
    #[must_use]
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        let at = self.rules.binary_search_by(|(selected, _)| selected.name.cmp(rule)).ok()?;
        Some(self.rules[at].1)
    }
}

/// The rules that a name stands for: one, those of a group, or all.
///
/// # Errors
/// Where the name is neither a rule nor a group.
pub fn named(name: &str) -> Result<Vec<&'static str>, UnknownRule> {
    let name = name.trim();
    if let Some(rule) = catalog::get(name) {
        return Ok(vec![rule.name]);
    }
    if name == "all" {
        return Ok(catalog::RULES.iter().map(|rule| rule.name).collect());
    }
    if let Some(group) = Group::ALL.into_iter().find(|group| group.name() == name) {
        return Ok(catalog::RULES.iter().filter(|rule| rule.group == group).map(|rule| rule.name).collect());
    }
    let known = catalog::RULES.iter().map(|rule| rule.name).chain(Group::ALL.map(Group::name)).chain(["all"]);
    let nearest = Nearest::new(known.map(|known| (known, known))).find(name).first().copied();
    Err(UnknownRule { name: name.to_owned(), nearest })
}

fn all_named(names: &[String]) -> Result<Vec<&'static str>, UnknownRule> {
    let mut rules = Vec::new();
    for name in names {
        rules.extend(named(name)?);
    }
    Ok(rules)
}

/// The narrower name wins: a rule over its group, a group over `all`.
fn severities(configured: &BTreeMap<String, Severity>) -> Result<BTreeMap<&'static str, Severity>, UnknownRule> {
    let mut widths = Vec::new();
    for (name, severity) in configured {
        let rules = named(name)?;
        let width = if catalog::get(name).is_some() { 0 } else { rules.len() + 1 };
        widths.push((width, rules, *severity));
    }
    widths.sort_by_key(|(width, _, _)| std::cmp::Reverse(*width));
    let mut severities = BTreeMap::new();
    for (_, rules, severity) in widths {
        severities.extend(rules.into_iter().map(|rule| (rule, severity)));
    }
    Ok(severities)
}

#[cfg(test)]
mod tests {
    use super::{Selection, UnknownRule};
    use crate::check::catalog;
    use crate::config::Config;
    use crate::diag::Severity;
    use crate::path::CardPath;

    fn config() -> Config {
        Config::defaults("/p".into(), "/p/docs".into())
    }

    fn texts(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn names(config: &Config, select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
        let selection = Selection::new(config, &texts(select), &texts(ignore)).expect("known rules");
        selection.rules().iter().map(|(rule, _)| rule.name).collect()
    }

    #[test]
    fn the_command_line_stands_in_for_the_configured_selection() {
        let mut config = config();
        config.check.select = texts(&["structure"]);
        config.check.ignore = texts(&["orphan-card"]);
        let mut wanted = texts(&["dangling-requirement", "duplicate-anchor", "missing-from-index", "missing-index"]);
        wanted.push("requirement-cycle".to_owned());
        assert_eq!(names(&config, &[], &[]), wanted);
        assert_eq!(names(&config, &["broken-link", "orphan-card"], &[]), ["broken-link", "orphan-card"]);
        wanted.retain(|name| name != "missing-index");
        assert_eq!(names(&config, &["structure"], &["missing-index"]), wanted);
    }

    #[test]
    fn without_a_selection_the_rules_run_that_are_on() {
        let on = catalog::RULES.iter().filter(|rule| rule.is_on).count();
        assert_eq!(names(&config(), &[], &[]).len(), on);
        assert_eq!(names(&config(), &["all"], &[]).len(), catalog::RULES.len());
        assert_eq!(names(&config(), &[], &["all"]), [""; 0]);
    }

    #[test]
    fn the_narrower_name_gives_the_severity() {
        let mut config = config();
        config.check.severity =
            [("links", Severity::Info), ("broken-link", Severity::Warning), ("all", Severity::Error)]
                .map(|(name, severity)| (name.to_owned(), severity))
                .into();
        let selection = Selection::new(&config, &[], &[]).expect("known rules");
        assert_eq!(selection.severity("broken-link"), Some(Severity::Warning));
        assert_eq!(selection.severity("path-link"), Some(Severity::Info));
        assert_eq!(selection.severity("missing-index"), Some(Severity::Error));
    }

    #[test]
    fn files_can_be_passed_over() {
        let mut config = config();
        config.check.per_file_ignores = [("old/**".to_owned(), texts(&["links"]))].into();
        let selection = Selection::new(&config, &[], &[]).expect("known rules");
        let runs = |rule: &str, path: &str| selection.runs(rule, &CardPath::new(path).expect("a path"));
        assert!(!runs("broken-link", "old/a.md") && runs("broken-link", "a.md") && runs("orphan-card", "old/a.md"));
    }

    #[test]
    fn unknown_names_come_with_the_nearest() {
        let error = Selection::new(&config(), &texts(&["broken-lnk"]), &[]).expect_err("no such rule");
        assert_eq!(error, UnknownRule { name: "broken-lnk".to_owned(), nearest: Some("broken-link") });
        assert_eq!(error.to_string(), "there is no rule or group `broken-lnk`; did you mean `broken-link`?");
    }
}
