//! The end of the stream: the site and the edits onto the disk. The only writer.
//!
//! - [`publish()`]: [`Files`], made one by one → a folder that is wholly old or wholly new at any moment;
//! - [`Scratch`]: outputs into a temporary folder, for another program to read;
//! - [`Branch`]: a published site, as a version of it → a branch of the repository;
//! - [`create_files`]: new files into a project, none over another;
//! - [`apply_edits`]: new texts → the files of the author, each replaced at once.
//!
//! Must never delete or overwrite what Quadrille did not write, and never ask what an output means.

#![expect(clippy::disallowed_methods, reason = "this is the module that writes")]

mod branch;
mod create;
mod edits;
mod file;
mod files;
mod manifest;
mod plan;
mod publish;
mod scratch;
mod site;
mod staging;

use std::io;
use std::path::{Path, PathBuf};

use crate::text::printable;

pub use branch::{Branch, BranchError, Change, Committed, IfUnchanged, Upstream, folder_files};
pub use create::create_files;
pub use edits::{EditedFile, apply_edits};
pub use files::{Files, Ready};
pub use publish::{Publish, Published, publish};
pub use scratch::Scratch;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The site must not go there.
    #[error("refusing to write the site to `{}`: {reason}", shown(.output))]
    Refused {
        /// Where it was to go.
        output: PathBuf,
        /// Why it must not.
        reason: String,
    },
    /// An output cannot have its path.
    #[error("cannot write `{}` into the site: {reason}", printable(.path))]
    Path {
        /// The path in the site.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file that an edit is for is not as it was read, or does not lie in the docs root.
    #[error("refusing to edit `{}`: {reason}", shown(.file))]
    Edit {
        /// The file.
        file: PathBuf,
        /// Why it is left alone.
        reason: String,
    },
    /// A file of the site cannot be made.
    #[error("{0}")]
    Make(String),
    /// The new site was not accepted, for reasons that its maker knows.
    #[error("the new site was not accepted")]
    Rejected,
    /// The system said no.
    #[error("cannot {action} `{}`: {reason}", shown(.path))]
    Io {
        /// What was tried, in the infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

/// Attaches what was tried, and where, to an error of the system.
fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    move |reason| WriteError::Io { action, path: path.to_owned(), reason }
}

fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests;
