//! Where a setting holds: folders and globs of paths.
//!
//! Texts of the configuration → [`Places`]. A text without `*`, `?`, `[` and `{` names a file or a folder with all
//! that is in it; so does one that is no valid glob, as the configuration has refused those already.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::path::CardPath;

/// A set of folders and globs.
#[derive(Debug, Clone)]
pub(super) struct Places {
    folders: Vec<String>,
    globs: GlobSet,
}

impl Places {
    /// Reads folders and globs, relative to the docs root.
    pub(super) fn new<T: AsRef<str>>(texts: &[T]) -> Self {
        let mut folders = Vec::new();
        let mut globs = GlobSetBuilder::new();
        for text in texts {
            let text = text.as_ref();
            let text = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
            let glob = text
                .contains(['*', '?', '[', '{'])
                .then(|| GlobBuilder::new(text).literal_separator(true).build().ok());
            match glob.flatten() {
                Some(glob) => {
                    globs.add(glob);
                }
                None => folders.push(text.to_owned()),
            }
        }
        Self { folders, globs: globs.build().unwrap_or_default() }
    }

    /// Whether a file is in one of the folders or matches one of the globs.
    pub(super) fn hold(&self, path: &CardPath) -> bool {
        let text = path.as_str();
        let is_in = |folder: &String| {
            text.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.folders.iter().any(is_in) || self.globs.is_match(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::path::CardPath;

    #[test]
    fn folders_hold_what_is_in_them_and_globs_what_matches() {
        let places = Places::new(&["how-to/", "reference/*.md"]);
        let holds = |path: &str| places.hold(&CardPath::new(path).expect("a path"));
        assert!(holds("how-to/a.md") && holds("how-to/deep/b.md") && holds("reference/c.md"));
        assert!(!holds("how-to-more/a.md") && !holds("reference/deep/c.md"));
    }
}
