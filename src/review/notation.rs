//! How a key is set in YAML, TOML and JSON without touching its neighbours.
//!
//! A card and values → [`Edit`]s. Whether the result is what was meant, `mark` looks at. Must never write a text that
//! means something else in the notation at hand: what is not plain is put in quotes.

use crate::diag::Diagnostic;
use crate::edit::Edit;
use crate::parse::card::Card;
use crate::parse::front_matter::{Field, Format, ValueKind};
use crate::text::{BOM, Span};

/// Words that YAML takes for something else than a text.
const YAML_WORDS: [&str; 12] = ["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf"];

/// The edits that set keys: those that are there in their place, the others together at one place.
///
/// # Errors
/// Where a key holds a list, a map or a block of text.
pub(super) fn edits(card: &Card, values: &[(String, String)]) -> Result<Vec<Edit>, Box<Diagnostic>> {
    let (mut edits, mut new) = (Vec::new(), Vec::new());
    for (key, value) in values {
        match card.front_matter.own(key) {
            Some(field) => edits.push(replaced(card, field, value)?),
            None => new.push((key.as_str(), value.as_str())),
        }
    }
    if !new.is_empty() {
        let (at, text) = match card.front_matter.block {
            None => block(card, &new),
            Some(block) => match card.front_matter.format {
                Format::Yaml => yaml_lines(card, block, &new),
                Format::Toml => toml_lines(card, block, &new),
                Format::Json => json_members(card, block, &new),
            },
        };
        edits.push(Edit { path: card.path.clone(), span: Span::at(at), text });
    }
    Ok(edits)
}

/// The value of a key that is there.
fn replaced(card: &Card, field: &Field, value: &str) -> Result<Edit, Box<Diagnostic>> {
    let span = field.value.span;
    let written = span.of(&card.text);
    let is_block = written.starts_with(['|', '>']) || written.contains(['\n', '\r']);
    if matches!(field.value.kind, ValueKind::List(_) | ValueKind::Map(_)) || is_block {
        let what = if is_block { "a block of text" } else { field.value.describe() };
        let message = format!("`{}` is {what}, and cannot be set to `{value}`", field.key);
        let problem = Diagnostic::new("bad-type", &card.path, span, message);
        return Err(Box::new(problem.hint("write one value on one line")));
    }
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\'')).or(match card.front_matter.format {
        Format::Json => Some('"'),
        Format::Toml if !is_plain_toml(value) => Some('"'),
        Format::Yaml if !is_plain_yaml(value) => Some('"'),
        _ => None,
    });
    let mut text = match quote {
        // TOML has no escapes in single quotes.
        Some('\'') if card.front_matter.format == Format::Yaml => format!("'{}'", value.replace('\'', "''")),
        Some('\'') if !value.contains('\'') => format!("'{value}'"),
        Some(_) => quoted(value),
        None => value.to_owned(),
    };
    if span.is_empty() && card.text[..span.start].ends_with(':') {
        text.insert(0, ' ');
    }
    Ok(Edit { path: card.path.clone(), span, text })
}

/// A block for a card without one, where its text starts.
fn block(card: &Card, new: &[(&str, &str)]) -> (usize, String) {
    let at = if card.text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let end = line_end(&card.text);
    (at, format!("---{end}{}---{end}", yaml(new, "", end)))
}

/// Lines before the one that closes the block, indented as the first key is.
fn yaml_lines(card: &Card, block: Span, new: &[(&str, &str)]) -> (usize, String) {
    let end = line_end(block.of(&card.text));
    let indent = card.front_matter.fields.first().map_or("", |field| {
        let line = &card.text[block.start..field.key_span.start];
        let before = &line[line.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
        if before.bytes().all(|byte| byte == b' ') { before } else { "" }
    });
    (last_line(card, block), yaml(new, indent, end))
}

/// Lines before the one that closes the block, or at its start where tables may follow.
fn toml_lines(card: &Card, block: Span, new: &[(&str, &str)]) -> (usize, String) {
    let text = block.of(&card.text);
    let end = line_end(text);
    let has_tables = text.split(['\n', '\r']).any(|line| line.trim_start().starts_with('['));
    let first = block.start + text.find(end).map_or(text.len(), |at| at + end.len());
    let line = |(key, value): &(&str, &str)| {
        let value = if is_plain_toml(value) { (*value).to_owned() } else { quoted(value) };
        format!("{} = {value}{end}", name(key))
    };
    (if has_tables { first } else { last_line(card, block) }, new.iter().map(line).collect())
}

/// Members after the last one, with as much white space before them as that has.
fn json_members(card: &Card, block: Span, new: &[(&str, &str)]) -> (usize, String) {
    let member = |(key, value): &(&str, &str)| format!("{}: {}", quoted(key), quoted(value));
    if let Some(last) = card.front_matter.fields.last() {
        let before = &card.text[block.start..last.key_span.start];
        let space = &before[before.trim_end().len()..];
        let members = new.iter().fold(String::new(), |out, new| out + "," + space + &member(new));
        return (last.value.span.end, members);
    }
    let text = block.of(&card.text);
    let end = line_end(text);
    let members = new.iter().map(member).collect::<Vec<_>>().join(&format!(",{end}  "));
    let at = text.find('{').map_or(text.len(), |at| at + 1);
    let after = if text[at..].trim_start_matches(' ').starts_with(['\n', '\r']) { "" } else { end };
    (block.start + at, format!("{end}  {members}{after}"))
}

fn yaml(new: &[(&str, &str)], indent: &str, end: &str) -> String {
    let line = |(key, value): &(&str, &str)| {
        let scalar = |text: &str| if is_plain_yaml(text) { text.to_owned() } else { quoted(text) };
        format!("{indent}{}: {}{end}", scalar(key), scalar(value))
    };
    new.iter().map(line).collect()
}

/// Where the line starts that closes a block.
fn last_line(card: &Card, block: Span) -> usize {
    let text = block.of(&card.text).trim_end_matches(['\n', '\r']);
    block.start + text.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// The first line end of a text.
fn line_end(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// A text in double quotes, with escapes that YAML, TOML and JSON share.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A key of TOML.
fn name(key: &str) -> String {
    let is_bare =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// Whether a text is a date of TOML, which needs no quotes.
fn is_plain_toml(text: &str) -> bool {
    text.len() == 10 && text.split('-').count() == 3 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Whether YAML takes a text as it stands: a date, or words that look like nothing else.
fn is_plain_yaml(text: &str) -> bool {
    let is_word =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '@' | '\'' | '+' | '/' | '(' | ')');
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'e' | b'E' | b'.' | b'_'))
        || text.starts_with("0x")
        || text.starts_with("0o");
    is_plain_toml(text)
        || text.starts_with(|c: char| c.is_alphanumeric())
            && !text.ends_with(' ')
            && text.chars().all(is_word)
            && !is_number
            && !YAML_WORDS.contains(&text.to_ascii_lowercase().as_str())
}
