//! Outputs in a folder of their own, for another program to read.
//!
//! `&[Output]` → [`Scratch`] → what the program made of them, as outputs. The folder lies among the system's temporary
//! files and is gone when dropped. Must never hold anything that is not made anew by the next run.

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::render::output::{Body, Output};
use crate::write::plan::Plan;
use crate::write::{WriteError, failed};

/// A temporary folder with outputs in it.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// Writes those outputs whose path is wanted; copies of assets are left out.
    ///
    /// # Errors
    /// Where an output cannot have its path, or the system says no.
    pub fn new(outputs: &[Output], is_wanted: fn(&str) -> bool) -> Result<Self, WriteError> {
        let temporary = std::env::temp_dir();
        let folder = TempDir::with_prefix("quadrille-").map_err(failed("make a folder in", &temporary))?;
        let paths: Vec<String> = outputs.iter().map(|output| output.path.clone()).collect();
        let plan = Plan::new(&paths)?;
        for path in &plan.folders {
            let path = folder.path().join(path);
            fs::create_dir(&path).map_err(failed("make the folder", &path))?;
        }
        outputs.par_iter().filter(|output| is_wanted(&output.path)).try_for_each(
            |Output { path, body }| match body {
                Body::Bytes(bytes) => {
                    let file = folder.path().join(path);
                    fs::write(&file, bytes).map_err(failed("write", &file))
                }
                Body::Copy(_) => Ok(()),
            },
        )?;
        Ok(Self { folder })
    }

    /// Writes texts at their paths.
    ///
    /// # Errors
    /// Where a text cannot have its path, or the system says no.
    pub fn of_texts(files: &[(String, String)]) -> Result<Self, WriteError> {
        let bytes = |text: &String| Body::Bytes(text.clone().into_bytes());
        let outputs: Vec<Output> =
            files.iter().map(|(path, text)| Output { path: path.clone(), body: bytes(text) }).collect();
        Self::new(&outputs, |_| true)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The regular files below a folder in it, as outputs at the same paths. They are read when they are written
    /// elsewhere: until then this must live.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn outputs(&self, below: &str) -> Result<Vec<Output>, WriteError> {
        let top = self.path().join(below);
        let mut outputs = Vec::new();
        for entry in WalkDir::new(&top).sort_by_file_name() {
            let entry = entry.map_err(|error| failed("read", &top)(error.into()))?;
            let path = entry.path().strip_prefix(self.path()).ok().and_then(Path::to_str);
            if let Some(path) = path.filter(|_| entry.file_type().is_file()) {
                outputs.push(Output { path: path.to_owned(), body: Body::Copy(entry.path().to_owned()) });
            }
        }
        Ok(outputs)
    }
}
