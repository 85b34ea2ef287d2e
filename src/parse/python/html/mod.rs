//! Raw HTML: what is taken out of the text before blocks are parsed, and which tags are blocks.

mod extract;
mod nested;
mod scan;
mod tags;

pub(super) use extract::run;
pub(super) use tags::{is_block, is_block_html};
