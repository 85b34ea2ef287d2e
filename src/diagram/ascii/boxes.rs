//! Boxes: from characters that may be borders to frames that stand in each other.
//!
//! Grid → [`marks`] (what each character may be) → faces (closed outlines, by several finders) → [`frames`] (those that are
//! meant, nested) → [`stacks`] (parts of one frame). A new kind of box is a finder of its own beside the others, called in
//! `recognise`. Must know nothing of lines and words.

pub(super) mod bands;
pub(super) mod cornerless;
pub(super) mod drums;
pub(super) mod elbows;
pub(super) mod faces;
pub(super) mod frames;
pub(super) mod marks;
pub(super) mod overrun;
pub(super) mod stacks;
