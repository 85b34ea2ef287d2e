//! Whether a text is a drawing.
//!
//! Source and model → a kind of drawing, or none. Decides on what was recognised, not on characters; what looks alike and is
//! none is told first. Must take no log, table or message of a compiler for a drawing.

pub(super) mod confidence;
pub(super) mod detect;
pub(super) mod forms;
pub(super) mod lookalike;
