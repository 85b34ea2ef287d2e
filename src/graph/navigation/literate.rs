//! The navigation of the plugin literate-nav: lists of links in `SUMMARY.md`.
//!
//! Text of `SUMMARY.md`, or `nav` with folders in it → [`Draft`]s. An entry is a link, a title with a list below, a folder
//! (`[Title](folder/)`, which has a `SUMMARY.md` of its own or is listed), or a pattern (`*.md`). Must never follow a folder
//! into itself.
//!
//! # Source
//! mkdocs-literate-nav 0.6, <https://github.com/oprypin/mkdocs-literate-nav>.

use std::collections::BTreeSet;

use super::shelf::{MAX_DEPTH, Shelf, joined, pattern, without_empty_sections};
use super::titles::of_name;
use super::{Draft, Material};
use crate::path::CardPath;
use crate::text::Span;

/// One entry as written.
struct Line<'a> {
    level: usize,
    title: Option<&'a str>,
    /// A link, a pattern, or nothing for a section.
    target: Option<&'a str>,
    span: Span,
}

/// Reads the navigation from files; `None` where there is none for the root and `nav` is written. `written` is `nav`.
pub(super) fn drafts(material: &Material<'_>, written: Option<Vec<Draft>>) -> Option<Vec<Draft>> {
    let plugin = material.own.plugin("literate-nav")?;
    let mut reader = Reader {
        material,
        shelf: Shelf::new(material),
        name: plugin.text("nav_file").unwrap_or("SUMMARY.md"),
        seen: BTreeSet::new(),
        drafts: Vec::new(),
        open: Vec::new(),
    };
    match written {
        Some(written) if reader.summary("").is_none() => reader.nav(written),
        _ => reader.folder("", 0),
    }
    Some(without_empty_sections(reader.drafts))
}

struct Reader<'a> {
    material: &'a Material<'a>,
    shelf: Shelf,
    /// What the files are called.
    name: &'a str,
    /// What has its place: patterns take the rest.
    seen: BTreeSet<String>,
    drafts: Vec<Draft>,
    /// The folders that are being read: at most as many as the shelf is deep.
    open: Vec<String>,
}

impl<'a> Reader<'a> {
    fn summary(&self, folder: &str) -> Option<(CardPath, &'a str)> {
        let path = CardPath::new(&format!("{folder}/{}", self.name))?;
        let id = self.material.cards.binary_search_by(|card| card.path.cmp(&path)).ok()?;
        Some((path, &*self.material.cards[id].text))
    }

    /// Reads `nav`, whose paths may be folders and patterns.
    fn nav(&mut self, written: Vec<Draft>) {
        let paths = written.iter().filter_map(|draft| draft.path.as_deref()).filter(|path| !path.contains('*'));
        self.seen.extend(paths.filter_map(|path| joined("", path)));
        for draft in written {
            match draft.path.as_deref() {
                Some(path) if path.contains('*') => {
                    let level = draft.level;
                    self.titled(draft.title, level);
                    let inner = self.drafts.last().map_or(level, |last| last.level + usize::from(last.path.is_none()));
                    self.matches(path, inner.min(level + 1));
                }
                Some(path) if path.ends_with('/') && joined("", path).is_some_and(|path| self.is_folder(&path)) => {
                    let path = joined("", path).unwrap_or_default();
                    self.titled(Some(draft.title.unwrap_or_else(|| of_name(last(&path)))), draft.level);
                    self.folder(&path, draft.level + 1);
                }
                _ => self.drafts.push(draft),
            }
        }
    }

    fn titled(&mut self, title: Option<String>, level: usize) {
        if let Some(title) = title {
            self.drafts.push(Draft { level, title: Some(title), path: None, place: None });
        }
    }

    fn is_folder(&self, path: &str) -> bool {
        self.shelf.folder(path).is_some()
    }

    /// Reads a folder: its list, else all that is in it.
    fn folder(&mut self, folder: &str, level: usize) {
        if self.open.iter().any(|open| open == folder) || self.open.len() > MAX_DEPTH {
            return;
        }
        self.open.push(folder.to_owned());
        match self.summary(folder) {
            Some((file, text)) => self.list(folder, &file, text, level),
            None => self.matches(&format!("{folder}/*"), level),
        }
        self.open.pop();
    }

