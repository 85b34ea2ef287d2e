//! The site onto the disk, all or nothing.
//!
//! [`Files`] → [`Published`], by six steps:
//! 1. `plan`: the paths are looked at;
//! 2. the place is looked at, and refused where it could hold something dear;
//! 3. `staging`: the lock, and what a killed build left;
//! 4. the new site is built beside the old one: each file made, then written, or linked where it is as it was;
//! 5. the two trade names in one step;
//! 6. the old one is removed.
//!
//! Up to step 5 the old site is untouched, whatever happens.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use crate::render::output::Body;
use crate::write::file::{Fate, is_equal, put};
use crate::write::manifest::{MANIFEST, Manifest, ManifestFile};
use crate::write::plan::Plan;
use crate::write::site::{self, Item, Kind, Site};
use crate::write::staging::{Exchange, Place, exchange, remove_tree};
use crate::write::{Files, WriteError, failed, shown};

/// Where a site goes, and what it must stay away from.
#[derive(Clone, Copy)]
pub struct Publish<'a> {
    /// The output folder; it and the folders above it may be missing.
    pub output: &'a Path,
    /// The docs root.
    pub root: &'a Path,
    /// The user's home folder.
    pub home: Option<&'a Path>,
    /// Whether every file is written anew, also those that are as they were.
    pub is_clean: bool,
    /// Called with the output folder before waiting for another build to finish.
    pub on_wait: &'a dyn Fn(&Path),
}

/// What became of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// The output folder, symlinks resolved.
    pub output: PathBuf,
    /// How many files are new or changed, without the list of written files.
    pub written: usize,
    /// How many files are as they were.
    pub unchanged: usize,
    /// How many files of the old site are gone.
    pub removed: usize,
    /// How many files that others put there were carried over.
    pub carried: usize,
    /// What the user should know, one sentence each: lower case, no full stop.
    pub notes: Vec<String>,
}

/// Puts a site in its place. Files of the output folder that no build wrote (a `CNAME`, a `.git`) stay.
///
/// # Errors
/// Where the place could hold something that Quadrille did not write, a file cannot be made or have its path, the new
/// site is not accepted, or the system says no. The old site is then as it was.
pub fn publish(files: &dyn Files, request: &Publish<'_>) -> Result<Published, WriteError> {
    publish_by(files, request, exchange)
}

pub(super) fn publish_by(
    files: &dyn Files,
    request: &Publish<'_>,
    exchange: Exchange,
) -> Result<Published, WriteError> {
    let paths = files.paths();
    let plan = Plan::new(&paths)?;
    let place = safe_place(request)?;
    let _lock = place.lock(request.on_wait)?;
    place.repair()?;
    let old = site::look(&place.output)?;
    let site = old.as_ref();
    let kept = site.map_or(Ok(Vec::new()), |site| kept(site, &plan, files, &place.output))?;
    let staging = place.stage()?;
    let (manifest, unchanged) = build(&plan, files, site.filter(|_| !request.is_clean), &place)?;
    if !files.is_accepted() {
        return Err(WriteError::Rejected);
    }
    for item in &kept {
        carry(item, &place.output, &place.staging)?;
    }
    keep_modes(&kept, site, &place)?;
    let displaced = staging.swap(exchange)?;
    let carried = kept.iter().filter(|item| item.kind != Kind::Folder).count();
    let mut published = Published {
        written: manifest.files.len() - unchanged,
        unchanged,
        carried,
        removed: site.map_or(0, |site| removed(site, &plan)),
        ..Published::default()
    };
    if let Some(site) = site {
        if site.adopted > 0 {
            let folder = shown(&place.output);
            published.notes.push(format!("`{folder}` held a site of another generator, which is replaced"));
        }
        if let Some(displaced) = displaced {
            published.notes.extend(clear(&displaced, site, &place.output));
        }
    }
    published.output = place.output;
    Ok(published)
}

/// Finds the real place of the output, and refuses those where a build could do harm.
fn safe_place(request: &Publish<'_>) -> Result<Place, WriteError> {
    let output = resolve(request.output)?;
    let root = resolve(request.root)?;
    let home = request.home.map(resolve).transpose()?;
    let is_home = home.as_ref().is_some_and(|home| *home == output);
    let holds_home = home.as_ref().is_some_and(|home| home.starts_with(&output));
    let dangers = [
        (output == root, "it is the docs root"),
        (output.starts_with(&root), "it lies inside of the docs root"),
        (root.starts_with(&output), "the docs root lies inside of it"),
        (is_home, "it is the home folder"),
        (holds_home, "the home folder lies inside of it"),
    ];
    let refused = |output: PathBuf, reason: &str| Err(WriteError::Refused { output, reason: reason.to_owned() });
    if let Some((_, reason)) = dangers.into_iter().find(|(is_danger, _)| *is_danger) {
        return refused(output, reason);
    }
    Place::new(output.clone()).map_or_else(|| refused(output, "it is the root of the file system"), Ok)
}

