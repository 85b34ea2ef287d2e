//! How the globs of the configuration match: one meaning for `exclude`, `only-in` and `per-file-ignores`.
//!
//! Patterns → [`Globs`]. They are matched against paths relative to the docs root. `*` and `?` stop at `/`, `**`
//! does not. A pattern without `/` matches a file or folder of that name anywhere, one with `/` counts from the
//! docs root, and what matches a folder matches everything below. Must never look at the disk.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of compiled patterns.
#[derive(Debug, Clone, Default)]
pub struct Globs(GlobSet);

impl Globs {
    /// Compiles patterns.
    ///
    /// # Errors
    /// What is wrong with the first bad pattern, without its text: `unclosed character class; missing ']'`.
    pub fn new<S: AsRef<str>>(patterns: &[S]) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            for glob in compile(pattern.as_ref())? {
                set.add(glob);
            }
        }
        set.build().map(Self).map_err(|error| error.kind().to_string())
    }

    /// Whether a file or folder, given relative to the docs root with `/` between segments, matches.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

/// The pattern for the thing itself and the one for everything below.
fn compile(pattern: &str) -> Result<[Glob; 2], String> {
    let trimmed = pattern.trim_end_matches('/');
    let trimmed = trimmed.strip_prefix("./").unwrap_or(trimmed);
    if trimmed.is_empty() {
        return Err("the pattern is empty".to_owned());
    }
    let anchored = match trimmed.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if trimmed.contains('/') => trimmed.to_owned(),
        None => format!("**/{trimmed}"),
    };
    let glob =
        |text: &str| GlobBuilder::new(text).literal_separator(true).build().map_err(|error| error.kind().to_string());
    Ok([glob(&anchored)?, glob(&format!("{anchored}/**"))?])
}

#[cfg(test)]
mod tests {
    use super::Globs;

    #[test]
    fn names_match_anywhere_and_paths_from_the_root() {
        for (pattern, path, expected) in [
            ("changelog.d", "changelog.d", true),
            ("changelog.d", "changelog.d/a.md", true),
            ("changelog.d", "x/changelog.d/a.md", true),
            ("changelog.d", "xchangelog.d/a.md", false),
            ("how-to/", "how-to/zot/a.md", true),
            ("/how-to", "old/how-to/a.md", false),
            ("how-to/zot", "how-to/zot/a.md", true),
            ("./how-to/zot", "how-to/zot/a.md", true),
            ("how-to/zot", "x/how-to/zot/a.md", false),
            ("archive/**", "archive/2020/a.md", true),
            ("*.draft.md", "how-to/a.draft.md", true),
            ("how-to/*.md", "how-to/zot/a.md", false),
            ("**/drafts/*.md", "drafts/a.md", true),
            ("{a,b}.md", "x/b.md", true),
        ] {
            let globs = Globs::new(&[pattern]).expect("a good pattern");
            assert_eq!(globs.is_match(path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn bad_patterns_say_what_is_wrong() {
        for (pattern, expected) in [("[a", "unclosed character class; missing ']'"), ("/", "the pattern is empty")] {
            assert_eq!(Globs::new(&[pattern]).expect_err("a bad pattern"), expected);
        }
    }
}
