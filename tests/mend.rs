//! What is wrong with diagrams of box art, and what mends it: `ascii::mend` by its contract.
//!
//! The diagrams are those of `tests/diagram/ascii/*.md` and of the cards of the rules, as they are and with faults put
//! into them.

use std::fs;

use proptest::prelude::*;
use quadrille::diagram::{Notation, ascii, json, outline};
use serde_json::Value;

use crate::support::{files_under, project};

/// The rules with a fix, in the order in which fixes make room for each other.
const RULES: [&str; 9] = [
    "tab-in-diagram",
    "odd-blank-in-diagram",
    "ambiguous-width",
    "ragged-box",
    "box-too-narrow",
    "unclosed-box",
    "short-separator",
    "line-drift",
    "missing-junction",
];

/// A diagram without a fault.
const STRAIGHT: &str = "\
┌──────────────────────────────────────────┐
│ cluster                                  │
│  ┌────────────┐        ┌──────────────┐  │
│  │ ingress    │        │ api          │  │
│  │ port 443   │───┬───▶│ port 8080    │  │
│  └─────┬──────┘   │    └──────┬───────┘  │
│        │          │           │          │
│        ▼          │           ▼          │
│  ┌────────────┐   │    ┌──────────────┐  │
│  │ static     │   └───▶│ storage      │  │
│  │ files      │        ├──────────────┤  │
│  │ and more   │        │ replicas: 2  │  │
│  └────────────┘        └──────────────┘  │
└──────────────────────────────────────────┘
";

fn sources() -> Vec<String> {
    let folders = ["tests/diagram/ascii", "docs/reference/rules"].map(|folder| project().join(folder));
    let texts = folders.iter().flat_map(|folder| {
        files_under(folder).into_iter().map(|name| fs::read_to_string(folder.join(name)).expect("the file is there"))
    });
    let mut sources = vec![STRAIGHT.to_owned()];
    for text in texts {
        let mut lines = text.split_inclusive('\n');
        while let Some(line) = lines.next() {
            let fence = line.trim_end();
            if matches!(fence, "````" | "````text" | "```ascii") {
                let ticks = fence.trim_end_matches(char::is_alphabetic);
                sources.push(lines.by_ref().take_while(|line| line.trim_end() != ticks).collect());
            }
        }
    }
    sources
}

pub(crate) fn flaws(source: &str) -> Vec<&'static str> {
    outline(Notation::Ascii, source)
        .map(|outline| outline.flaws.iter().map(|flaw| flaw.rule).collect())
        .unwrap_or_default()
}

/// The diagram with what mends one rule.
fn mended(source: &str, rule: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, text) in ascii::mend(source, rule) {
        out.push_str(&source[at..span.start]);
        out.push_str(&text);
        at = span.end;
    }
    out + &source[at..]
}

/// The letters and digits of each line, in their order.
pub(crate) fn words(source: &str) -> Vec<String> {
    let letters = |line: &str| line.chars().filter(|c| c.is_alphanumeric()).collect();
    source.lines().map(letters).collect()
}

/// The model without ids and places, sorted.
pub(crate) fn graph(source: &str) -> Vec<String> {
    let Ok(model) = json(Notation::Ascii, source) else { return Vec::new() };
    let list = |name: &str| model[name].as_array().cloned().unwrap_or_default();
    let nodes: Vec<Value> = list("boxes").into_iter().chain(list("texts")).collect();
    let name = |id: &Value| nodes.iter().find(|node| node["id"] == *id).map(|node| node["label"].to_string());
    let boxes = list("boxes").into_iter().map(|node| format!("{} in {:?}", node["label"], name(&node["parent"])));
    let edges = list("edges").into_iter().map(|edge| {
        format!("{:?} {} {:?}: {}", name(&edge["from"]), edge["directed"], name(&edge["to"]), edge["label"])
    });
    let mut graph: Vec<String> = boxes.chain(edges).collect();
    graph.sort();
    graph
}

/// What holds for every text: words stay, the graph stays, and mending what is mended changes nothing.
fn assert_contract(source: &str) {
    for rule in RULES {
        let after = mended(source, rule);
        assert_eq!(words(&after), words(source), "{rule}\n{source}\n{after}");
        if rule != "short-separator" {
            assert_eq!(graph(&after), graph(source), "{rule}\n{source}\n{after}");
        }
        if after != source {
            let count = |text: &str| flaws(text).iter().filter(|found| **found == rule).count();
            assert!(
                count(&after) < count(source) || flaws(&after).len() < flaws(source).len(),
                "{rule}\n{source}\n{after}"
            );
        }
        assert!(after == source || flaws(source).contains(&rule), "what is well is left alone\n{source}");
    }
}

