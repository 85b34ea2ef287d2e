//! `--diff`: texts before and after → a unified diff.
//!
//! Lines are shown without their line ends, so that CRLF files read well; tabs stay, other control characters
//! are spelled out.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use similar::{ChangeTag, TextDiff};

use crate::path::CardPath;
use crate::text::printable;

/// One file before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// The file, relative to the docs root.
    pub path: &'a CardPath,
    /// Its text now.
    pub old: &'a str,
    /// Its text afterwards.
    pub new: &'a str,
}

/// How a diff is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look<'a> {
    /// The way from the working folder to the docs root, empty or with a final `/`.
    pub prefix: &'a str,
    /// Whether terminal colours may be used.
    pub color: bool,
}

const HEADER: Style = Style::new().effects(Effects::BOLD);
const HUNK: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Writes the diffs of all files that change, in the order given.
#[must_use]
pub fn render(changes: &[Change<'_>], look: Look<'_>) -> String {
    let mut out = String::new();
    for change in changes.iter().filter(|change| change.old != change.new) {
        let path = printable(&format!("{}{}", look.prefix, change.path.as_str())).into_owned();
        push_line(&mut out, look, HEADER, &format!("--- {path}"));
        push_line(&mut out, look, HEADER, &format!("+++ {path}"));
        push_hunks(&mut out, look, change);
    }
    out
}

fn push_hunks(out: &mut String, look: Look<'_>, change: &Change<'_>) {
    let diff = TextDiff::from_lines(change.old, change.new);
    for hunk in diff.unified_diff().iter_hunks() {
        push_line(out, look, HUNK, &hunk.header().to_string());
        for line in hunk.iter_changes() {
            let style = match line.tag() {
                ChangeTag::Delete => REMOVED,
                ChangeTag::Insert => ADDED,
                ChangeTag::Equal => Style::new(),
            };
            let text = line.value().trim_end_matches(['\r', '\n']);
            let shown: Vec<_> = text.split('\t').map(printable).collect();
            push_line(out, look, style, &format!("{}{}", line.tag(), shown.join("\t")));
            if line.missing_newline() {
                push_line(out, look, Style::new(), "\\ No newline at end of file");
            }
        }
    }
}

fn push_line(out: &mut String, look: Look<'_>, style: Style, line: &str) {
    let style = if look.color { style } else { Style::new() };
    out.push_str(&format!("{style}{line}{style:#}\n"));
}

#[cfg(test)]
mod tests {
    use super::{Change, Look, render};
    use crate::path::CardPath;

    fn diff(old: &str, new: &str, color: bool) -> String {
        let path = CardPath::new("a.md").expect("a path");
        render(&[Change { path: &path, old, new }], Look { prefix: "docs/", color })
    }

    #[test]
    fn only_changed_files_are_shown() {
        assert_eq!(diff("a\n", "a\n", true), "");
    }

    #[test]
    fn line_ends_are_hidden_and_control_characters_spelled_out() {
        assert_eq!(
            diff("one\r\n\ttwo\u{1b}\r\nend", "one\r\n\t2\r\nend", false),
            "--- docs/a.md\n+++ docs/a.md\n@@ -1,3 +1,3 @@\n one\n-\ttwo\\x1b\n+\t2\n end\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn color_is_given_on_request() {
        assert!(diff("a\n", "b\n", true).contains("\u{1b}[32m+b\u{1b}[0m\n"));
    }
}
