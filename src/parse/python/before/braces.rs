//! Files between braces taken in: `{!file!}` of markdown-include and mdx_include.
//!
//! What a file brings stands, for spans, where the card names it.

use super::snippets::joined;
use crate::parse::python::reader::Reader;
use crate::parse::python::text::Text;
use crate::snippet::{Braces, Found};

/// The text with its files taken in.
pub(super) fn run(reader: &mut Reader<'_>, text: Text) -> Text {
    let Some(braces) = Braces::of(reader.extensions).filter(|braces| braces.may_change(&text)) else { return text };
    let rows = text.rows();
    let lines: Vec<&str> = rows.iter().map(|row| &**row).collect();
    let files = reader.snippets;
    let expansion =
        braces.expand(&lines, |name| files.snippets.get(&Braces::key(name)).cloned().unwrap_or(Found::Missing));
    joined(reader, &rows, expansion)
}
