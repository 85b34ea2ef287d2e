//! Typographic quotes, dashes and dots.
//!
//! The patterns of SmartyPants, in their order, each over what the ones before it left.
//!
//! # Source
//! Python-Markdown 3.11, SmartyPants (<https://python-markdown.github.io/extensions/smarty/>).

use serde_json::Value;

use super::super::reader::Reader;
use super::super::scan::decoded;
use super::super::stash::{ETX, STX};
use super::super::text::Text;
use super::{Found, Made, is_word};

const EXTENSION: &str = "smarty";

/// What an entity of the extension is called, and what it is by itself.
const USUAL: &[(&str, &str)] = &[
    ("mdash", "—"),
    ("ndash", "–"),
    ("ellipsis", "…"),
    ("left-angle-quote", "«"),
    ("right-angle-quote", "»"),
    ("left-single-quote", "‘"),
    ("right-single-quote", "’"),
    ("left-double-quote", "“"),
    ("right-double-quote", "”"),
];

fn sign(reader: &Reader<'_>, name: &str) -> String {
    let own = reader.options(EXTENSION).and_then(|options| options.value("substitutions").get(name));
    let usual = USUAL.iter().find(|(known, _)| *known == name).map_or("", |(_, sign)| sign);
    own.and_then(Value::as_str).map_or_else(|| usual.to_owned(), decoded)
}

fn found(text: &Text, (start, end): (usize, usize), shown: &str) -> Found {
    Found { start, end, made: Made::Text(Text::own(shown, text.span(start..end))) }
}

/// Runs of exactly so many of a character.
fn runs(reader: &Reader<'_>, text: &Text, (character, count): (u8, usize), name: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let (mut all, mut at) = (Vec::new(), 0);
    let shown = sign(reader, name);
    while let Some(step) = memchr::memchr(character, &bytes[at..]) {
        let start = at + step;
        let length = bytes[start..].iter().take_while(|byte| **byte == character).count();
        at = start + length;
        if length == count {
            all.push(found(text, (start, at), &shown));
        }
    }
    all
}

/// `---`.
pub(super) fn em_dashes(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if reader.is_on(EXTENSION, "smart_dashes") { runs(reader, text, (b'-', 3), "mdash") } else { Vec::new() }
}

/// `--`.
pub(super) fn en_dashes(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if reader.is_on(EXTENSION, "smart_dashes") { runs(reader, text, (b'-', 2), "ndash") } else { Vec::new() }
}

/// `...`.
pub(super) fn ellipses(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if reader.is_on(EXTENSION, "smart_ellipses") { runs(reader, text, (b'.', 3), "ellipsis") } else { Vec::new() }
}

/// `<<` and `>>`.
pub(super) fn angled_quotes(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if !reader.is_on(EXTENSION, "smart_angled_quotes") {
        return Vec::new();
    }
    let (left, right) = (sign(reader, "left-angle-quote"), sign(reader, "right-angle-quote"));
    let mut all: Vec<Found> = text.match_indices("<<").map(|(at, _)| found(text, (at, at + 2), &left)).collect();
    all.extend(text.match_indices(">>").map(|(at, _)| found(text, (at, at + 2), &right)));
    all.sort_by_key(|found| found.start);
    all
}

/// What quotes become.
struct Quotes {
    single: [String; 2],
    double: [String; 2],
}

/// A step over the quotes of a text: what it finds at a quote, if anything.
type Step = fn(&Quotes, &str, usize) -> Option<(usize, usize, String)>;

/// In the order of their priorities.
const STEPS: [Step; 15] = [
    |quotes, text, at| starts(text, at, '\'').then(|| (at, at + 1, quotes.single[1].clone())),
    |quotes, text, at| starts(text, at, '"').then(|| (at, at + 1, quotes.double[1].clone())),
    |quotes, text, at| set(text, at, "\"'").then(|| (at, at + 2, quotes.double[0].clone() + &quotes.single[0])),
    |quotes, text, at| set(text, at, "'\"").then(|| (at, at + 2, quotes.single[0].clone() + &quotes.double[0])),
    |quotes, text, at| ends_set(text, at, "'\"").then(|| (at, at + 2, quotes.single[1].clone() + &quotes.double[1])),
    |quotes, text, at| ends_set(text, at, "\"'").then(|| (at, at + 2, quotes.double[1].clone() + &quotes.single[1])),
    |quotes, text, at| is_decade(text, at).then(|| (at, at + 1, quotes.single[1].clone())),
    |quotes, text, at| opens(text, at, '\'').then(|| (at, at + 1, quotes.single[0].clone())),
    |quotes, text, at| closes_single(text, at).then(|| (at, at + 1, quotes.single[1].clone())),
    |quotes, text, at| ends_word(text, at).then(|| (at, at + 1, quotes.single[1].clone())),
    |quotes, text, at| text[at..].starts_with('\'').then(|| (at, at + 1, quotes.single[0].clone())),
    |quotes, text, at| opens(text, at, '"').then(|| (at, at + 1, quotes.double[0].clone())),
    |quotes, text, at| {
        let is_close = text[at..].starts_with('"') && behind(text, at + 1).is_some_and(char::is_whitespace);
        is_close.then(|| (at, at + 1, quotes.double[1].clone()))
    },
    |quotes, text, at| {
        let is_close = text[at..].starts_with('"') && before(text, at).is_some_and(is_close);
        is_close.then(|| (at, at + 1, quotes.double[1].clone()))
    },
    |quotes, text, at| text[at..].starts_with('"').then(|| (at, at + 1, quotes.double[0].clone())),
];

