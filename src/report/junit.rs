//! `junit`: findings → JUnit XML, one suite a file, one case a finding.
//!
//! A finding of severity `info` never fails a run, so its case passes and tells in `system-out`. Without findings
//! there is one case that passes: many readers reject a report without any.
//!
//! # Source
//! The format that CI systems read in common, as written down at <https://github.com/testmoapp/junitxml>.

use crate::diag::{Diagnostic, Severity};
use crate::report::Input;
use crate::report::place::Places;
use crate::text::printable;

/// Writes the XML document.
pub(super) fn render(input: &Input<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let cases = input.diagnostics.len().max(1);
    out.push_str(&format!("<testsuites name=\"quadrille\" {}>\n", totals(cases, input.diagnostics)));
    if input.diagnostics.is_empty() {
        out.push_str(&format!("  <testsuite name=\"quadrille\" {}>\n", totals(cases, &[])));
        out.push_str("    <testcase name=\"check\" classname=\"quadrille\"/>\n  </testsuite>\n");
    }
    let places = Places::of(input);
    for file in input.diagnostics.chunk_by(|a, b| a.path == b.path) {
        let path = escape(&input.exact(&file[0].path));
        out.push_str(&format!("  <testsuite name=\"{path}\" {}>\n", totals(file.len(), file)));
        for diagnostic in file {
            push_case(&mut out, &path, &places, diagnostic);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn totals(tests: usize, diagnostics: &[Diagnostic]) -> String {
    let failures = diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info).count();
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"")
}

fn push_case(out: &mut String, path: &str, places: &Places<'_>, diagnostic: &Diagnostic) {
    let at = places.region(&diagnostic.path, diagnostic.span).start;
    let (rule, message) = (escape(diagnostic.rule), escape(&diagnostic.message));
    let mut body = format!("{path}:{}:{}: {message}", at.line, at.col);
    for hint in &diagnostic.hints {
        body.push('\n');
        body.push_str(&escape(hint));
    }
    let (open, close) = match diagnostic.severity {
        Severity::Info => ("system-out".to_owned(), "system-out"),
        severity => (format!("failure type=\"{severity}\" message=\"{message}\""), "failure"),
    };
    out.push_str(&format!(
        "    <testcase name=\"{rule} ({}:{})\" classname=\"{path}\" file=\"{path}\" line=\"{}\">\n      \
         <{open}>{body}</{close}>\n    </testcase>\n",
        at.line, at.col, at.line
    ));
}

/// Escapes for text and attributes alike; control characters are spelled out, and the two characters that
/// XML 1.0 cannot hold even so are dropped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn xml_gets_no_markup_and_no_character_it_cannot_hold() {
        assert_eq!(escape("<a href=\"x\">&'\u{1b}\u{ffff}"), "&lt;a href=&quot;x&quot;&gt;&amp;&apos;\\x1b");
    }
}
