//! Changes to text: a span and what to put there.
//!
//! Ground floor. Fixes, review marks and renames are all sets of [`Edit`]s; [`apply`] makes the new text,
//! `write` puts it on disk. Must never change a byte outside the spans of its edits.

use std::collections::BTreeMap;

use crate::path::CardPath;
use crate::text::Span;

/// Replaces the bytes of `span` in the file `path` by `text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The file, relative to the docs root.
    pub path: CardPath,
    /// What goes away; empty for an insertion.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

/// What [`apply`] made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// How many edits went in.
    pub applied: usize,
    /// How many were left out because they overlap an earlier one or do not fit the text.
    pub skipped: usize,
}

/// The edits of the sets that can be made together, each set as a whole: one that wants bytes of an earlier one is left
/// out. Equal edits of several sets count once.
#[must_use]
pub fn compatible<'a>(sets: impl IntoIterator<Item = &'a [Edit]>) -> Vec<Edit> {
    let mut taken: BTreeMap<&CardPath, BTreeMap<(usize, usize), &str>> = BTreeMap::new();
    let mut kept: Vec<Edit> = Vec::new();
    for set in sets {
        let clashes = |edit: &Edit| {
            let Some(taken) = taken.get(&edit.path) else { return false };
            let Span { start, end } = edit.span;
            // What was taken does not overlap, so that the ends go up with the starts.
            let near = taken.range(..=(end, usize::MAX)).rev().take_while(|((_, other), _)| *other >= start);
            near.into_iter().any(|(&(from, to), text)| {
                let is_same = (from, to) == (start, end);
                if is_same { start != end && *text != edit.text } else { from < end && start < to }
            })
        };
        if set.iter().any(clashes) {
            continue;
        }
        for edit in set {
            taken.entry(&edit.path).or_default().insert((edit.span.start, edit.span.end), &edit.text);
            kept.push(edit.clone());
        }
    }
    kept
}

/// Applies the edits of one file, in order of position; of two that overlap, the first wins. Equal edits count once.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> Applied {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span, &edit.text));
    sorted.dedup();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut applied, mut skipped) = (0, 0, 0);
    let mut last: Option<Span> = None;
    for edit in sorted {
        let fits = text.get(edit.span.start..edit.span.end).is_some();
        let clashes = edit.span.start < at || last.is_some_and(|last| last == edit.span && !last.is_empty());
        if !fits || clashes {
            skipped += 1;
            continue;
        }
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
        last = Some(edit.span);
        applied += 1;
    }
    out.push_str(&text[at..]);
    Applied { text: out, applied, skipped }
}

#[cfg(test)]
mod tests {
    use super::{Edit, apply, compatible};
    use crate::path::CardPath;
    use crate::text::Span;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { path: CardPath::new("a.md").expect("a path"), span: Span::new(start, end), text: text.into() }
    }

    #[test]
    fn edits_go_in_by_position_whatever_their_order() {
        let applied = apply("one two", &[edit(4, 7, "2"), edit(0, 3, "1"), edit(7, 7, "!")]);
        assert_eq!((applied.text.as_str(), applied.applied, applied.skipped), ("1 2!", 3, 0));
    }

    #[test]
    fn overlapping_and_misfitting_edits_are_counted_not_applied() {
        let applied = apply("é two", &[edit(0, 3, "x"), edit(2, 4, "y"), edit(1, 2, "z"), edit(9, 10, "w")]);
        assert_eq!((applied.text.as_str(), applied.applied, applied.skipped), ("xtwo", 1, 3));
    }

    #[test]
    fn a_set_of_edits_goes_in_as_a_whole_or_not_at_all() {
        let first = [edit(0, 2, "a"), edit(8, 8, "b")];
        let clashing = [edit(1, 3, "c"), edit(12, 14, "d")];
        let beside = [edit(2, 4, "e"), edit(8, 8, "f"), edit(0, 2, "a")];
        let kept = compatible([&first[..], &clashing[..], &beside[..]]);
        assert_eq!(kept, [&first[..], &beside[..]].concat());
        assert_eq!(apply("0123456789abcdef", &kept).skipped, 0);
    }

    #[test]
    fn equal_edits_count_once() {
        assert_eq!(apply("ab", &[edit(1, 1, "-"), edit(1, 1, "-")]).text, "a-b");
    }
}
