//! Runs of git in a repository.
//!
//! Arguments and input → what git printed. Must never ask anybody for anything but what `git push` needs, and never
//! take another repository than the one round the folder.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use super::BranchError;
use crate::discover::GIT_VARIABLES;

/// A repository.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

impl Git {
    /// Finds the repository round a folder.
    pub(super) fn new(folder: &Path) -> Result<Self, BranchError> {
        let git = Self { folder: folder.to_owned() };
        if git.succeeds(&["rev-parse", "--git-dir"])? {
            Ok(git)
        } else {
            Err(BranchError::NoRepository(folder.to_owned()))
        }
    }

    /// Whether git ends well.
    pub(super) fn succeeds(&self, arguments: &[&str]) -> Result<bool, BranchError> {
        Ok(self.run(arguments, b"")?.status.success())
    }

    /// What git prints.
    pub(super) fn output(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, BranchError> {
        let output = self.run(arguments, input)?;
        if output.status.success() { Ok(output.stdout) } else { Err(complaint(arguments, &output.stderr)) }
    }

    /// The one line that git prints.
    pub(super) fn line(&self, arguments: &[&str], input: &[u8]) -> Result<String, BranchError> {
        let output = self.output(arguments, input)?;
        Ok(String::from_utf8_lossy(&output).trim_end().to_owned())
    }

    /// The commit that a reference stands at; `None` where there is no such reference.
    pub(super) fn commit(&self, reference: &str) -> Result<Option<String>, BranchError> {
        let wanted = format!("{reference}^{{commit}}");
        let output = self.run(&["rev-parse", "--verify", "--quiet", &wanted], b"")?;
        let name = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
        Ok(output.status.success().then_some(name))
    }

    /// Starts git, to be written to and read from.
    pub(super) fn start(&self, arguments: &[&str]) -> Result<Child, BranchError> {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(["--no-pager", "-c", "core.fsmonitor=false"]).args(arguments);
        command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
        for name in GIT_VARIABLES {
            command.env_remove(name);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => BranchError::NoGit,
            _ => failed(arguments, error.to_string()),
        })
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Output, BranchError> {
        let mut child = self.start(arguments)?;
        let mut stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            // Git may print before it has read all. One that does not read its input says itself why.
            scope.spawn(move || stdin.as_mut().map(|stdin| stdin.write_all(input)));
            child.wait_with_output()
        });
        output.map_err(|error| failed(arguments, error.to_string()))
    }
}

/// An error of a run that could not be made.
pub(super) fn failed(arguments: &[&str], reason: impl Into<String>) -> BranchError {
    let action = arguments.first().copied().unwrap_or_default().to_owned();
    BranchError::Git { action, reason: reason.into() }
}

/// What git said, on one line.
pub(super) fn complaint(arguments: &[&str], said: &[u8]) -> BranchError {
    let said = String::from_utf8_lossy(said);
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let reason = lines.join(" ");
    failed(arguments, if reason.is_empty() { "it gave no reason".to_owned() } else { reason })
}
