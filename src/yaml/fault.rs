//! What is wrong with a YAML text, in words for the author.
//!
//! Error of the YAML crate → [`YamlError`]. Must never show the terms of the grammar ("simple key", "flow node").

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::{MAX_DEPTH, YamlPair};
use crate::text::{BOM, Span};

/// A fault in a YAML text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// What is the case: lower case, no full stop.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The top-level pairs that were complete before the fault.
    pub read: Vec<YamlPair>,
}

impl YamlError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None, read: Vec::new() }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

pub(super) fn too_deep(span: Span) -> YamlError {
    YamlError::new(span, format!("values are nested deeper than {MAX_DEPTH} levels"))
        .hint("put the text in quotes if its brackets are part of it")
}

/// Says in plain words what the parser found, at the character where it found it.
pub(super) fn reword(text: &str, error: &ScanError) -> YamlError {
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(text.len()).min(text.len()));
    let width = text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
    let span = Span::new(at, at + width);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(span),
        ErrorKind::UnknownAnchor => unknown_alias(text, at),
        ErrorKind::InvalidQuotedScalarIndent => open_quote(text, span),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => tab(text, span),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::UnexpectedEndOfPlainScalar => misplaced(text, span, error.kind()),
        kind => {
            let (message, hint) = quotes_and_brackets(kind).unwrap_or_else(|| reserved(&text[at..]));
            YamlError::new(span, message).hint(hint)
        }
    }
}

/// Message and hint for faults that need no look at the text.
fn quotes_and_brackets(kind: &ErrorKind) -> Option<(String, &'static str)> {
    Some(match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a quote is opened and never closed".into(),
            "close the quote; an apostrophe inside of single quotes is written twice",
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("`{open}` is never closed"), "close the bracket, or put the whole value in quotes")
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is never closed".into(), "close the bracket, or put the whole value in quotes")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{open}` is closed by `{close}`"), "close each bracket with its own kind")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("a bracket is closed that was not opened".into(), "put the whole value in quotes")
        }
        ErrorKind::ExpectedFlowSequenceSeparator => (
            "`,` or `]` is missing in a list".into(),
            "put a comma between values, and quotes around text with brackets",
        ),
        ErrorKind::ExpectedFlowMappingSeparator => {
            ("`,` or `}` is missing in a map".into(), "put a comma between keys, and quotes around text with brackets")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("text follows a closed quote".into(), "put the whole value in quotes of the other kind")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (
            "a backslash in double quotes starts no escape that YAML knows".into(),
            "use single quotes, or write `\\\\` for a backslash",
        ),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
            ("text follows `|` or `>`".into(), "start the text on the next line, or put the value in quotes")
        }
        ErrorKind::CommentNotSeparated | ErrorKind::CommentInterceptedScalar => {
            ("a comment cuts a value".into(), "put the value in quotes if the `#` is part of it")
        }
        _ => return None,
    })
}

/// A value that starts with a character of the grammar: `@home`, `%done`, `!important`.
fn reserved(rest: &str) -> (String, &'static str) {
    match rest.chars().next() {
        Some(first) if first.is_ascii_punctuation() => {
            (format!("`{first}` has a meaning of its own here"), "put the value in quotes")
        }
        Some(first) if first.is_control() || first == BOM => {
            ("an invisible control character stands here".to_owned(), "take the character away")
        }
        _ => ("this is not YAML".to_owned(), "put the value in quotes"),
    }
}

/// A quoted value that runs on into lines without indentation: the parser stops there, its quote is the fault.
fn open_quote(text: &str, span: Span) -> YamlError {
    let before = &text[..span.start];
    let quote = [": \"", ": '", "- \"", "- '"].iter().filter_map(|opening| before.rfind(opening)).max();
    YamlError::new(quote.map_or(span, |at| Span::new(at + 2, at + 3)), "a quote is opened and never closed")
        .hint("close the quote; an apostrophe inside of single quotes is written twice")
}

