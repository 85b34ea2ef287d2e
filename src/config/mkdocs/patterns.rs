//! Patterns of files as `.gitignore` writes them: `exclude_docs`, `draft_docs`, `not_in_nav`.
//!
//! Lines of a text → [`Patterns`]. The last line that matches a file decides; one with `!` takes it back. Must never look
//! at the disk.
//!
//! # Source
//! <https://git-scm.com/docs/gitignore>, as pathspec's `GitIgnoreSpec` reads it.

use crate::config::Globs;

/// A list of patterns.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    text: String,
    is_taken_back: bool,
    globs: Globs,
}

/// Equal where their texts are.
impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        self.lines.len() == other.lines.len() && self.lines.iter().zip(&other.lines).all(|(a, b)| a.text == b.text)
    }
}

impl Patterns {
    /// Adds the lines of a text.
    ///
    /// # Errors
    /// The first line that is no pattern, and why.
    pub fn add(&mut self, text: &str) -> Result<(), (String, String)> {
        for line in text.lines() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (is_taken_back, pattern) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
            let pattern = pattern.strip_prefix('\\').filter(|rest| rest.starts_with(['#', '!'])).unwrap_or(pattern);
            let globs = Globs::new(&[pattern]).map_err(|reason| (line.to_owned(), reason))?;
            self.lines.push(Line { text: line.to_owned(), is_taken_back, globs });
        }
        Ok(())
    }

    /// Whether the patterns take in a file, given from the docs root.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.lines.iter().rev().find(|line| line.globs.is_match(path)).is_some_and(|line| !line.is_taken_back)
    }

    /// Whether a file in a folder that is taken in can be left out all the same.
    #[must_use]
    pub fn takes_back(&self) -> bool {
        self.lines.iter().any(|line| line.is_taken_back)
    }

    /// The patterns as written.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn the_last_line_that_matches_decides() {
        let mut patterns = Patterns::default();
        let text = ".*\n/templates/\n# a comment\n\ndrafts/\n*.tmp.md\n!keep.tmp.md\n/a/*.md\n!.well-known\n";
        patterns.add(text).expect("good patterns");
        let cases = [
            (".git/x.md", true),
            ("a/.obsidian/x", true),
            (".well-known/security.txt", false),
            ("templates/x.html", true),
            ("b/templates/x.html", false),
            ("b/drafts/x.md", true),
            ("x.tmp.md", true),
            ("b/keep.tmp.md", false),
            ("a/x.md", true),
            ("a/b/x.md", false),
        ];
        for (path, wanted) in cases {
            assert_eq!(patterns.contains(path), wanted, "{path}");
        }
    }
}
