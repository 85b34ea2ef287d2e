//! Raw HTML: which tags are blocks.

mod tags;

pub(super) use tags::{is_block, is_block_html};
