//! The files of a site, made one by one while they are written: no more of them are in memory than there are threads.
//!
//! A maker of files → [`Files`], which [`publish`](crate::write::publish()) asks. Must never touch the disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::render::output::{Body, Output};
use crate::write::WriteError;

/// The files of a site.
pub trait Files: Sync {
    /// Where they stand in the site, in any order.
    fn paths(&self) -> Vec<String>;

    /// What is in the file at one of the paths. Asked by several threads.
    ///
    /// # Errors
    /// Where the file cannot be made: [`WriteError::Make`].
    fn body(&self, path: &str) -> Result<Cow<'_, Body>, WriteError>;

    /// Asked when all files are written: whether the new site may take the place of the old one.
    fn is_accepted(&self) -> bool {
        true
    }
}

/// Files that are made already.
#[derive(Debug)]
pub struct Ready<'a> {
    paths: Vec<String>,
    bodies: BTreeMap<&'a str, &'a Body>,
}

impl<'a> Ready<'a> {
    /// All of these.
    #[must_use]
    pub fn new(outputs: &'a [Output]) -> Self {
        Self {
            paths: outputs.iter().map(|output| output.path.clone()).collect(),
            bodies: outputs.iter().map(|output| (output.path.as_str(), &output.body)).collect(),
        }
    }
}

impl Files for Ready<'_> {
    fn paths(&self) -> Vec<String> {
        self.paths.clone()
    }

    fn body(&self, path: &str) -> Result<Cow<'_, Body>, WriteError> {
        let body = self.bodies.get(path).ok_or_else(|| WriteError::Make(format!("there is no `{path}`")))?;
        Ok(Cow::Borrowed(body))
    }
}
