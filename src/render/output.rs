//! What rendering makes: the files of the site, in memory.
//!
//! `render` makes [`Output`]s, `write` and `serve` take them. Must never touch the disk.

use std::path::PathBuf;

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its place in the site: `/`-separated, relative, not percent-encoded: `how-to/pin/index.html`.
    pub path: String,
    /// What is in it.
    pub body: Body,
}

/// The content of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of an asset's file, absolute.
    Copy(PathBuf),
}
