//! Where findings stand: (file, bytes) → lines and columns, for all findings of a report.
//!
//! Each file is read once; every position afterwards costs a search and a few hundred bytes, so that ten
//! thousand findings on one long line stay cheap. Must never look at the message of a finding.

use std::collections::BTreeMap;

use crate::path::CardPath;
use crate::report::Input;
use crate::text::{BOM, LineCol, LineMap, Span};

/// Bytes between two remembered character counts: small enough to count on the spot, large enough that the
/// counts weigh little beside the text.
const STEP_BYTES: usize = 256;

/// The files that the findings and fixes of a report touch.
#[derive(Debug)]
pub(super) struct Places<'a> {
    files: BTreeMap<&'a CardPath, MappedText<'a>>,
}

/// A span as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// The first character.
    pub(super) start: LineCol,
    /// One past the last character.
    pub(super) end: LineCol,
}

/// The line of a text on which a span starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SourceLine<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The bytes of the line, without line end and byte order mark.
    pub(super) span: Span,
}

impl<'a> Places<'a> {
    /// Maps every file that the input's findings and fixes name and whose text is known.
    pub(super) fn of(input: &Input<'a>) -> Self {
        let mut files = BTreeMap::new();
        let mut add = |path: &'a CardPath| {
            if !files.contains_key(path)
                && let Some(text) = (input.texts)(path)
            {
                files.insert(path, MappedText::new(text));
            }
        };
        for diagnostic in input.diagnostics {
            add(&diagnostic.path);
            for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
                add(&edit.path);
            }
        }
        Self { files }
    }

    /// The lines and columns of a span; 1:1 where the text is not known.
    pub(super) fn region(&self, path: &CardPath, span: Span) -> Region {
        match self.files.get(path) {
            Some(file) => Region { start: file.line_col(span.start), end: file.line_col(span.end) },
            None => Region { start: LineCol { line: 1, col: 1 }, end: LineCol { line: 1, col: 1 } },
        }
    }

    /// The line on which a span starts; `None` where the text is not known.
    pub(super) fn source_line(&self, path: &CardPath, span: Span) -> Option<SourceLine<'a>> {
        let file = self.files.get(path)?;
        let line = file.line_span(file.lines.line(span.start.min(file.text.len())));
        Some(SourceLine { text: file.text, span: line })
    }
}

#[derive(Debug)]
struct MappedText<'a> {
    text: &'a str,
    lines: LineMap,
    /// How many characters start before byte `index * STEP_BYTES`.
    chars_before_step: Vec<usize>,
}

impl<'a> MappedText<'a> {
    fn new(text: &'a str) -> Self {
        let mut chars_before_step = vec![0];
        let mut chars = 0;
        for step in text.as_bytes().chunks(STEP_BYTES) {
            chars += char_starts(step);
            chars_before_step.push(chars);
        }
        Self { text, lines: LineMap::new(text), chars_before_step }
    }

    fn line_col(&self, offset: usize) -> LineCol {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.lines.line(offset);
        let start = self.line_span(line).start.min(offset);
        LineCol { line, col: self.chars_before(offset) - self.chars_before(start) + 1 }
    }

    fn line_span(&self, line: usize) -> Span {
        let mut span = self.lines.line_span(self.text, line);
        if span.start == 0 && self.text.starts_with(BOM) {
            span.start = BOM.len_utf8();
        }
        span
    }

    fn chars_before(&self, offset: usize) -> usize {
        let step = offset / STEP_BYTES;
        self.chars_before_step[step] + char_starts(&self.text.as_bytes()[step * STEP_BYTES..offset])
    }
}

/// Counts the characters whose first byte is among `bytes` of a UTF-8 text.
fn char_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::MappedText;
    use crate::text::LineMap;

    proptest! {
        #[test]
        fn positions_are_those_of_the_line_map(text in "\u{feff}?([a-zé\u{1f600}]{0,300}(\r\n|\n|\r)?){0,6}", at in 0_usize..3000) {
            prop_assert_eq!(MappedText::new(&text).line_col(at), LineMap::new(&text).line_col(&text, at));
        }
    }
}
