//! Marks in front matter of all kinds, byte by byte.

use jiff::civil::date;
use proptest::prelude::*;

use super::{Mark, mark};
use crate::config::{Config, Dialect};
use crate::diag::Diagnostic;
use crate::discover::Source;
use crate::edit::apply;
use crate::parse::parse;
use crate::path::CardPath;

fn config() -> Config {
    let mut config = Config::defaults("/project".into(), "/project/docs".into());
    config.links.dialect = Dialect::Strict;
    config
}

fn marked_by(text: &str, mark_of: Mark<'_>, config: &Config) -> Result<String, Box<Diagnostic>> {
    let path = CardPath::new("n.md").expect("a path");
    let card = parse(&Source::new(path, "/n.md".into(), text), config);
    mark(&card, mark_of, config).map(|edits| apply(text, &edits).text)
}

fn marked(text: &str) -> String {
    let mark = Mark { date: date(2026, 11, 20), by: None };
    marked_by(text, mark, &config()).unwrap_or_else(|refused| format!("refused: {}", refused.message))
}

#[test]
fn only_the_bytes_of_the_date_change() {
    for (before, after) in [
        // In its place, with what stands round it.
        (
            "---\na: 1\nlast-reviewed: 2025-01-01   # by bob\nb: 2\n---\nx",
            "---\na: 1\nlast-reviewed: 2026-11-20   # by bob\nb: 2\n---\nx",
        ),
        ("---\r\nlast-reviewed: '2025-01-01'\r\n---\r\nx\r\n", "---\r\nlast-reviewed: '2026-11-20'\r\n---\r\nx\r\n"),
        ("---\nlast-reviewed: \"2025-01-01\"\n...\nx", "---\nlast-reviewed: \"2026-11-20\"\n...\nx"),
        ("---\n\"last-reviewed\" :   2025-01-01T10:00:00Z\n---\n", "---\n\"last-reviewed\" :   2026-11-20\n---\n"),
        ("---\nlast-reviewed:\n---\n", "---\nlast-reviewed: 2026-11-20\n---\n"),
        ("---\nlast-reviewed: # when?\n---\n", "---\nlast-reviewed: 2026-11-20 # when?\n---\n"),
        ("---\nlast-reviewed: ~\n---\n", "---\nlast-reviewed: 2026-11-20\n---\n"),
        ("---\nlast-reviewed: ''\n---\n", "---\nlast-reviewed: '2026-11-20'\n---\n"),
        ("---\nlast-reviewed: soon\n---\n", "---\nlast-reviewed: 2026-11-20\n---\n"),
        ("---\n{title: A, last-reviewed: 2025-01-01}\n---\n", "---\n{title: A, last-reviewed: 2026-11-20}\n---\n"),
        // As a new line.
        ("---\ntitle: A\n---\nx", "---\ntitle: A\nlast-reviewed: 2026-11-20\n---\nx"),
        ("\u{feff}---\r\ntitle: A\r\n---\r\nx", "\u{feff}---\r\ntitle: A\r\nlast-reviewed: 2026-11-20\r\n---\r\nx"),
        ("---\rtitle: A\r---\rx", "---\rtitle: A\rlast-reviewed: 2026-11-20\r---\rx"),
        ("---\ntitle: A\n---", "---\ntitle: A\nlast-reviewed: 2026-11-20\n---"),
        (
            "---\n  title: A\n  tags:\n  - x\n---\n",
            "---\n  title: A\n  tags:\n  - x\n  last-reviewed: 2026-11-20\n---\n",
        ),
        (
            "---\nd: |\n  one\n  last-reviewed: 1\n---\n",
            "---\nd: |\n  one\n  last-reviewed: 1\nlast-reviewed: 2026-11-20\n---\n",
        ),
        ("---\n---\nx", "---\nlast-reviewed: 2026-11-20\n---\nx"),
        ("---\n# empty\n---\nx", "---\n# empty\nlast-reviewed: 2026-11-20\n---\nx"),
        // With a block.
        ("# Title\n\nbody  \n\ttab\n", "---\nlast-reviewed: 2026-11-20\n---\n# Title\n\nbody  \n\ttab\n"),
        ("\u{feff}one\r\ntwo", "\u{feff}---\r\nlast-reviewed: 2026-11-20\r\n---\r\none\r\ntwo"),
        ("", "---\nlast-reviewed: 2026-11-20\n---\n"),
        (
            "---\n\nA rule, not front matter.\n",
            "---\nlast-reviewed: 2026-11-20\n---\n---\n\nA rule, not front matter.\n",
        ),
        // TOML and JSON.
        ("+++\nlast-reviewed = 2025-01-01 # x\n+++\n", "+++\nlast-reviewed = 2026-11-20 # x\n+++\n"),
        ("+++\nlast-reviewed = \"2025-01-01\"\n+++\n", "+++\nlast-reviewed = \"2026-11-20\"\n+++\n"),
        ("+++\ntitle = 'A'\n+++\n", "+++\ntitle = 'A'\nlast-reviewed = 2026-11-20\n+++\n"),
        (
            "+++\r\na = 1\r\n[t]\r\nb = 1\r\n+++\r\n",
            "+++\r\nlast-reviewed = 2026-11-20\r\na = 1\r\n[t]\r\nb = 1\r\n+++\r\n",
        ),
        ("{\n  \"last-reviewed\": null\n}\n\nx", "{\n  \"last-reviewed\": \"2026-11-20\"\n}\n\nx"),
        ("{\n  \"a\": [1,\n 2]\n}\n\nx", "{\n  \"a\": [1,\n 2],\n  \"last-reviewed\": \"2026-11-20\"\n}\n\nx"),
        ("{\n}\n\nx", "{\n  \"last-reviewed\": \"2026-11-20\"\n}\n\nx"),
        (";;;\n{\"a\": 1}\n;;;\nx", ";;;\n{\"a\": 1,\"last-reviewed\": \"2026-11-20\"}\n;;;\nx"),
    ] {
        assert_eq!(marked(before), after, "of {before:?}");
    }
}

