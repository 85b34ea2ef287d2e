//! Diagrams of box art: the façade.
//!
//! Text of one diagram → [`Outline`], [`Drawing`], JSON. Recognises boxes, lines and words of ASCII and of box-drawing
//! characters, however their borders stray, and draws them. Must never know cards or pages.

mod boxes;
mod data;
mod describe;
mod glyph;
mod grid;
mod judge;
mod lines;
mod mend;
mod model;
mod outline;
mod picture;
mod recognise;
mod texts;
mod tree;

pub use self::tree::{Branch, Part};

use crate::diagram::ascii::judge::detect::Kind;
use crate::diagram::ascii::recognise::Picture;
use crate::diagram::{Drawing, Dress, Fault, Outline};
use crate::text::Span;

/// Reads the labels: wiki-links, and whole lines of boxes and texts that may be names.
///
/// # Errors
///
/// Where the text is empty or too large.
pub fn outline(source: &str) -> Result<Outline, Fault> {
    Ok(outlined(&recognise::recognise(source)?))
}

fn outlined(picture: &Picture<'_>) -> Outline {
    let anchors = outline::anchors(&picture.grid, &picture::pieces::pieces(picture));
    Outline { flaws: mend::lint::flaws(picture), ..outline::outline(&picture.grid, anchors) }
}

/// Whether a text that nobody called a diagram is worth to be looked at with [`detect`]: cheap, and says no to most.
#[must_use]
pub fn is_candidate(source: &str) -> bool {
    judge::detect::is_candidate(source)
}

/// The outline of a text, if it is a diagram by what is recognised in it. Tables of values are none.
#[must_use]
pub fn detect(source: &str) -> Option<Outline> {
    let picture = judge::detect::is_candidate(source).then(|| recognise::recognise(source).ok()).flatten()?;
    let is_drawing = matches!(judge::detect::kind(source, &picture), Kind::Diagram | Kind::Tree | Kind::Packet);
    is_drawing.then(|| outlined(&picture))
}

/// Whether a text that its author calls code is a drawing of boxes beyond doubt.
#[must_use]
pub fn is_drawing(source: &str) -> bool {
    let picture = judge::detect::is_candidate(source).then(|| recognise::recognise(source).ok()).flatten();
    picture.is_some_and(|picture| judge::detect::is_plain_drawing(source, &picture))
}

/// The lines of a directory tree; `None` for every other picture.
#[must_use]
pub fn tree(source: &str) -> Option<Vec<Branch>> {
    let picture = recognise::recognise(source).ok()?;
    (judge::detect::kind(source, &picture) == Kind::Tree).then(|| tree::tree(&picture)).flatten()
}

/// The changes that mend the flaws of one rule, as bytes and what to put there; empty where none is safe. They change no
/// word and nothing of the model.
#[must_use]
pub fn mend(source: &str, rule: &str) -> Vec<(Span, String)> {
    mend::lint::changes(source, rule)
}

/// Draws it.
///
/// # Errors
///
/// Where the text is empty or too large, or a character of it would be lost.
pub fn draw(source: &str, dress: &Dress<'_>) -> Result<Drawing, Fault> {
    picture::draw::draw(source, &recognise::recognise(source)?, dress)
}

/// The model as JSON.
///
/// # Errors
///
/// Where the text is empty or too large.
pub fn json(source: &str) -> Result<serde_json::Value, Fault> {
    Ok(data::data(&recognise::recognise(source)?))
}
