//! What stands on the line of a marker: kind, classes, title.
//!
//! Rest of a line → [`Marker`]. The notations are each in a file of their own. Must never look at another line.

use crate::parse::containers::{admonition, details, tabs};
use crate::parse::document::Callout;
use crate::text::Span;

/// A marker as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) kind: Kind,
    /// The bytes of the title in the text that was read; `None` where there is none, or an empty one.
    pub(super) title: Option<Span>,
}

/// What a container is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// An admonition or details.
    Callout(Box<Callout>),
    /// A tab.
    Tab {
        /// Whether it is the one that is seen first.
        is_selected: bool,
        /// Whether it stands in one set with a tab directly before.
        may_continue: bool,
    },
}

/// Reads the rest of a line, from the marker on, without its line end.
pub(super) fn read(text: &str) -> Option<Marker> {
    match text.as_bytes().first()? {
        b'!' => admonition::read(text),
        b'?' => details::read(text),
        b'=' => tabs::read(text),
        _ => None,
    }
}

/// Cuts `"title"` off the end: what stands before it, and the bytes of the title in `text` where quotes are there.
pub(super) fn split_title(text: &str) -> Option<(&str, Option<Span>)> {
    let text = text.trim_end_matches([' ', '\t']);
    let Some((before, quoted)) = text.split_once('"') else { return Some((text, None)) };
    let title = quoted.strip_suffix('"').filter(|_| before.ends_with(' '))?;
    let start = before.len() + 1;
    Some((before, Some(Span::new(start, start + title.len()))))
}

/// The bytes of a title without the blanks round it; `None` where nothing is left.
pub(super) fn trimmed(text: &str, title: Span) -> Option<Span> {
    let words = title.of(text);
    let start = title.start + words.len() - words.trim_start().len();
    Some(Span::new(start, start + words.trim().len())).filter(|span| !span.is_empty())
}

/// The words of a list of classes; `None` where anything else stands there.
pub(super) fn classes(text: &str) -> Option<Vec<String>> {
    let is_class = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let words = text.split(' ').filter(|word| !word.is_empty());
    words.map(|word| is_class(word).then(|| word.to_owned())).collect()
}

/// Takes the kind out of a list of classes: the first that does not say where the box stands; in lower case, since the
/// looks go by it.
pub(super) fn take_kind(classes: &mut Vec<String>) -> Option<Box<str>> {
    let is_place = |class: &String| matches!(class.as_str(), "inline" | "end");
    let at = classes.iter().position(|class| !is_place(class))?;
    Some(classes.remove(at).to_lowercase().into())
}
