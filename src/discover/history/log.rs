//! One run of `git log`, and what it says of each file.
//!
//! Docs root → [`Answer`]. `git log --raw -z` writes for each commit, newest first, a header of ours (`\x01`, commit,
//! time and author with blanks between), and then `\n` and the changed files, each as `:modes blobs status NUL path NUL` (after `R` there are
//! two paths, old and new): <https://git-scm.com/docs/git-log>, <https://git-scm.com/docs/diff-format>. Read as it
//! comes, so that the memory is that of the cards, not of the commits. Must never ask anybody for a password, fetch
//! anything, or write to the repository.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::{Changes, ObjectId, Version};
use crate::path::{is_markdown, nfc};
use crate::text::printable;

/// How many authors of a card are kept, the latest ones.
const MOST_AUTHORS: usize = 50;
/// How many versions of a card are kept, the latest ones.
const MOST_VERSIONS: usize = 1000;
/// How much of a complaint is read, in bytes.
const LONGEST_COMPLAINT: u64 = 4096;
/// What may lead git to another repository than the one around the docs root, or change what paths mean.
pub(crate) const VARIABLES: [&str; 14] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// What git said.
#[derive(Debug)]
pub(super) enum Answer {
    /// The changes by path from the docs root, in NFC.
    Found(FxHashMap<String, Changes>),
    /// There is no git, no repository, or no commit.
    Nothing,
    /// Only the latest commits are there: all older changes would seem to be of one day.
    Shallow,
    /// Git complained.
    Failed(String),
}

/// A run of git on a thread of its own.
#[derive(Debug)]
pub(super) struct Job {
    answer: Receiver<Answer>,
    child: Arc<Mutex<Option<Child>>>,
}

impl Job {
    pub(super) fn start(root: &Path) -> Self {
        let (sender, answer) = channel();
        let child = Arc::new(Mutex::new(None));
        let (root, slot) = (root.to_owned(), Arc::clone(&child));
        // Nobody listens any more once the time is up.
        thread::spawn(move || drop(sender.send(ask(&root, &slot))));
        Self { answer, child }
    }

    /// The answer; `None` where the time was up, and then git is stopped.
    pub(super) fn wait(self, limit: Duration) -> Option<Answer> {
        let answer = self.answer.recv_timeout(limit).ok();
        if answer.is_none()
            && let Some(child) = self.child.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
        {
            // It may have ended by itself just now.
            let _ = child.kill();
        }
        answer
    }
}

fn ask(root: &Path, slot: &Mutex<Option<Child>>) -> Answer {
    match rev_parse(root, &["--is-shallow-repository"]) {
        Ok(answer) if answer == "true" => return Answer::Shallow,
        Ok(_) => {}
        Err(answer) => return answer,
    }
    // Where the contents of files are not at hand (a partial clone), only renames without any change can be seen.
    let mut answer = Answer::Nothing;
    for renames in ["-M", "-M100%"] {
        answer = log(root, renames, slot);
        if !matches!(answer, Answer::Failed(_)) {
            break;
        }
    }
    answer
}

/// Asks `git rev-parse`: its answer without the line end.
pub(super) fn rev_parse(root: &Path, arguments: &[&str]) -> Result<String, Answer> {
    let output = git(root).arg("rev-parse").args(arguments).output().map_err(|error| not_run(&error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    Err(complaint(&output.stderr))
}

fn log(root: &Path, renames: &str, slot: &Mutex<Option<Child>>) -> Answer {
    let mut command = git(root);
    command.args([
        "log",
        "-z",
        "--format=%x01%H %at %aN",
        "--raw",
        "--no-abbrev",
        renames,
        "-l500",
        "--encoding=UTF-8",
    ]);
    command.args([
        "--no-show-signature",
        "--no-color",
        "--no-ext-diff",
        "--ignore-submodules",
        "--relative",
        "--",
        ".",
    ]);
    let mut child = match command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return not_run(&error),
    };
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
    let mut files = Files::default();
    let mut said = Vec::new();
    let read = thread::scope(|scope| {
        // Git must not wait for a reader of its complaints.
        scope.spawn(|| {
            if let Some(mut stderr) = stderr {
                let _ = stderr.by_ref().take(LONGEST_COMPLAINT).read_to_end(&mut said);
                let _ = io::copy(&mut stderr, &mut io::sink());
            }
        });
        stdout.map_or(Ok(()), |stdout| files.read(BufReader::with_capacity(1 << 16, stdout)))
    });
    let child = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (read, child.map(|mut child| child.wait())) {
        (Ok(()), Some(Ok(status))) if status.success() => Answer::Found(files.finish()),
        (Err(error), _) | (_, Some(Err(error))) => Answer::Failed(error.to_string()),
        _ => complaint(&said),
    }
}

pub(super) fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(root).args(["--no-pager", "-c", "core.fsmonitor=false"]).stdin(Stdio::null());
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.env("LC_ALL", "C");
    for name in VARIABLES {
        command.env_remove(name);
    }
    command
}

fn not_run(error: &io::Error) -> Answer {
    match error.kind() {
        io::ErrorKind::NotFound => Answer::Nothing,
        _ => Answer::Failed(error.to_string()),
    }
}

pub(super) fn complaint(said: &[u8]) -> Answer {
    let said = String::from_utf8_lossy(said);
    if ["not a git repository", "does not have any commits yet", "must be run in a work tree"]
        .iter()
        .any(|usual| said.contains(usual))
    {
        return Answer::Nothing;
    }
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
    let line = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
    Answer::Failed(printable(line).into_owned())
}

