//! What snippets bring, line by line.

use std::path::PathBuf;

use super::{Found, Line, Settings, expand};

const FILES: &[(&str, &str)] = &[
    ("a.md", "one\ntwo\nthree\nfour\n"),
    ("nested.md", "before\n  --8<-- \"a.md:2:2\"\nafter"),
    ("self.md", "me\n--8<-- \"self.md\"\n"),
    ("double.md", "--8<-- \"double2.md\"\n--8<-- \"double2.md\""),
    ("double2.md", "--8<-- \"double3.md\"\n--8<-- \"double3.md\""),
    ("double3.md", "x"),
    (
        "code.py",
        "# --8<-- [start:outer]\n    def f():\n# --8<-- [START: inner ]\n        pass\n# --8<-- [end:inner]\n# ;--8<-- [start:not]\n# --8<-- [end:outer]\nrest",
    ),
    ("empty.md", ""),
    ("drive:c.md", "c"),
];

fn look(name: &str) -> Found {
    match FILES.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => Found::File { file: PathBuf::from(name), text: (*text).into() },
        None => Found::Missing,
    }
}

/// The lines of an expanded card, and its faults.
fn read(card: &str, settings: &Settings) -> (Vec<String>, Vec<String>) {
    let rows: Vec<&str> = card.split('\n').collect();
    let expansion = expand(&rows, settings, look);
    let line = |line: Line| match line {
        Line::Kept { row } => rows[row].to_owned(),
        Line::Unescaped { row, at } => [&rows[row][..at], &rows[row][at + 1..]].concat(),
        Line::Taken { text, .. } => text,
    };
    let faults = expansion.faults.into_iter().map(|fault| {
        let row = fault.row.map_or_else(String::new, |row| row.to_string());
        format!("{row} {} {} {:?}", fault.name, fault.within.unwrap_or_default(), fault.trouble)
    });
    (expansion.lines.into_iter().map(line).collect(), faults.collect())
}

fn lines(card: &str) -> Vec<String> {
    let (lines, faults) = read(card, &Settings { auto_append: Vec::new(), dedents: false });
    assert_eq!(faults, [""; 0], "{card}");
    lines
}

#[test]
fn one_line_takes_in_a_file_or_lines_of_it() {
    for (card, expected) in [
        ("x\n--8<-- \"a.md\"\ny", &["x", "one", "two", "three", "four", "", "y"][..]),
        ("-8<- 'a.md:2'", &["two", "three", "four", ""]),
        ("--8<-- \"a.md::2\"", &["one", "two"]),
        ("--8<-- \"a.md:2:3\"", &["two", "three"]),
        ("--8<-- \"a.md:1:1,3\"", &["one", "three", "four", ""]),
        ("--8<-- \"a.md:-3:-2\"", &["three", "four"]),
        ("--8<-- \"a.md:9:12\"", &[]),
        ("--8<-- \"a.md:0:0\"", &[]),
        ("--8<-- \"empty.md\"", &[]),
        ("--8<-- \"drive:c.md\"", &["c"]),
        ("--8<-- \"drive:c.md:1\"", &["c"]),
        ("  --8<-- \"nested.md\"", &["  before", "    two", "  after"]),
        ("\t--8<-- \"a.md:1:1\"", &["    one"]),
    ] {
        assert_eq!(lines(card), expected, "{card}");
    }
}

#[test]
fn what_is_not_quite_a_snippet_is_text() {
    for card in
        ["--8<-- a.md", "--8<--\"a.md\"", "x --8<-- \"a.md\"", "--8<-- \"a.md\" ", "8<-- \"a.md\"", "--8<-- \"\""]
    {
        assert_eq!(lines(card), [card]);
    }
    assert_eq!(lines(" ;;--8<-- \"a.md\"\n;--8<--"), [" ;--8<-- \"a.md\"", "--8<--"]);
    assert_eq!(lines("--8<-- \";a.md\"\nx"), ["x"]);
}

#[test]
fn a_block_takes_in_several() {
    let card = "--8<--\na.md:1:1\n\n;a.md\n   nested.md:3\n--8<-- \"a.md\"\n--8<--\nend";
    assert_eq!(lines(card), ["one", "", "   after", "end"]);
}

#[test]
fn sections_are_cut_out_and_their_marks_left_out() {
    assert_eq!(lines("--8<-- \"code.py:outer\""), ["    def f():", "        pass", "# --8<-- [start:not]"]);
    assert_eq!(lines("--8<-- \"code.py:inner\""), ["        pass"]);
    assert_eq!(lines("--8<-- \"code.py\""), ["    def f():", "        pass", "# --8<-- [start:not]", "rest"]);
    let dedents = Settings { auto_append: Vec::new(), dedents: true };
    assert_eq!(read("--8<-- \"code.py:inner\"", &dedents).0, ["pass"]);
}

#[test]
fn faults_stand_at_the_line_of_the_card() {
    let none = Settings { auto_append: Vec::new(), dedents: false };
    let card = "x\n--8<-- \"no.md\"\n--8<-- \"self.md\"\n--8<-- \"code.py:no\"\n--8<-- \"https://x.org/a.md\"";
    assert_eq!(
        read(card, &none).1,
        ["1 no.md  Missing", "2 self.md self.md Circle", "3 code.py:no  Section(\"no\")", "4 https://x.org/a.md  Web"]
    );
}

#[test]
fn files_stand_behind_every_card() {
    let append = Settings { auto_append: vec!["a.md:1:1".into(), "no.md".into()], dedents: false };
    let (lines, faults) = read("x", &append);
    assert_eq!(lines, ["x", "", "", "one", "", ""]);
    assert_eq!(faults, [" no.md  Missing"]);
}

#[test]
fn what_doubles_is_bounded() {
    assert_eq!(lines("--8<-- \"double.md\""), ["x"; 4]);
    let doubling = |name: &str| {
        let number: usize = name.parse().unwrap_or(0);
        let text = format!("--8<-- \"{0}\"\n--8<-- \"{0}\"", number + 1);
        Found::File { file: PathBuf::from(name), text: text.into() }
    };
    let none = Settings { auto_append: Vec::new(), dedents: false };
    let expansion = expand(&["--8<-- \"0\""], &none, doubling);
    assert_eq!(expansion.faults.len(), 1, "{:?}", expansion.faults);
}
