//! The old site: what is in the output folder, and what of it is ours.
//!
//! Output folder → [`Site`], or a refusal. Must never change anything.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::write::manifest::{MANIFEST, Manifest};
use crate::write::plan::folders;
use crate::write::{WriteError, failed};

/// What sites are made of. A folder that holds anything else was not made by a generator alone.
const WEB_EXTENSIONS: [&str; 29] = [
    "html",
    "css",
    "js",
    "mjs",
    "json",
    "xml",
    "txt",
    "map",
    "svg",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "avif",
    "ico",
    "woff",
    "woff2",
    "ttf",
    "otf",
    "eot",
    "pdf",
    "webmanifest",
    "gz",
    "br",
    "wasm",
    "inv",
    "ics",
    "xsl",
];

/// What people put into a site by hand for its host; kept whoever made the rest.
const HOST_FILES: [&str; 2] = ["CNAME", ".nojekyll"];

/// What shows that a folder with an `index.html` is somebody's source.
const SOURCE_FILES: [&str; 4] = ["package.json", "tsconfig.json", "deno.json", "composer.json"];

/// An output folder. All paths are relative to it.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// Its regular files with UTF-8 names: those that may be used again.
    pub(super) files: BTreeSet<String>,
    /// What is not ours and goes over into the new site, folders before what they hold.
    pub(super) foreign: Vec<Item>,
    /// All that is in it.
    pub(super) items: BTreeSet<Item>,
    /// How many of the files were made by another generator.
    pub(super) adopted: usize,
}

/// A file or folder of the output folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    /// Its path; bytes that are not UTF-8 as they are.
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Folder,
    File,
    Symlink,
    Special,
}

/// Looks at the output folder, which is a canonical path; `None` where there is nothing.
pub(super) fn look(output: &Path) -> Result<Option<Site>, WriteError> {
    let refused = |reason: &str| WriteError::Refused { output: output.to_owned(), reason: reason.to_owned() };
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("look at", output)(error)),
        Ok(metadata) if metadata.is_symlink() => return Err(refused("it is a symlink that leads nowhere")),
        Ok(metadata) if !metadata.is_dir() => return Err(refused("it is a file, not a folder")),
        Ok(_) => {}
    }
    rustix::fs::access(output, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK)
        .map_err(|errno| failed("write to", output)(errno.into()))?;
    let items = items(output)?;
    let mut site = Site { files: items.iter().filter_map(file_path).map(str::to_owned).collect(), ..Site::default() };
    let ours = if site.files.contains(MANIFEST) {
        let path = output.join(MANIFEST);
        let bytes = fs::read(&path).map_err(failed("read", &path))?;
        let manifest = Manifest::parse(&bytes).ok_or_else(|| {
            refused("its list of written files, `.quadrille-manifest.json`, cannot be read; remove the folder by hand")
        })?;
        manifest.into_paths()
    } else if items.is_empty() {
        BTreeSet::new()
    } else if is_web_site(&items) {
        let adopted: BTreeSet<String> =
            site.files.iter().filter(|path| !HOST_FILES.contains(&path.as_str())).cloned().collect();
        site.adopted = adopted.len();
        adopted
    } else {
        return Err(refused("the folder is not empty, and quadrille did not write what is in it"));
    };
    let our_folders: BTreeSet<&str> = ours.iter().flat_map(|path| folders(path)).collect();
    let is_ours = |item: &Item| {
        item.path.to_str().is_some_and(|path| match item.kind {
            Kind::Folder => our_folders.contains(path),
            _ => ours.contains(path),
        })
    };
    site.foreign = items.iter().filter(|item| !is_ours(item)).cloned().collect();
    site.items = items.into_iter().collect();
    Ok(Some(site))
}

/// All that is in a folder, folders before what they hold.
pub(super) fn items(folder: &Path) -> Result<Vec<Item>, WriteError> {
    let mut items = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| failed("read", folder)(error.into()))?;
        let kind = match entry.file_type() {
            kind if kind.is_dir() => Kind::Folder,
            kind if kind.is_file() => Kind::File,
            kind if kind.is_symlink() => Kind::Symlink,
            _ => Kind::Special,
        };
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
        items.push(Item { path, kind });
    }
    Ok(items)
}

fn file_path(item: &Item) -> Option<&str> {
    item.path.to_str().filter(|_| item.kind == Kind::File)
}

/// Whether a folder looks like a site that some generator made, and like nothing else.
fn is_web_site(items: &[Item]) -> bool {
    let has_page = items.iter().any(|item| file_path(item) == Some("index.html"));
    has_page
        && items.iter().all(|item| {
            let name = item.path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            match item.kind {
                Kind::Folder => !name.starts_with('.') && name != "node_modules",
                Kind::File if HOST_FILES.contains(&name) => true,
                Kind::File => {
                    let extension = item.path.extension().and_then(OsStr::to_str).unwrap_or_default();
                    let is_web = WEB_EXTENSIONS.iter().any(|web| web.eq_ignore_ascii_case(extension));
                    is_web && !name.starts_with('.') && !SOURCE_FILES.contains(&name)
                }
                Kind::Symlink | Kind::Special => false,
            }
        })
}
