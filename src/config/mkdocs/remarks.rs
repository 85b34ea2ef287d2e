//! What of a MkDocs configuration is not honoured, as findings.
//!
//! The values with their places, and the table of `honour` → [`Diagnostic`]s. Each says what to do instead. Must never
//! keep a project from being read.

use super::honour::{Honour, Part, Support, honour, names};
use super::theme::Foreign;
use super::tree::{ConfigText, Kind, Node, Place};
use super::{MkDocs, Plugin, overrides};
use crate::config::extensions::{Fault, Unknown};
use crate::config::formats::nearest;
use crate::diag::{Diagnostic, Severity};

/// What remarks are made of.
pub(super) struct Facts<'a> {
    pub(super) root: &'a Node,
    pub(super) files: &'a [ConfigText],
    pub(super) own: &'a MkDocs,
    /// Files that are not there, with the key that names them.
    pub(super) missing: &'a [(&'static str, String)],
    pub(super) foreign: &'a [Foreign<'a>],
    pub(super) unknown: &'a [Unknown],
}

/// Makes the findings, in order of place.
pub(super) fn remarks(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut found = Found { facts, findings: Vec::new() };
    found.keys();
    found.plugins();
    found.extensions();
    found.features();
    found.files();
    found.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    found.findings.dedup();
    found.findings
}

struct Found<'a> {
    facts: &'a Facts<'a>,
    findings: Vec<Diagnostic>,
}

