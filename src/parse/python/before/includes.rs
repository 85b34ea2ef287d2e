//! Directives carried out: the text of other files in the place of the directives that ask for them.
//!
//! The body of a file → the same with what its directives take in. That stands, for spans, where the directive stands. Must
//! never change anything else.

use crate::parse::python::reader::Reader;
use crate::parse::python::text::{Joined, Text};
use crate::snippet::include::expand;
use crate::text::Span;

/// The body that starts at a byte of the file.
pub(super) fn run(reader: &mut Reader<'_>, start: usize) -> Text {
    let (file, files) = (reader.file, reader.snippets);
    let body = &file[start..];
    let mut joined = Joined::default();
    let settings = reader.extensions.includes.as_ref().filter(|settings| body.contains(&settings.opening_tag));
    let mut from = 0;
    if let (Some(settings), Some(page)) = (settings, &files.page) {
        let expansion = expand(body, settings, page, |query| files.includes.get(query).cloned().unwrap_or_default());
        for (range, text) in expansion.taken {
            joined.push_source(&body[from..range.start], start + from);
            joined.push_own(&text, Span::new(start + range.start, start + range.end));
            from = range.end;
        }
        let place = |range: std::ops::Range<usize>| Span::new(start + range.start, start + range.end);
        reader.missing_snippets.extend(expansion.faults.into_iter().map(|(range, fault)| (place(range), fault)));
    }
    joined.push_source(&body[from..], start + from);
    joined.done()
}