/// A path with all symlinks resolved, as far as it exists.
fn resolve(path: &Path) -> Result<PathBuf, WriteError> {
    let path = std::path::absolute(path).map_err(failed("find", path))?;
    for ancestor in path.ancestors() {
        match fs::canonicalize(ancestor) {
            Ok(canonical) => {
                let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
                if rest.components().any(|part| !matches!(part, Component::Normal(_))) {
                    let reason = "it goes up by `..` from a folder that does not exist".to_owned();
                    return Err(WriteError::Refused { output: path, reason });
                }
                // Joining an empty path would add a `/`.
                return Ok(if rest.as_os_str().is_empty() { canonical } else { canonical.join(rest) });
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(error) => return Err(failed("find", ancestor)(error)),
        }
    }
    Ok(path)
}

/// What of the old site is carried over. A file of others at the path of an output is an error unless it is equal.
fn kept<'s>(site: &'s Site, plan: &Plan<'_>, files: &dyn Files, output: &Path) -> Result<Vec<&'s Item>, WriteError> {
    let mut kept = Vec::new();
    for item in &site.foreign {
        let path = item.path.to_string_lossy();
        let in_the_way = |reason: &str| WriteError::Path { path: path.clone().into_owned(), reason: reason.to_owned() };
        match (item.kind, plan.files.contains(&*path)) {
            (Kind::Folder, true) => {}
            (Kind::Folder, false) if plan.folders.contains(&*path) => {}
            (Kind::File, true) => {
                let file = output.join(&item.path);
                let body = files.body(&path)?;
                if !is_equal(&body, &file).map_err(failed("compare", &file))? {
                    return Err(in_the_way("a file that quadrille did not write stands there, with other content"));
                }
            }
            (_, true) => return Err(in_the_way("something that quadrille did not write stands there")),
            (Kind::Folder, false) => kept.push(item),
            (_, false) if plan.is_in_the_way(&path) => {
                return Err(in_the_way("quadrille did not write it, and an output needs its place"));
            }
            (_, false) => kept.push(item),
        }
    }
    Ok(kept)
}

/// Writes all outputs and their list into the staging folder; returns the list, and how many files are unchanged.
fn build(
    plan: &Plan<'_>,
    files: &dyn Files,
    site: Option<&Site>,
    place: &Place,
) -> Result<(Manifest, usize), WriteError> {
    for folder in &plan.folders {
        let path = place.staging.join(folder);
        fs::create_dir(&path).map_err(failed("make the folder", &place.output.join(folder)))?;
    }
    let put = |path: &str, body: &Body| {
        let old = site.filter(|site| site.files.contains(path)).map(|_| place.output.join(path));
        put(body, old.as_deref(), &place.staging.join(path), &place.output.join(path))
    };
    let done: Vec<Result<(ManifestFile, Fate), WriteError>> = plan
        .files
        .par_iter()
        .map(|path| {
            let body: Cow<'_, Body> = files.body(path)?;
            let (fate, size, hash) = put(path, &body)?;
            Ok((ManifestFile { path: (*path).to_owned(), size, blake3: hash.to_hex().to_string() }, fate))
        })
        .collect();
    // Of several errors, that of the first path: the same in every run.
    let done = done.into_iter().collect::<Result<Vec<_>, _>>()?;
    let unchanged = done.iter().filter(|(_, fate)| *fate == Fate::Unchanged).count();
    let manifest = Manifest::new(done.into_iter().map(|(file, _)| file).collect());
    put(MANIFEST, &Body::Bytes(manifest.to_bytes()))?;
    Ok((manifest, unchanged))
}

/// Brings one item of others from one folder into another, as a hard link where possible.
fn carry(item: &Item, from: &Path, to: &Path) -> Result<(), WriteError> {
    let (from, to) = (from.join(&item.path), to.join(&item.path));
    if let Some(folder) = to.parent() {
        // A folder that was ours is missing where no output is in it any more.
        fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
    }
    let carried = match item.kind {
        Kind::Folder => fs::create_dir(&to),
        Kind::File => fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop)),
        Kind::Symlink => fs::read_link(&from).and_then(|target| symlink(target, &to)),
        Kind::Special => fs::hard_link(&from, &to),
    };
    carried.map_err(failed("carry over", &from))
}

/// Gives the new site and the folders that were carried over the modes of the old ones, inner ones first.
fn keep_modes(kept: &[&Item], site: Option<&Site>, place: &Place) -> Result<(), WriteError> {
    let folders = kept.iter().rev().filter(|item| item.kind == Kind::Folder).map(|item| item.path.as_path());
    for folder in folders.chain(site.map(|_| Path::new(""))) {
        let old = place.output.join(folder);
        let mode = fs::metadata(&old).map_err(failed("look at", &old))?.permissions();
        fs::set_permissions(place.staging.join(folder), mode).map_err(failed("carry over", &old))?;
    }
    Ok(())
}

/// How many files of ours in the old site the new one lacks.
fn removed(site: &Site, plan: &Plan<'_>) -> usize {
    let foreign: BTreeSet<&Path> = site.foreign.iter().map(|item| item.path.as_path()).collect();
    let is_gone =
        |path: &&String| *path != MANIFEST && !plan.files.contains(path.as_str()) && !foreign.contains(Path::new(path));
    site.files.iter().filter(is_gone).count()
}

/// Removes the old site, after bringing over what came into it during the build. The new site stands, so that what
/// goes wrong here is a note.
fn clear(displaced: &Path, site: &Site, output: &Path) -> Option<String> {
    let brought = site::items(displaced).and_then(|items| {
        let late = items.iter().filter(|item| !site.items.contains(*item));
        // What has the name of a new file or folder already is there.
        late.filter(|item| fs::symlink_metadata(output.join(&item.path)).is_err())
            .try_for_each(|item| carry(item, displaced, output))
    });
    if let Err(error) = brought {
        return Some(format!("the old site is left at `{}`: {error}", shown(displaced)));
    }
    let error = remove_tree(displaced).err()?;
    Some(format!("the old site is left at `{}`: {error}", shown(displaced)))
}
