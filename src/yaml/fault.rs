//! What is wrong with a YAML text, in words for the author.
//!
//! Error of the YAML crate → [`YamlError`]. Must never show the terms of the grammar ("simple key", "flow node").

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::{MAX_DEPTH, YamlPair};
use crate::text::Span;

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
    let (message, hint): (String, &str) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => return too_deep(span),
        ErrorKind::UnknownAnchor => return unknown_alias(text, at),
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
        | ErrorKind::UnexpectedEndOfPlainScalar => return misplaced(text, span, error.kind()),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a quote is opened and never closed".into(),
            "close the quote; an apostrophe inside of single quotes is written twice",
        ),
        ErrorKind::InvalidQuotedScalarIndent => return open_quote(text, span),
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
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => return tab(text, span),
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
        _ => match text[at..].chars().next().filter(|c| c.is_ascii_punctuation()) {
            Some(first) => (format!("`{first}` has a meaning of its own here"), "put the value in quotes"),
            None => ("this is not YAML".into(), "put the value in quotes"),
        },
    };
    YamlError::new(span, message).hint(hint)
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
    let line_start = text[..span.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let tab = text[line_start..span.start].rfind('\t').map(|at| line_start + at);
    YamlError::new(tab.map_or(span, |at| Span::new(at, at + 1)), "a tab stands where YAML wants spaces")
        .hint("indent with spaces")
}

/// A key, a colon or a line where none can be: most often `: ` inside of a title, else indentation.
fn misplaced(text: &str, span: Span, kind: &ErrorKind) -> YamlError {
    let start = text[..span.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = &text[start..];
    let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let blame = |message: &str, hint: &str| YamlError::new(span, message).hint(hint);
    if line[..indent].contains('\t') {
        return tab(text, Span::at(start + indent));
    }
    if let Some((key, value)) = line.split_once(": ")
        && matches!(kind, ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement)
        && (value.contains(": ") || value.ends_with(':'))
        && span.start > start + key.len()
    {
        return YamlError::new(span, format!("the value of `{}` holds a `:` without quotes", key.trim()))
            .hint("put the value in quotes");
    }
    if !line.contains(':') {
        return blame("a line is neither a key with `:` nor part of a value", "write `key: value`");
    }
    if line.trim_start().find(':').is_some_and(|colon| !line.trim_start()[colon + 1..].starts_with([' ', '\t'])) {
        return blame("a key is not followed by `: `", "put a space after the colon");
    }
    blame("a key stands where none can be", "start all keys of a map at the same column")
}
