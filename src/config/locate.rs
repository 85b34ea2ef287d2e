//! Which project and docs root a command means.
//!
//! [`Request`] → the configuration file that may apply ([`candidate`]) → the [`Place`]. The rules, the first that fits:
//! 1. `-f FILE`: the file's folder is the project, unless a folder is given that is neither that folder nor inside of
//!    its docs root: then the given folder is the project, and the file only says how it is read;
//! 2. the nearest `quadrille.toml` (where there is none, `mkdocs.yml`) at or above the first path (else the working folder), not past a folder that holds
//!    `.git`, if the first path lies inside of its docs root or around it;
//! 3. no configuration: a folder stands for itself or for its `docs` ([`zero_config_root`]); a file for the nearest
//!    folder above that is named `docs` or holds `.git` or `.obsidian`, else the working folder, else its own folder.
//!
//! Paths strictly inside the docs root are filters. Looks at names on disk only, never into files.

use std::path::{Path, PathBuf};

use super::error::{ConfigError, Problem};
use super::{Config, Dialect};
use crate::path::{CardPath, fold_case, is_markdown, strip_markdown_extension, without_dots};

/// The name of the configuration file.
pub const FILE_NAME: &str = "quadrille.toml";

/// What a command line says of the project.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The working folder, absolute.
    pub cwd: PathBuf,
    /// `-f`: the configuration file.
    pub config_file: Option<PathBuf>,
    /// The folder, or the files and folders, that are meant.
    pub paths: Vec<PathBuf>,
    /// `-d`: where the site goes.
    pub output: Option<PathBuf>,
    /// `--base-url`: the address of the site.
    pub base_url: Option<String>,
    /// `--dialect`.
    pub dialect: Option<Dialect>,
}

/// The project of a command.
#[derive(Debug, Clone)]
pub struct Located {
    /// Its configuration.
    pub config: Config,
    /// The files and folders, relative to the docs root, that the command asks about; empty: all.
    pub filters: Vec<CardPath>,
}

impl Located {
    /// Whether the command asks about a file.
    #[must_use]
    pub fn wants(&self, path: &CardPath) -> bool {
        self.filters.is_empty() || self.filters.iter().any(|filter| is_at_or_below(path.as_str(), filter.as_str()))
    }
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The paths of a request, absolute and plain, and the configuration file that may apply to them.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) paths: Vec<PathBuf>,
    pub(super) file: Option<PathBuf>,
}

/// Where a project lies.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder that output and `docs.dir` are relative to.
    pub(super) project: PathBuf,
    pub(super) root: PathBuf,
    pub(super) filters: Vec<CardPath>,
    /// Whether the candidate's file says how the root is read.
    pub(super) is_configured: bool,
}

/// Finds the configuration file that may apply.
pub(super) fn candidate(request: &Request) -> Result<Candidate, ConfigError> {
    let paths: Vec<PathBuf> = request.paths.iter().map(|path| without_dots(&request.cwd.join(path))).collect();
    let missing: Vec<Problem> = paths
        .iter()
        .filter(|path| !path.exists())
        .map(|path| Problem::of_command(format!("there is no file or folder `{}`", shown(path, &request.cwd))))
        .collect();
    if !missing.is_empty() {
        return Err(missing.into());
    }
    let file = match &request.config_file {
        Some(file) => Some(without_dots(&request.cwd.join(file))),
        None => nearest_file(folder_of(paths.first().unwrap_or(&request.cwd))),
    };
    Ok(Candidate { paths, file })
}

/// Finds project, docs root and filters; `dir` is the `docs.dir` of the candidate's file.
pub(super) fn place(request: &Request, candidate: &Candidate, dir: Option<&str>) -> Result<Place, ConfigError> {
    let first = candidate.paths.first().map(PathBuf::as_path);
    let configured = candidate.file.as_deref().and_then(|file| {
        let own = own_place(file, dir);
        if request.config_file.is_some() {
            let foreign = first.filter(|first| first.is_dir() && !means(first, &own));
            return Some(foreign.map_or(own.clone(), |folder| Home::given(folder, dir)));
        }
        first
            .is_none_or(|first| means(first, &own) || own.root.starts_with(first) || first.starts_with(&own.root))
            .then_some(own)
    });
    let is_configured = configured.is_some();
    let home = configured.unwrap_or_else(|| match first {
        Some(file) if !file.is_dir() => Home::of_file(file, &request.cwd),
        folder => Home::given(folder.unwrap_or(&request.cwd), None),
    });
    let filters = filters(&candidate.paths, &home, &request.cwd)?;
    Ok(Place { project: home.project, root: home.root, filters, is_configured })
}

/// Where the site goes unless it is told: `site` in the project, else in the working folder, else beside the docs
/// root — the first that is neither inside nor around the docs root, since a build refuses those.
pub(super) fn default_output(project: &Path, root: &Path, cwd: &Path) -> PathBuf {
    let is_apart = |output: &PathBuf| !output.starts_with(root) && !root.starts_with(output);
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    [project.join("site"), cwd.join("site")]
        .into_iter()
        .find(is_apart)
        .unwrap_or_else(|| root.with_file_name(format!("{name}-site")))
}