/// All that can be mended, mended.
pub(crate) fn all_mended(source: &str) -> String {
    let mut text = source.to_owned();
    for _ in 0..10 {
        let before = text.clone();
        let found = flaws(&text);
        for rule in RULES.into_iter().filter(|rule| found.contains(rule)) {
            text = mended(&text, rule);
        }
        if text == before {
            break;
        }
    }
    text
}

#[test]
fn mending_keeps_words_and_graph() {
    for source in sources() {
        assert_contract(&source);
        let once = all_mended(&source);
        assert_eq!(all_mended(&once), once, "a second run changes nothing");
    }
}

#[test]
fn a_straight_diagram_has_no_flaw() {
    assert_eq!(flaws(STRAIGHT), Vec::<&str>::new());
}

#[test]
fn a_lost_junction_comes_back() {
    let source = STRAIGHT.replacen("───┬───▶", "───────▶", 1);
    assert_eq!(flaws(&source), ["missing-junction"]);
    assert_eq!(all_mended(&source), STRAIGHT);
}

#[test]
fn a_lost_wall_and_a_lost_corner_come_back() {
    for (from, to) in [
        ("files      │", "files       "),
        ("replicas: 2  │  │", "replicas: 2  │"),
        ("└────────────┘  ", "└────────────   "),
    ] {
        let source = STRAIGHT.replacen(from, to, 1);
        assert_ne!(source, STRAIGHT);
        assert_eq!(graph(&source), graph(STRAIGHT), "{source}");
        assert!(flaws(&source).contains(&"unclosed-box"), "{source}");
        assert_eq!(all_mended(&source), STRAIGHT);
    }
}

#[test]
fn a_wide_character_that_moved_its_wall_is_given_room() {
    let source = STRAIGHT.replacen("files      │", "🚀files     │", 1);
    let wanted = STRAIGHT.replacen("files      │", "🚀files    │", 1);
    assert_eq!(graph(&source), graph(&wanted));
    assert_eq!(all_mended(&source), wanted);
}

/// Ragged diagrams and what they are when they are mended.
const PAIRS: [(&str, &str); 7] = [
    // One wall for two boxes.
    (
        "\
┌──────────────────────┐
│  ┌────────────────┐  │
│  │ orchard        │  │
│  │ plums and more pears │
│  └────────────────┘  │
└──────────────────────┘
",
        "\
┌───────────────────────────┐
│  ┌─────────────────────┐  │
│  │ orchard             │  │
│  │ plums and more pears│  │
│  └─────────────────────┘  │
└───────────────────────────┘
",
    ),
    // A long line pushed the walls of both boxes.
    (
        "\
┌────────────────────┐
│  ┌──────────────┐  │
│  │ orchard      │  │
│  │ plums, pears and a row of old cherries│  │
│  │ gate         │  │
│  └──────────────┘  │
└────────────────────┘
",
        "\
┌─────────────────────────────────────────────┐
│  ┌───────────────────────────────────────┐  │
│  │ orchard                               │  │
│  │ plums, pears and a row of old cherries│  │
│  │ gate                                  │  │
│  └───────────────────────────────────────┘  │
└─────────────────────────────────────────────┘
",
    ),
    // A box inside stands where the wall is meant.
    (
        "\
+----------------------+
|                      |
|  +-----+   +--------+ |
|  | mill|   | granary| |
|  +-----+   +--------+ |
|                      |
+----------------------+
",
        "\
+-----------------------+
|                       |
|  +-----+   +--------+ |
|  | mill|   | granary| |
|  +-----+   +--------+ |
|                       |
+-----------------------+
",
    ),
    // Both walls of a compartment stand beside their places.
    (
        "\
┌────────────┬─────────┐
│ barn       │ oats    │
├────────────┼─────────┤
│ stable    │ hay     │
│ loft       │ straw   │
│ pen        │ bran    │
│ shed       │ seed    │
│ yard       │ salt    │
└────────────┴─────────┘
",
        "\
┌────────────┬─────────┐
│ barn       │ oats    │
├────────────┼─────────┤
│ stable     │ hay     │
│ loft       │ straw   │
│ pen        │ bran    │
│ shed       │ seed    │
│ yard       │ salt    │
└────────────┴─────────┘
",
    ),
    // Compartments of one box, each with an edge of its own length.
    (
        "\
╔══════════════╗
║  harvest   ║
╠════════════╣
║  wheat     ║
║  a field of late oats ║
╚════════════╝
",
        "\
╔══════════════════════╗
║  harvest             ║
╠══════════════════════╣
║  wheat               ║
║  a field of late oats║
╚══════════════════════╝
",
    ),
    // A text too long for its box pushed all that stands behind it.
    (
        "\
┌──────────────┐         ┌───────────────────┐
│ gate opened at six │────────▶│ press             │
│ all the year │         │ apples and pears  │
└──────────────┘         └───────────────────┘
",
        "\
┌───────────────────┐    ┌───────────────────┐
│ gate opened at six│───▶│ press             │
│ all the year      │    │ apples and pears  │
└───────────────────┘    └───────────────────┘
",
    ),
    // One row slid to the left, the next one far to the right.
    (
        "\
+------------+      +------------+      +------------+
| hen      |----->| egg        |----->| chick      |
| four of it       |      | daily      |      | in spring  |
| and a cock |      | fresh      |      | yellow     |
+------------+      +------------+      +------------+
",
        "\
+------------+      +------------+      +------------+
| hen        |----->| egg        |----->| chick      |
| four of it |      | daily      |      | in spring  |
| and a cock |      | fresh      |      | yellow     |
+------------+      +------------+      +------------+
",
    ),
];

