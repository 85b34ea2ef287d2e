//! Paths of cards and assets inside the docs root, and the keys by which names are compared.
//!
//! Ground floor. A [`CardPath`] keeps the spelling that the disk has, so that diagnostics and edits find
//! the file; comparisons go through [`CardPath::key`] and [`fold_case`], the only places that normalise.
//! Must never touch the disk.

use std::borrow::Cow;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A path relative to the docs root: `/` between segments, none of them empty, `.` or `..`; see [`CardPath::beside`] for
/// the one exception.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CardPath(String);

impl CardPath {
    /// Makes a path of its text, with empty and `.` segments dropped and `..` resolved.
    ///
    /// `None` where `..` leaves the root or nothing is left.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut segments: Vec<&str> = Vec::new();
        for segment in text.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        (!segments.is_empty()).then(|| Self(segments.join("/")))
    }

    /// The path of a file beside the docs root, for findings about it: `../mkdocs.yml`. No card has such a path.
    #[must_use]
    pub fn beside(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The path as text, in the spelling of the disk.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment, with its extension.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last segment without `.md` or `.markdown`; other names are kept whole.
    #[must_use]
    pub fn stem(&self) -> &str {
        strip_markdown_extension(self.file_name())
    }

    /// The whole path without `.md` or `.markdown`.
    #[must_use]
    pub fn without_extension(&self) -> &str {
        strip_markdown_extension(&self.0)
    }

    /// The folder that holds the file; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The first segment of a path that has a folder: the quadrant or category.
    #[must_use]
    pub fn top_folder(&self) -> Option<&str> {
        self.0.split_once('/').map(|(top, _)| top)
    }

    /// How many segments the path has.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.split('/').count()
    }

    /// The text by which two spellings of the same path are equal: NFC.
    #[must_use]
    pub fn key(&self) -> Cow<'_, str> {
        nfc(&self.0)
    }

    /// Resolves `relative` from the folder of this file; `None` where it leaves the root.
    #[must_use]
    pub fn join(&self, relative: &str) -> Option<Self> {
        Self::new(&format!("{}/{relative}", self.folder()))
    }
}

impl fmt::Display for CardPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::text::printable(&self.0))
    }
}

/// Whether a file name belongs to a card.
#[must_use]
pub fn is_markdown(name: &str) -> bool {
    strip_markdown_extension(name).len() < name.len()
}

/// Drops a final `.md` or `.markdown`, whatever its case, unless nothing would be left.
#[must_use]
pub fn strip_markdown_extension(name: &str) -> &str {
    for extension in [".md", ".markdown"] {
        if let Some(at) = name.len().checked_sub(extension.len())
            && at > 0
            && !name[..at].ends_with('/')
            && name.is_char_boundary(at)
            && name[at..].eq_ignore_ascii_case(extension)
        {
            return &name[..at];
        }
    }
    name
}

/// The text in Unicode normalisation form C; borrowed where it already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// The text by which names that differ only in case are equal: NFC, lower case.
#[must_use]
pub fn fold_case(text: &str) -> String {
    nfc(text).to_lowercase()
}

/// A path of the disk without `.` and `..`, by its text alone.
#[must_use]
pub fn without_dots(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{CardPath, fold_case, is_markdown};

    fn path(text: &str) -> CardPath {
        CardPath::new(text).expect("a path inside the root")
    }

    #[test]
    fn parts_of_a_path() {
        let card = path("how-to/zot/pin.v2.MD");
        assert_eq!(
            (card.stem(), card.folder(), card.top_folder(), card.depth(), card.without_extension()),
            ("pin.v2", "how-to/zot", Some("how-to"), 3, "how-to/zot/pin.v2")
        );
        assert_eq!((path("index.md").folder(), path("index.md").top_folder()), ("", None));
        assert_eq!(path(".md").stem(), ".md");
        assert!(is_markdown("a.Markdown") && !is_markdown("a.mdx") && !is_markdown(".md"));
    }

    #[test]
    fn dots_are_resolved_and_never_leave_the_root() {
        assert_eq!(path("a//./b/../c.md").as_str(), "a/c.md");
        assert_eq!(CardPath::new("../a.md"), None);
        assert_eq!(path("a/x.md").join("../y.md"), CardPath::new("y.md"));
        assert_eq!(path("a/x.md").join("../../y.md"), None);
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        assert_eq!(path("Cafe\u{301}.md").key(), path("Caf\u{e9}.md").key());
        assert_eq!(fold_case("CAFE\u{301}"), "caf\u{e9}");
    }
}
