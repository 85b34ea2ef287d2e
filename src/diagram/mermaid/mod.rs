//! Diagrams of mermaid: the façade.
//!
//! Text of one diagram → [`Outline`], [`Drawing`], JSON. Must never know cards or pages.

use crate::diagram::{Drawing, Dress, Fault, Outline, unavailable};

/// Whether this program can draw it.
pub const IS_BUILT: bool = false;

/// Reads the labels.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn outline(source: &str) -> Result<Outline, Fault> {
    Err(unavailable(source, "mermaid"))
}

/// Draws it.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn draw(source: &str, _dress: &Dress<'_>) -> Result<Drawing, Fault> {
    Err(unavailable(source, "mermaid"))
}

/// The model as JSON.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn json(source: &str) -> Result<serde_json::Value, Fault> {
    Err(unavailable(source, "mermaid"))
}