#[test]
fn ragged_walls_stand_straight() {
    for (source, wanted) in PAIRS {
        assert_contract(source);
        assert_eq!(all_mended(source), wanted, "{source}");
        assert_eq!(flaws(wanted), Vec::<&str>::new(), "{wanted}");
    }
}

#[test]
fn boxes_that_make_room_for_another_one_are_not_at_fault() {
    let source = "\
┌─────────────┐
│ farm        │
├─────────────┤
│ barn        │
├─────────────┤
│ mill and pigsties│
└─────────────┘
";
    assert_eq!(flaws(source), ["box-too-narrow"]);
    assert_eq!(flaws(&all_mended(source)), Vec::<&str>::new());
}

#[test]
fn a_head_in_a_border_points_at_something() {
    let source = "\
┌────────┐
│ orchard│
└───┬────┘
    │
 ---v-----------x---
      the old wall
";
    assert!(!flaws(source).contains(&"dangling-arrow"), "{source}");
}

#[test]
fn a_line_beside_a_junction_gets_none_of_its_own() {
    let source = STRAIGHT.replacen("│        │          │ ", "│         │         │ ", 1);
    assert_ne!(source, STRAIGHT);
    assert!(!flaws(&source).contains(&"missing-junction"), "{source}");
}

#[test]
fn odd_blanks_become_plain_ones() {
    let source = STRAIGHT.replacen("│ api ", "│\u{a0}a\u{200b}pi ", 1);
    assert_eq!(flaws(&source), ["odd-blank-in-diagram"]);
    assert_eq!(all_mended(&source), STRAIGHT);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_shifted_wall_goes_back(row in 0_usize..14, by in prop::sample::select(vec![1_isize, 2])) {
        // The outer wall of one row, a column or two too far to the right.
        let shifted = |(index, line): (usize, &str)| {
            let blanks = " ".repeat(by.unsigned_abs());
            match line.strip_suffix('│').filter(|_| index == row) {
                Some(rest) => format!("{rest}{blanks}│\n"),
                None => format!("{line}\n"),
            }
        };
        let source: String = STRAIGHT.lines().enumerate().map(shifted).collect();
        prop_assert_eq!(graph(&source), graph(STRAIGHT));
        prop_assert_eq!(all_mended(&source), STRAIGHT);
    }

    #[test]
    fn broken_diagrams_keep_the_contract(at in 0_usize..600, text in prop::sample::select(vec!["", " ", "  ", "│", "─", "🚀", "\t"])) {
        let cells: Vec<char> = STRAIGHT.chars().collect();
        let at = at % cells.len();
        prop_assume!(cells[at] != '\n');
        let source: String = cells[..at].iter().copied().chain(text.chars()).chain(cells[at + 1..].iter().copied()).collect();
        assert_contract(&source);
    }
}
