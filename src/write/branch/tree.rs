//! Trees of a repository, and what changes make of them.
//!
//! A tree and entries by path → a tree. Only folders with a change in them are read and made anew, deepest first; so a
//! branch with a hundred versions costs no more than one. Must never look into a file.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout};

use super::BranchError;
use super::git::{Git, complaint, failed};

/// What kind of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Program,
    Link,
    Folder,
    Submodule,
}

/// What stands under a name of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) object: String,
}

impl Entry {
    pub(super) fn file(object: String) -> Self {
        Self { kind: Kind::File, object }
    }

    pub(super) fn link(object: String) -> Self {
        Self { kind: Kind::Link, object }
    }

    /// As `git mktree` reads it, with the NUL at its end.
    fn line(&self, name: &str) -> String {
        let (mode, kind) = match self.kind {
            Kind::File => ("100644", "blob"),
            Kind::Program => ("100755", "blob"),
            Kind::Link => ("120000", "blob"),
            Kind::Folder => ("040000", "tree"),
            Kind::Submodule => ("160000", "commit"),
        };
        format!("{mode} {kind} {}\t{name}\0", self.object)
    }
}

type Entries = BTreeMap<String, Option<Entry>>;

/// What a tree has at a path.
pub(super) fn at(git: &Git, tree: Option<&str>, path: &str) -> Result<Option<Entry>, BranchError> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    Ok(list(git, tree, folder)?.remove(name))
}

/// The tree that changes make of another one: an entry at each path, or nothing.
pub(super) fn changed(git: &Git, old: Option<&str>, changes: Entries) -> Result<String, BranchError> {
    let mut folders: BTreeMap<String, Entries> = BTreeMap::new();
    for (path, entry) in changes {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), entry);
    }
    let mut maker = Maker::new(git)?;
    while let Some(folder) = deepest(&folders) {
        let changes = folders.remove(&folder).unwrap_or_default();
        let mut entries = list(git, old, &folder)?;
        for (name, entry) in changes {
            match entry {
                Some(entry) => _ = entries.insert(name, entry),
                None => _ = entries.remove(&name),
            }
        }
        if folder.is_empty() {
            return maker.make(&entries).and_then(|tree| maker.finish().map(|()| tree));
        }
        let tree = if entries.is_empty() { None } else { Some(maker.make(&entries)?) };
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", &folder));
        // A change of the folder itself has been made by whoever asked for it.
        folders
            .entry(above.to_owned())
            .or_default()
            .entry(name.to_owned())
            .or_insert(tree.map(|object| Entry { kind: Kind::Folder, object }));
    }
    let tree = maker.make(&list(git, old, "")?)?;
    maker.finish().map(|()| tree)
}

/// One of the folders that no other lies in.
fn deepest(folders: &BTreeMap<String, Entries>) -> Option<String> {
    // In byte order, what lies in the last folder comes after it, and nothing comes after that.
    folders.keys().next_back().cloned()
}

/// The entries of a folder of a tree; none where there is no such folder.
fn list(git: &Git, tree: Option<&str>, folder: &str) -> Result<BTreeMap<String, Entry>, BranchError> {
    let mut entries = BTreeMap::new();
    let Some(tree) = tree else { return Ok(entries) };
    let object = format!("{tree}:{folder}");
    let is_folder = folder.is_empty() || git.line(&["cat-file", "-t", &object], b"").is_ok_and(|kind| kind == "tree");
    if !is_folder {
        return Ok(entries);
    }
    let arguments = ["ls-tree", "-z", &object];
    let listed = git.output(&arguments, b"")?;
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let line = std::str::from_utf8(line).map_err(|_| failed(&arguments, "a name on the branch is not UTF-8"))?;
        let parts = line.split_once('\t').and_then(|(head, name)| Some((head.split_once(' ')?, name)));
        let Some(((mode, rest), name)) = parts else { return Err(failed(&arguments, "it printed something else")) };
        let kind = match mode {
            "040000" => Kind::Folder,
            "120000" => Kind::Link,
            "160000" => Kind::Submodule,
            "100755" => Kind::Program,
            _ => Kind::File,
        };
        let object = rest.rsplit_once(' ').map_or(rest, |(_, object)| object).to_owned();
        entries.insert(name.to_owned(), Entry { kind, object });
    }
    Ok(entries)
}

/// One run of `git mktree` that makes all trees.
struct Maker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

const MKTREE: [&str; 3] = ["mktree", "-z", "--batch"];

impl Maker {
    fn new(git: &Git) -> Result<Self, BranchError> {
        let mut child = git.start(&MKTREE)?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(input), Some(output)) = (input, output) else { return Err(failed(&MKTREE, "it has no pipes")) };
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Makes a tree; git sorts the entries.
    fn make(&mut self, entries: &BTreeMap<String, Entry>) -> Result<String, BranchError> {
        let mut text: String = entries.iter().map(|(name, entry)| entry.line(name)).collect();
        // An empty line ends a tree.
        text.push('\0');
        let mut line = String::new();
        let said = self.input.write_all(text.as_bytes()).and_then(|()| self.input.flush());
        let said = said.and_then(|()| self.output.read_line(&mut line));
        match said {
            Ok(count) if count > 0 => Ok(line.trim_end().to_owned()),
            _ => Err(self.complaint()),
        }
    }

    fn finish(self) -> Result<(), BranchError> {
        let Self { child, input, .. } = self;
        drop(input);
        let ended = child.wait_with_output().map_err(|error| failed(&MKTREE, error.to_string()))?;
        if ended.status.success() { Ok(()) } else { Err(complaint(&MKTREE, &ended.stderr)) }
    }

    fn complaint(&mut self) -> BranchError {
        let mut said = Vec::new();
        if let Some(stderr) = &mut self.child.stderr {
            // What cannot be read is said by nobody else.
            let _ = std::io::Read::read_to_end(stderr, &mut said);
        }
        complaint(&MKTREE, &said)
    }
}
