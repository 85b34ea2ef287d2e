//! Details: boxes that a reader opens and closes.
//!
//! ```text
//! marker = "???" ["+"] [" "] ( [classes] 1*" " DQUOTE title DQUOTE / classes )     ; "+": open at first
//! ```
//!
//! Classes and title are those of an admonition; without a class it is a note. Source: pymdown-extensions 10.x,
//! `pymdownx/details.py`.

use crate::parse::containers::admonition::callout;
use crate::parse::containers::marker::{Marker, classes, split_title, take_kind};
use crate::parse::document::{Callout, Caption, Fold};

/// What a marker starts with.
pub(super) const MARK: &str = "???";

pub(super) fn read(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix(MARK)?;
    let (fold, rest) = rest.strip_prefix('+').map_or((Fold::Closed, rest), |rest| (Fold::Open, rest));
    let shift = text.len() - rest.len();
    let (words, title) = split_title(rest)?;
    let mut classes = classes(words)?;
    if classes.is_empty() && title.is_none() {
        return None;
    }
    let kind = take_kind(&mut classes).unwrap_or_else(|| "note".into());
    Some(callout(text, Callout { kind, classes, fold, caption: Caption::Usual }, title, shift))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::parse::containers::marker::Kind;
    use crate::parse::document::Fold;

    #[test]
    fn folds_kinds_and_titles() {
        for (text, kind, fold, title) in [
            ("??? note", "note", Fold::Closed, None),
            ("???+ tip \"T\"", "tip", Fold::Open, Some("T")),
            ("??? \"T\"", "note", Fold::Closed, Some("T")),
            ("???relaxed  spacing", "relaxed", Fold::Closed, None),
        ] {
            let marker = read(text).expect("a marker");
            let Kind::Callout(callout) = marker.kind else { panic!("a callout") };
            assert_eq!((&*callout.kind, callout.fold), (kind, fold), "{text}");
            assert_eq!(marker.title.map(|span| span.of(text)), title, "{text}");
        }
        for text in ["???", "???+", "???\"x\"", "??? a \"x", "???? a", "??? what?"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
