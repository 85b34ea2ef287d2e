//! Lines: from characters between boxes to connections with their ends and labels.
//!
//! Grid and frames → [`strokes`] with [`heads`] and [`slants`] → [`lanes`] and [`flights`] → [`nets`] (what hangs together,
//! and what it touches) → [`connect`] (which words label which line). Must draw nothing.

pub(super) mod connect;
pub(super) mod crossings;
pub(super) mod flights;
pub(super) mod heads;
pub(super) mod lanes;
pub(super) mod nets;
pub(super) mod slants;
pub(super) mod strokes;