#[test]
fn what_is_unsafe_is_refused() {
    for (text, message) in [
        (
            "---\na: 1\nlast-reviewed: 2025-01-01\nlast-reviewed: 2024-01-01\n---\n",
            "the key `last-reviewed` is there already",
        ),
        ("---\ntitle: a: b: [\n---\n", "the value of `title` holds a `:` without quotes"),
        ("---\ntitle: A\n", "front matter is opened by `---` and never closed"),
        ("\n---\ntitle: A\n---\n", "front matter stands after blank lines and is shown as text"),
        ("---\nlast-reviewed: [2025-01-01]\n---\n", "`last-reviewed` is a list, and cannot be set to `2026-11-20`"),
        ("---\nlast-reviewed: |\n  x\n---\n", "`last-reviewed` is a block of text, and cannot be set to `2026-11-20`"),
        ("---\nlast-reviewed: {a: 1}\n---\n", "`last-reviewed` is a map, and cannot be set to `2026-11-20`"),
        ("---\n- a\n---\n", "front matter is a list, not a map of keys"),
        ("---\n{title: A}\n---\n", "`last-reviewed` cannot be set here without changing more than that"),
        (
            "---\nlast-reviewed: &d 2025-01-01\ncreated: *d\n---\n",
            "`last-reviewed` cannot be set here without changing more than that",
        ),
        ("bad \u{fffd} byte", ""),
    ] {
        let came = marked(text);
        if message.is_empty() {
            assert!(came.starts_with("---\n"), "a replacement character that the author wrote is no fault: {came}");
        } else {
            assert_eq!(came, format!("refused: {message}"), "of {text:?}");
        }
    }
}

#[test]
fn names_and_seals_are_written_beside_the_date() {
    let mut config = config();
    let by = |name, text: &str, config: &Config| {
        marked_by(text, Mark { date: date(2026, 11, 20), by: Some(name) }, config).expect("a mark")
    };
    assert_eq!(by("Ann Lee", "x", &config), "---\nlast-reviewed: 2026-11-20\nreviewed-by: Ann Lee\n---\nx");
    assert_eq!(
        by("a: #b", "---\nreviewed-by: 'x'\n---\n", &config),
        "---\nreviewed-by: 'a: #b'\nlast-reviewed: 2026-11-20\n---\n"
    );
    assert_eq!(by("no", "+++\n+++\n", &config), "+++\nlast-reviewed = 2026-11-20\nreviewed-by = \"no\"\n+++\n");
    assert_eq!(by("No", "---\n---\n", &config), "---\nlast-reviewed: 2026-11-20\nreviewed-by: \"No\"\n---\n");
    // A seal that stands there is renewed; a new one is a matter of the configuration.
    let sealed = by("Ann", "---\nreview-seal: 000000000000\n---\nx", &config);
    assert!(!sealed.contains("000000000000") && sealed.contains("\nreview-seal: "), "{sealed}");
    config.review.seal = true;
    let once = by("Ann", "---\ntitle: A\n---\nx", &config);
    assert!(once.contains("reviewed-by: Ann\nreview-seal: "), "{once}");
    assert_eq!(by("Ann", &once, &config), once);
}

