//! What stands where mermaid is not built in (cargo feature `mermaid`): a fault for each diagram.

use crate::diagram::{Drawing, Dress, Fault, Outline, unavailable};

/// As with the feature, but always a fault.
///
/// # Errors
///
/// Always.
pub(super) fn outline(source: &str) -> Result<Outline, Fault> {
    Err(unavailable(source, "mermaid"))
}

/// As with the feature, but always a fault.
///
/// # Errors
///
/// Always.
pub(super) fn draw(source: &str, _dress: &Dress<'_>) -> Result<Drawing, Fault> {
    Err(unavailable(source, "mermaid"))
}

/// As with the feature, but always a fault.
///
/// # Errors
///
/// Always.
pub(super) fn draw_at(source: &str, _dress: &Dress<'_>, _width_px: f64) -> Result<Drawing, Fault> {
    Err(unavailable(source, "mermaid"))
}

/// As with the feature, but always a fault.
///
/// # Errors
///
/// Always.
pub(super) fn json(source: &str) -> Result<serde_json::Value, Fault> {
    Err(unavailable(source, "mermaid"))
}
