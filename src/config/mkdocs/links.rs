//! Where MkDocs lets readers edit and see the text of a page, and what it says of links that lead nowhere.
//!
//! `repo_url`, `edit_uri`, `edit_uri_template` → a pattern of addresses with `{path}`; `validation` → severities of rules.
//! Must never ask the forge.

use std::collections::BTreeMap;

use super::MkDocs;
use super::fields::{Faults, filled};
use super::tree::{Kind, Node};
use crate::diag::Severity;

/// The rules that a key of `validation.links` is about.
const LINK_RULES: [(&str, &[&str]); 2] = [
    ("not_found", &["broken-link", "missing-asset", "outside-root", "broken-embed"]),
    ("anchors", &["broken-anchor", "broken-block"]),
];

/// The address of the editor of a page: `https://…/edit/main/docs/{path}`.
pub(super) fn edit_address(root: &Node, faults: &mut Faults<'_>) -> Option<String> {
    let repo = faults.text(root, "repo_url");
    let template = faults.text(root, "edit_uri_template");
    let folder = match filled(root, "edit_uri") {
        Some(node) => node.text(),
        None => repo.as_deref().and_then(usual_folder).map(str::to_owned),
    };
    let tail = match (template, folder) {
        (Some(template), _) => template,
        (None, Some(folder)) if !folder.is_empty() => format!("{}/{{path}}", folder.trim_end_matches('/')),
        _ => return None,
    };
    let Some(repo) = repo else { return tail.contains("://").then_some(tail) };
    Some(joined(&repo, &tail))
}

/// Of the editor's address that of the text.
pub(super) fn view_address(edit: &str) -> Option<String> {
    let part = if edit.contains("gitlab") { "/blob/" } else { "/raw/" };
    edit.contains("/edit/").then(|| edit.replacen("/edit/", part, 1))
}

/// Where MkDocs looks for the docs folder unless it is told.
fn usual_folder(repo: &str) -> Option<&'static str> {
    let host = repo.split_once("://")?.1.split('/').next()?.to_ascii_lowercase();
    match host.as_str() {
        "github.com" | "gitlab.com" => Some("edit/master/docs"),
        "bitbucket.org" => Some("src/default/docs"),
        _ => None,
    }
}

/// As a browser joins a relative address to that of the repository.
fn joined(repo: &str, tail: &str) -> String {
    if tail.contains("://") {
        return tail.to_owned();
    }
    if tail.starts_with(['?', '#']) {
        return format!("{repo}{tail}");
    }
    if let Some(path) = tail.strip_prefix('/') {
        let start = repo.find("://").map_or(0, |at| at + 3);
        let end = repo[start..].find('/').map_or(repo.len(), |at| start + at);
        return format!("{}/{path}", &repo[..end]);
    }
    let (mut base, mut tail) = (repo.trim_end_matches('/'), tail);
    while let Some(rest) = tail.strip_prefix("../") {
        tail = rest;
        base = base.rsplit_once('/').map_or(base, |(above, _)| above);
    }
    format!("{base}/{tail}")
}

/// Reads `validation` into the severities of rules, the rules that do not run, and those of `nav`.
pub(super) fn validation(
    root: &Node,
    own: &mut MkDocs,
    faults: &mut Faults<'_>,
) -> (BTreeMap<String, Severity>, Vec<String>) {
    let node = faults.map(root, "validation");
    let mut level = |part: &str, key: &str, usual: Option<Severity>| {
        let found = node.and_then(|node| node.get(part).and_then(|node| node.get(key)));
        match found.or_else(|| node?.get(key)) {
            Some(found) => severity(found, key, usual, faults),
            None => usual,
        }
    };
    own.nav_not_found = level("nav", "not_found", Some(Severity::Warning));
    own.nav_omitted = level("nav", "omitted_files", Some(Severity::Info));
    let (mut severities, mut ignored) = (BTreeMap::new(), Vec::new());
    for (key, rules) in LINK_RULES {
        let usual = if key == "anchors" { Severity::Info } else { Severity::Warning };
        match level("links", key, Some(usual)) {
            Some(severity) => severities.extend(rules.iter().map(|rule| ((*rule).to_owned(), severity))),
            None => ignored.extend(rules.iter().map(|rule| (*rule).to_owned())),
        }
    }
    let is_from_root = |part: &str| {
        let found = node.and_then(|node| node.get(part).and_then(|node| node.get("absolute_links")));
        let found = found.or_else(|| node?.get("absolute_links"));
        found.and_then(Node::text).is_some_and(|text| text == "relative_to_docs")
    };
    (own.nav_from_root, own.links_from_root) = (is_from_root("nav"), is_from_root("links"));
    (severities, ignored)
}

fn severity(node: &Node, key: &str, usual: Option<Severity>, faults: &mut Faults<'_>) -> Option<Severity> {
    let word = if let Kind::Single(_) = node.kind { node.text() } else { None };
    match word.as_deref() {
        Some("warn") => Some(Severity::Warning),
        Some("info") => Some(Severity::Info),
        Some("ignore") => None,
        _ => {
            faults.wrong(node, key, "`warn`, `info` or `ignore`");
            usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, view_address};

    #[test]
    fn addresses_of_editors_are_joined_as_browsers_do() {
        let repo = "https://github.com/o/r";
        let cases = [
            ("edit/main/docs/{path}", "https://github.com/o/r/edit/main/docs/{path}"),
            ("../wiki/{path}", "https://github.com/o/wiki/{path}"),
            ("/x/{path}", "https://github.com/x/{path}"),
            ("?q={path}", "https://github.com/o/r?q={path}"),
            ("https://e.org/{path_noext}", "https://e.org/{path_noext}"),
        ];
        for (tail, wanted) in cases {
            assert_eq!(joined(repo, tail), wanted, "{tail}");
        }
        assert_eq!(view_address("https://github.com/o/r/edit/a/b").as_deref(), Some("https://github.com/o/r/raw/a/b"));
        assert_eq!(view_address("https://git.example.org/o/r/src/a"), None);
    }
}
