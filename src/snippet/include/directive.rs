//! A text → the directives in it that take in other files.
//!
//! ```text
//! directive = *before opening *WSP word 1*WSP [ quoted ] *( argument ) *WSP closing
//! before    = SP / HTAB / letter / digit / "_" / "\" / "."     ; what stands in the line before it
//! argument  = name "=" ( quoted / *nonspace )
//! quoted    = DQUOTE 1*char DQUOTE / "'" 1*char "'"             ; a quote behind a backslash is a character
//! ```
//!
//! Must never look a file up.

use std::ops::Range;

use crate::config::{Arguments, Includes};
use crate::snippet::Trouble;

/// A directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    /// Where it stands, with what stands before it in its line.
    pub(super) range: Range<usize>,
    /// What stands before it in its line.
    pub(super) before: String,
    /// Whether the file is taken in as Markdown.
    pub(super) is_markdown: bool,
    /// The file, or the files, as written; `None` where it names none.
    pub(super) path: Option<String>,
    /// What it says beside that.
    pub(super) arguments: Arguments,
    /// What is wrong with that.
    pub(super) troubles: Vec<Trouble>,
}

/// Finds the directives of a text.
pub(super) fn find(text: &str, settings: &Includes) -> Vec<Directive> {
    let (mut found, mut from, mut last) = (Vec::new(), 0, 0);
    while let Some(at) = text[from..].find(&settings.opening_tag).map(|at| from + at) {
        from = at + settings.opening_tag.len();
        let rest = text[from..].trim_start();
        let Some((is_markdown, rest)) = word(rest, settings) else { continue };
        let quoted = quoted(rest);
        let behind = quoted.as_ref().map_or(rest, |(_, behind)| behind);
        let (path, behind, length) = match behind.find(&settings.closing_tag) {
            Some(length) => (quoted.map(|(path, _)| path), behind, length),
            None => match rest.find(&settings.closing_tag) {
                Some(length) => (None, rest, length),
                None => break,
            },
        };
        let start = text[last..at].char_indices().rev().take_while(|(_, c)| is_before(*c)).last();
        let start = start.map_or(at, |(offset, _)| last + offset);
        last = text.len() - behind.len() + length + settings.closing_tag.len();
        from = last;
        let mut directive = Directive {
            range: start..last,
            before: text[start..at].to_owned(),
            is_markdown,
            path,
            arguments: settings.usual.clone(),
            troubles: Vec::new(),
        };
        directive.read_arguments(&behind[..length]);
        found.push(directive);
    }
    found
}

/// The word of a directive that the text starts with: whether it is that for Markdown, and the text behind it.
fn word<'t>(text: &'t str, settings: &Includes) -> Option<(bool, &'t str)> {
    [(true, &settings.include_markdown), (false, &settings.include)].into_iter().find_map(|(is_markdown, word)| {
        let rest = text.strip_prefix(word.as_str())?;
        let behind = rest.trim_start();
        (behind.len() < rest.len()).then_some((is_markdown, behind))
    })
}

/// What may stand in the line before a directive.
fn is_before(c: char) -> bool {
    matches!(c, ' ' | '\t' | '_' | '\\' | '.') || c.is_alphanumeric()
}

/// The text between the quotes that a text starts with, and what stands behind them.
fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = &text[1..];
    let end = inner.match_indices(quote).map(|(at, _)| at).find(|at| !inner[..*at].ends_with('\\'))?;
    let escaped = ['\\', quote].iter().collect::<String>();
    (end > 0).then(|| (inner[..end].replace(&escaped, &quote.to_string()), &inner[end + 1..]))
}

impl Directive {
    fn read_arguments(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('=') {
            let name = rest[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
            let behind = &rest[at + 1..];
            let (value, is_text, next) = if let Some((value, next)) = quoted(behind) {
                (value, true, next)
            } else {
                let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
                (behind[..end].to_owned(), false, &behind[end..])
            };
            if let Err(trouble) = self.argument(name, &value, is_text) {
                self.troubles.push(trouble);
            }
            rest = next;
        }
    }

    fn argument(&mut self, name: &str, value: &str, is_text: bool) -> Result<(), Trouble> {
        let given = &mut self.arguments;
        let bad = || Trouble::BadArgument { name: name.to_owned(), value: value.to_owned() };
        let text = || if is_text { Ok(value.to_owned()) } else { Err(bad()) };
        let flag = || match value {
            "true" if !is_text => Ok(true),
            "false" if !is_text => Ok(false),
            _ => Err(bad()),
        };
        match (name, self.is_markdown) {
            ("start", _) => given.start = Some(text()?),
            ("end", _) => given.end = Some(text()?),
            ("exclude", _) => given.exclude = Some(text()?),
            ("encoding", _) => given.encoding = text()?,
            ("order", _) => given.order = text()?,
            ("preserve-includer-indent", _) => given.preserve_includer_indent = flag()?,
            ("dedent", _) => given.dedent = flag()?,
            ("trailing-newlines", _) => given.trailing_newlines = flag()?,
            ("recursive", _) => given.recursive = flag()?,
            ("comments", true) => given.comments = flag()?,
            ("rewrite-relative-urls", true) => given.rewrite_relative_urls = flag()?,
            ("heading-offset", true) => given.heading_offset = value.parse().map_err(|_| bad())?,
            _ => return Err(Trouble::UnknownArgument(name.to_owned())),
        }
        Ok(())
    }
}
