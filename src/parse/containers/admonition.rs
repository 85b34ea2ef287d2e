//! Admonitions: boxes that a reader cannot close.
//!
//! ```text
//! marker = "!!!" [" "] class *(1*" " class) [1*" " DQUOTE title DQUOTE]
//! ```
//!
//! The first class is the kind, the title is the kind's name where none is given, and absent where it is `""`. Source:
//! Python-Markdown 3.x, `markdown/extensions/admonition.py`.

use crate::parse::containers::marker::{Kind, Marker, classes, split_title, take_kind, trimmed};
use crate::parse::document::{Callout, Caption, Fold};
use crate::text::Span;

/// What a marker starts with.
pub(super) const MARK: &str = "!!!";

pub(super) fn read(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix(MARK)?;
    let (words, title) = split_title(rest)?;
    let mut classes = classes(words)?;
    let kind = take_kind(&mut classes)?;
    Some(callout(text, Callout { kind, classes, fold: Fold::Fixed, caption: Caption::Usual }, title, MARK.len()))
}

/// A marker of a callout, with its title that was found at `title` from byte `shift` on.
pub(super) fn callout(text: &str, mut callout: Callout, title: Option<Span>, shift: usize) -> Marker {
    let shown = title.and_then(|title| trimmed(text, title.shifted(shift)));
    callout.caption = match (title, shown) {
        (None, _) => Caption::Usual,
        (Some(_), None) => Caption::None,
        (Some(_), Some(_)) => Caption::Own,
    };
    Marker { kind: Kind::Callout(Box::new(callout)), title: shown }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::parse::containers::marker::Kind;
    use crate::parse::document::Caption;

    #[test]
    fn classes_and_titles() {
        for (text, kind, classes, caption, title) in [
            ("!!! note", "note", "", Caption::Usual, None),
            ("!!!note  \t", "note", "", Caption::Usual, None),
            ("!!! Note \"A \"b\" c\" ", "note", "", Caption::Own, Some("A \"b\" c")),
            ("!!! tip \"\"", "tip", "", Caption::None, None),
            ("!!! inline end tip x-y \" T\"", "tip", "inline end x-y", Caption::Own, Some("T")),
        ] {
            let marker = read(text).expect("a marker");
            let Kind::Callout(callout) = marker.kind else { panic!("a callout") };
            assert_eq!((&*callout.kind, callout.classes.join(" ").as_str()), (kind, classes), "{text}");
            assert_eq!((callout.caption, marker.title.map(|span| span.of(text))), (caption, title), "{text}");
        }
        for text in
            ["!!!", "!!! ", "!!! \"x\"", "!!! a\"x\"", "!!! a \"x", "!!! a \"x\" y", "!!!! a", "!!! a, b", "!! a"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
