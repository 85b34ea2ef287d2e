//! The texts of earlier versions.
//!
//! [`ObjectId`] → text, by `git cat-file --batch` (<https://git-scm.com/docs/git-cat-file>): it is asked for an object with
//! a line, and answers `id SP type SP size LF content LF`, or `id SP missing LF`. A few such processes run at a time,
//! each started when it is first needed. Must never fetch anything: what is not at hand is `None`.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use sha1::{Digest, Sha1};

use super::log::git;

/// The most bytes that one version may have; a card is never that large.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Bytes of a SHA-1.
const SHA1_BYTES: usize = 20;

/// What git calls a commit or a content: 20 bytes, or 32 in a repository that hashes by SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObjectId {
    bytes: [u8; 32],
    length: u8,
}

/// Who knows the texts of earlier versions.
pub trait Past: Sync {
    /// The text; `None` where it is not at hand, or is no text.
    fn text(&self, blob: ObjectId) -> Option<String>;
}

/// The repository round a docs root as [`Past`].
#[derive(Debug)]
pub struct Blobs {
    root: PathBuf,
    idle: Mutex<Vec<Process>>,
}

impl ObjectId {
    /// Reads 40 or 64 hexadecimal digits; `None` for others, and for the zeros that stand for no content.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let length = text.len() / 2;
        if !matches!(text.len(), 40 | 64) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        (bytes != [0; 32]).then_some(Self { bytes, length: u8::try_from(length).ok()? })
    }

    /// Whether this is what git calls a content: its SHA-1 behind `blob SP size NUL`. Never in a repository that hashes
    /// by SHA-256.
    #[must_use]
    pub fn is_of(&self, content: &str) -> bool {
        if usize::from(self.length) != SHA1_BYTES {
            return false;
        }
        let mut hash = Sha1::new_with_prefix(format!("blob {}\0", content.len()));
        hash.update(content);
        hash.finalize()[..] == self.bytes[..SHA1_BYTES]
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes[..usize::from(self.length)].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectId({self})")
    }
}

impl Blobs {
    /// The texts of the repository round a folder; nothing is started yet.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), idle: Mutex::default() }
    }
}

impl Past for Blobs {
    fn text(&self, blob: ObjectId) -> Option<String> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut process = idle.or_else(|| Process::start(&self.root))?;
        // A process that gave no proper answer is not asked again: what it says next may belong to the last question.
        let answer = process.ask(blob).ok()?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        answer.and_then(|bytes| String::from_utf8(bytes).ok())
    }
}

/// A running `git cat-file`.
#[derive(Debug)]
struct Process {
    child: Child,
    /// `None` once it is told that no more questions come.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(root: &Path) -> Option<Self> {
        let mut command = git(root);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let (input, output) = (child.stdin.take(), BufReader::with_capacity(1 << 16, child.stdout.take()?));
        Some(Self { child, input, output })
    }

    /// The content, `None` where git does not have it.
    ///
    /// # Errors
    /// Where the process is of no more use.
    fn ask(&mut self, blob: ObjectId) -> io::Result<Option<Vec<u8>>> {
        let broken = || io::Error::from(io::ErrorKind::InvalidData);
        self.input.as_mut().ok_or_else(broken)?.write_all(format!("{blob}\n").as_bytes())?;
        let mut head = String::new();
        self.output.read_line(&mut head)?;
        let words: Vec<&str> = head.split_whitespace().collect();
        let size: u64 = match words[..] {
            [_, "missing"] => return Ok(None),
            [_, "blob", size] => size.parse().ok().filter(|size| *size <= LARGEST).ok_or_else(broken)?,
            _ => return Err(broken()),
        };
        let mut content = Vec::new();
        (&mut self.output).take(size + 1).read_to_end(&mut content)?;
        let is_whole = content.pop() == Some(b'\n') && content.len() as u64 == size;
        if is_whole { Ok(Some(content)) } else { Err(broken()) }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The end of its input ends it; what it says then is of no interest.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::ObjectId;

    #[test]
    fn ids_read_and_print() {
        for text in ["a".repeat(40), "01".repeat(32)] {
            assert_eq!(ObjectId::parse(&text).map(|blob| blob.to_string()).as_ref(), Some(&text));
        }
        for text in ["0".repeat(40), "0".repeat(64), "a".repeat(39), "g".repeat(40), "é".repeat(20), String::new()] {
            assert_eq!(ObjectId::parse(&text), None, "{text}");
        }
    }

    #[test]
    fn a_content_has_one_id() {
        // As `git hash-object` has them.
        for (content, id) in
            [("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"), ("é\n", "c6003325155f475bd7c87731607525dce73be9cf")]
        {
            let id = ObjectId::parse(id).expect("an id");
            assert!(id.is_of(content), "{content}");
            assert!(!id.is_of("a"), "{content}");
        }
    }
}
