//! The list of the files that Quadrille wrote into a site.
//!
//! It stands in the site itself, so that a later build knows what it may replace. Same site, same bytes: it is
//! sorted and has no time in it. Paths in it are only ever compared with files that were found, never followed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Its name in the site.
pub(super) const MANIFEST: &str = ".quadrille-manifest.json";

/// The written files, sorted by path.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of this form.
    version: u32,
    pub(super) files: Vec<ManifestFile>,
}

/// A written file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ManifestFile {
    /// Its path in the site.
    pub(super) path: String,
    /// Its size in bytes.
    pub(super) size: u64,
    /// The BLAKE3 hash of its bytes, in hexadecimal.
    pub(super) blake3: String,
}

impl Manifest {
    /// Lists files, which come sorted by path.
    pub(super) fn new(files: Vec<ManifestFile>) -> Self {
        Self { version: 1, files }
    }

    /// Reads a list; `None` where it is none, or one of a form that this version does not know.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|manifest: &Self| manifest.version == 1)
    }

    /// The bytes of the list.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("strings and numbers are always JSON");
        bytes.push(b'\n');
        bytes
    }

    /// The paths in it, and its own.
    pub(super) fn into_paths(self) -> BTreeSet<String> {
        self.files.into_iter().map(|file| file.path).chain([MANIFEST.to_owned()]).collect()
    }
}
