//! `json`: findings → an array of objects, and how JSON is written for every format that is JSON.
//!
//! Paths are relative to the docs root and exact: what a terminal could mistake for a command is an escape
//! sequence of JSON. Must never change the order of keys.

use std::borrow::Cow;

use serde::Serialize;

use crate::diag::Severity;
use crate::report::place::Places;
use crate::report::{Input, is_fixable};
use crate::text::printable;

#[derive(Debug, Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    line: usize,
    col: usize,
    end_line: usize,
    end_col: usize,
    message: String,
    hints: Vec<String>,
    fixable: bool,
}

/// Writes an array with one object for each finding; `end_line` and `end_col` are one past the last character.
pub(super) fn render(input: &Input<'_>) -> String {
    let places = Places::of(input);
    let findings: Vec<Finding<'_>> = input
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let region = places.region(&diagnostic.path, diagnostic.span);
            Finding {
                rule: diagnostic.rule,
                severity: diagnostic.severity,
                path: diagnostic.path.as_str(),
                line: region.start.line,
                col: region.start.col,
                end_line: region.end.line,
                end_col: region.end.col,
                message: printable(&diagnostic.message).into_owned(),
                hints: diagnostic.hints.iter().map(|hint| printable(hint).into_owned()).collect(),
                fixable: is_fixable(diagnostic),
            }
        })
        .collect();
    to_text(&findings)
}

/// Writes a value as indented JSON with a final newline, every control character and text-turning mark
/// escaped: also those that JSON would allow.
pub(super) fn to_text<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string_pretty(value).expect("reports have string keys and cannot fail to serialise");
    let mut out = String::with_capacity(json.len() + 1);
    for line in json.split('\n') {
        out.push_str(&escaped(line));
        out.push('\n');
    }
    out
}

/// A line of JSON with every control character and text-turning mark escaped, also those that JSON would allow.
pub(crate) fn escaped(line: &str) -> Cow<'_, str> {
    // Outside of strings JSON is plain ASCII, so whatever is hostile stands inside of one.
    if matches!(printable(line), Cow::Borrowed(_)) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        let mut utf8 = [0; 4];
        let text: &str = c.encode_utf8(&mut utf8);
        match printable(text) {
            Cow::Borrowed(text) => out.push_str(text),
            Cow::Owned(_) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn hostile_characters_are_escaped_without_loss() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}é";
        let json = to_text(&[text]);
        assert_eq!(json, "[\n  \"a\\u001b\\u007f\\u009b\\u202eé\"\n]\n");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).expect("valid JSON"), [text]);
    }
}