/// The docs root that a folder without configuration stands for: its `docs`, where the folder itself has neither
/// cards (project files such as `README.md` do not count) nor quadrants nor `.obsidian`; else the folder.
#[must_use]
pub fn zero_config_root(folder: &Path) -> PathBuf {
    let docs = folder.join("docs");
    if !docs.is_dir() || folder.join(".obsidian").is_dir() {
        return folder.to_owned();
    }
    // A folder that cannot be listed is taken as it is: discovery will say why it cannot be read.
    let Ok(entries) = folder.read_dir() else { return folder.to_owned() };
    let has_cards = entries.filter_map(Result::ok).any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_markdown(&name) {
            !is_project_file(&name)
        } else {
            QUADRANTS.contains(&name.as_str()) && entry.path().is_dir()
        }
    });
    if has_cards { folder.to_owned() } else { docs }
}

/// The path as people know it: relative to the working folder where it lies inside.
pub(super) fn shown(path: &Path, cwd: &Path) -> String {
    match path.strip_prefix(cwd) {
        Ok(inside) if inside.as_os_str().is_empty() => ".".to_owned(),
        Ok(inside) => inside.to_string_lossy().into_owned(),
        Err(_) => path.to_string_lossy().into_owned(),
    }
}

const QUADRANTS: [&str; 4] = ["tutorials", "how-to", "reference", "explanation"];

/// Markdown files that a repository has beside its docs.
const PROJECT_FILES: [&str; 8] =
    ["readme", "changelog", "contributing", "license", "security", "code_of_conduct", "agents", "claude"];

fn is_project_file(name: &str) -> bool {
    PROJECT_FILES.contains(&fold_case(strip_markdown_extension(name)).as_str())
}

#[derive(Debug, Clone)]
struct Home {
    project: PathBuf,
    root: PathBuf,
    /// Whether the docs root is a folder of its own rather than the whole project folder.
    is_named: bool,
}

impl Home {
    fn given(folder: &Path, dir: Option<&str>) -> Self {
        let named = dir.map(|dir| without_dots(&folder.join(dir))).filter(|root| root.is_dir());
        Self {
            project: folder.to_owned(),
            root: named.unwrap_or_else(|| zero_config_root(folder)),
            is_named: dir.is_some(),
        }
    }

    fn of_file(file: &Path, cwd: &Path) -> Self {
        let folder = file.parent().unwrap_or(cwd);
        let is_root = |folder: &Path| {
            folder.file_name().is_some_and(|name| name == "docs")
                || folder.join(".git").exists()
                || folder.join(".obsidian").is_dir()
        };
        let root = folder.ancestors().find(|above| is_root(above)).or(folder.starts_with(cwd).then_some(cwd));
        let root = root.unwrap_or(folder).to_owned();
        Self { project: root.clone(), root, is_named: false }
    }
}

/// The project in the folder of a configuration file.
fn own_place(file: &Path, dir: Option<&str>) -> Home {
    let project = file.parent().unwrap_or(file).to_owned();
    let docs = project.join("docs");
    let (root, is_named) = match dir {
        Some(dir) => (without_dots(&project.join(dir)), true),
        None if docs.is_dir() => (docs, true),
        None => (project.clone(), false),
    };
    Home { project, root, is_named }
}

/// Whether a path stands for the project of a configuration file: the file's folder, or something in its docs root.
fn means(path: &Path, own: &Home) -> bool {
    path == own.project || (own.is_named && own.root.is_dir() && path.starts_with(&own.root))
}

fn nearest_file(start: &Path) -> Option<PathBuf> {
    for folder in start.ancestors() {
        let names = std::iter::once(FILE_NAME).chain(super::mkdocs::FILE_NAMES);
        if let Some(file) = names.map(|name| folder.join(name)).find(|file| file.is_file()) {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

fn folder_of(path: &Path) -> &Path {
    if path.is_dir() { path } else { path.parent().unwrap_or(path) }
}

/// The paths inside the docs root, relative to it; none where one of them stands for the whole root.
fn filters(paths: &[PathBuf], home: &Home, cwd: &Path) -> Result<Vec<CardPath>, ConfigError> {
    if paths.iter().any(|path| *path == home.project || home.root.starts_with(path)) {
        return Ok(Vec::new());
    }
    let (mut filters, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match path.strip_prefix(&home.root).ok().and_then(|inside| CardPath::new(&inside.to_string_lossy())) {
            Some(filter) => filters.push(filter),
            None => problems.push(
                Problem::of_command(format!(
                    "`{}` lies outside of the docs root `{}`",
                    shown(path, cwd),
                    shown(&home.root, cwd)
                ))
                .hint("give the paths of one docs root at a time"),
            ),
        }
    }
    filters.sort();
    filters.dedup();
    if problems.is_empty() { Ok(filters) } else { Err(problems.into()) }
}
