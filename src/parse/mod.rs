//! One file at a time: `Source` → `Card`.
//!
//! 1. `front_matter`: the block at the start, with a span for every key;
//! 2. `wiki_link`: where `[[…]]` stand, outside of code, comments and escapes;
//! 3. `markdown`: the rest, into a flat tree (`document`) with headings, links and anchors;
//! 4. `card`: the noun that comes out.
//!
//! Cannot fail: what the author wrote wrong is data with a span. Must never look at another file.

pub mod card;
pub mod date;
pub mod document;
pub mod front_matter;
