//! The drawing: rectangles where boxes were meant, lines, words.
//!
//! A picture that was recognised → one `<svg>`. Must lose no word, or fail.

pub(super) mod draw;
pub(super) mod ink;
pub(super) mod pieces;
pub(super) mod shapes;
