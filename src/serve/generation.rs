//! One state of the site, served from memory: each file is made when it is first asked for.
//!
//! `Site` → [`Generation`] → [`File`]s. A generation never changes; a change of the sources makes a new one. Must never
//! read a file that is not in the site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::render::output::Body;
use crate::render::{Failure, Site, TemplateError};

/// What stands in front of the hash in the name of a style sheet, and the hash's length: `quadrille.0123456789.css`.
const HASH_LENGTH: usize = 10;

/// A state of the site.
#[derive(Debug)]
pub(super) struct Generation {
    /// Grows with each change; a later run of the server begins higher than an earlier one ended.
    pub(super) number: u64,
    /// The docs root, canonical: no asset lies outside of it.
    pub(super) root: PathBuf,
    site: Site,
    made: Mutex<BTreeMap<String, File>>,
}

/// What stands at a path.
#[derive(Debug, Clone)]
pub(super) enum File {
    /// A page or another file that was made.
    Made(Arc<Made>),
    /// A file of the docs root, absolute.
    Asset(PathBuf),
}

/// A file that was made.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    /// What it says, whatever its style sheets are named.
    pub(super) hash: blake3::Hash,
    /// Why the page could not be made; then the bytes say that it could not.
    pub(super) failure: Option<Failure>,
}

/// What a path of an address leads to.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// The file at a path of the site.
    File(String, File),
    /// The address is that of a folder and lacks its `/`.
    Folder,
    /// Nothing.
    Missing,
}

impl Generation {
    /// Puts a site of a docs root on.
    pub(super) fn new(number: u64, root: &Path, site: Site) -> Self {
        // It was read a moment ago; where it is gone by now, so are its assets.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        Self { number, root, site, made: Mutex::default() }
    }

    /// What stands at a decoded path: a file, or the page of a folder.
    ///
    /// # Errors
    /// Where a template cannot be rendered.
    pub(super) fn answer(&self, path: &str) -> Result<Answer, TemplateError> {
        let is_folder = path.is_empty() || path.ends_with('/');
        let file = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        if let Some(found) = self.file(&file)? {
            return Ok(Answer::File(file, found));
        }
        let has_page = !is_folder && self.file(&format!("{path}/index.html"))?.is_some();
        Ok(if has_page { Answer::Folder } else { Answer::Missing })
    }

    /// The file at a path of the site.
    ///
    /// # Errors
    /// Where a template cannot be rendered.
    pub(super) fn file(&self, path: &str) -> Result<Option<File>, TemplateError> {
        // A thread that panicked while it held the lock has at worst not put its file in.
        let known = |made: &Mutex<BTreeMap<String, File>>| {
            made.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
        };
        if let Some(file) = known(&self.made) {
            return Ok(Some(file));
        }
        // Without the lock, so that one slow page holds up no other. Who makes a page twice makes the same.
        let Some((output, failure)) = self.site.file(path)? else { return Ok(None) };
        let file = match output.body {
            Body::Copy(file) => File::Asset(file),
            Body::Bytes(bytes) => {
                let hash = blake3::hash(&without_style_hashes(&bytes));
                File::Made(Arc::new(Made { bytes, hash, failure }))
            }
        };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file.clone());
        Ok(Some(file))
    }
}

/// A page without the hashes in the names of its style sheets: pages that differ in these alone say the same.
fn without_style_hashes(page: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = memchr::memmem::find(rest, b".css\"") {
        let (before, after) = rest.split_at(at);
        let hash = before.len().saturating_sub(HASH_LENGTH);
        let is_hash = before[hash..].len() == HASH_LENGTH && before[hash..].iter().all(u8::is_ascii_hexdigit);
        out.extend_from_slice(if is_hash { &before[..hash] } else { before });
        let (ending, next) = after.split_at(b".css\"".len());
        out.extend_from_slice(ending);
        rest = next;
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::without_style_hashes;

    #[test]
    fn the_name_of_a_style_sheet_is_not_what_a_page_says() {
        let page = |hash: &str| format!("<link href=\"assets/quadrille.{hash}.css\"><link href=\"a.css\"><p>{hash}");
        let masked = |hash: &str| String::from_utf8(without_style_hashes(page(hash).as_bytes())).expect("text");
        assert_eq!(masked("0123456789"), "<link href=\"assets/quadrille..css\"><link href=\"a.css\"><p>0123456789");
        assert_eq!(masked("xyz"), page("xyz"));
    }
}
