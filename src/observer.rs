//! How a run tells of itself while it goes on: its phases, and the files that it makes.
//!
//! Ground floor: the stages call an [`Observer`], the command line is one. Must never know the clock or the terminal;
//! what a mark means is the observer's own affair.

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Reading the docs root.
    Discover,
    /// Cards from their texts.
    Parse,
    /// Tying the cards together.
    Link,
    /// Finding faults.
    Check,
    /// Asking git.
    History,
    /// Making the pages and what goes with them, each beside its place on the disk.
    Render,
    /// Waiting for Pagefind.
    Pagefind,
    /// Following every address, once all is made.
    Verify,
    /// Putting the site in its place.
    Write,
}

impl Phase {
    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::Parse => "parse",
            Self::Link => "link",
            Self::Check => "check",
            Self::History => "history",
            Self::Render => "render",
            Self::Pagefind => "pagefind",
            Self::Verify => "verify",
            Self::Write => "write",
        }
    }
}

/// Is told how a run gets on, by the threads that do the work.
pub trait Observer: Sync {
    /// A phase begins, and the one before it is over. `files`: how many files it will make, where it makes files.
    fn phase(&self, phase: Phase, files: usize);

    /// A file is about to be made. What this gives back comes with [`Observer::end`] of the same file.
    fn begin(&self) -> u64;

    /// A file is made.
    fn end(&self, file: &str, mark: u64);
}

/// An observer that is not interested.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn phase(&self, _: Phase, _: usize) {}

    fn begin(&self) -> u64 {
        0
    }

    fn end(&self, _: &str, _: u64) {}
}
