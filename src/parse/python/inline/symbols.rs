//! Symbols by their look: `(c)`, `-->`, `1/2`, `2nd`.
//!
//! # Source
//! PyMdown Extensions 13.1, SmartSymbols.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::text::Text;
use super::{Found, Made, is_word};

const EXTENSION: &str = "pymdownx.smartsymbols";

static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\((?:tm|c|r)\)|\+/-|=/=|\bc/o\b|<-->|-->|<--|[1357]/[234568]|2/[35]|4/5|[0-9]+(?:st|nd|rd|th)\b")
        .expect("the pattern is well formed")
});

/// What is shown for a symbol, by the option that turns it on.
const SYMBOLS: &[(&str, &str, &str)] = &[
    ("trademark", "(tm)", "™"),
    ("copyright", "(c)", "©"),
    ("registered", "(r)", "®"),
    ("plusminus", "+/-", "±"),
    ("notequal", "=/=", "≠"),
    ("care_of", "c/o", "℅"),
    ("arrows", "-->", "→"),
    ("arrows", "<--", "←"),
    ("arrows", "<-->", "↔"),
    ("fractions", "1/4", "¼"),
    ("fractions", "1/2", "½"),
    ("fractions", "3/4", "¾"),
    ("fractions", "1/3", "⅓"),
    ("fractions", "2/3", "⅔"),
    ("fractions", "1/5", "⅕"),
    ("fractions", "2/5", "⅖"),
    ("fractions", "3/5", "⅗"),
    ("fractions", "4/5", "⅘"),
    ("fractions", "1/6", "⅙"),
    ("fractions", "5/6", "⅚"),
    ("fractions", "1/8", "⅛"),
    ("fractions", "3/8", "⅜"),
    ("fractions", "5/8", "⅝"),
    ("fractions", "7/8", "⅞"),
];

/// Symbols in a text whose patterns are read.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(matched) = SYMBOL.find_at(text, at) {
        let (start, end, written) = (matched.start(), matched.end(), matched.as_str());
        let before = text[..start].chars().next_back();
        let behind = text[end..].chars().next();
        let symbol = SYMBOLS.iter().find(|(option, symbol, _)| *symbol == written && reader.is_on(EXTENSION, option));
        let is_free = match written {
            "-->" => before != Some('-'),
            "<--" => behind != Some('-'),
            _ if written.contains('/') => !is_digit(before) && !is_digit(behind),
            _ => true,
        };
        let made = match symbol {
            Some((.., shown)) if is_free => Some(Made::Text(Text::own(*shown, text.span(start..end)))),
            None if !before.is_some_and(is_word) => ordinal(reader, &text.slice(start..end)),
            _ => None,
        };
        at = if made.is_some() { end } else { start + 1 };
        // Of an ordinal the letters alone are another thing than before.
        let start = if matches!(made, Some(Made::Element(_))) { end - 2 } else { start };
        found.extend(made.map(|made| Found { start, end, made }));
    }
    found
}

fn is_digit(beside: Option<char>) -> bool {
    beside.is_some_and(|c| c.is_ascii_digit())
}

/// `2nd` with its letters above the line; not `2th`.
fn ordinal(reader: &mut Reader<'_>, text: &Text) -> Option<Made> {
    let digits = text.len().checked_sub(2)?;
    let number = text.as_bytes().get(..digits).filter(|number| number.iter().all(u8::is_ascii_digit))?;
    let (last, tens) = (number.last()?, number.iter().rev().nth(1));
    let fits = match &text[digits..] {
        "st" => *last == b'1',
        "nd" => *last == b'2',
        "rd" => *last == b'3',
        _ => !matches!(last, b'1'..=b'3') || tens == Some(&b'1'),
    };
    let has_no_zero = number.len() == 1 || number[0] != b'0';
    if !fits || !has_no_zero || !reader.is_on(EXTENSION, "ordinal_numbers") {
        return None;
    }
    Some(Made::Element(reader.tree.make_with("sup", text.from(digits).atomic())))
}
