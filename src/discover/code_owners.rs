//! The file that says who looks after which files of a repository.
//!
//! Docs root → [`OwnersFile`]: its text, and where the docs root lies for its patterns. What the text means is not for
//! this floor. <https://docs.github.com/articles/about-code-owners>: looked for in `.github/`, the top of the repository
//! and `docs/`, the first counts.

use std::io::Read;
use std::path::Path;

use crate::discover::open_regular;

/// Where the file may stand, best first.
const PLACES: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
/// GitHub takes no larger one, in bytes.
const LARGEST: u64 = 3 * 1024 * 1024;

/// A file of owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnersFile {
    /// What it says.
    pub text: String,
    /// The path from the top of the repository to the docs root: empty, or with a `/` at its end.
    pub prefix: String,
}

/// The file of the repository round a docs root; `None` where there is none, or none that can be read.
#[must_use]
pub fn code_owners(root: &Path) -> Option<OwnersFile> {
    let root = std::fs::canonicalize(root).ok()?;
    let top = root.ancestors().find(|folder| folder.join(".git").exists())?;
    let (mut file, _) = PLACES.iter().find_map(|place| open_regular(&top.join(place)).ok())?;
    let mut bytes = Vec::new();
    (&mut file).take(LARGEST).read_to_end(&mut bytes).ok()?;
    let below = root.strip_prefix(top).ok()?.to_str()?;
    let prefix = if below.is_empty() { String::new() } else { format!("{below}/") };
    Some(OwnersFile { text: String::from_utf8_lossy(&bytes).into_owned(), prefix })
}
