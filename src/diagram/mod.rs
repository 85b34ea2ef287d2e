//! Drawings from text: mermaid and box art as SVG, with what they say as data.
//!
//! Text of one diagram → [`Outline`] (the labels that may be links, before any card is known) and [`Drawing`]. Stands
//! apart: knows no cards, no pages and no disk. Nothing here panics or runs on without a limit.

#[cfg(not(feature = "mermaid"))]
mod absent;
pub mod ascii;
#[cfg(test)]
mod double;
pub mod guard;
#[cfg(feature = "mermaid")]
pub mod mermaid;
#[cfg(feature = "mermaid")]
mod metrics;
mod standalone;
pub mod svg;

use std::sync::Arc;

pub use standalone::standalone;

#[cfg(not(feature = "mermaid"))]
use self::absent as mermaid;
use crate::icons::OwnIcons;
use crate::text::Span;

/// How a diagram is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// Mermaid.
    Mermaid,
    /// Boxes and lines of characters.
    Ascii,
}

impl Notation {
    /// Its name, as in attributes and in data.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mermaid => "mermaid",
            Self::Ascii => "ascii",
        }
    }
}

/// Whether this program can draw a notation.
#[must_use]
pub const fn is_built(notation: Notation) -> bool {
    match notation {
        Notation::Mermaid => cfg!(feature = "mermaid") || cfg!(test),
        Notation::Ascii => true,
    }
}

/// What a diagram says before it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The labels that are links or may become links, by position.
    pub labels: Vec<Label>,
    /// What is not drawn as it was meant, by position. Such a diagram is drawn all the same.
    pub flaws: Vec<Flaw>,
}

/// What an author should mend in a diagram though it can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The rule that reports it.
    pub rule: &'static str,
    /// Bytes of the diagram's source.
    pub span: Span,
    /// What is the case: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// A label that is a link, or may become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the diagram's source.
    pub span: Span,
    /// The name or address, as a link needs it: what stands between `[[` and `]]`, the words of the label, an address.
    pub text: String,
    /// What kind of link it is.
    pub target: Target,
}

/// What a label leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A card, if the whole label is its title, alias or stem; else nothing.
    Name,
    /// What a wiki-link leads to: the author wrote `[[…]]`.
    Wiki,
    /// What a Markdown link would lead to: the author wrote an address.
    Address,
}

/// How a diagram is to be drawn.
#[derive(Debug, Clone, Default)]
pub struct Dress<'a> {
    /// Prefix of all ids of the drawing; unique in the page.
    pub id: &'a str,
    /// Where the labels of the outline lead, by their index there; `None` for no link. Checked and safe.
    pub hrefs: &'a [Option<String>],
    /// The title where the author gave none: the caption or the nearest heading.
    pub title: Option<&'a str>,
    /// The icons of the project.
    pub icons: Option<&'a Arc<OwnIcons>>,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// One `<svg>` element without active content, its colours by custom properties.
    pub svg: String,
    /// The author's title or that of the dress; also in the drawing.
    pub title: String,
    /// The author's description, or one made of the model; also in the drawing.
    pub description: String,
    /// What could not be drawn as it was meant (an icon that no pack has).
    pub faults: Vec<Fault>,
}

/// What is wrong with a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the diagram's source; the whole of it where nobody knows better.
    pub span: Span,
    /// What is wrong: a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Reads the labels of a diagram.
///
/// # Errors
///
/// Where the notation does not allow what stands there.
pub fn outline(notation: Notation, source: &str) -> Result<Outline, Fault> {
    match notation {
        Notation::Mermaid => mermaid::outline(source),
        Notation::Ascii => ascii::outline(source),
    }
}

/// Draws a diagram.
///
/// # Errors
///
/// Where the notation does not allow what stands there, or it cannot be drawn.
pub fn draw(notation: Notation, source: &str, dress: &Dress<'_>) -> Result<Drawing, Fault> {
    match notation {
        Notation::Mermaid => mermaid::draw(source, dress),
        Notation::Ascii => ascii::draw(source, dress),
    }
}

/// Draws a diagram for a page of some width, which charts fill that have none of their own; others do not care.
///
/// # Errors
///
/// As [`draw`].
pub fn draw_at(notation: Notation, source: &str, dress: &Dress<'_>, width_px: f64) -> Result<Drawing, Fault> {
    match notation {
        Notation::Mermaid => mermaid::draw_at(source, dress, width_px),
        Notation::Ascii => ascii::draw(source, dress),
    }
}

/// The model of a diagram as JSON: boxes, texts, edges, what is wrong.
///
/// # Errors
///
/// As [`draw`].
pub fn json(notation: Notation, source: &str) -> Result<serde_json::Value, Fault> {
    match notation {
        Notation::Mermaid => mermaid::json(source),
        Notation::Ascii => ascii::json(source),
    }
}

/// What stands where a notation is not built in.
#[cfg(not(feature = "mermaid"))]
fn unavailable(source: &str, what: &str) -> Fault {
    Fault {
        span: Span { start: 0, end: source.len() },
        message: format!("this program was built without {what}"),
        hint: None,
    }
}
