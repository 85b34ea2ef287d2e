//! What a directive of the plugin include-markdown asks for → the files.
//!
//! A path that is a file is that file; any other is a glob, read folder by folder: `*`, `?`, `[…]` within a name, `**` for
//! folders, `{a,b}` anywhere. Hidden files are not found by globs. Must never look into a folder outside of the project.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::WalkDir;

use crate::path::without_dots;
use crate::snippet::Query;

/// How many patterns the braces of one may make.
const MOST_PATTERNS: usize = 1000;

/// Finds the files of a query, in its order. `docs` is the docs root, `bound` what all files must lie in; both are canonical.
/// The folders that were looked into are added to `folders`.
pub(super) fn files(
    query: &Query,
    docs: &Path,
    bound: &Path,
    without: &BTreeSet<PathBuf>,
    folders: &mut BTreeSet<PathBuf>,
) -> Vec<PathBuf> {
    let folder = query.folder.as_deref().unwrap_or(docs);
    let mut walk = Walk { bound, folders };
    let mut excluded = without.clone();
    if let Some(pattern) = &query.exclude {
        let from = if pattern.starts_with('.') { folder } else { docs };
        excluded.extend(walk.glob(from, pattern));
    }
    let one = without_dots(&folder.join(&query.path));
    let found = if one.is_file() { vec![one] } else { walk.glob(folder, &query.path) };
    let is_meant = |path: &PathBuf| {
        !excluded.contains(path) && path.parent().is_none_or(|folder| !excluded.contains(folder)) && !path.is_dir()
    };
    let mut found: Vec<PathBuf> = found.into_iter().filter(is_meant).collect();
    sort(&mut found, &query.order);
    found
}

/// What a glob matches.
pub(super) fn glob(folder: &Path, pattern: &str, bound: &Path, folders: &mut BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    Walk { bound, folders }.glob(folder, pattern).into_iter().collect()
}

struct Walk<'a> {
    bound: &'a Path,
    folders: &'a mut BTreeSet<PathBuf>,
}

impl Walk<'_> {
    /// Files and folders that match, each once, sorted.
    fn glob(&mut self, folder: &Path, pattern: &str) -> Vec<PathBuf> {
        let found: BTreeSet<PathBuf> =
            alternatives(pattern).iter().flat_map(|pattern| self.matches(folder, pattern)).collect();
        found.into_iter().collect()
    }

    fn matches(&mut self, folder: &Path, pattern: &str) -> Vec<PathBuf> {
        let mut paths = BTreeSet::from([without_dots(&folder.join(if pattern.starts_with('/') { "/" } else { "" }))]);
        for segment in pattern.split('/').filter(|segment| !matches!(*segment, "" | ".")) {
            paths = match matcher(segment) {
                _ if segment == "**" => paths.iter().flat_map(|path| self.below(path)).collect(),
                Some(glob) => paths.iter().flat_map(|path| self.entries(path, segment, &glob)).collect(),
                None => paths.iter().map(|path| without_dots(&path.join(segment))).collect(),
            };
        }
        paths.into_iter().filter(|path| path.exists()).collect()
    }

    /// The entries of a folder that match.
    fn entries(&mut self, folder: &Path, segment: &str, glob: &GlobMatcher) -> Vec<PathBuf> {
        if !self.may_enter(folder) {
            return Vec::new();
        }
        // A folder that cannot be listed holds nothing that could be found, and the finding says that nothing was.
        let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let is_meant = |name: &str| glob.is_match(name) && (!name.starts_with('.') || segment.starts_with('.'));
        names.filter(|name| name.to_str().is_some_and(is_meant)).map(|name| folder.join(name)).collect()
    }

    /// A folder and all folders below it.
    fn below(&mut self, folder: &Path) -> Vec<PathBuf> {
        if !self.may_enter(folder) {
            return Vec::new();
        }
        let is_shown = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(folder).into_iter();
        let entries = walk.filter_entry(|entry| entry.depth() == 0 || is_shown(entry.file_name())).flatten();
        let found: Vec<PathBuf> =
            entries.filter(|entry| entry.file_type().is_dir()).map(|entry| entry.path().to_owned()).collect();
        self.folders.extend(found.iter().cloned());
        found
    }

    fn may_enter(&mut self, folder: &Path) -> bool {
        let real = fs::canonicalize(folder).ok().filter(|real| real.starts_with(self.bound) && real.is_dir());
        let is_inside = real.is_some();
        self.folders.extend(real);
        is_inside
    }
}

/// The matcher of a segment; `None` for a name.
fn matcher(segment: &str) -> Option<GlobMatcher> {
    if !segment.contains(['*', '?', '[']) {
        return None;
    }
    Some(GlobBuilder::new(segment).literal_separator(true).build().ok()?.compile_matcher())
}

/// A pattern without its braces.
fn alternatives(pattern: &str) -> Vec<String> {
    let (mut done, mut rest) = (Vec::new(), vec![pattern.to_owned()]);
    while let Some(pattern) = rest.pop() {
        // The innermost braces hold no others.
        let braces = pattern.find('}').and_then(|end| Some((pattern[..end].rfind('{')?, end)));
        match braces {
            Some((start, end)) if done.len() + rest.len() < MOST_PATTERNS => {
                let inner = pattern[start + 1..end].split(',');
                rest.extend(inner.map(|word| [&pattern[..start], word, &pattern[end + 1..]].concat()));
            }
            _ => done.push(pattern),
        }
    }
    done
}

/// Sorts files as an order says; what depends on the time, or on chance, is by path.
fn sort(files: &mut [PathBuf], order: &str) {
    let (is_reverse, order) = order.strip_prefix('-').map_or((false, order), |order| (true, order));
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ending = |path: &Path| path.extension().unwrap_or_default().to_string_lossy().into_owned();
    files.sort();
    match order {
        "name" | "alpha-name" => files.sort_by_cached_key(|path| name(path)),
        "extension" | "alpha-extension" => files.sort_by_cached_key(|path| ending(path)),
        "natural" | "natural-path" => files.sort_by_cached_key(|path| natural(&path.to_string_lossy())),
        "natural-name" => files.sort_by_cached_key(|path| natural(&name(path))),
        "natural-extension" => {
            files.sort_by_cached_key(|path| (natural(&ending(path)), natural(&name(path))));
        }
        "size" => {
            let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
            files.sort_by_cached_key(|path| std::cmp::Reverse(size(path)));
        }
        _ => {}
    }
    if is_reverse {
        files.reverse();
    }
}

/// A text as words and numbers, by which `a10` comes behind `a9`.
fn natural(text: &str) -> Vec<(Option<u128>, String)> {
    let mut parts: Vec<(Option<u128>, String)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        parts.push((if is_number { part.parse().ok() } else { None }, part.to_lowercase()));
        rest = behind;
    }
    parts
}