/// All quotes. Each step sees signs where the ones before it found something.
pub(super) fn quotes(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if !reader.is_on(EXTENSION, "smart_quotes") {
        return Vec::new();
    }
    let of = |side: &str, kind: &str| sign(reader, &format!("{side}-{kind}-quote"));
    let quotes = Quotes {
        single: [of("left", "single"), of("right", "single")],
        double: [of("left", "double"), of("right", "double")],
    };
    // A copy in which what was found is a sign of the same length.
    let mut seen = text.to_string();
    let mut all: Vec<(usize, usize, String)> = Vec::new();
    for step in STEPS {
        let places: Vec<usize> = seen.match_indices(['\'', '"']).map(|(at, _)| at).collect();
        let mut last = 0;
        for at in places {
            if at < last {
                continue;
            }
            if let Some((start, end, shown)) = step(&quotes, &seen, at) {
                let signs = if end - start == 1 { ETX.to_string() } else { [STX, ETX].iter().collect() };
                seen.replace_range(start..end, &signs);
                last = end;
                all.push((start, end, shown));
            }
        }
    }
    all.sort_unstable();
    all.into_iter().map(|(start, end, shown)| found(text, (start, end), &shown)).collect()
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn behind(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether the text starts with a quote that stands before punctuation which no word follows.
fn starts(text: &str, at: usize, quote: char) -> bool {
    let is_mark = |c: char| c.is_ascii_punctuation();
    at == 0
        && text.starts_with(quote)
        && behind(text, 1).is_some_and(is_mark)
        && behind(text, 1).is_some_and(is_word) == behind(text, 2).is_some_and(is_word)
}

fn set(text: &str, at: usize, pair: &str) -> bool {
    text[at..].starts_with(pair) && behind(text, at + 2).is_some_and(is_word)
}

fn ends_set(text: &str, at: usize, pair: &str) -> bool {
    text[at..].starts_with(pair) && before(text, at).is_some_and(is_close)
}

/// Whether a quote behind this character closes.
fn is_close(c: char) -> bool {
    !matches!(c, ' ' | '\t' | '\r' | '\n' | '[' | '{' | '(' | '-' | STX | ETX)
}

/// `'80s`.
fn is_decade(text: &str, at: usize) -> bool {
    let rest = text[at..].strip_prefix('\'').unwrap_or_default().as_bytes();
    let is_year = rest.len() >= 3 && rest[0].is_ascii_digit() && rest[1].is_ascii_digit() && rest[2] == b's';
    is_year && !before(text, at).is_some_and(is_word)
}

/// Whether a quote stands before a word, and behind white space or a dash.
fn opens(text: &str, at: usize, quote: char) -> bool {
    let lead = &text[..at];
    let is_lead = lead.ends_with(char::is_whitespace) || lead.ends_with(['–', '—']) || lead.ends_with("--");
    text[at..].starts_with(quote) && is_lead && behind(text, at + 1).is_some_and(is_word)
}

/// Whether the `s` at a place is a word of one letter.
fn is_lone_s(text: &str, at: usize) -> bool {
    behind(text, at) == Some('s') && !behind(text, at + 1).is_some_and(is_word)
}

fn closes_single(text: &str, at: usize) -> bool {
    let next = behind(text, at + 1);
    text[at..].starts_with('\'')
        && before(text, at).is_some_and(is_close)
        && !next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit())
        && !is_lone_s(text, at + 1)
}

/// Before white space, or before an `s` alone.
fn ends_word(text: &str, at: usize) -> bool {
    text[at..].starts_with('\'') && (behind(text, at + 1).is_some_and(char::is_whitespace) || is_lone_s(text, at + 1))
}
