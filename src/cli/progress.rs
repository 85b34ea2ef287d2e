//! How far a build is: one line that counts on a terminal, and the times of phases and files for `--timings`.
//!
//! The command line's [`Observer`]. Must never print into a pipe, and never hold up the threads that work: a line that
//! is late is left out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::observer::{Observer, Phase};

/// How often the line is written anew; people read no faster.
const EVERY: Duration = Duration::from_millis(50);
/// How many of the files that took longest are kept.
const SLOWEST: usize = 10;
/// Back to the start of the line, and clears it.
const ERASE: &str = "\r\x1b[K";

/// Where the line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// To a terminal.
    Shown,
    /// Nowhere.
    Hidden,
}

/// A run under way.
#[derive(Debug)]
pub(super) struct Progress {
    line: Line,
    start: Instant,
    /// How many files of this phase are made.
    made: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    phase: Option<(Phase, Instant)>,
    files: usize,
    /// When the line was written last; none while there is no line.
    drawn: Option<Instant>,
    times: Times,
}

/// How long everything took.
#[derive(Debug, Default, Clone)]
pub(super) struct Times {
    /// In the order of the run.
    pub phases: Vec<(Phase, Duration)>,
    /// The files that took longest, the quickest of them on top.
    slowest: BinaryHeap<Reverse<(Duration, String)>>,
}

impl Times {
    /// The files that took longest, the slowest first.
    pub(super) fn slowest(&self) -> Vec<(Duration, String)> {
        let mut files: Vec<(Duration, String)> = self.slowest.iter().map(|Reverse(file)| file.clone()).collect();
        files.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        files
    }

    fn add(&mut self, took: Duration, file: &str) {
        let is_slow = self.slowest.peek().is_none_or(|Reverse((quickest, _))| took > *quickest);
        if is_slow || self.slowest.len() < SLOWEST {
            self.slowest.push(Reverse((took, file.to_owned())));
            if self.slowest.len() > SLOWEST {
                self.slowest.pop();
            }
        }
    }
}

impl Progress {
    /// Begins to count.
    pub(super) fn new(line: Line) -> Self {
        Self { line, start: Instant::now(), made: AtomicUsize::new(0), state: Mutex::default() }
    }

    /// Since the beginning.
    pub(super) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Ends the phase that runs and takes the line away: what is printed next stands on a line of its own.
    pub(super) fn pause(&self) {
        let mut state = self.lock();
        finish(&mut state);
        self.erase(&mut state);
    }

    /// How long everything took until now.
    pub(super) fn times(&self) -> Times {
        self.lock().times.clone()
    }

    /// A thread that panicked while it held the lock left at worst a line that is not up to date.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn erase(&self, state: &mut State) {
        if state.drawn.take().is_some() {
            self.write(ERASE);
        }
    }

    fn draw(&self, state: &mut State) {
        let is_late = state.drawn.is_none_or(|drawn| drawn.elapsed() >= EVERY);
        if let (Line::Shown, true, Some((phase, _))) = (self.line, is_late, state.phase) {
            let made = self.made.load(Ordering::Relaxed);
            self.write(&match state.files {
                0 => format!("{ERASE}{}", doing(phase)),
                files => format!("{ERASE}{} {made}/{files}", doing(phase)),
            });
            state.drawn = Some(Instant::now());
        }
    }

    #[expect(clippy::unused_self, reason = "the line is written here only")]
    fn write(&self, text: &str) {
        let mut err = io::stderr().lock();
        // Whoever closed standard error does not want to see.
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}

impl Observer for Progress {
    fn phase(&self, phase: Phase, files: usize) {
        let mut state = self.lock();
        finish(&mut state);
        self.made.store(0, Ordering::Relaxed);
        (state.phase, state.files) = (Some((phase, Instant::now())), files);
        self.draw(&mut state);
    }

    fn begin(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    fn end(&self, file: &str, mark: u64) {
        let took = self.start.elapsed().saturating_sub(Duration::from_nanos(mark));
        self.made.fetch_add(1, Ordering::Relaxed);
        let mut state = self.lock();
        state.times.add(took, file);
        self.draw(&mut state);
    }
}

fn finish(state: &mut State) {
    let Some((phase, since)) = state.phase.take() else { return };
    let phases = &mut state.times.phases;
    match phases.iter_mut().find(|(known, _)| *known == phase) {
        Some((_, time)) => *time += since.elapsed(),
        None => phases.push((phase, since.elapsed())),
    }
}

/// What a phase does, for the line.
const fn doing(phase: Phase) -> &'static str {
    match phase {
        Phase::Discover => "Reading the cards",
        Phase::Parse => "Parsing",
        Phase::Link => "Linking",
        Phase::Check => "Checking",
        Phase::History => "Asking git",
        Phase::Render => "Rendering",
        Phase::Pagefind => "Waiting for Pagefind",
        Phase::Verify => "Verifying",
        Phase::Write => "Writing",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{SLOWEST, Times};

    #[test]
    fn the_slowest_files_are_kept() {
        let mut times = Times::default();
        for number in 0..100_u64 {
            times.add(Duration::from_millis(number * 37 % 100), &format!("{number}"));
        }
        let slowest = times.slowest();
        assert_eq!(slowest.len(), SLOWEST);
        assert_eq!(slowest[0].0, Duration::from_millis(99));
        assert_eq!(slowest[SLOWEST - 1].0, Duration::from_millis(90));
    }
}
