//! The site: `Graph` and templates → `Vec<Output>`.
//!
//! Must never touch the disk, and never know the checks.

pub mod output;
