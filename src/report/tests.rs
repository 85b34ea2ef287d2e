//! One small set of findings in every format, against golden files in `tests/report/`.
//!
//! With `QUADRILLE_BLESS` set, the golden files are written anew.

use std::path::Path;

use proptest::prelude::{any, prop_assert, proptest};

use super::{Format, Input, RuleInfo, render, statistics};
use crate::diag::{Diagnostic, Severity};
use crate::edit::Edit;
use crate::path::CardPath;
use crate::text::Span;

const FILES: [(&str, &str); 4] = [
    (
        "how-to/bellows.md",
        "---\r\ntitle: Bellows\r\ndate: then\r\n---\r\n\r\nPump the [[forge ]] twice, then [[anvul]].\r\n",
    ),
    ("how-to/fünf%.md", "# Fünf Öfen\n\nSiehe\t[[Öfen:kalt]], „so“.\n\nEnde"),
    ("odd\u{1b}[31m\u{9b}.md", "A bell \u{7} & a <b>[[tag]]</b>\n"),
    ("tidy.md", "Nothing to see.\n"),
];

const RULES: [RuleInfo<'static>; 3] = [
    RuleInfo { name: "broken-link", summary: "a link leads to no card", severity: Severity::Error },
    RuleInfo { name: "future-date", summary: "a date lies ahead", severity: Severity::Warning },
    RuleInfo { name: "spaced-link", summary: "a link has spaces inside", severity: Severity::Warning },
];

const GOLDEN: [(Format, &str); 7] = [
    (Format::Full, "full.txt"),
    (Format::Concise, "concise.txt"),
    (Format::Json, "json.json"),
    (Format::Github, "github.txt"),
    (Format::Gitlab, "gitlab.json"),
    (Format::Junit, "junit.xml"),
    (Format::Sarif, "sarif.json"),
];

fn path(text: &str) -> CardPath {
    CardPath::new(text).expect("a path inside the root")
}

fn text_of(path: &CardPath) -> Option<&'static str> {
    FILES.iter().find(|(name, _)| *name == path.as_str()).map(|(_, text)| *text)
}

fn finding(rule: &'static str, file: usize, needle: &str, message: &str) -> Diagnostic {
    let (name, text) = FILES[file];
    let start = text.find(needle).expect("the needle is in the file");
    Diagnostic::new(rule, &path(name), Span::new(start, start + needle.len()), message)
}

fn findings() -> Vec<Diagnostic> {
    let (bellows, ovens) = (path(FILES[0].0), path(FILES[1].0));
    let spaced = finding("spaced-link", 0, "[[forge ]]", "`[[forge ]]` has a space inside");
    let edit = Edit { path: bellows.clone(), span: spaced.span, text: "[[forge]]".into() };
    vec![
        finding("bad-front-matter", 0, "title: Bellows\r\ndate: then", "the front matter is odd\nin two ways"),
        Diagnostic { severity: Severity::Warning, ..spaced.fix("write `[[forge]]`", vec![edit]) },
        finding("broken-link", 0, "[[anvul]]", "no card is named `anvul`").hint("write `[[anvil]]`").hint("or make it"),
        finding("broken-link", 1, "[[Öfen:kalt]]", "no card is named `Öfen:kalt`, 100% sure"),
        Diagnostic {
            severity: Severity::Info,
            ..Diagnostic::new("no-newline", &ovens, Span::at(FILES[1].1.len()), "the file does not end with a newline")
        },
        finding("broken-link", 2, "[[tag]]", "no card is named `tag` & \"so\" \u{1b}[1m<on>"),
        Diagnostic::new("missing-file", &path("zzz.md"), Span::new(3, 9), "the text of this file is not known"),
    ]
}

fn input(diagnostics: &[Diagnostic]) -> Input<'_> {
    Input { diagnostics, texts: &|path| text_of(path), prefix: "docs/", rules: &RULES, checked: Some(4), color: false }
}

#[expect(clippy::disallowed_methods, reason = "golden files are read here, and written on request")]
fn assert_golden(name: &str, actual: &str) {
    let actual = actual.replace(concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\""), "\"version\": \"X\"");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report").join(name);
    if std::env::var("QUADRILLE_BLESS").is_ok() {
        std::fs::write(&file, &actual).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(&file).expect("the golden file is there");
    assert_eq!(actual, expected, "{name} differs; set QUADRILLE_BLESS to accept");
}

#[test]
fn every_format_has_a_golden_file() {
    for (format, name) in GOLDEN {
        assert_golden(name, &render(format, &input(&findings())));
    }
    assert_golden("statistics.txt", &statistics::render(&findings(), Format::Full));
    assert_golden("statistics.json", &statistics::render(&findings(), Format::Json));
}

#[test]
fn nothing_found_is_said_in_every_format() {
    for (format, _) in GOLDEN {
        let text = render(format, &input(&[]));
        match format {
            Format::Full | Format::Concise => assert_eq!(text, "All 4 cards are clean.\n"),
            Format::Json | Format::Gitlab => assert_eq!(text, "[]\n"),
            Format::Github => assert_eq!(text, ""),
            Format::Junit => assert_golden("clean.xml", &text),
            Format::Sarif => assert!(text.contains("\"results\": []")),
        }
    }
    assert_eq!(statistics::render(&[], Format::Full), "");
}

#[test]
fn sarif_indexes_point_to_their_rules() {
    let log: serde_json::Value = serde_json::from_str(&render(Format::Sarif, &input(&findings()))).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), findings().len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small index");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn color_comes_only_on_request() {
    for format in [Format::Full, Format::Concise] {
        let found = findings();
        assert!(render(format, &Input { color: true, ..input(&found) }).contains("\u{1b}["));
        assert!(!render(format, &input(&found)).contains('\u{1b}'));
    }
}

#[test]
fn columns_far_along_a_line_are_counted_right() {
    let text = "é[[x]] ".repeat(10_000);
    let a = path("a.md");
    let found: Vec<Diagnostic> =
        (0..10_000).map(|at| Diagnostic::new("broken-link", &a, Span::new(at * 8 + 2, at * 8 + 7), "m")).collect();
    let texts = |_: &CardPath| Some(text.as_str());
    let report = render(Format::Concise, &Input { texts: &texts, ..input(&found) });
    assert!(report.contains("docs/a.md:1:69995: error[broken-link] m\n"));
}

proptest! {
    #[test]
    fn no_text_and_no_span_makes_a_report_panic_or_hostile(
        text in "\u{feff}?([a-zé\u{4e00}\u{301}\u{200d}\u{202e}\u{9b}\\[\\]|]|[\t\r\n\u{0}\u{1b}]|\\PC| {25}|x{410}){0,40}",
        spans in proptest::collection::vec((any::<u8>(), any::<u8>()), 1..4),
    ) {
        let a = path("a.md");
        let found: Vec<Diagnostic> = spans
            .iter()
            .map(|(from, length)| {
                let (start, end) = (usize::from(*from), usize::from(*from) + usize::from(*length));
                let edit = Edit { path: a.clone(), span: Span::new(start, end), text: text.clone() };
                Diagnostic::new("r", &a, Span::new(start, end), text.clone()).hint(text.clone()).fix(text.clone(), vec![edit])
            })
            .collect();
        let texts = |_: &CardPath| Some(text.as_str());
        for (format, _) in GOLDEN {
            let report = render(format, &Input { texts: &texts, ..input(&found) });
            prop_assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "{:?}: {:?}", format, report);
            if matches!(format, Format::Json | Format::Gitlab | Format::Sarif) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok());
            }
        }
    }
}
