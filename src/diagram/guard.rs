//! The one door to the engines for texts of authors: what an engine cannot do is a fault, whatever happens in it.
//!
//! Text of one diagram → what an engine makes of it, or a [`Fault`]: a text that is too long, a panic and an engine that
//! does not end are faults like any other. Each run is on a thread with room for deep nesting, which then waits for the
//! next; one that does not end in time is left to itself. Must never be passed by where a card's text is read.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::diagram::ascii::Branch;
use crate::diagram::{self, Drawing, Dress, Fault, Notation, Outline, ascii};
use crate::text::Span;

/// The longest text that is read as a diagram, in bytes: what is longer is data that nobody can look at.
const MAX_BYTES: usize = 100_000;
/// The stack of an engine, in bytes; only what is used of it costs memory.
const STACK_BYTES: usize = 32 << 20;

/// The outline of a fence that does not say what it is, if it holds a drawing of characters; `None` where the engine
/// fails: nobody said that it is one.
#[must_use]
pub fn detect(source: &str, limit: Duration) -> Option<Outline> {
    #[cfg(test)]
    if diagram::double::knows(source) {
        return outline(Notation::Ascii, source, limit).ok();
    }
    if source.len() > MAX_BYTES || !ascii::is_candidate(source) {
        return None;
    }
    run(source, limit, |source| Ok(ascii::detect(source))).ok().flatten()
}

/// As [`ascii::tree`]; none where the engine fails.
#[must_use]
pub fn tree(source: &str, limit: Duration) -> Option<Vec<Branch>> {
    // A tree has a branch, and a fence that has none costs nothing.
    let may_branch = ["─", "━", "--", "├ ", "└ "].iter().any(|stem| source.contains(stem));
    if !may_branch || source.len() > MAX_BYTES {
        return None;
    }
    run(source, limit, |source| Ok(ascii::tree(source))).ok().flatten()
}

/// Whether a fence of code holds a drawing of boxes beyond doubt.
#[must_use]
pub fn is_drawing(source: &str, limit: Duration) -> bool {
    source.len() <= MAX_BYTES
        && ascii::is_candidate(source)
        && run(source, limit, |source| Ok(ascii::is_drawing(source))).unwrap_or(false)
}

/// As [`diagram::outline`], within a time.
///
/// # Errors
///
/// Where the notation does not allow what stands there, or the engine fails.
pub fn outline(notation: Notation, source: &str, limit: Duration) -> Result<Outline, Fault> {
    run(source, limit, move |source| {
        #[cfg(test)]
        if diagram::double::knows(source) {
            return diagram::double::outline(source);
        }
        diagram::outline(notation, source)
    })
}

/// As [`ascii::mend`]; nothing where the engine fails.
#[must_use]
pub fn mend(source: &str, rule: &'static str, limit: Duration) -> Vec<(Span, String)> {
    run(source, limit, move |source| Ok(ascii::mend(source, rule))).unwrap_or_default()
}

/// As [`diagram::draw`], within a time.
///
/// # Errors
///
/// As [`outline`].
pub fn draw(notation: Notation, source: &str, dress: &Dress<'_>, limit: Duration) -> Result<Drawing, Fault> {
    dressed(source, dress, limit, move |source, dress| diagram::draw(notation, source, dress))
}

/// As [`diagram::draw_at`], within a time.
///
/// # Errors
///
/// As [`outline`].
pub fn draw_at(
    notation: Notation,
    source: &str,
    dress: &Dress<'_>,
    width_px: f64,
    limit: Duration,
) -> Result<Drawing, Fault> {
    dressed(source, dress, limit, move |source, dress| diagram::draw_at(notation, source, dress, width_px))
}

/// As [`diagram::json`], within a time.
///
/// # Errors
///
/// As [`outline`].
pub fn json(notation: Notation, source: &str, limit: Duration) -> Result<serde_json::Value, Fault> {
    run(source, limit, move |source| diagram::json(notation, source))
}

