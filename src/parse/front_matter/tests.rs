//! What front matter is read from texts good, bad and hostile, as `fields` and `line:col problem`.

use proptest::prelude::*;

use super::{Format, Parsed, Value, ValueKind, parse};
use crate::path::CardPath;
use crate::text::{LineMap, Span};

fn read(text: &str) -> Parsed {
    parse(&CardPath::new("a.md").expect("a path"), text)
}

/// The fields as JSON, then a line for each problem.
fn show(text: &str) -> String {
    let parsed = read(text);
    let lines = LineMap::new(text);
    let mut out = parsed.front_matter.to_json().to_string();
    for problem in &parsed.problems {
        let at = lines.line_col(text, problem.span.start);
        out.push_str(&format!("\n{}:{} {} {}", at.line, at.col, problem.rule, problem.message));
    }
    out
}

#[test]
fn fields_and_problems() {
    let cases: &[(&str, &str)] = &[
        // delimiters
        ("", "{}"),
        ("text\n", "{}"),
        ("---\n---\nbody\n", "{}"),
        ("---   \ntitle: sp\n...\nbody\n", r#"{"title":"sp"}"#),
        ("---\ntitle: Only\n---", r#"{"title":"Only"}"#),
        ("\u{feff}---\ntitle: Bommed\n---\n", r#"{"title":"Bommed"}"#),
        ("---\r\ntitle: C\r\nx: 1\r\n---\r\n", r#"{"title":"C","x":1}"#),
        ("---\rtitle: M\rx: 1\r---\rbody", r#"{"title":"M","x":1}"#),
        (
            "---\ntitle: a --- b\nd: |\n  one\n  --- two\nx: y\n---\n",
            r#"{"title":"a --- b","d":"one\n--- two\n","x":"y"}"#,
        ),
        ("---\n\n  indented: a\n  b: c\n---\n", r#"{"indented":"a","b":"c"}"#),
        (" ---\ntitle: x\n---\n", "{}"),
        ("----\ntitle: x\n----\n", "{}"),
        ("---\n\nA thematic break, then text: more.\n", "{}"),
        ("---\ntitle: A\nbody\n", "{}\n1:1 unclosed-front-matter front matter is opened by `---` and never closed"),
        ("+++\na = 1\n", "{}\n1:1 unclosed-front-matter front matter is opened by `+++` and never closed"),
        (
            "\n---\ntitle: x\n---\n",
            "{}\n2:1 bad-front-matter front matter stands after blank lines and is shown as text",
        ),
        ("\n---\n\ntext: x\n\n---\n", "{}"),
        // types
        (
            "---\ntitle: no\nn: 123\nf: 1.5\nd: 2026-03-01\nz: 007\nu: 1_000\n---\n",
            r#"{"title":"no","n":123,"f":1.5,"d":"2026-03-01","z":"007","u":"1_000"}"#,
        ),
        (
            "---\na: true\nb: 'true'\nc:\nd: {e: [f, ~]}\n---\n",
            r#"{"a":true,"b":"true","c":null,"d":{"e":["f",null]}}"#,
        ),
        // faults
        (
            "---\nok: 1\ntitle: a: b\n---\n",
            "{\"ok\":1}\n3:9 bad-front-matter the value of `title` holds a `:` without quotes",
        ),
        ("\u{feff}---\r\nok: é\r\ntags: [a\r\n---\r\n", "{\"ok\":\"é\"}\n3:7 bad-front-matter `[` is never closed"),
        ("---\ntitle: \"a\n---\n", "{}\n2:8 bad-front-matter a quote is opened and never closed"),
        ("---\n- a\n- b\n---\n", "{}\n2:1 bad-front-matter front matter is a list, not a map of keys"),
        ("---\nscalar\n---\n", "{}\n2:1 bad-front-matter front matter is a single value, not a map of keys"),
        ("---\na: 1\nb: 2\na: 3\n---\n", "{\"a\":1,\"b\":2}\n4:1 duplicate-key the key `a` is there already"),
        ("---\nm:\n  a: 1\n  a: 3\n---\n", "{\"m\":{\"a\":1}}\n4:3 duplicate-key the key `a` is there already"),
        // TOML
        (
            "+++\ntitle = \"toml\"\ntags = ['a', \"b\"]\nn = 1_0\nd = 2026-03-01\n[extra]\nx.y = true\n+++\nbody",
            r#"{"title":"toml","tags":["a","b"],"n":"1_0","d":"2026-03-01","extra":{"x":{"y":true}}}"#,
        ),
        ("+++\r\nz = 1\r\na = 2\r\n+++\r\n", r#"{"z":1,"a":2}"#),
        ("+++\nz = 1\na = bare\n+++\n", "{\"z\":1}\n3:5 bad-front-matter a text is not in quotes"),
        ("+++\na = 1\na = 2\n+++\n", "{\"a\":1}\n3:1 duplicate-key the key `a` is there already"),
        ("+++\na =\n+++\n", "{}\n2:4 bad-front-matter a key has no value"),
        // JSON
        ("{\n\t\"title\": \"J\\u00e9\",\n\t\"n\": [1, true, null]\n}\n\nbody", r#"{"title":"Jé","n":[1,true,null]}"#),
        (";;;\n{\"title\": \"A\"}\n;;;\n", r#"{"title":"A"}"#),
        ("{\n  \"a\": 1,\n}\n", "{}\n3:1 bad-front-matter a comma stands before a closing bracket"),
        ("{\n  \"a\": {\n  }\n}\n", r#"{"a":{}}"#),
        ("{{ macro }}\n", "{}"),
        ("{\n\"a\": 1\n\ntext", "{}\n1:1 unclosed-front-matter front matter is opened by `{` and never closed"),
    ];
    let mut wrong = String::new();
    for (text, expected) in cases {
        let shown = show(text);
        if shown != *expected {
            wrong.push_str(&format!("{text:?}\n got {shown}\nwant {expected}\n\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_body_starts_after_the_block() {
    let cases = [
        ("---\na: b\n---\nbody", "body", Format::Yaml),
        ("\u{feff}---\r\na: b\r\n---\r\nbody", "body", Format::Yaml),
        ("+++\n+++\nbody", "body", Format::Toml),
        ("{\n}\n\nbody", "\nbody", Format::Json),
        ("---\na: b\n---", "", Format::Yaml),
        ("---\n- bad\n---\nbody", "body", Format::Yaml),
        ("\u{feff}body", "body", Format::Yaml),
        ("---\na: b\n", "---\na: b\n", Format::Yaml),
    ];
    for (text, body, format) in cases {
        let parsed = read(text);
        assert_eq!((&text[parsed.body..], parsed.front_matter.format), (body, format), "{text:?}");
    }
}

#[test]
fn hints_say_what_to_do() {
    let hint = |text: &str| read(text).problems[0].hints.join("; ");
    assert_eq!(hint("---\ntitle: a: b\n---\n"), "put the value in quotes");
    assert_eq!(hint("---\nb: 1\na: 1\na: 2\n---\n"), "the first one, on line 3, counts: take one of the two away");
    assert_eq!(hint("---\na: 1\n"), "put a line `---` after the last key");
    assert_eq!(hint("\n---\na: 1\n---\n"), "front matter must start on the first line");
}

#[test]
fn values_know_their_places() {
    let text = "\u{feff}---\r\ntitle: 'é'\r\ntags: [a,\r\n  b]\r\nnone:\r\nlong: |\r\n  x\r\n  y\r\n---\r\n";
    let parsed = read(text);
    let place = |key: &str| parsed.front_matter.get(key).expect("the key").value.span.of(text);
    assert_eq!(place("title"), "'é'");
    assert_eq!(place("tags"), "[a,\r\n  b]");
    assert_eq!(place("none"), "");
    assert_eq!(place("long"), "|\r\n  x\r\n  y");
    for field in &parsed.front_matter.fields {
        assert_eq!(field.key_span.of(text), field.key);
    }
    let tags = parsed.front_matter.get("tags").and_then(|field| field.value.as_list_of_texts()).expect("a list");
    assert_eq!(tags.iter().map(|(name, span)| (*name, span.of(text))).collect::<Vec<_>>(), [("a", "a"), ("b", "b")]);

    let text = "+++\r\nz = \"x\"\r\na.b = 1\r\n+++\r\n";
    let parsed = read(text);
    assert_eq!(parsed.front_matter.fields[0].value.span.of(text), "\"x\"");
    assert_eq!(parsed.front_matter.fields[1].key_span.of(text), "a");
}

#[test]
fn lists_of_texts() {
    let texts = |yaml: &str| {
        let parsed = read(&format!("---\nk: {yaml}\n---\n"));
        let value = &parsed.front_matter.fields[0].value;
        value.as_list_of_texts().map(|texts| texts.iter().map(|(text, _)| (*text).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(texts("[a, 1]"), Some(vec!["a".to_owned(), "1".to_owned()]));
    assert_eq!(texts("a, b"), Some(vec!["a, b".to_owned()]));
    assert_eq!(texts(""), Some(Vec::new()));
    assert_eq!(texts("[a, [b]]"), None);
    assert_eq!(texts("{a: b}"), None);
}

#[test]
fn hostile_blocks_end_in_a_problem() {
    let dots = "a.".repeat(100_000);
    let cases = [
        format!("+++\n{dots}a = 1\n+++\n"),
        format!("+++\n[{dots}a]\n+++\n"),
        format!("+++\na = {}{}\n+++\n", "[".repeat(10_000), "]".repeat(10_000)),
        format!("---\na: {}{}\n---\n", "[".repeat(10_000), "]".repeat(10_000)),
        format!(";;;\n{{\"a\": {}{}}}\n;;;\n", "[".repeat(10_000), "]".repeat(10_000)),
    ];
    for text in cases {
        assert_eq!(read(&text).problems.len(), 1, "{}", &text[..20]);
    }
}

fn check_value(text: &str, value: &Value) {
    check_span(text, value.span);
    let source = value.span.of(text);
    match &value.kind {
        ValueKind::Scalar { text: scalar, is_quoted: false }
            if !source.starts_with('*') && !source.contains(['\n', '\r']) =>
        {
            assert!(source.contains(scalar.as_str()), "{source:?} holds {scalar:?}");
        }
        ValueKind::List(items) => items.iter().for_each(|item| check_value(text, item)),
        ValueKind::Map(pairs) => pairs.iter().for_each(|(_, value)| check_value(text, value)),
        _ => {}
    }
}

fn check_span(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} fits {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn places_fit_any_text(
        bom in prop::bool::ANY,
        fence in prop::sample::select(vec![("---", "---"), ("+++", "+++"), (";;;", ";;;"), ("{", "}")]),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        lines in prop::collection::vec(
            "( {0,4}|\t|- )([a-zé\"']{1,3}(: | = |\": )?)?([a-zé0-9.*&!|>~{}\\[\\]\"'#,:\\\\ -]{0,8})",
            0..6,
        ),
    ) {
        let mark = if bom { "\u{feff}" } else { "" };
        let text = format!("{mark}{}{end}{}{end}{}{end}", fence.0, lines.join(end), fence.1);
        let parsed = read(&text);
        prop_assert!(text.get(parsed.body..).is_some());
        for field in &parsed.front_matter.fields {
            check_span(&text, field.key_span);
            check_value(&text, &field.value);
        }
        for problem in &parsed.problems {
            check_span(&text, problem.span);
            prop_assert!(!problem.message.contains(['\n', '\r']));
        }
    }
}
