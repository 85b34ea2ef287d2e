//! The rules: `Graph` → diagnostics.
//!
//! Must never touch the disk, and never know the site's pages.

pub mod rule;
