//! When to look again: the system's word that something in the watched folders changed, gathered so that one save is
//! one look.
//!
//! Folders → waits. Editors save in many ways: they write in place, or beside and rename, with swap files and tests of
//! what they may do. All that matters here is that something happened and has come to an end; what changed is found by
//! looking. Folders are watched one by one, so that hidden and excluded ones cost nothing. Where the system cannot watch
//! or has no watch left, there is a look every second. Must never open a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

/// How long nothing happens once an editor has saved.
const QUIET: Duration = Duration::from_millis(15);
/// The same while a file is being written, or after so many files that more are to be expected.
const LONG_QUIET: Duration = Duration::from_millis(100);
const MANY_FILES: usize = 8;
/// Something that never ends is looked at all the same.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// How often to look where the system does not tell.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The watch over some folders.
#[derive(Debug)]
pub(super) struct Watch {
    /// None where looks are taken by the clock.
    watcher: Option<RecommendedWatcher>,
    /// Why there is no watcher, until it is told.
    trouble: Option<String>,
    events: Receiver<Event>,
    /// Keeps `events` open without a watcher.
    _sender: Sender<Event>,
    /// What was heard before somebody waited for it.
    early: Option<Event>,
    followed: BTreeSet<PathBuf>,
}

/// What came of following folders.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// All were known.
    Same,
    /// Some are new: what happened in them before is not told.
    More,
    /// The system has no watch left, or none at all: from now on looks are taken by the clock.
    GivenUp(String),
}

impl Watch {
    /// A watch over nothing yet.
    pub(super) fn new() -> Self {
        let (sender, events) = channel();
        let told = sender.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // An error of the watch is news of an unknown kind; without a receiver the program is about to end.
            let event = event.unwrap_or_else(|_| Event::new(EventKind::Any));
            if matters(&event) {
                let _ = told.send(event);
            }
        });
        let (watcher, trouble) = match watcher {
            Ok(watcher) => (Some(watcher), None),
            Err(error) => (None, Some(reason(&error))),
        };
        Self { watcher, trouble, events, _sender: sender, early: None, followed: BTreeSet::new() }
    }

    /// A watch that looks by the clock, for drives of other machines whose changes the system does not see.
    pub(super) fn by_the_clock() -> Self {
        Self { watcher: None, trouble: None, ..Self::new() }
    }

    /// Follows these folders and no others.
    pub(super) fn follow(&mut self, folders: &BTreeSet<PathBuf>) -> Followed {
        let Some(watcher) = &mut self.watcher else {
            return self.trouble.take().map_or(Followed::Same, Followed::GivenUp);
        };
        for folder in self.followed.difference(folders) {
            // A folder that is gone is not watched any more.
            let _ = watcher.unwatch(folder);
        }
        self.followed.retain(|folder| folders.contains(folder));
        let mut followed = Followed::Same;
        for folder in folders {
            if self.followed.contains(folder) {
                continue;
            }
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.followed.insert(folder.clone());
                    followed = Followed::More;
                }
                // It went away meanwhile: the folder that held it tells.
                Err(error) if is_missing(&error) => {}
                Err(error) => {
                    self.watcher = None;
                    return Followed::GivenUp(reason(&error));
                }
            }
        }
        followed
    }

    /// Waits until something may have changed and has come to an end. `is_broken`: what was followed last is not all,
    /// since it could not be looked at.
    pub(super) fn wait(&mut self, is_broken: bool) {
        let by_the_clock = is_broken || self.watcher.is_none();
        let first = match self.early.take() {
            Some(event) => Some(event),
            None if by_the_clock => self.events.recv_timeout(LOOK_EVERY).ok(),
            None => self.events.recv().ok(),
        };
        let Some(first) = first else { return };
        let start = Instant::now();
        let mut burst = Burst::default();
        self.take(&mut burst, first);
        while start.elapsed() < LONGEST_WAIT
            && let Ok(event) = self.events.recv_timeout(burst.quiet())
        {
            self.take(&mut burst, event);
        }
    }

    /// Whether something happened that no wait has seen.
    pub(super) fn is_behind(&mut self) -> bool {
        self.early = self.early.take().or_else(|| self.events.try_recv().ok());
        self.early.is_some()
    }

    fn take(&mut self, burst: &mut Burst, event: Event) {
        let is_moved =
            matches!(event.kind, EventKind::Remove(_) | EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
        if is_moved {
            event.paths.iter().for_each(|path| self.forget(path));
        }
        burst.take(event);
    }

    /// Lets go of a folder that is another one now, or gone, and of all in it: they are followed anew.
    fn forget(&mut self, path: &Path) {
        let lost: Vec<PathBuf> =
            self.followed.range(path.to_owned()..).take_while(|at| at.starts_with(path)).cloned().collect();
        for folder in lost {
            self.followed.remove(&folder);
            if let Some(watcher) = &mut self.watcher {
                let _ = watcher.unwatch(&folder);
            }
        }
    }
}