impl Found<'_> {
    fn keys(&mut self) {
        for pair in self.facts.root.pairs() {
            let row = honour(Part::Key, &pair.key);
            let is_group = || names(Part::Key).any(|name| name.split('.').next() == Some(&pair.key));
            match row {
                Some(_) if pair.key == "hooks" => {
                    for hook in pair.value.items() {
                        let name = hook.text().unwrap_or_default();
                        let message = format!("the hook `{name}` is Python and is not run");
                        self.lost("unsupported-hook", hook.place, message, row);
                    }
                }
                Some(lost) if lost.support == Support::Unsupported && !is_empty(&pair.value) => {
                    let message = format!("`{}` has no effect: {}", pair.key, lost.note);
                    self.lost("unsupported-feature", pair.place, message, row);
                }
                None if !is_group() => self.unknown_key(&pair.key, pair.place),
                _ => {}
            }
            if matches!(pair.key.as_str(), "theme" | "extra") {
                self.keys_in(&pair.key, &pair.value);
            }
        }
    }

    fn keys_in(&mut self, above: &str, map: &Node) {
        for pair in map.pairs() {
            let name = format!("{above}.{}", pair.key);
            let row = honour(Part::Key, &name);
            let provider = pair.value.get("provider").and_then(Node::text).unwrap_or_default();
            if name == "theme.custom_dir" {
                self.overrides(pair.place);
            } else if name == "extra.analytics"
                && overrides::has_analytics(self.facts.own.theme.custom_dir.as_deref(), &provider)
            {
                // The project's own template does it.
            } else if let Some(lost) = row.filter(|row| row.support == Support::Unsupported && !is_empty(&pair.value)) {
                let message = format!("`{name}` has no effect: {}", lost.note);
                self.lost("unsupported-feature", pair.place, message, row);
            }
        }
    }

    /// Templates that replace something which is not there.
    fn overrides(&mut self, place: Place) {
        let folder = self.facts.own.theme.custom_dir.as_deref();
        let lost = folder.map(overrides::without_counterpart).unwrap_or_default();
        if lost.is_empty() {
            return;
        }
        let names: Vec<String> = lost.iter().map(|path| format!("`{path}`")).collect();
        let message =
            format!("templates of `theme.custom_dir` have no counterpart, and are not used: {}", names.join(", "));
        let finding = self.finding("unsupported-feature", place, message);
        let hint = "write what they add as a block of `main.html` with `{{ super() }}`, or leave them out";
        self.findings.push(finding.hint(hint));
    }

    fn unknown_key(&mut self, key: &str, place: Place) {
        let known = names(Part::Key).filter(|name| !name.contains('.')).chain(["theme", "validation"]);
        let finding = self.finding("unknown-config-key", place, format!("MkDocs knows no key `{key}`"));
        let finding = match nearest(key, known) {
            Some(meant) => finding.hint(format!("did you mean `{meant}`?")),
            None => finding.hint("put data of your own into `extra`"),
        };
        self.findings.push(finding);
    }

    fn plugins(&mut self) {
        for Plugin { name, .. } in &self.facts.own.plugins {
            let place =
                self.place_of("plugins", name).or_else(|| self.place_of("plugins", &format!("material/{name}")));
            let (row, place) = (honour(Part::Plugin, name), place.unwrap_or_default());
            match row {
                Some(lost) if lost.support == Support::Unsupported => {
                    let message = format!("the plugin `{name}` is not supported: {}", lost.note);
                    self.lost("unsupported-plugin", place, message, row);
                }
                Some(_) => {}
                None => {
                    let message = format!("the plugin `{name}` is not known, and has no effect");
                    let finding = self.finding("unsupported-plugin", place, message);
                    self.findings.push(match nearest(name, names(Part::Plugin)) {
                        Some(meant) => finding.hint(format!("did you mean `{meant}`?")),
                        None => finding.hint("plugins are Python and are not run: do its work before the build"),
                    });
                }
            }
        }
    }

    fn extensions(&mut self) {
        for Unknown { extension, option, fault } in self.facts.unknown {
            let place = self.place_of("markdown_extensions", extension).unwrap_or_default();
            let row = honour(Part::Extension, extension);
            let option = option.as_deref().unwrap_or_default();
            match (fault, row) {
                (Fault::Extension, Some(lost)) => {
                    let message = format!("the extension `{extension}` is not supported: {}", lost.note);
                    self.lost("unknown-extension", place, message, row);
                }
                (Fault::Extension, None) => {
                    let message = format!("the extension `{extension}` is not known, and has no effect");
                    let hint = "extensions are Python and are not run: take it out, or write what it makes as HTML";
                    let finding = self.finding("unknown-extension", place, message).hint(hint);
                    self.findings.push(finding);
                }
                (Fault::Option, _) => {
                    let message = format!("the extension `{extension}` has no option `{option}`");
                    let finding =
                        self.finding("unknown-extension", place, message).hint("correct its name, or take it out");
                    self.findings.push(finding);
                }
                (Fault::Value, _) => {
                    let message = format!("the option `{option}` of `{extension}` has a value that is not understood");
                    let hint =
                        "what it would be without the value is used; write one of those that its documentation lists";
                    let finding = self.finding("unknown-extension", place, message).hint(hint);
                    self.findings.push(finding);
                }
            }
        }
    }

    fn features(&mut self) {
        if self.facts.own.theme.name.as_deref() != Some("material") {
            return;
        }
        let features = self.facts.root.get("theme").and_then(|theme| theme.get("features"));
        for node in features.into_iter().flat_map(Node::items) {
            let name = node.text().unwrap_or_default();
            let row = honour(Part::Feature, &name);
            match row {
                Some(lost) if lost.support == Support::Unsupported => {
                    let message = format!("the feature `{name}` has no effect: {}", lost.note);
                    self.lost("unsupported-feature", node.place, message, row);
                }
                Some(_) => {}
                None => {
                    let message = format!("the feature `{name}` is not known, and has no effect");
                    let mut finding = self.finding("unsupported-feature", node.place, message);
                    finding.severity = Severity::Info;
                    self.findings.push(match nearest(&name, names(Part::Feature)) {
                        Some(meant) => finding.hint(format!("did you mean `{meant}`?")),
                        None => finding.hint("take it out"),
                    });
                }
            }
        }
    }

    /// Files that are not there, and those that would be loaded from elsewhere.
    fn files(&mut self) {
        for (key, path) in self.facts.missing {
            let place = self.place_of_file(key, path).unwrap_or_default();
            let what = if *key == "theme.custom_dir" { "folder" } else { "file" };
            let shown = if what == "folder" { path.rsplit('/').next().unwrap_or(path) } else { path };
            let message = format!("`{key}` names the {what} `{shown}`, which is not there");
            let hint = match *key {
                "theme.custom_dir" => "add the folder, or take the key out: its templates are left out",
                _ => "add the file to the docs folder, or take its path out: pages are published without it",
            };
            let finding = self.finding("missing-theme-file", place, message).hint(hint);
            self.findings.push(finding);
        }
        for Foreign { node, address } in self.facts.foreign {
            let message = format!("`{address}` stands on another host, and is left out");
            let hint = if address.contains("mermaid") {
                "take it out: diagrams are drawn when the site is built"
            } else if address.contains("mathjax") || address.contains("katex") || address.contains("polyfill") {
                "take it out: formulas need no script"
            } else {
                "put a copy of the file into the docs folder, and name its path"
            };
            let finding = self.finding("unsupported-feature", node.place, message).hint(hint);
            self.findings.push(finding);
        }
    }

    fn lost(&mut self, rule: &'static str, place: Place, message: String, row: Option<&Honour>) {
        let finding = self.finding(rule, place, message);
        let hint = row.map(|row| row.instead).unwrap_or_default();
        self.findings.push(if hint.is_empty() { finding } else { finding.hint(hint) });
    }

    fn finding(&self, rule: &'static str, place: Place, message: String) -> Diagnostic {
        let path = self.facts.files.get(place.file).map(|file| file.path.clone()).unwrap_or_default();
        Diagnostic { severity: Severity::Warning, ..Diagnostic::new(rule, &path, place.span, message) }
    }

    /// Where a name stands in a list or map of names with options.
    fn place_of(&self, key: &str, name: &str) -> Option<Place> {
        let node = self.facts.root.get(key)?;
        let in_map = |map: &Node| map.pairs().iter().find(|pair| pair.key == name).map(|pair| pair.place);
        match &node.kind {
            Kind::List(items) => items
                .iter()
                .find_map(|item| in_map(item).or_else(|| (item.text().as_deref() == Some(name)).then_some(item.place))),
            _ => in_map(node),
        }
    }

    /// Where a path stands below a key.
    fn place_of_file(&self, key: &str, path: &str) -> Option<Place> {
        let node = key.split('.').try_fold(self.facts.root, |node, part| node.get(part))?;
        let names = |node: &Node| node.text().is_some_and(|text| path.ends_with(text.trim_start_matches("./")));
        let inner = node.items().iter().find_map(|item| match item.get("path") {
            Some(inner) if names(inner) => Some(inner.place),
            _ => names(item).then_some(item.place),
        });
        Some(inner.unwrap_or(node.place))
    }
}

fn is_empty(node: &Node) -> bool {
    node.is_null() || matches!(&node.kind, Kind::List(items) if items.is_empty())
}
