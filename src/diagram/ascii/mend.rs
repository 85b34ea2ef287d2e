//! What is not drawn as it was meant, and what puts it right.
//!
//! A picture that was recognised → flaws with their place, and changes of the source. A new rule is a file of its own and a
//! line in [`lint`]. Must change blanks and strokes alone, never a word.

pub(super) mod contacts;
pub(super) mod gaps;
pub(super) mod joints;
pub(super) mod lint;
pub(super) mod ragged;
pub(super) mod separators;
pub(super) mod slips;
pub(super) mod straighten;