/// `title: *important*` is read as an alias.
fn unknown_alias(text: &str, at: usize) -> YamlError {
    let rest = &text[at..];
    let end = rest.find([' ', '\t', '\n', '\r', ',', ']', '}']).unwrap_or(rest.len());
    YamlError::new(Span::new(at, at + end), format!("the alias `{}` names no anchor", &rest[..end]))
        .hint("put the value in quotes if the `*` is part of it")
}

/// The parser stops after the tab.
fn tab(text: &str, span: Span) -> YamlError {
    let line_start = line_at(text, span.start).start;
    let tab = text[line_start..span.start].rfind('\t').map(|at| line_start + at);
    YamlError::new(tab.map_or(span, |at| Span::new(at, at + 1)), "a tab stands where YAML wants spaces")
        .hint("indent with spaces")
}

/// A key, a colon or a line where none can be: most often `: ` inside of a title, else brackets or indentation.
fn misplaced(text: &str, span: Span, kind: &ErrorKind) -> YamlError {
    let line = line_at(text, span.start);
    let (source, found) = (line.of(text), text[span.start..].chars().next());
    let indent = source.len() - source.trim_start_matches([' ', '\t']).len();
    let blame = |span: Span, message: &str, hint: &str| YamlError::new(span, message).hint(hint);
    if source[..indent].contains('\t') {
        return tab(text, Span::at(line.start + indent));
    }
    if let Some((key, value)) = source.split_once(": ")
        && span.start > line.start + key.len()
    {
        if value.trim_start().starts_with(['[', '{']) {
            return blame(span, "text follows a closed bracket", "put the whole value in quotes");
        }
        let is_colon = matches!(kind, ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement);
        if is_colon && found == Some(':') {
            let message = format!("the value of `{}` holds a `:` without quotes", key.trim());
            return blame(span, &message, "put the value in quotes");
        }
        if matches!(found, Some('-' | '?')) {
            let (message, hint) = reserved(&text[span.start..]);
            return blame(span, &message, hint);
        }
    }
    if let Some(error) = line_before(text, line, indent) {
        return error;
    }
    if !source.contains(':') {
        return blame(span, "a line is neither a key with `: ` nor part of a value", "write `key: value`");
    }
    blame(span, "a key stands where none can be", "start all keys of a map at the same column")
}

/// The line above may be the one to blame: an open bracket, or a line without `: ` at the column of the keys.
fn line_before(text: &str, line: Span, indent: usize) -> Option<YamlError> {
    let above = text[..line.start].trim_end();
    let span = line_at(text, above.len());
    let source = span.of(text);
    if source.is_empty() {
        return None;
    }
    let value = source.find(": ").map_or(span.end, |at| span.start + at + 2);
    let trimmed = text[value..span.end].trim_start();
    let count = |bracket: char| trimmed.matches(bracket).count();
    if let Some(open) = trimmed.chars().next().filter(|c| matches!(c, '[' | '{')) {
        let close = if open == '[' { ']' } else { '}' };
        let at = span.end - trimmed.len();
        return (count(open) > count(close)).then(|| {
            YamlError::new(Span::new(at, at + 1), format!("`{open}` is never closed"))
                .hint("close the bracket, or put the whole value in quotes")
        });
    }
    let content = source.trim_start();
    let is_entry = source.contains(": ") || source.ends_with(':') || content.starts_with(['-', '#']);
    if is_entry || source.len() - content.len() != indent {
        return None;
    }
    let hint = if content.contains(':') { "put a space after the colon" } else { "write `key: value`" };
    let at = Span::new(span.end - content.len(), span.end);
    Some(YamlError::new(at, "a line is neither a key with `: ` nor part of a value").hint(hint))
}

/// The line that an offset stands in, without its end.
fn line_at(text: &str, offset: usize) -> Span {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let length = text[start..].find(['\n', '\r']).unwrap_or(text.len() - start);
    Span::new(start, start + length)
}