#[test]
fn a_day_until_which_a_card_holds_moves_on() {
    let mut config = config();
    config.review.keys.date = "last_reviewed".to_owned();
    config.review.keys.interval = "stale_after".to_owned();
    let mark = Mark { date: date(2026, 11, 20), by: None };
    let marked = |text| marked_by(text, mark, &config).expect("a mark");
    assert_eq!(
        marked("---\nlast_reviewed: 2026-01-01\nstale_after: 2026-01-31\n---\n"),
        "---\nlast_reviewed: 2026-11-20\nstale_after: 2026-12-20\n---\n"
    );
    assert_eq!(
        marked("---\nstale_after: '2026-01-31'\n---\n"),
        "---\nstale_after: '2027-05-19'\nlast_reviewed: 2026-11-20\n---\n"
    );
    assert_eq!(
        marked("---\nstale_after: 9 months\n---\n"),
        "---\nstale_after: 9 months\nlast_reviewed: 2026-11-20\n---\n"
    );
}

/// Front matter with a date, of all notations and habits, and a body.
fn card_with_date() -> impl Strategy<Value = String> {
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    let date = prop_oneof![Just("2025-03-04"), Just("'2025-03-04'"), Just("\"2025-03-04\"")];
    let line = prop_oneof![
        Just("title: A --- b"),
        Just("# a comment"),
        Just("tags: [x, 'y']"),
        Just("d: |\n  one\n\n  two"),
        Just("é: ü # last-reviewed: 1"),
        Just(""),
    ];
    let lines = || proptest::collection::vec(line.clone(), 0..3);
    let blanks = prop_oneof![Just(" "), Just("   "), Just(" \t")];
    let tail = prop_oneof![Just(""), Just("  # why"), Just(" ")];
    let body =
        prop_oneof![Just(""), Just("\n# T\n\n---\nlast-reviewed: 1\n---\n"), Just("no end"), Just("\ttab  \n\n")];
    let toml = prop_oneof![Just(false), Just(true)];
    ((ends, date, lines(), lines()), (blanks, tail, body, toml, any::<bool>())).prop_map(
        |((end, date, before, after), (blank, tail, body, is_toml, has_bom))| {
            let mut seen = std::collections::BTreeSet::new();
            let mut keep = |line: &&str| line.is_empty() || line.starts_with('#') || seen.insert((*line).to_owned());
            let before: Vec<&str> = before.into_iter().filter(|line| keep(line)).collect();
            let after: Vec<&str> = after.into_iter().filter(|line| keep(line)).collect();
            let bom = if has_bom { "\u{feff}" } else { "" };
            let text = if is_toml {
                format!("{bom}+++\na = 1\nlast-reviewed ={blank}{date}{tail}\n[t]\nb = 2\n+++\n{body}")
            } else {
                let block = [before, vec![&format!("last-reviewed:{blank}{date}{tail}")], after].concat().join("\n");
                format!("{bom}---\n{block}\n---\n{body}")
            };
            text.replace('\n', end)
        },
    )
}

proptest! {
    #[test]
    fn marking_with_the_old_date_gives_back_the_same_bytes(
        text in card_with_date(), year in 1_i16..=9999, month in 1_i8..=12, day in 1_i8..=28,
    ) {
        let config = config();
        let new = marked_by(&text, Mark { date: date(year, month, day), by: None }, &config);
        let new = new.map_err(|refused| TestCaseError::fail(format!("{text:?}: {}", refused.message)))?;
        prop_assert_eq!(new.len(), text.len());
        let back = marked_by(&new, Mark { date: date(2025, 3, 4), by: None }, &config);
        prop_assert_eq!(back.ok(), Some(text));
    }

    #[test]
    fn no_text_is_changed_more_than_by_a_mark(text in "(\u{feff})?(---|\\+\\+\\+|;;;)?\r?\n?([a-z{}\\[\\]\"':#|>&*!-]{0,4}[ \t]?[a-z0-9:]{0,4}\r?\n){0,5}(---|\\+\\+\\+)?\r?\n?.{0,9}") {
        let path = CardPath::new("n.md").expect("a path");
        let config = config();
        if let Ok(new) = marked_by(&text, Mark { date: date(2026, 11, 20), by: None }, &config) {
            let old = crate::parse::front_matter::parse(&path, &text);
            let after = crate::parse::front_matter::parse(&path, &new);
            prop_assert_eq!(&new[after.body..], &text[old.body..]);
            prop_assert_eq!(after.front_matter.get("last-reviewed").and_then(|field| field.value.as_text()), Some("2026-11-20"));
        }
    }
}
