//! New files into a project, none over another.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::write::{WriteError, failed};

/// Makes files below `folder`, with the folders that they need; paths are relative and `/`-separated.
///
/// # Errors
/// Where a file exists already, or the system says no. Files made before stay.
pub fn create_files(folder: &Path, files: &[(String, String)]) -> Result<(), WriteError> {
    for (path, text) in files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(failed("make the folder", parent))?;
        }
        let mut new = OpenOptions::new().write(true).create_new(true).open(&file).map_err(failed("make", &file))?;
        new.write_all(text.as_bytes()).map_err(failed("write", &file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::create_files;

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |text: &str| [("a/b.md".to_owned(), text.to_owned())];
        create_files(folder.path(), &file("one")).expect("a new file");
        assert!(create_files(folder.path(), &file("two")).is_err());
        assert_eq!(std::fs::read_to_string(folder.path().join("a/b.md")).expect("the file"), "one");
    }
}