/// What happened without a pause.
#[derive(Debug, Default)]
struct Burst {
    files: BTreeSet<PathBuf>,
    /// Written to, and not yet closed.
    open: BTreeSet<PathBuf>,
}

impl Burst {
    fn take(&mut self, event: Event) {
        let is_written = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
        for path in event.paths {
            if is_written {
                self.open.insert(path.clone());
            } else {
                self.open.remove(&path);
            }
            self.files.insert(path);
        }
    }

    /// How long nothing must happen before this is over.
    fn quiet(&self) -> Duration {
        if self.open.is_empty() && self.files.len() <= MANY_FILES { QUIET } else { LONG_QUIET }
    }
}

/// Whether an event can change the site. Opening and reading do not, and hidden and backup files do not.
fn matters(event: &Event) -> bool {
    let is_reading = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
    let is_content = |path: &PathBuf| {
        path.file_name().is_none_or(|name| {
            let name = name.as_encoded_bytes();
            !name.starts_with(b".") && !name.ends_with(b"~")
        })
    };
    event.need_rescan() || (!is_reading && (event.paths.is_empty() || event.paths.iter().any(is_content)))
}

/// Why the system does not watch.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "it has no watch left".to_owned(),
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use notify::Event;
    use notify::event::{AccessKind, AccessMode, CreateKind, DataChange, EventKind, ModifyKind};

    use super::{Burst, LONG_QUIET, MANY_FILES, QUIET, matters};

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(PathBuf::from(path))
    }

    #[test]
    fn reading_and_files_beside_the_content_do_not_matter() {
        assert!(matters(&event(WRITTEN, "/docs/a.md")) && matters(&event(CLOSED, "/docs/a.md")));
        assert!(matters(&Event::new(EventKind::Any)));
        for path in ["/docs/.a.md.swp", "/docs/a.md~", "/docs/.git"] {
            assert!(!matters(&event(EventKind::Create(CreateKind::Any), path)), "{path}");
        }
        for kind in [AccessKind::Open(AccessMode::Any), AccessKind::Close(AccessMode::Read)] {
            assert!(!matters(&event(EventKind::Access(kind), "/docs/a.md")), "{kind:?}");
        }
    }

    #[test]
    fn a_save_is_over_when_its_file_is_closed() {
        let mut burst = Burst::default();
        burst.take(event(WRITTEN, "/docs/a.md"));
        assert_eq!(burst.quiet(), LONG_QUIET);
        burst.take(event(CLOSED, "/docs/a.md"));
        assert_eq!(burst.quiet(), QUIET);
        for number in 0..MANY_FILES {
            burst.take(event(CLOSED, &format!("/docs/{number}.md")));
        }
        assert_eq!(burst.quiet(), LONG_QUIET, "more may be to come");
    }
}
