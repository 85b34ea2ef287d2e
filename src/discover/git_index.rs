//! Which files the next commit holds: the git index, for hooks.
//!
//! Found files → those in the index, by three runs of git or four:
//! 1. `rev-parse`: the repository;
//! 2. `ls-files`: what the index holds;
//! 3. `diff-files`: where the disk differs from it;
//! 4. `cat-file`: the text of just these cards.
//!
//! Must never write to the repository, not even to refresh the index.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::discover::exclusion::Exclusion;
use crate::discover::walk::{Entry, Found};
use crate::discover::{DiscoverError, unreadable};
use crate::path::{CardPath, is_markdown};

/// Where the git index is: what git told the hook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GitIndex {
    /// The folder from which the following are meant; `None` for the working folder of the process.
    pub folder: Option<PathBuf>,
    /// `GIT_DIR`.
    pub git_dir: Option<OsString>,
    /// `GIT_WORK_TREE`.
    pub work_tree: Option<OsString>,
    /// `GIT_INDEX_FILE`; a relative one starts at the top of the work tree, as git has it.
    pub index_file: Option<OsString>,
}

impl GitIndex {
    /// Takes the variables that git sets for its hooks, by a function that looks into the environment.
    #[must_use]
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        Self {
            folder: None,
            git_dir: variable("GIT_DIR"),
            work_tree: variable("GIT_WORK_TREE"),
            index_file: variable("GIT_INDEX_FILE"),
        }
    }
}

/// What the index holds at a path.
#[derive(Debug)]
struct Tracked {
    mode: Mode,
    object: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    File,
    Symlink,
    Submodule,
}

/// Where the disk differs from the index: paths from the docs root.
#[derive(Debug, Default)]
struct Differing {
    /// Not on disk as in the index.
    stale: BTreeSet<String>,
    /// Only the name is noted, by `git add --intent-to-add`: the next commit will not have it.
    noted: BTreeSet<String>,
}

/// Leaves in `found` what the index holds, and adds what it holds and the disk lacks; returns what only the disk
/// has, sorted.
pub(super) fn restrict(
    index: &GitIndex,
    root: &Path,
    given: &Path,
    exclusion: &Exclusion,
    found: &mut Found,
) -> Result<Vec<CardPath>, DiscoverError> {
    let git = locate(index, root)?;
    let mut tracked = git.list(found)?;
    let Differing { mut stale, noted } = git.differing()?;
    tracked.retain(|path, _| !noted.contains(path));
    let holds = |path: &str| tracked.contains_key(path);
    let holds_below = |folder: &str| {
        let prefix = format!("{folder}/");
        tracked.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
    };
    let is_tracked = |entry: &Entry| match (&entry.link, entry.file.strip_prefix(root)) {
        (None, _) => tracked.get(entry.path.as_str()).is_some_and(|tracked| tracked.mode == Mode::File),
        (Some(link), Ok(target)) => holds(link.as_str()) && target.to_str().is_some_and(holds),
        (Some(_), Err(_)) => false,
    };
    let (kept, others): (Vec<Entry>, Vec<Entry>) = std::mem::take(&mut found.entries).into_iter().partition(is_tracked);
    let mut untracked: Vec<CardPath> = others.into_iter().map(|entry| entry.path).collect();
    untracked.sort();
    found.diagnostics.retain(|diagnostic| holds(diagnostic.path.as_str()) || holds_below(diagnostic.path.as_str()));
    let mut missing: BTreeMap<&str, &Tracked> = tracked
        .iter()
        .filter(|(path, tracked)| tracked.mode == Mode::File && !exclusion.excludes_within(path))
        .map(|(path, tracked)| (path.as_str(), tracked))
        .collect();
    for entry in kept {
        if entry.link.is_none() && !stale.contains(entry.path.as_str()) {
            missing.remove(entry.path.as_str());
        }
        // A card that differs is taken from the index below; behind a symlink the disk has to do.
        if entry.link.is_some() || !stale.remove(entry.path.as_str()) {
            found.entries.push(entry);
        }
    }
    let mut blobs = git.texts(&missing)?;
    for (path, _) in missing {
        let blob = blobs.remove(path);
        if let Some(path) = CardPath::new(path) {
            found.entries.push(Entry { file: given.join(path.as_str()), path, link: None, blob });
        }
    }
    Ok(untracked)
}

