//! The folders beside the site in which a build happens, and the swap.
//!
//! | folder | what it is |
//! |---|---|
//! | `<name>` | the site: wholly old or wholly new |
//! | `.<name>.quadrille-staging` | the new site while it is built; after the swap the old one, until it is removed |
//! | `.<name>.quadrille-old` | the old site, where the file system cannot exchange two folders in one step |
//!
//! All is done under a lock on the folder that holds them. Whatever a killed build left is put right by the next.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
use walkdir::WalkDir;

use crate::write::{WriteError, failed};

/// Where a site is and is built.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) output: PathBuf,
    pub(super) staging: PathBuf,
    old: PathBuf,
    parent: PathBuf,
}

/// How two folders trade their names in one step.
pub(super) type Exchange = fn(&Path, &Path) -> Result<(), Errno>;

/// As the kernel does it.
pub(super) fn exchange(a: &Path, b: &Path) -> Result<(), Errno> {
    rustix::fs::renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)
}

impl Place {
    /// The places for an output folder, given as a canonical path; `None` for the root of the file system.
    pub(super) fn new(output: PathBuf) -> Option<Self> {
        let parent = output.parent()?.to_owned();
        let name = output.file_name()?;
        let beside = |suffix: &str| parent.join(OsString::from_iter([OsStr::new("."), name, OsStr::new(suffix)]));
        Some(Self { staging: beside(".quadrille-staging"), old: beside(".quadrille-old"), parent, output })
    }

    /// Makes the folder that holds the site where it is missing, and locks it until the result is dropped. Calls
    /// `on_wait` where another build has it.
    pub(super) fn lock(&self, on_wait: &dyn Fn(&Path)) -> Result<File, WriteError> {
        fs::create_dir_all(&self.parent).map_err(failed("make the folder", &self.parent))?;
        let folder = File::open(&self.parent).map_err(failed("open", &self.parent))?;
        let locked = match folder.try_lock() {
            Err(TryLockError::WouldBlock) => {
                on_wait(&self.output);
                folder.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(()),
        };
        match locked {
            // Some network file systems have no locks: there a build is on its own, which is better than none.
            Err(error) if !is_unsupported(&error) => Err(failed("lock", &self.parent)(error)),
            _ => Ok(folder),
        }
    }

    /// Puts right what a killed build left. Needs the lock.
    pub(super) fn repair(&self) -> Result<(), WriteError> {
        if exists(&self.old) {
            if exists(&self.output) {
                remove_tree(&self.old).map_err(failed("remove", &self.old))?;
            } else {
                fs::rename(&self.old, &self.output).map_err(failed("put back", &self.old))?;
            }
        }
        if exists(&self.staging) {
            remove_tree(&self.staging).map_err(failed("remove", &self.staging))?;
        }
        Ok(())
    }

    /// Makes the staging folder; it is removed when the result is dropped before it was swapped.
    pub(super) fn stage(&self) -> Result<Staging<'_>, WriteError> {
        fs::create_dir(&self.staging).map_err(failed("make the folder", &self.staging))?;
        Ok(Staging { place: self, is_done: false })
    }
}

/// A site while it is built.
#[derive(Debug)]
pub(super) struct Staging<'a> {
    place: &'a Place,
    is_done: bool,
}

impl Staging<'_> {
    /// Gives the new site its name; returns where the old one is now, if there was one.
    pub(super) fn swap(mut self, exchange: Exchange) -> Result<Option<PathBuf>, WriteError> {
        let Place { output, staging, old, .. } = self.place;
        if !exists(output) {
            fs::rename(staging, output).map_err(failed("publish", output))?;
            self.is_done = true;
            return Ok(None);
        }
        match exchange(staging, output) {
            Ok(()) => {
                self.is_done = true;
                Ok(Some(staging.clone()))
            }
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                fs::rename(output, old).map_err(failed("publish", output))?;
                if let Err(error) = fs::rename(staging, output) {
                    // If this fails too, the next build does it.
                    drop(fs::rename(old, output));
                    return Err(failed("publish", output)(error));
                }
                self.is_done = true;
                Ok(Some(old.clone()))
            }
            Err(errno) => Err(failed("publish", output)(errno.into())),
        }
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            // The error that led here is the one to tell; what stays is removed by the next build.
            drop(remove_tree(&self.place.staging));
        }
    }
}

/// Removes a folder of ours, also where folders in it are closed; a symlink is removed, not followed.
pub(super) fn remove_tree(tree: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(tree)?.is_dir() {
        return fs::remove_file(tree);
    }
    if fs::remove_dir_all(tree).is_ok() {
        return Ok(());
    }
    for entry in WalkDir::new(tree) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o700))?;
        }
    }
    fs::remove_dir_all(tree)
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn is_unsupported(error: &io::Error) -> bool {
    let errno = error.raw_os_error().map(Errno::from_raw_os_error);
    error.kind() == io::ErrorKind::Unsupported || matches!(errno, Some(Errno::NOLCK | Errno::BADF | Errno::NOSYS))
}
