//! What is passed over without a word.
//!
//! Hidden names, backup files, the globs of `docs.exclude`, and the files of Quadrille itself; in a MkDocs project what its
//! patterns say, and no hidden name besides. Must never decide by what is in a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, Globs, MkDocs};
use crate::discover::DiscoverError;

/// The names and places that are neither cards nor assets.
#[derive(Debug)]
pub(super) struct Exclusion {
    globs: Globs,
    own: Vec<PathBuf>,
    mkdocs: Option<Arc<MkDocs>>,
}

impl Exclusion {
    /// Reads `docs.exclude`: globs as everywhere in the configuration.
    pub(super) fn new(config: &Config) -> Result<Self, DiscoverError> {
        let bad = |pattern: &String, reason| DiscoverError::Glob { pattern: pattern.clone(), reason };
        for pattern in &config.docs.exclude {
            Globs::new(&[pattern]).map_err(|reason| bad(pattern, reason))?;
        }
        let globs =
            Globs::new(&config.docs.exclude).map_err(|reason| bad(&config.docs.exclude.join("`, `"), reason))?;
        let mkdocs = config.mkdocs.clone();
        let custom = mkdocs.as_ref().and_then(|mkdocs| mkdocs.theme.custom_dir.as_ref());
        let own = [Some(&config.output), config.file.as_ref(), config.templates.as_ref(), custom];
        // What does not exist cannot be met on the walk.
        let own = own.into_iter().flatten().filter_map(|path| fs::canonicalize(path).ok()).collect();
        Ok(Self { globs, own, mkdocs })
    }

    /// Whether a path in the docs root is excluded by itself; its folders are not looked at.
    pub(super) fn excludes(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.ends_with('~') || name == "Thumbs.db" || self.globs.is_match(path) {
            return true;
        }
        match &self.mkdocs {
            Some(mkdocs) => {
                (mkdocs.exclude.contains(path) || mkdocs.drafts.contains(path)) && !mkdocs.is_side_file(path)
            }
            None => name.starts_with('.'),
        }
    }

    /// Whether nothing in an excluded folder can be taken.
    pub(super) fn is_final(&self) -> bool {
        self.mkdocs.as_ref().is_none_or(|mkdocs| !mkdocs.exclude.takes_back() && !mkdocs.drafts.takes_back())
    }

    /// Whether a file is read for what it says of others, and is neither card nor asset.
    pub(super) fn is_side_file(&self, path: &str) -> bool {
        self.mkdocs.as_ref().is_some_and(|mkdocs| mkdocs.is_side_file(path))
    }

    /// Whether a path in the docs root or a folder above it is excluded.
    pub(super) fn excludes_within(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]).filter(|_| self.is_final());
        folders.chain([path]).any(|part| self.excludes(part))
    }

    /// Whether a canonical path is the site, the configuration file or the template folder.
    pub(super) fn is_own(&self, disk: &Path) -> bool {
        self.own.iter().any(|own| own == disk)
    }
}

#[cfg(test)]
mod tests {
    use super::Exclusion;
    use crate::config::Config;
    use crate::discover::DiscoverError;

    fn exclusion(patterns: &[&str]) -> Result<Exclusion, DiscoverError> {
        let mut config = Config::defaults("/nowhere".into(), "/nowhere/docs".into());
        config.docs.exclude = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        Exclusion::new(&config)
    }

    #[test]
    fn patterns_match_as_users_expect() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("drafts", &["drafts", "how-to/drafts", "drafts/a.md"], &["drafts.md", "my-drafts/a.md"]),
            ("drafts/", &["drafts/a.md"], &["drafts.md"]),
            ("/drafts", &["drafts/a.md"], &["how-to/drafts/a.md"]),
            ("how-to/old", &["how-to/old/a.md"], &["x/how-to/old/a.md", "how-to/older.md"]),
            ("*.draft.md", &["a.draft.md", "how-to/a.draft.md"], &["a.md"]),
            ("how-to/*.md", &["how-to/a.md"], &["how-to/b/a.md"]),
            ("**/tmp/**", &["a/tmp/b.md", "tmp/b.md"], &["a/tmpx/b.md"]),
            ("{a,b}.md", &["a.md", "c/b.md"], &["ab.md"]),
        ];
        for (pattern, inside, outside) in cases {
            let exclusion = exclusion(&[pattern]).expect("a glob");
            for path in *inside {
                assert!(exclusion.excludes_within(path), "`{pattern}` excludes `{path}`");
            }
            for path in *outside {
                assert!(!exclusion.excludes_within(path), "`{pattern}` leaves `{path}`");
            }
        }
    }

    #[test]
    fn hidden_and_backup_files_are_passed_over() {
        let exclusion = exclusion(&[]).expect("no globs");
        for path in [".git", "a/.obsidian/x.md", "a.md~", ".#a.md", "img/Thumbs.db"] {
            assert!(exclusion.excludes_within(path), "{path}");
        }
        assert!(!exclusion.excludes_within("a/#b.md"));
    }

    #[test]
    fn a_bad_glob_is_named() {
        let error = exclusion(&["ok", "a[b"]).expect_err("a bad glob");
        assert!(error.to_string().starts_with("`a[b` in `docs.exclude` is not a glob: "), "{error}");
    }
}
