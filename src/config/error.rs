//! What keeps a configuration from being used, as data.
//!
//! Problems of the file and of the command line → [`ConfigError`]. Must never print.

use std::fmt;

use crate::text::{LineCol, printable};

/// One problem with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as people know it: relative to the working folder where it lies inside. `None`: the command line.
    pub file: Option<String>,
    /// Where in the file; `None`: the file as a whole.
    pub at: Option<LineCol>,
    /// What is the case: lower case, no full stop, things in backticks.
    pub message: String,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
}

impl Problem {
    /// A problem of a file as a whole.
    #[must_use]
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: Some(file.into()), at: None, message: message.into(), hints: Vec::new() }
    }

    /// A problem of the command line.
    #[must_use]
    pub fn of_command(message: impl Into<String>) -> Self {
        Self { file: None, at: None, message: message.into(), hints: Vec::new() }
    }

    /// The same problem at a place of its file.
    #[must_use]
    pub fn at(mut self, place: LineCol) -> Self {
        self.at = Some(place);
        self
    }

    /// The same problem with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}:", printable(file))?;
            if let Some(LineCol { line, col }) = self.at {
                write!(f, "{line}:{col}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&printable(&self.message))?;
        for hint in &self.hints {
            write!(f, "\n  hint: {}", printable(hint))?;
        }
        Ok(())
    }
}

/// All problems of a configuration, in the order of their places; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The problems.
    pub problems: Vec<Problem>,
}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl From<Vec<Problem>> for ConfigError {
    fn from(mut problems: Vec<Problem>) -> Self {
        problems.sort_by(|a, b| (&a.file, a.at, &a.message).cmp(&(&b.file, b.at, &b.message)));
        Self { problems }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
