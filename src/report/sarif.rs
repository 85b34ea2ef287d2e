//! `sarif`: findings → a SARIF log with one run, for code scanning services and editors.
//!
//! Columns count Unicode code points, as everywhere. Fixes carry the exact text of their edits.
//!
//! # Source
//! OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Fix, Severity};
use crate::edit::Edit;
use crate::path::CardPath;
use crate::report::fingerprint::fingerprints;
use crate::report::place::{Places, Region};
use crate::report::{Input, RuleInfo, is_fixable, json as json_format};
use crate::text::printable;

/// What a path segment of a URI reference may not hold as it is.
const URI_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Writes the log.
pub(super) fn render(input: &Input<'_>) -> String {
    let places = Places::of(input);
    let rules = rules(input);
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.name, at)).collect();
    let results: Vec<Value> = input
        .diagnostics
        .iter()
        .zip(fingerprints(input.diagnostics))
        .map(|(diagnostic, fingerprint)| result(input, &places, &index, (diagnostic, fingerprint)))
        .collect();
    json_format::to_text(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "quadrille",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(rule).collect::<Vec<Value>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// The rules of the input, and after them those that only the findings name.
fn rules<'a>(input: &Input<'a>) -> Vec<RuleInfo<'a>> {
    let mut rules = input.rules.to_vec();
    let mut known: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    for diagnostic in input.diagnostics {
        if known.insert(diagnostic.rule) {
            rules.push(RuleInfo { name: diagnostic.rule, summary: diagnostic.rule, severity: diagnostic.severity });
        }
    }
    rules
}

fn rule(rule: &RuleInfo<'_>) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": printable(rule.summary) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(
    input: &Input<'_>,
    places: &Places<'_>,
    index: &BTreeMap<&str, usize>,
    (diagnostic, fingerprint): (&Diagnostic, String),
) -> Value {
    let text: Vec<_> = std::iter::once(&diagnostic.message).chain(&diagnostic.hints).map(|t| printable(t)).collect();
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": index.get(diagnostic.rule),
        "level": level(diagnostic.severity),
        "message": { "text": text.join("\n") },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact(input, &diagnostic.path),
            "region": region(places.region(&diagnostic.path, diagnostic.span)),
        }}],
        "partialFingerprints": { "quadrilleFinding/v1": fingerprint },
    });
    if let Some(fix) = &diagnostic.fix
        && is_fixable(diagnostic)
    {
        result["fixes"] = json!([fixed(input, places, fix)]);
    }
    result
}

fn fixed(input: &Input<'_>, places: &Places<'_>, fix: &Fix) -> Value {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_unstable();
    let changes: Vec<Value> = edits
        .chunk_by(|a, b| a.path == b.path)
        .map(|file| {
            let replacements: Vec<Value> = file
                .iter()
                .map(|edit| {
                    json!({
                        "deletedRegion": region(places.region(&edit.path, edit.span)),
                        "insertedContent": { "text": edit.text },
                    })
                })
                .collect();
            json!({ "artifactLocation": artifact(input, &file[0].path), "replacements": replacements })
        })
        .collect();
    json!({ "description": { "text": printable(&fix.title) }, "artifactChanges": changes })
}

fn artifact(input: &Input<'_>, path: &CardPath) -> Value {
    json!({ "uri": utf8_percent_encode(&input.exact(path), URI_PATH).to_string() })
}

fn region(region: Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.col,
        "endLine": region.end.line,
        "endColumn": region.end.col,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