/// A repository, found.
struct Git<'a> {
    index: &'a GitIndex,
    root: &'a Path,
    /// Where git is started.
    folder: &'a Path,
    told: Told,
    /// Where the docs root stands below the top of the work tree, with a `/` at its end unless empty.
    prefix: Vec<u8>,
}

/// Whether git gets `GIT_DIR` and `GIT_WORK_TREE`, or finds the repository by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Yes,
    No,
}

/// Finds the repository. Without `GIT_DIR` it is the one around the docs root. With it, git takes its own working
/// folder for the top of the work tree, which it is not once a hook has changed folder: so that, where both ways
/// lead to the same repository, the one from the docs root counts.
fn locate<'a>(index: &'a GitIndex, root: &'a Path) -> Result<Git<'a>, DiscoverError> {
    let found = Git { index, root, folder: root, told: Told::No, prefix: Vec::new() };
    if index.git_dir.is_none() {
        return found.with_prefix();
    }
    let folder = index.folder.as_deref().unwrap_or(Path::new("."));
    let told = Git { index, root, folder, told: Told::Yes, prefix: Vec::new() };
    let by_root = found.rev_parse("--absolute-git-dir");
    match (told.rev_parse("--absolute-git-dir"), by_root) {
        (Ok(told), Ok(by_root)) if told == by_root && index.work_tree.is_none() => found.with_prefix(),
        (Err(_), Ok(_)) => found.with_prefix(),
        _ => told.with_prefix(),
    }
}

