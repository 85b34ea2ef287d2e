//! Diagrams of box art: the façade.
//!
//! Text of one diagram → [`Outline`], [`Drawing`], JSON. Must never know cards or pages.

use crate::diagram::{Drawing, Dress, Fault, Outline, unavailable};

/// Whether this program can draw it.
pub const IS_BUILT: bool = false;

/// Whether a text that nobody called a diagram is one: cheap, and rather no than a wrong yes.
#[must_use]
pub fn is_drawing(_source: &str) -> bool {
    false
}

/// Reads the labels.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn outline(source: &str) -> Result<Outline, Fault> {
    Err(unavailable(source, "box art"))
}

/// Draws it.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn draw(source: &str, _dress: &Dress<'_>) -> Result<Drawing, Fault> {
    Err(unavailable(source, "box art"))
}

/// The model as JSON.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn json(source: &str) -> Result<serde_json::Value, Fault> {
    Err(unavailable(source, "box art"))
}
