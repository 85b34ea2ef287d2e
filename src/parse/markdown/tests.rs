//! A guess never changes what is read.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Flavor, Frames, covered, guess, live_marks, parse, read_text};
use crate::config::{Dialect, HeadingIds};

/// What may hide a link, what may be one, and what stands between.
const PIECES: &[&str] = &[
    "[[a]]",
    "[[a b|c]]",
    "![[a]]",
    "[[a`b]]",
    "[[a\\|b]]",
    "[[",
    "]]",
    "`",
    "``",
    "```",
    "~~~",
    "```sh\n",
    "\n",
    "\n\n",
    "    ",
    "> ",
    "- ",
    "$",
    "$$",
    "<b>",
    "<!--",
    "-->",
    "<div>\n",
    "</div>",
    "<https://e.org/[[a]]>",
    "[x]: ",
    "[x [[a]]]: u",
    "| ",
    " |\n|---|\n",
    "\\",
    "word ",
    "# ",
    "[",
    "](u)",
    "*",
    "%%",
];

#[test]
fn most_cards_are_read_in_one_pass() {
    let flavor = Flavor::of(Dialect::Strict, HeadingIds::default());
    for (body, links) in [
        ("a [[b]] and `[[c]]`\n\n```toml\n[[d]]\n```\n[[e]]", 2),
        ("> ~~~\n> [[a]]\n> ~~~\n\n| [[b\\|c]] |", 1),
        ("``[[a]] ` `` [[b]]", 1),
    ] {
        assert_eq!(guess::links(body, flavor).map(|links| links.len()), Some(links), "{body}");
    }
    for body in ["none", "[[a|`b`]]", "[[a|<b>]]"] {
        assert_eq!(guess::links(body, flavor), None, "{body}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_guess_changes_nothing(pieces in vec(select(PIECES), 0..16)) {
        let text = pieces.concat();
        for dialect in [Dialect::Strict, Dialect::Obsidian] {
            let flavor = Flavor::of(dialect, HeadingIds::default());
            let (body, abbreviations) = covered(&text, flavor);
            let surely = parse(&text, &body, flavor, live_marks(&body, flavor), (Frames::default(), &abbreviations)).0;
            let read = read_text(&text, &text, flavor, Frames::default());
            prop_assert_eq!(format!("{read:?}"), format!("{surely:?}"));
        }
    }
}
