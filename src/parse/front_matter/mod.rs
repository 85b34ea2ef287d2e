//! The front matter of a card: `---` YAML, `+++` TOML or `{` JSON at the very start of a file.
//!
//! Text → [`FrontMatter`] and the problems of the block. Must never fail: what is wrong is a diagnostic.
//!
//! 1. `split`: where the block starts and ends;
//! 2. `engine`: gray_matter runs our engine (`crate::yaml`, `toml`, `json`) over the text in between;
//! 3. `pod`: the form in which values keep their places on the way through gray_matter;
//! 4. `data`: values as plain data, for templates;
//! 5. `shared`: what files say for all cards of their folder.

mod data;
mod engine;
mod json;
mod pod;
mod shared;
mod split;
mod toml;

use crate::diag::{Diagnostic, Severity};
use crate::path::CardPath;
use crate::text::{LineMap, Span};
use pod::Decoded;
pub use shared::{share, shared_problems};
use split::Split;

/// The notation of a front matter block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `---` … `---` or `...`.
    #[default]
    Yaml,
    /// `+++` … `+++`.
    Toml,
    /// A JSON object, or `;;;` … `;;;`.
    Json,
}

/// A parsed block. Guarantees: keys are unique; spans are bytes of the file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Its notation.
    pub format: Format,
    /// The whole block with its delimiters and the last one's line end; `None` where the file has no (closed) block.
    pub block: Option<Span>,
    /// The keys in the order of the file.
    pub fields: Vec<Field>,
    /// What files say for all cards of their folder, merged with the fields of the same keys.
    pub shared: Vec<Field>,
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands, quotes included; empty after the colon for a missing value.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// `null`, `~` or nothing.
    Null,
    /// Any scalar with its text as written, without quotes: numbers, booleans and dates keep their spelling.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stood in quotes (or in a block): then it is a string whatever it looks like.
        is_quoted: bool,
    },
    /// A list.
    List(Vec<Value>),
    /// A map; keys as text.
    Map(Vec<(String, Value)>),
}

/// What [`parse`] found at the start of a file.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The block.
    pub front_matter: FrontMatter,
    /// Byte of the file where the body starts: after the block, else after a byte order mark.
    pub body: usize,
    /// What is wrong with the block, in order of position.
    pub problems: Vec<Diagnostic>,
}

/// Reads the front matter of a file. A block with a fault keeps the keys that stand before it.
#[must_use]
pub fn parse(path: &CardPath, text: &str) -> Parsed {
    let bom = split::bom_len(text);
    let without_block = |problems| Parsed { body: bom, problems, ..Parsed::default() };
    match split::split(text) {
        Split::None => without_block(Vec::new()),
        Split::Unclosed { opening, closing } => {
            let message = format!("front matter is opened by `{}` and never closed", opening.of(text));
            let problem = Diagnostic::new("unclosed-front-matter", path, opening, message)
                .hint(format!("put a line `{closing}` after the last key"));
            without_block(vec![problem])
        }
        Split::Late { opening } => {
            let message = "front matter stands after blank lines and is shown as text";
            let mut problem = Diagnostic::new("bad-front-matter", path, opening, message)
                .hint("front matter must start on the first line");
            problem.severity = Severity::Warning;
            without_block(vec![problem])
        }
        Split::Block { format, block, inner } => {
            let mut decoded = engine::run(format, text, inner);
            let problems = problems(path, text, &decoded);
            let fields = std::mem::take(&mut decoded.fields);
            Parsed {
                front_matter: FrontMatter { format, block: Some(block), fields, shared: Vec::new() },
                body: block.end,
                problems,
            }
        }
    }
}

fn problems(path: &CardPath, text: &str, decoded: &Decoded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if let Some(fault) = &decoded.fault {
        let mut problem = Diagnostic::new("bad-front-matter", path, fault.span, fault.message.clone());
        problem.hints.extend(fault.hint.clone());
        problems.push(problem);
    }
    if let Some(misfit) = &decoded.misfit {
        let first_line = misfit.span.of(text).lines().next().unwrap_or_default().len();
        let span = Span::new(misfit.span.start, misfit.span.start + first_line);
        let message = format!("front matter is {}, not a map of keys", misfit.describe());
        problems.push(Diagnostic::new("bad-front-matter", path, span, message).hint("give every value a key"));
    }
    if !decoded.duplicates.is_empty() {
        let lines = LineMap::new(text);
        for duplicate in &decoded.duplicates {
            let message = format!("the key `{}` is there already", duplicate.key);
            let problem = Diagnostic::new("duplicate-key", path, duplicate.span, message);
            problems.push(match duplicate.first {
                Some(first) => {
                    let line = lines.line_col(text, first.start).line;
                    problem.hint(format!("the first one, on line {line}, counts: take one of the two away"))
                }
                None => problem.hint("take one of the two away"),
            });
        }
    }
    problems.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    problems
}

impl FrontMatter {
    /// The field with this key, with what the card shares with others.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Field> {
        self.shared.iter().find(|field| field.key == key).or_else(|| self.own(key))
    }

    /// The field with this key as the card itself has it: what can be edited.
    #[must_use]
    pub fn own(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// All fields, with what the card shares with others: its own keys first.
    pub fn all(&self) -> impl Iterator<Item = &Field> {
        let own = self.fields.iter().map(|field| self.get(&field.key).unwrap_or(field));
        own.chain(self.shared.iter().filter(|field| self.own(&field.key).is_none()))
    }
}

impl Value {
    /// The text of a scalar; `None` for null, lists and maps.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, for messages: `a list`.
    #[must_use]
    pub const fn describe(&self) -> &'static str {
        match self.kind {
            ValueKind::Null => "nothing",
            ValueKind::Scalar { .. } => "a single value",
            ValueKind::List(_) => "a list",
            ValueKind::Map(_) => "a map",
        }
    }
}

#[cfg(test)]
mod tests;
