//! What is on: the present generation, what is wrong, and what changed since a page was loaded.
//!
//! The builder sets it, requests read it, open pages are told of it. Must never make or read a file by itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde::Serialize;
use tokio::sync::watch;

use crate::serve::generation::Generation;
use crate::serve::problem::Problem;

/// How many findings a page is sent; the terminal and `quadrille check` have them all.
const MOST_PROBLEMS: usize = 100;
/// How many states of a page, and how many changes of assets are remembered. A page that was loaded earlier than that
/// is loaded again.
const MOST_REMEMBERED: usize = 100;
/// How many pages are remembered.
const MOST_PAGES: usize = 50_000;

/// How many of the pages that were asked for last are made before a new generation is put on.
const MOST_RECENT: usize = 4;

/// What open pages are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct News {
    /// The generation that is on.
    pub(super) generation: u64,
    /// Whether the sources could not be made into a newer one.
    pub(super) is_stale: bool,
    /// What is wrong, worst first.
    pub(super) problems: Vec<Problem>,
    /// How many problems there are, those included that are left out.
    pub(super) problem_count: usize,
}

/// What changed since a generation, for one page.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Since {
    pub(super) generation: u64,
    /// Whether the page says something else.
    pub(super) changed: bool,
    /// The addresses of the assets that changed, not encoded.
    pub(super) assets: Vec<String>,
}

/// What is on.
#[derive(Debug)]
pub(super) struct Stage {
    current: RwLock<Arc<Generation>>,
    news: watch::Sender<Arc<News>>,
    seen: Mutex<BTreeMap<String, VecDeque<(u64, blake3::Hash)>>>,
    assets: Mutex<VecDeque<(u64, Vec<String>)>>,
    recent: Mutex<VecDeque<String>>,
    /// The generation that the server began with.
    first: u64,
}

impl Stage {
    pub(super) fn new(generation: Generation) -> Self {
        let first = generation.number;
        let news = News { generation: first, is_stale: false, problems: Vec::new(), problem_count: 0 };
        Self {
            current: RwLock::new(Arc::new(generation)),
            news: watch::Sender::new(Arc::new(news)),
            seen: Mutex::default(),
            assets: Mutex::default(),
            recent: Mutex::default(),
            first,
        }
    }

    /// The generation that is on.
    pub(super) fn current(&self) -> Arc<Generation> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// To be told of news, beginning with the present ones.
    pub(super) fn listen(&self) -> watch::Receiver<Arc<News>> {
        let mut receiver = self.news.subscribe();
        receiver.mark_changed();
        receiver
    }

    /// Puts a new generation on. `assets` are the addresses of those that are new, changed or gone.
    pub(super) fn put_on(&self, generation: Generation, assets: Vec<String>) {
        let number = generation.number;
        if !assets.is_empty() {
            remember(&mut lock(&self.assets), (number, assets));
        }
        let old = {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, Arc::new(generation))
        };
        self.news.send_if_modified(|news| {
            let mut next = News::clone(news);
            next.generation = number;
            if std::mem::take(&mut next.is_stale) {
                // What was told is what kept this site from being made.
                (next.problems, next.problem_count) = (Vec::new(), 0);
            }
            *news = Arc::new(next);
            true
        });
        // Taking a large site apart takes a while: nobody waits for it.
        drop(old);
    }

    /// Tells what is wrong, and whether the site is older than its sources for it.
    pub(super) fn complain(&self, mut problems: Vec<Problem>, is_stale: bool) {
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        let problem_count = problems.len();
        problems.truncate(MOST_PROBLEMS);
        self.news.send_if_modified(|news| {
            let next = News { generation: news.generation, is_stale, problems, problem_count };
            let is_new = **news != next;
            if is_new {
                *news = Arc::new(next);
            }
            is_new
        });
    }

    /// Tells of one more problem with the generation that is on.
    pub(super) fn add(&self, problem: Problem) {
        let news = self.news.borrow().clone();
        if !news.problems.contains(&problem) {
            let problems = news.problems.iter().cloned().chain([problem]).collect();
            self.complain(problems, news.is_stale);
        }
    }

    /// The files of the pages that were asked for last.
    pub(super) fn recent(&self) -> Vec<String> {
        lock(&self.recent).iter().cloned().collect()
    }

    /// Notes what a page said in a generation. Pages are known by their file in the site.
    pub(super) fn note(&self, page: &str, generation: u64, hash: blake3::Hash) {
        let mut recent = lock(&self.recent);
        recent.retain(|known| known != page);
        recent.push_front(page.to_owned());
        recent.truncate(MOST_RECENT);
        drop(recent);
        let mut seen = lock(&self.seen);
        if seen.len() > MOST_PAGES {
            // Those who ask for what is not there have no end of addresses. Open pages are loaded once more.
            seen.clear();
        }
        let states = seen.entry(page.to_owned()).or_default();
        if states.back().is_none_or(|(_, last)| *last != hash) {
            remember(states, (generation, hash));
        }
    }

    /// What changed for a page that was loaded in a generation and says this now.
    pub(super) fn since(&self, page: &str, then: u64, now: &Generation, hash: blake3::Hash) -> Since {
        self.note(page, now.number, hash);
        let seen = lock(&self.seen);
        let states = seen.get(page).map(VecDeque::as_slices).unwrap_or_default();
        let states = || states.0.iter().chain(states.1);
        // A page that was not asked for until later cannot have been loaded earlier, whatever its reader believes.
        let state = states().rev().find(|(number, _)| *number <= then).or_else(|| states().next());
        let assets = lock(&self.assets);
        let assets = assets.iter().filter(|(number, _)| *number > then).flat_map(|(_, paths)| paths);
        let assets: BTreeSet<&String> = assets.collect();
        Since {
            generation: now.number,
            changed: then < self.first || state.is_none_or(|(_, then)| *then != hash),
            assets: assets.into_iter().cloned().collect(),
        }
    }
}

fn remember<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == MOST_REMEMBERED {
        list.pop_front();
    }
    list.push_back(item);
}

/// What a thread that panicked leaves behind is still whole: nothing here is changed in two steps.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