impl Git<'_> {
    fn with_prefix(mut self) -> Result<Self, DiscoverError> {
        let top = self.rev_parse("--show-toplevel")?;
        let top = fs::canonicalize(&top).map_err(|error| self.failed(error.to_string()))?;
        let Ok(below) = self.root.strip_prefix(&top) else {
            return Err(self.failed("it does not lie in the work tree of the repository"));
        };
        self.prefix = below.as_os_str().as_encoded_bytes().to_vec();
        if !self.prefix.is_empty() {
            self.prefix.push(b'/');
        }
        Ok(self)
    }

    fn rev_parse(&self, what: &str) -> Result<PathBuf, DiscoverError> {
        let mut output = self.run(self.command().args(["rev-parse", what]))?;
        if output.last() == Some(&b'\n') {
            output.pop();
        }
        Ok(PathBuf::from(os_string(&output)))
    }

    /// The index below the docs root, by path from there. A submodule is listed, its files are not.
    fn list(&self, found: &mut Found) -> Result<BTreeMap<String, Tracked>, DiscoverError> {
        let listing = ["ls-files", "-z", "--cached", "--stage", "--full-name", "--"];
        let output = self.run(self.command().args(listing).arg(self.root))?;
        let mut tracked = BTreeMap::new();
        for record in output.split(|byte| *byte == 0).filter(|record| !record.is_empty()) {
            // `<mode> <object> <stage>\t<path>`
            let Some(tab) = memchr::memchr(b'\t', record) else { continue };
            let head = String::from_utf8_lossy(&record[..tab]);
            let mut fields = head.split(' ');
            let (Some(mode), Some(object)) = (fields.next(), fields.next()) else { continue };
            let mode = match mode {
                "120000" => Mode::Symlink,
                "160000" => Mode::Submodule,
                _ => Mode::File,
            };
            let Some(path) = record[tab + 1..].strip_prefix(self.prefix.as_slice()) else { continue };
            if let Ok(path) = std::str::from_utf8(path) {
                tracked.insert(path.to_owned(), Tracked { mode, object: object.to_owned() });
                continue;
            }
            let lossy = String::from_utf8_lossy(path).into_owned();
            // The walk has told of it where it is on disk.
            if !found.diagnostics.iter().any(|diagnostic| diagnostic.path.as_str() == lossy) {
                let message = "name is not UTF-8, and the file is skipped";
                found.diagnostics.extend(CardPath::new(&lossy).map(|path| unreadable(&path, message)));
            }
            tracked.insert(lossy, Tracked { mode: Mode::Submodule, object: object.to_owned() });
        }
        Ok(tracked)
    }

    /// Compares the disk with the index.
    fn differing(&self) -> Result<Differing, DiscoverError> {
        let listing = ["diff-files", "-z", "--name-status", "--no-renames", "--no-relative", "--ignore-submodules"];
        let noted = ["--ita-invisible-in-index", "--"];
        let output = self.run(self.command().args(listing).args(noted).arg(self.root))?;
        let mut differing = Differing::default();
        // `<status>\0<path>\0`
        let mut fields = output.split(|byte| *byte == 0);
        while let (Some(status), Some(path)) = (fields.next(), fields.next()) {
            let Some(path) = path.strip_prefix(self.prefix.as_slice()) else { continue };
            let set = if status == b"A" { &mut differing.noted } else { &mut differing.stale };
            set.insert(String::from_utf8_lossy(path).into_owned());
        }
        Ok(differing)
    }

    /// The bytes of cards in the index, by path.
    fn texts(&self, files: &BTreeMap<&str, &Tracked>) -> Result<BTreeMap<String, Vec<u8>>, DiscoverError> {
        let cards: Vec<(&str, &str)> = files
            .iter()
            .filter(|(path, _)| is_markdown(path))
            .map(|(path, tracked)| (*path, tracked.object.as_str()))
            .collect();
        if cards.is_empty() {
            return Ok(BTreeMap::new());
        }
        let wanted: String = cards.iter().flat_map(|(_, object)| [*object, "\n"]).collect();
        let mut command = self.command();
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = command.spawn().and_then(|mut child| {
            let stdin = child.stdin.take();
            // Git answers while it is still being asked, so that asking and listening go side by side.
            std::thread::scope(|scope| {
                let asking = scope.spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(wanted.as_bytes())));
                let output = child.wait_with_output();
                // A pipe that broke shows in what git answered.
                drop(asking.join());
                output
            })
        });
        let answer = self.checked(output)?;
        let mut rest = answer.as_slice();
        let mut texts = BTreeMap::new();
        for (path, _) in cards {
            let (text, after) = blob(rest).ok_or_else(|| self.failed("`git cat-file` gave no answer"))?;
            // An object can be missing where the repository is damaged: then the disk has to do.
            texts.extend(text.map(|text| (path.to_owned(), text.to_vec())));
            rest = after;
        }
        Ok(texts)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(self.folder).arg("--literal-pathspecs").stdin(Stdio::null());
        command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        let told = |value: &Option<OsString>| value.clone().filter(|_| self.told == Told::Yes);
        for (name, value) in [
            ("GIT_DIR", told(&self.index.git_dir)),
            ("GIT_WORK_TREE", told(&self.index.work_tree)),
            ("GIT_INDEX_FILE", self.index.index_file.clone()),
        ] {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    fn run(&self, command: &mut Command) -> Result<Vec<u8>, DiscoverError> {
        self.checked(command.output())
    }

    fn checked(&self, output: io::Result<Output>) -> Result<Vec<u8>, DiscoverError> {
        let output = output.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => self.failed("git is not installed"),
            _ => self.failed(error.to_string()),
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ");
        Err(self.failed(crate::text::printable(said)))
    }

    fn failed(&self, reason: impl Into<String>) -> DiscoverError {
        DiscoverError::Git { root: self.root.to_owned(), reason: reason.into() }
    }
}

/// Takes the next answer of `git cat-file --batch`: `<object> blob <size>\n<bytes>\n`, or `<object> missing\n`.
fn blob(answer: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let end = memchr::memchr(b'\n', answer)?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let rest = &answer[end + 1..];
    if head.ends_with(" missing") {
        return Some((None, rest));
    }
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    Some((Some(rest.get(..size)?), rest.get(size + 1..)?))
}

fn os_string(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}