    fn list(&mut self, folder: &str, file: &CardPath, text: &str, level: usize) {
        self.seen.extend(joined("", file.as_str()));
        let lines = lines(text);
        let links = lines.iter().filter(|line| line.title.is_some()).filter_map(|line| line.target);
        self.seen.extend(links.filter(|link| !link.contains("://")).filter_map(|link| joined(folder, link)));
        for line in &lines {
            let level = level + line.level;
            let place = Some((file.clone(), line.span));
            let title = line.title.map(str::to_owned);
            match line.target {
                None => self.drafts.push(Draft { level, title, path: None, place }),
                Some(glob) if line.title.is_none() => self.matches(&format!("{folder}/{glob}"), level),
                Some(link) if link.contains("://") => {
                    self.drafts.push(Draft { level, title, path: Some(link.to_owned()), place });
                }
                Some(link) => {
                    let path = joined(folder, link).unwrap_or_else(|| link.to_owned());
                    if link.ends_with('/') && self.is_folder(&path) {
                        self.drafts.push(Draft { level, title, path: None, place });
                        self.folder(&path, level + 1);
                    } else {
                        self.drafts.push(Draft { level, title, path: Some(path), place });
                    }
                }
            }
        }
    }

    /// What a pattern matches and has no place yet: pages, then folders; of a pattern with a `/` at its end folders alone.
    fn matches(&mut self, glob: &str, level: usize) {
        let Some(matcher) = pattern(glob.trim_start_matches('/')) else { return };
        let depth = glob.trim_matches('/').matches('/').count();
        let is_match = |path: &str| !path.is_empty() && path.matches('/').count() == depth && matcher.is_match(path);
        let of_folder = |id: &usize| self.material.cards[*id].path.as_str().to_owned();
        let pages: Vec<String> =
            self.material.shown().iter().map(of_folder).filter(|path| !glob.ends_with('/') && is_match(path)).collect();
        let folders: Vec<String> = self.shelf.paths().filter(|path| is_match(path)).map(str::to_owned).collect();
        for path in pages {
            if self.seen.insert(path.clone()) {
                self.drafts.push(Draft { level, title: None, path: Some(path), place: None });
            }
        }
        for path in folders {
            if self.seen.insert(path.clone()) {
                self.titled(Some(of_name(last(&path))), level);
                self.folder(&path, level + 1);
            }
        }
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The entries of the first list of a text.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    let mut indents: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - content.len();
        let Some(item) = ["* ", "- ", "+ "].iter().find_map(|mark| content.strip_prefix(mark)) else {
            // Anything else at the left ends the list.
            if !found.is_empty() && indent == 0 && !content.trim().is_empty() {
                break;
            }
            continue;
        };
        while indents.last().is_some_and(|last| *last >= indent) {
            indents.pop();
        }
        let level = indents.len();
        indents.push(indent);
        let item = item.trim();
        let span = Span::new(start + indent, start + line.trim_end().len());
        let link = item.strip_prefix('[').and_then(|rest| rest.split_once("](")).and_then(|(title, rest)| {
            let target = rest.strip_suffix(')')?.split_whitespace().next()?;
            Some((title, target.trim_start_matches('<').trim_end_matches('>')))
        });
        found.push(match link {
            Some((title, target)) => Line { level, title: Some(title), target: Some(target), span },
            None if item.contains('*') => Line { level, title: None, target: Some(item), span },
            None => Line { level, title: Some(item), target: None, span },
        });
    }
    with_links_as_first_entries(found)
}

/// A link with a list below is a section whose first entry is the link.
fn with_links_as_first_entries(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut made: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let is_section = rest.peek().is_some_and(|next| next.level > line.level);
        match (line.target, line.title) {
            (Some(target), Some(title)) if is_section => {
                let (level, span) = (line.level, line.span);
                made.push(Line { level, title: Some(title), target: None, span });
                made.push(Line { level: level + 1, title: None, target: Some(target), span });
            }
            _ => made.push(line),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lists_of_links_are_read() {
        let text = "# Nav\n\n* [Home](index.md)\n* Docks\n    * [East](docks/east.md)\n    * docks/*.md\n* [Guide](guide/)\n\nMore.\n\n* [Not](this.md)\n";
        let found: Vec<String> = lines(text)
            .iter()
            .map(|line| format!("{} {} {}", line.level, line.title.unwrap_or("-"), line.target.unwrap_or("-")))
            .collect();
        assert_eq!(found, ["0 Home index.md", "0 Docks -", "1 East docks/east.md", "1 - docks/*.md", "0 Guide guide/"]);
    }
}
