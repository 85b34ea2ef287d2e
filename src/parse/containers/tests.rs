//! What is made of a body: the text for the Markdown parser, and the way back.

use std::collections::BTreeSet;

use super::{Layout, lay_out};

fn made(body: &str) -> Option<Layout> {
    lay_out(body, &BTreeSet::new())
}

/// Bodies and what the parser is to see instead, `|` for each sentinel; `=` where it sees the body itself.
const CASES: &[(&str, &str)] = &[
    ("!!! note\n    a\n\nb\n", "|\n> \n> a\n|\n\nb\n"),
    ("!!! note \"T\"\n    a\n", "|\n> (T\n> |\n> a\n|\n"),
    ("!!! note\n", "|\n> \n|\n"),
    ("!!! note \"T\"", "|\n> (T\n> |\n|\n"),
    ("a\n!!! note\n    b\nc\n", "a\n|\n> \n> b\n|\nc\n"),
    ("!!! note\n    a\n\n    b\n\n\nc", "|\n> \n> a\n> \n> b\n|\n\nc"),
    ("!!! note\r\n    a\r\n\r\n    b\r\n", "|\n> \n> a\r\n> \r\n> b\r\n|\n"),
    ("- a\n\n    !!! note\n\n        b\n- c\n", "- a\n\n    |\n  > \n  > \n  > b\n  |\n- c\n"),
    ("- !!! note\n      a\n", "- |\n  > \n  > a\n  |\n"),
    ("> !!! note\n>     a\n\nb\n", "> |\n> > \n> > a\n> |\n\nb\n"),
    ("> a\n!!! note\n    b\n", "> a\n|\n> \n> b\n|\n"),
    ("!!! a\n    ??? b\n        c\n    d\n", "|\n> \n> |\n> > \n> > c\n> |\n> d\n|\n"),
    ("!!! a\n    - b\n\n        c\n", "|\n> \n> - b\n> \n>     c\n|\n"),
    ("!!! a\n\tb\n\n\t\tc\n\t-\td\n", "|\n> \n> b\n> \n>     c\n> -   d\n|\n"),
    ("!!! a\n    ```\n    \tb\n\n    ~~~\nc\n", "|\n> \n> ```\n> \tb\n> \n> ~~~\n|\nc\n"),
    ("=== \"a\"\n    b\n=== \"c\"\n    d\n", "|\n> (a\n> |\n> b\n|\n|\n> (c\n> |\n> d\n|\n"),
    ("[^1]: a\n\n    !!! b\n        c\n", "[^1]: a\n\n    |\n    > \n    > c\n    |\n"),
    ("a\n:   b\n\n    !!! c\n        d\n", "a\n:   b\n\n    |\n    > \n    > d\n    |\n"),
    ("!!! a\n    b\n    :   c\n\n        d\n", "|\n> \n> b\n> :   c\n> \n>     d\n|\n"),
    ("!!! a\n    > b\n    c\n", "|\n> \n> > b\n> c\n|\n"),
    ("```\n!!! a\n    b\n```\n", "="),
    ("    !!! a\n        b\n", "="),
    ("a\n    !!! b\n", "="),
    ("<div>\n!!! a\n</div>\n", "="),
    ("<!--\n\n!!! a\n    b\n-->\n", "="),
    ("- ```\n  !!! a\n      b\n", "="),
    ("a !!! b\n", "="),
    ("a\n===\n", "="),
];

#[test]
fn containers_become_quotes() {
    for (body, wanted) in CASES {
        let text = made(body).map_or_else(|| "=".to_owned(), |layout| layout.text);
        assert_eq!(text.replace("<!-- -->", "|"), *wanted, "{body:?}");
    }
}

#[test]
fn what_is_refused_is_text() {
    let body = "!!! a\n    b\n\n!!! c\n    d\n";
    let text = lay_out(body, &BTreeSet::from([0])).expect("the second one is left").text;
    assert_eq!(text.replace("<!-- -->", "|"), "!!! a\n    b\n\n|\n> \n> d\n|\n");
    assert!(lay_out(body, &BTreeSet::from([0, 13])).is_none());
}

#[test]
fn tabs_with_blank_lines_between_are_one_set() {
    let continued = |body: &str| -> Vec<bool> {
        let layout = made(body).expect("tabs");
        layout.containers.iter().map(|container| container.continues_set).collect()
    };
    for (body, wanted) in [
        ("=== \"a\"\n    x\n\n=== \"b\"\n", vec![false, true]),
        ("=== \"a\"\n    x\n\n===! \"b\"\n", vec![false, false]),
        ("=== \"a\"\n    x\n\nz\n=== \"b\"\n", vec![false, false]),
        ("=== \"a\"\n    === \"b\"\n=== \"c\"\n", vec![false, false, true]),
        ("> === \"a\"\n\n> === \"b\"\n", vec![false, false]),
        ("=== \"a\"\n- === \"b\"\n", vec![false, false]),
        ("!!! a\n    x\n=== \"b\"\n", vec![false, false]),
    ] {
        assert_eq!(continued(body), wanted, "{body:?}");
    }
}

#[test]
fn texts_do_not_grow_beyond_measure() {
    let nest = |depth: usize| (0..depth).fold(String::new(), |nest, depth| nest + &"    ".repeat(depth) + "!!! a\n");
    assert_eq!(made(&nest(100)).expect("containers").containers.len(), 100);
    let blanks = format!("{}{}", nest(100), "\n".repeat(100_000));
    assert!(made(&blanks).expect("containers").text.len() < 2 * blanks.len());
    let code = format!("{}{}```\n{}", nest(100), " ".repeat(400), "\n".repeat(1_000_000));
    assert!(made(&code).is_none());
    let items = format!("{}!!! a\n{}", "- ".repeat(10_000), "\n".repeat(20_000));
    assert!(made(&items).expect("a container").text.len() < 4 * items.len());
}
