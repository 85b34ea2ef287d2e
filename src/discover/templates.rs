//! The folder of templates that take the place of the shipped ones.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use walkdir::WalkDir;

use crate::discover::{DiscoverError, open_regular};

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
