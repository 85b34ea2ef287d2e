//! What is wrong, as the page shows it.
//!
//! Errors and findings → [`Problem`]s, which are sent as JSON. Texts are as they are: the page puts them into text
//! nodes. Must never hold HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::{Config, ConfigError};
use crate::diag::{Diagnostic, Severity};
use crate::graph::Graph;
use crate::path::CardPath;
use crate::render::TemplateError;
use crate::report::seen_from;
use crate::text::{LineMap, printable};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    pub(super) severity: Severity,
    /// `docs/a.md:3:5`, as far as it is known.
    pub(super) place: Option<String>,
    /// The rule that found it.
    pub(super) rule: Option<&'static str>,
    pub(super) message: String,
    pub(super) hints: Vec<String>,
    /// The address of the card's page.
    pub(super) page: Option<String>,
}

impl Problem {
    /// An error of the world.
    pub(super) fn new(message: &(impl ToString + ?Sized)) -> Self {
        Self {
            severity: Severity::Error,
            place: None,
            rule: None,
            message: message.to_string(),
            hints: Vec::new(),
            page: None,
        }
    }

    /// What keeps a configuration from being used.
    pub(super) fn of_config(error: &ConfigError) -> Vec<Self> {
        let problems = error.problems.iter().map(|problem| {
            let place = problem.file.as_ref().map(|file| match problem.at {
                Some(at) => format!("{file}:{}:{}", at.line, at.col),
                None => file.clone(),
            });
            Self { place, hints: problem.hints.clone(), ..Self::new(&problem.message) }
        });
        problems.collect()
    }

    /// What is wrong in a template.
    pub(super) fn of_template(error: &TemplateError) -> Self {
        let line = error.line.map(|line| format!(":{line}")).unwrap_or_default();
        Self {
            place: Some(format!("{}{line}", error.template)),
            hints: vec![error.hint.to_owned()],
            ..Self::new(&error.message)
        }
    }

    /// Findings of the rules; `prefix` leads from the working folder to the docs root.
    pub(super) fn of_findings(found: &[Diagnostic], graph: &Graph, config: &Config, prefix: &str) -> Vec<Self> {
        let mut lines: BTreeMap<&CardPath, Option<LineMap>> = BTreeMap::new();
        let mut problems = Vec::with_capacity(found.len());
        for finding in found {
            let card = graph.card_at(&finding.path);
            let text = graph.text_at(&finding.path).or_else(|| config.text_at(&finding.path));
            let lines = lines.entry(&finding.path).or_insert_with(|| text.map(LineMap::new));
            let at = lines.as_ref().zip(text).map(|(lines, text)| lines.line_col(text, finding.span.start));
            let at = at.map(|at| format!(":{}:{}", at.line, at.col)).unwrap_or_default();
            problems.push(Self {
                severity: finding.severity,
                place: Some(format!("{}{at}", seen_from(prefix, &finding.path))),
                rule: Some(finding.rule),
                hints: finding.hints.clone(),
                page: card.map(|id| format!("/{}", graph.pages.url(id))),
                ..Self::new(&finding.message)
            });
        }
        problems
    }

    /// One line for a terminal: `docs/a.md:3:5: error[broken-link] …`, as `check` writes it.
    pub(super) fn line(&self) -> String {
        let rule = self.rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
        let place = self.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let text = format!("{place}{}{rule} {}", self.severity, self.message);
        printable(&text).into_owned()
    }

    /// The line for a terminal, with the hints below.
    pub(super) fn lines(&self) -> String {
        self.line() + &self.hint_lines()
    }

    /// What it is, with the hints below, for those who know that it is an error.
    pub(super) fn in_full(&self) -> String {
        let place = self.place.as_ref().map(|place| format!("{}: ", printable(place))).unwrap_or_default();
        format!("{place}{}{}", printable(&self.message), self.hint_lines())
    }

    fn hint_lines(&self) -> String {
        self.hints.iter().fold(String::new(), |text, hint| text + "\n  hint: " + &printable(hint))
    }
}
