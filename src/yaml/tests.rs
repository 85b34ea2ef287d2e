//! What the YAML reader makes of texts good, bad and hostile.

use super::{MAX_DEPTH, YamlKind, YamlNode, parse_spanned};
use crate::text::LineMap;

/// Writes a tree on one line: `{key@col: 'quoted' plain ~ [a, b]}`.
fn show(node: &YamlNode, out: &mut String) {
    match &node.kind {
        YamlKind::Null => out.push('~'),
        YamlKind::Scalar { text, is_quoted: true } => out.push_str(&format!("{text:?}")),
        YamlKind::Scalar { text, is_quoted: false } => out.push_str(text),
        YamlKind::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                show(item, out);
            }
            out.push(']');
        }
        YamlKind::Map(pairs) => {
            out.push('{');
            for (at, pair) in pairs.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                out.push_str(&pair.key);
                out.push_str(": ");
                show(&pair.value, out);
            }
            out.push('}');
        }
    }
}

#[test]
fn trees() {
    let cases = [
        ("", "~"),
        ("# only a comment\n", "~"),
        ("title: no\ndate: 2026-03-01\nn: 1_000\n", "{title: no, date: 2026-03-01, n: 1_000}"),
        ("a: 'it''s'\nb: \"x\\ty\"\n", "{a: \"it's\", b: \"x\\ty\"}"),
        ("a: ~\nb:\nc: null\nd: 'null'\n", "{a: ~, b: ~, c: ~, d: \"null\"}"),
        ("tags: [a, b]\nmore:\n- c\n- d: e\n", "{tags: [a, b], more: [c, {d: e}]}"),
        ("a: |\n  one\n  --- two\nb: x\n", "{a: \"one\\n--- two\\n\", b: x}"),
        ("a: one\n  two\n", "{a: one two}"),
        ("a: 1\na: 2\n<<: x\n", "{a: 1, a: 2, <<: x}"),
        ("a: &x [1]\nb: *x\n", "{a: [1], b: [1]}"),
        ("a: !!str 1\n", "{a: \"1\"}"),
        ("? a\n: b\n~: c\n", "{a: b, ~: c}"),
        ("- a\n- b\n", "[a, b]"),
        ("just text\n", "just text"),
    ];
    for (text, expected) in cases {
        let mut out = String::new();
        show(&parse_spanned(text).unwrap_or_else(|error| panic!("{text:?}: {error}")), &mut out);
        assert_eq!(out, expected, "{text:?}");
    }
}

#[test]
fn spans_of_top_level_values() {
    let cases = [
        ("a: b  # c\n", "b"),
        ("a: 'b' \n", "'b'"),
        ("é: ü\n", "ü"),
        ("a: [b,\n  c]\nx: 1\n", "[b,\n  c]"),
        ("a:\n  - b\n  - c\n\n\nx: 1\n", "- b\n  - c"),
        ("a:\n  b: c\n\nx: 1\n", "b: c"),
        ("a: |\n  b\n  c\n\n\nx: 1\n", "|\n  b\n  c"),
        ("a: &n b\n", "b"),
        ("a:\nx: 1\n", ""),
    ];
    for (text, expected) in cases {
        let root = parse_spanned(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let YamlKind::Map(pairs) = root.kind else { panic!("{text:?} is a map") };
        assert_eq!(pairs[0].value.span.of(text), expected, "{text:?}");
        assert_eq!(pairs[0].key_span.of(text), pairs[0].key, "{text:?}");
    }
    let YamlKind::Map(pairs) = parse_spanned("a:\nx: 1\n").expect("YAML").kind else { panic!("a map") };
    assert_eq!(pairs[0].value.span.start, 2, "a missing value stands after its colon");
}

#[test]
fn faults() {
    let cases = [
        ("title: a: b\n", "1:9 the value of `title` holds a `:` without quotes | put the value in quotes"),
        ("title: \"a\n", "1:8 a quote is opened and never closed"),
        ("tags: [a, b\n", "1:7 `[` is never closed"),
        ("tags: [a}\n", "1:7 `[` is closed by `}`"),
        ("a:\n\tb: c\n", "2:1 a tab stands where YAML wants spaces | indent with spaces"),
        ("title: *bold* x\n", "1:8 the alias `*bold*` names no anchor"),
        ("title: @home\n", "1:8 `@` has a meaning of its own here"),
        ("title: `code`\n", "1:8 ``` has a meaning of its own here"),
        ("title: \"a\" b\n", "1:12 text follows a closed quote"),
        ("title: A\nno colon here\nb: c\n", "2:1 a line is neither a key with `: ` nor part of a value"),
        ("title:A\nb: c\n", "1:1 a line is neither a key with `: ` nor part of a value | put a space after the colon"),
        ("tags: [a, b\nx: 1\n", "1:7 `[` is never closed"),
        ("title: [a] b\n", "1:12 text follows a closed bracket"),
        ("title: - x\n", "1:8 `-` has a meaning of its own here"),
        ("title: \u{7}x\n", "1:8 an invisible control character stands here"),
        ("title: A\n sub: x\n", "2:5 a key stands where none can be"),
        ("a: 1\n--- x\n", "2:1 a second document starts here"),
        ("a: &x [*x]\n", "1:8 the alias `*x` stands inside of what it names"),
        ("[a]: b\n", "1:1 a list or map stands in place of a key"),
        ("p: \"C:\\dir\"\n", "1:4 a backslash in double quotes starts no escape that YAML knows"),
    ];
    let mut wrong = String::new();
    for (text, expected) in cases {
        let error = parse_spanned(text).expect_err(text);
        let place = LineMap::new(text).line_col(text, error.span.start);
        let hint = error.hint.as_deref().unwrap_or_default();
        let shown = format!("{}:{} {} | {hint}", place.line, place.col, error.message);
        if !shown.starts_with(expected) {
            wrong.push_str(&format!("{text:?}\n got {shown}\nwant {expected}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_was_read_before_a_fault_is_kept() {
    let error = parse_spanned("title: A\ntags: [x]\nbad: a: b\n").expect_err("a fault");
    assert_eq!(error.read.iter().map(|pair| pair.key.as_str()).collect::<Vec<_>>(), ["title", "tags"]);
}

#[test]
fn hostile_texts_end_in_an_error() {
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for at in 1..10 {
        let alias = format!("*a{}", at - 1);
        bomb.push_str(&format!("a{at}: &a{at} [{}]\n", [alias.as_str(); 9].join(",")));
    }
    let mut chain = "b0: &b0 [x]\n".to_owned();
    for at in 1..5_000 {
        chain.push_str(&format!("b{at}: &b{at} [*b{}]\n", at - 1));
    }
    let cases = [
        (bomb, "alias"),
        (chain, "alias"),
        (format!("a: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)), "nested deeper"),
        (format!("{}x\n", "- ".repeat(10_000)), "nested deeper"),
        (format!("a: [{}]\n", "x,".repeat(20_000)), "more than"),
        ("k: v\n".repeat(400_000), "larger than"),
    ];
    for (text, expected) in cases {
        let error = parse_spanned(&text).expect_err(expected);
        assert!(error.message.contains(expected), "{}", error.message);
    }
    let fits = format!("a: {}{}\n", "[".repeat(MAX_DEPTH - 1), "]".repeat(MAX_DEPTH - 1));
    assert!(parse_spanned(&fits).is_ok());
}