/// What is known so far, from the latest commit back.
#[derive(Debug, Default)]
struct Files {
    /// What a path, as it was called at this point of the history, is today; `None` for what is gone.
    by_path: FxHashMap<String, Option<usize>>,
    tracked: Vec<Tracked>,
    names: Vec<String>,
    by_name: FxHashMap<String, usize>,
    /// The commit that is being read.
    commit: Option<Header>,
}

/// What a commit says of itself.
#[derive(Debug, Clone, Copy)]
struct Header {
    id: ObjectId,
    time: Timestamp,
    author: usize,
}

/// A file of today.
#[derive(Debug)]
struct Tracked {
    path: String,
    created: Timestamp,
    modified: Timestamp,
    authors: Vec<usize>,
    versions: Vec<Version>,
}

/// What a commit did to a file.
#[derive(Debug, Clone, Copy)]
struct Change {
    /// The first letter of the status.
    status: Option<u8>,
    /// What the file was after it.
    blob: Option<ObjectId>,
}

impl Change {
    /// Reads `:100644 100644 <blob> <blob> M`.
    fn read(field: &[u8]) -> Self {
        let words: Vec<&[u8]> = field.split(|byte| *byte == b' ').collect();
        let blob = words.get(3).and_then(|word| ObjectId::parse(std::str::from_utf8(word).ok()?));
        Self { status: words.get(4).and_then(|word| word.first().copied()), blob }
    }
}

impl Files {
    fn read(&mut self, mut input: impl BufRead) -> io::Result<()> {
        let mut field = Vec::new();
        while next(&mut input, &mut field)? {
            if let Some(header) = field.strip_prefix(b"\x01") {
                self.commit = self.header(&String::from_utf8_lossy(header));
                continue;
            }
            let Change { status, blob } = Change::read(field.trim_ascii_start());
            next(&mut input, &mut field)?;
            let path = String::from_utf8(std::mem::take(&mut field)).ok();
            match status {
                Some(b'R' | b'C') => {
                    next(&mut input, &mut field)?;
                    let new = std::str::from_utf8(&field).ok().map(str::to_owned);
                    if let (Some(old), Some(new)) = (path, new) {
                        self.renamed(old, &new, blob);
                    }
                }
                Some(b'D') => {
                    // What came back later is the same card still.
                    path.filter(|path| is_markdown(path)).map(|path| self.by_path.entry(path).or_insert(None));
                }
                _ => {
                    path.map(|path| self.touched(&path, blob));
                }
            }
        }
        Ok(())
    }

    fn header(&mut self, header: &str) -> Option<Header> {
        let (id, rest) = header.split_once(' ')?;
        let (time, name) = rest.split_once(' ')?;
        let time = Timestamp::from_second(time.parse().ok()?).ok()?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let author = self.by_name.get(&name).copied().unwrap_or_else(|| {
            self.names.push(name.clone());
            self.by_name.insert(name, self.names.len() - 1);
            self.names.len() - 1
        });
        Some(Header { id: ObjectId::parse(id)?, time, author })
    }

    /// Notes a change of a file; gives back which file of today it is.
    fn touched(&mut self, path: &str, blob: Option<ObjectId>) -> Option<usize> {
        let Header { id: commit, time, author } = self.commit?;
        if !is_markdown(path) {
            return None;
        }
        let index = if let Some(index) = self.by_path.get(path) {
            (*index)?
        } else {
            self.by_path.insert(path.to_owned(), Some(self.tracked.len()));
            let path = nfc(path).into_owned();
            let versions = Vec::new();
            self.tracked.push(Tracked { path, created: time, modified: time, authors: Vec::new(), versions });
            self.tracked.len() - 1
        };
        let file = &mut self.tracked[index];
        file.created = file.created.min(time);
        if file.authors.len() < MOST_AUTHORS && !file.authors.contains(&author) {
            file.authors.push(author);
        }
        if let Some(blob) = blob.filter(|_| file.versions.len() < MOST_VERSIONS) {
            file.versions.push(Version { time, commit, blob });
        }
        Some(index)
    }

    /// Before this commit the file had another name, and its own name meant another file.
    fn renamed(&mut self, old: String, new: &str, blob: Option<ObjectId>) {
        let index = self.touched(new, blob);
        if is_markdown(new) {
            self.by_path.insert(new.to_owned(), None);
        }
        if is_markdown(&old) {
            self.by_path.insert(old, index);
        }
    }

    fn finish(self) -> FxHashMap<String, Changes> {
        let Self { tracked, names, .. } = self;
        let changes = |Tracked { path, created, modified, authors, versions }| {
            let authors =
                authors.into_iter().map(|author: usize| names[author].clone()).filter(|name| !name.is_empty());
            (path, Changes { created, modified, authors: authors.collect(), versions })
        };
        // Of two spellings of one name the latest comes first and stays.
        tracked.into_iter().rev().map(changes).collect()
    }
}

/// Reads the next field, without the NUL at its end; tells whether there was one.
fn next(input: &mut impl BufRead, field: &mut Vec<u8>) -> io::Result<bool> {
    field.clear();
    let count = input.read_until(0, field)?;
    field.pop_if(|byte| *byte == 0);
    Ok(count > 0)
}
