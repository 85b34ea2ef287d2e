//! The front matter of a card: `---` YAML, `+++` TOML or `{` JSON at the very start of a file.
//!
//! Text → [`FrontMatter`] and the problems of the block. Must never fail: what is wrong is a diagnostic.

use crate::text::Span;

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

impl FrontMatter {
    /// The field with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
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

/// What [`parse`] made of a file.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The block.
    pub front_matter: FrontMatter,
    /// Where the body starts.
    pub body: usize,
    /// What is wrong in the block.
    pub problems: Vec<crate::diag::Diagnostic>,
}

/// Parses the block at the start of a file.
#[must_use]
pub fn parse(_path: &crate::path::CardPath, _text: &str) -> Parsed {
    Parsed::default()
}
