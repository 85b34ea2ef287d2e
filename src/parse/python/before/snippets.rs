//! Snippets taken in: the lines of other files in the place of the lines that name them.
//!
//! What a snippet brings stands, for spans, where the card names it.

use super::normalize::normal;
use crate::parse::python::reader::Reader;
use crate::parse::python::text::{Joined, Text};
use crate::snippet::{Expansion, Found, Line, Settings, expand};
use crate::text::Span;

/// The text with its snippets taken in.
pub(super) fn run(reader: &mut Reader<'_>, text: Text) -> Text {
    let Some(settings) = Settings::of(reader.extensions) else { return text };
    if !settings.may_change(&text) {
        return text;
    }
    let rows = text.rows();
    let lines: Vec<&str> = rows.iter().map(|row| &**row).collect();
    let snippets = reader.snippets;
    let expansion = expand(&lines, &settings, |name| snippets.snippets.get(name).cloned().unwrap_or(Found::Missing));
    joined(reader, &rows, expansion)
}

/// The text of an expansion; what is missing is noted.
pub(super) fn joined(reader: &mut Reader<'_>, rows: &[Text], expansion: Expansion) -> Text {
    let end = Span::at(reader.file.len());
    let place = |row: Option<usize>| row.map_or(end, |row| rows[row].trimmed().whole());
    let mut joined = Joined::default();
    for (index, line) in expansion.lines.iter().enumerate() {
        match line {
            Line::Kept { row } => joined.line(&rows[*row], index == 0),
            Line::Unescaped { row, at } => {
                joined.line(&rows[*row].to(*at), index == 0);
                joined.push(&rows[*row].from(at + 1));
            }
            Line::Taken { row, text } => {
                let place = place(*row);
                if index > 0 {
                    joined.push_own("\n", Span::at(place.start));
                }
                joined.push_own(&normal(text), place);
            }
        }
    }
    joined.push_own("\n\n", end);
    let faults = expansion.faults.into_iter();
    let missing = faults.map(|fault| (fault.row.map_or(Span::at(0), |row| place(Some(row))), fault));
    reader.missing_snippets.extend(missing);
    joined.done()
}
