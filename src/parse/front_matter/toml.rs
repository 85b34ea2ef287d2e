//! Front matter in TOML.
//!
//! Text → [`Pod`] with places. Must never give the TOML crate keys with very many dots: it nests a table for each,
//! without a limit.

use gray_matter::Pod;
use toml::de::{DeTable, DeValue, Error};

use super::pod::{self, Duplicate, Fault};
use crate::text::Span;
use crate::yaml::MAX_DEPTH;

/// Dots that one key may have.
const MAX_DOTS: usize = 16;

pub(super) fn read(text: &str) -> Pod {
    if let Some(at) = find_endless_key(text) {
        return pod::reading(pod::null(Span::at(0)), Some(too_deep(Span::new(at, at + 1))), Vec::new());
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let (repeats, others): (Vec<_>, Vec<_>) =
        errors.into_iter().partition(|error| error.message().starts_with("duplicate key"));
    let duplicates = repeats.iter().map(|error| duplicate(text, table.get_ref(), error)).collect();
    let first = others.into_iter().min_by_key(|error| error.span().map_or(text.len(), |span| span.start));
    let mut fault = first.map(|error| fault(text, &error));
    let mut root = from_table(text, Span::new(0, text.len()), table.get_ref(), 1);
    if root.is_none() {
        fault = Some(too_deep(Span::at(0)));
    }
    if fault.is_some() {
        // What the parser makes of a broken line is a guess: only what stands before it counts.
        let end = fault.as_ref().map_or(0, |fault| fault.span.start);
        root = from_table(text, Span::new(0, end), &before(table.get_ref(), text, end), 1);
    }
    pod::reading(root.unwrap_or_else(|| pod::null(Span::at(0))), fault, duplicates)
}

fn too_deep(span: Span) -> Fault {
    let hint = Some("use fewer tables inside of tables".to_owned());
    Fault { span, message: format!("values are nested deeper than {MAX_DEPTH} levels"), hint }
}

fn fault(text: &str, error: &Error) -> Fault {
    let span = error.span().map_or(Span::at(text.len()), Span::from);
    let said = error.message().lines().next().unwrap_or_default();
    let said = said.split(", expected").next().unwrap_or_default();
    let (message, hint) = if span.is_empty() && said.contains("must be quoted") || said == "key with no value" {
        ("a key has no value".to_owned(), "write `key = value`, with text in quotes")
    } else if said.contains("must be quoted") {
        ("a text is not in quotes".to_owned(), "put text in double quotes")
    } else if said.is_empty() {
        ("this is not TOML".to_owned(), "write `key = value`, with text in quotes")
    } else {
        let mut letters = said.chars();
        let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
        (format!("{first}{}", letters.as_str()), "write `key = value`, with text in quotes")
    };
    Fault { span, message, hint: Some(hint.to_owned()) }
}

fn duplicate(text: &str, root: &DeTable<'_>, error: &Error) -> Duplicate {
    let span = error.span().map_or(Span::at(0), Span::from);
    let key = span.of(text).trim_matches(['"', '\'']).to_owned();
    let first = root.get_key_value(&*key).map(|(first, _)| Span::from(first.span()));
    Duplicate { key, span, first: first.filter(|first| first.start < span.start) }
}

/// The top-level keys whose line ends before an offset.
fn before<'i>(table: &DeTable<'i>, text: &str, end: usize) -> DeTable<'i> {
    let line = text[..end].rfind('\n').unwrap_or(0);
    let is_whole = |value: &DeValue<'_>, at: usize| at <= line && !matches!(value, DeValue::Table(_));
    let whole = table.iter().filter(|(_, value)| is_whole(value.get_ref(), value.span().end));
    whole.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// `None` where values are nested too deep.
fn from_table(text: &str, span: Span, table: &DeTable<'_>, depth: usize) -> Option<Pod> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let pairs = entries.into_iter().map(|(key, value)| {
        let value = from_value(text, value.span().into(), value.get_ref(), depth + 1)?;
        Some(pod::pair(key.get_ref().clone().into_owned(), key.span().into(), value))
    });
    Some(pod::map(span, pairs.collect::<Option<_>>()?))
}

fn from_value(text: &str, span: Span, value: &DeValue<'_>, depth: usize) -> Option<Pod> {
    if depth > MAX_DEPTH {
        return None;
    }
    Some(match value {
        DeValue::String(string) => pod::quoted(span, string.clone().into_owned()),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| from_value(text, item.span().into(), item.get_ref(), depth + 1));
            pod::list(span, items.collect::<Option<_>>()?)
        }
        DeValue::Table(table) => from_table(text, span, table, depth)?,
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            pod::plain(span, span.of(text).to_owned())
        }
    })
}

/// Finds a key of more than [`MAX_DOTS`] dots, outside of strings and comments.
fn find_endless_key(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut dots) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => {
                at = string_end(bytes, at);
                continue;
            }
            b'#' => {
                at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                continue;
            }
            b'.' if dots == MAX_DOTS => return Some(at),
            b'.' => dots += 1,
            b'\n' | b'=' | b',' | b'{' | b'[' => dots = 0,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The offset after a string; one in single lines ends at the line's end at the latest.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let is_long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if is_long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            b'\n' if !is_long => return at,
            _ if byte == quote && !is_long => return at + 1,
            _ if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => at += 1,
        }
    }
    bytes.len()
}