fn dressed(
    source: &str,
    dress: &Dress<'_>,
    limit: Duration,
    draw: impl FnOnce(&str, &Dress<'_>) -> Result<Drawing, Fault> + Send + 'static,
) -> Result<Drawing, Fault> {
    let (id, hrefs, title) = (dress.id.to_owned(), dress.hrefs.to_vec(), dress.title.map(str::to_owned));
    let icons = dress.icons.cloned();
    run(source, limit, move |source| {
        let dress = Dress { id: &id, hrefs: &hrefs, title: title.as_deref(), icons: icons.as_ref() };
        #[cfg(test)]
        if diagram::double::knows(source) {
            return diagram::double::draw(source, &dress);
        }
        draw(source, &dress)
    })
}

fn run<T: Send + 'static>(
    source: &str,
    limit: Duration,
    engine: impl FnOnce(&str) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let whole = Span { start: 0, end: source.len() };
    let fault = |message: String, hint: &str| Fault { span: whole, message, hint: Some(hint.to_owned()) };
    if source.len() > MAX_BYTES {
        let message = format!("the diagram is longer than {} kB", MAX_BYTES / 1000);
        return Err(fault(message, "make several diagrams of it"));
    }
    let (sender, receiver) = mpsc::sync_channel(1);
    let text = source.to_owned();
    let job = Box::new(move || {
        let made = catch_unwind(AssertUnwindSafe(|| engine(&text)));
        // Nobody listens any more where it took too long.
        let _ = sender.send(made);
    });
    let failed = || Err(fault("the diagram cannot be drawn: the program failed".to_owned(), FAILED));
    let Some(worker) = Worker::with(job) else { return failed() };
    let done = receiver.recv_timeout(limit);
    if done.is_ok() {
        worker.rest();
    }
    match done {
        Ok(Ok(made)) => made.map_err(|found| Fault { span: within(found.span, source), ..found }),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            let message = format!("the diagram was not done after {} s", limit.as_secs());
            Err(fault(message, "make it smaller, or raise `time-limit` in `[diagrams]`"))
        }
        Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => failed(),
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// Threads that wait for a diagram: engines keep what costs them time to make by the thread.
static RESTING: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

/// A thread for engines; it ends when this is dropped and its job is done.
struct Worker {
    jobs: mpsc::Sender<Job>,
}

impl Worker {
    /// Gives a job to a thread that rests, or to a new one; `None` where the system has no more threads.
    fn with(job: Job) -> Option<Self> {
        let resting = RESTING.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let worker = resting.map_or_else(Self::new, Some)?;
        worker.jobs.send(job).ok()?;
        Some(worker)
    }

    fn new() -> Option<Self> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let work = move || waiting.into_iter().for_each(|job| job());
        thread::Builder::new().name("diagram".to_owned()).stack_size(STACK_BYTES).spawn(work).ok()?;
        Some(Self { jobs })
    }

    /// Lets the thread wait for the next diagram.
    fn rest(self) {
        RESTING.lock().unwrap_or_else(PoisonError::into_inner).push(self);
    }
}

/// What to do about a fault of ours.
const FAILED: &str = "write it in another way, or `{diagram=off}` behind its language";

/// A span that fits the source, whatever the engine says.
fn within(span: Span, source: &str) -> Span {
    let fits = span.start <= span.end && source.get(span.start..span.end).is_some();
    if fits { span } else { Span { start: 0, end: source.len() } }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{MAX_BYTES, outline};
    use crate::diagram::Notation;

    fn message(source: &str, limit: Duration) -> String {
        outline(Notation::Mermaid, source, limit).expect_err("a fault").message
    }

    #[test]
    fn panics_endless_runs_and_huge_texts_are_faults() {
        let long = Duration::from_mins(1);
        assert_eq!(message("double\npanic\n", long), "the diagram cannot be drawn: the program failed");
        assert_eq!(message("double\nforever\n", Duration::from_millis(20)), "the diagram was not done after 0 s");
        assert_eq!(message(&"x".repeat(MAX_BYTES + 1), long), "the diagram is longer than 100 kB");
        assert_eq!(message("double\nfault é is wrong\n", long), "é is wrong");
    }
}
