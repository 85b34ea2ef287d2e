//! The folder of templates that take the place of the shipped ones.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use walkdir::WalkDir;

use crate::discover::{Asset, DiscoverError, open_regular, sizes};
use crate::path::CardPath;

/// Adds the files of a MkDocs project's `custom_dir` that are no templates: MkDocs publishes them beside the pages. Those of
/// the docs root win. What cannot be listed is told when the templates are read.
pub(super) fn add_assets(folder: &Path, assets: &mut Vec<Asset>) {
    let is_shown = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("__") || name == "partials")
    };
    let known: BTreeSet<CardPath> = assets.iter().map(|asset| asset.path.clone()).collect();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_shown).flatten() {
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !entry.file_type().is_file() || matches!(ending, "html" | "py" | "pyc" | "yml") {
            continue;
        }
        let path = entry.path().strip_prefix(folder).ok().and_then(Path::to_str).and_then(CardPath::new);
        if let Some(path) = path.filter(|path| !known.contains(path)) {
            let size = sizes::of_picture(&path, entry.path());
            assets.push(Asset { path, file: entry.path().to_owned(), size, text: None });
        }
    }
}

/// Reads all `.html` and `.css` files below a folder, by their `/`-separated path in it.
///
/// # Errors
/// Where the folder or a file cannot be read, or is not UTF-8.
pub fn read_templates(folder: &Path) -> Result<BTreeMap<String, String>, DiscoverError> {
    let failed = |path: &Path, reason: io::Error| DiscoverError::Template { path: path.to_owned(), reason };
    let mut texts = BTreeMap::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            failed(&path, error.into_io_error().unwrap_or_else(|| ErrorKind::Other.into()))
        })?;
        let path = entry.path();
        let is_wanted = path.extension().is_some_and(|extension| extension == "html" || extension == "css");
        if !entry.file_type().is_file() || !is_wanted {
            continue;
        }
        let (mut file, _) = open_regular(path).map_err(|reason| failed(path, reason))?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|reason| failed(path, reason))?;
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        texts.insert(name, text);
    }
    Ok(texts)
}
