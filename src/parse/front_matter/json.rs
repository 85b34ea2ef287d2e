//! Front matter in JSON.
//!
//! Text → [`Pod`] with places. `serde_json` says whether it is JSON; the places come from the YAML reader, since
//! every JSON text is YAML.

use gray_matter::Pod;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::pod::{self, Fault};
use crate::text::{LineMap, Span};
use crate::yaml;

pub(super) fn read(text: &str) -> Pod {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return pod::reading(pod::null(Span::at(0)), Some(fault(text, &error)), Vec::new());
    }
    // In valid JSON tabs are white space between values, where YAML is choosy.
    let spaced = text.replace('\t', " ");
    match yaml::parse_spanned(&spaced) {
        Ok(root) => pod::reading(pod::node(root), None, Vec::new()),
        Err(error) => pod::reading(pod::null(Span::at(0)), Some(Fault { hint: None, ..error.into() }), Vec::new()),
    }
}

fn fault(text: &str, error: &serde_json::Error) -> Fault {
    let line = LineMap::new(text).line_span(text, error.line());
    let at = text.floor_char_boundary((line.start + error.column().saturating_sub(1)).min(line.end));
    let width = text[at..line.end].chars().next().map_or(0, char::len_utf8);
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let (message, hint) = match (error.classify(), said) {
        (Category::Eof, _) => ("a quote or bracket is never closed", "close every `\"`, `[` and `{`"),
        (_, _) if text[at..].starts_with(['}', ']']) && text[..at].trim_end().ends_with(',') => {
            ("a comma stands before a closing bracket", "take the last comma away")
        }
        (_, "key must be a string") => ("a key is not in quotes", "put every key in double quotes"),
        (_, "expected value" | "expected ident") => ("a value is not JSON", "put text in double quotes"),
        (_, "expected `:`") => ("a key is not followed by `:`", "write `\"key\": value`"),
        (_, "expected `,` or `}`" | "expected `,` or `]`") => ("a comma is missing", "put a comma between values"),
        (_, "invalid escape") => ("an escape is unknown to JSON", "write `\\\\` for a backslash"),
        (_, "trailing characters") => ("text follows the closing brace", "put nothing after the last `}`"),
        (_, said) if said.starts_with("control character") => {
            ("a line ends inside of quotes", "write `\\n` for a line end, `\\t` for a tab")
        }
        _ => ("this is not JSON", "check quotes, commas and brackets"),
    };
    Fault { span: Span::new(at, at + width), message: message.to_owned(), hint: Some(hint.to_owned()) }
}
