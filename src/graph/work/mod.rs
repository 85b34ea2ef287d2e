//! The work graph: which cards are worked on, and what must be done before each of them.
//!
//! [`Graph`] → [`Work`]. A card is open while its front matter says `status: active`; `requires` names the cards that
//! must be done before it, as wiki-links do. Steps:
//! 1. `requirement`: what the front matter asks for, each name looked up by the one resolver;
//! 2. the tasks: all cards that are open, that require something, or that are required;
//! 3. circles, and how far each task is from being ready, by petgraph;
//! 4. `tree`: a goal with all below it, as rows.
//!
//! Must never report a finding: what a circle or a missing name means is for the rules to say.

mod requirement;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::config::Config;
use crate::graph::{CardId, Graph};
use crate::parse::card::Card;

pub use requirement::{Requirement, Target};
pub use tree::{Extent, Row, RowKind};

/// Index of a task in [`Work::tasks`].
pub type TaskId = usize;

/// A card that is worked on, requires something or is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The card.
    pub card: CardId,
    /// How far it is.
    pub state: State,
    /// The branch that its front matter names.
    pub branch: Option<String>,
    /// What it requires, in the order of the file.
    pub requires: Vec<Requirement>,
    /// The tasks that require it, sorted.
    pub required_by: Vec<TaskId>,
    /// How many open tasks stand one below the other under it; 0 where it waits for none. In a circle all have the
    /// same.
    pub level: usize,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Open, and all that it requires is done.
    Ready,
    /// Open, and waits for something: an open task, a name that leads to no card, or itself in a circle.
    Blocked,
    /// Not `status: active`.
    Done,
}

impl State {
    /// Its name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Blocked => "blocked",
            Self::Done => "done",
        }
    }
}

/// All tasks and how they depend on each other. Guarantees: tasks sorted by card; `order`, `goals` and `cycles` hold
/// each task at most once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// The tasks.
    pub tasks: Vec<Task>,
    /// All tasks, each after those that it requires: ready ones first, then by level, done ones last.
    pub order: Vec<TaskId>,
    /// The open tasks that no open task requires; of a circle that nothing open requires its first.
    pub goals: Vec<TaskId>,
    /// Tasks that require one another, open ones alone, each sorted; a task that requires itself is a group of one.
    pub cycles: Vec<Vec<TaskId>>,
}

impl Work {
    /// Reads the front matter of all cards.
    #[must_use]
    pub fn new(graph: &Graph, config: &Config) -> Self {
        let mut requires: BTreeMap<CardId, Vec<Requirement>> = BTreeMap::new();
        for (id, card) in graph.cards.iter().enumerate().filter(|(_, card)| !card.is_virtual) {
            let required = requirement::of(graph, config, id);
            if required.is_empty() && !is_open(card) {
                continue;
            }
            for found in required.iter().filter_map(|requirement| requirement.target.card()) {
                requires.entry(found).or_default();
            }
            requires.insert(id, required);
        }
        let mut work = Self { tasks: tasks(graph, requires), ..Self::default() };
        work.tie();
        work
    }

    /// Whether any card is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.tasks.iter().any(|task| task.state != State::Done)
    }

    /// The task of a card.
    #[must_use]
    pub fn task_of(&self, card: CardId) -> Option<TaskId> {
        self.tasks.binary_search_by_key(&card, |task| task.card).ok()
    }

    /// The tasks that a task requires and that exist, each once, in the order of the file.
    #[must_use]
    pub fn below(&self, task: TaskId) -> Vec<TaskId> {
        let found = self.tasks[task].requires.iter().filter_map(|requirement| requirement.target.card());
        let mut below = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        below.extend(found.filter_map(|card| self.task_of(card)).filter(|task| seen.insert(*task)));
        below
    }

    /// How many requirements a task still waits for.
    #[must_use]
    pub fn unmet(&self, task: TaskId) -> usize {
        let is_met = |requirement: &&Requirement| {
            let found = requirement.target.card().and_then(|card| self.task_of(card));
            found.is_none_or(|found| self.tasks[found].state != State::Done)
        };
        self.tasks[task].requires.iter().filter(is_met).count()
    }

    /// All tasks that are reached from some by their requirements, those included, sorted.
    #[must_use]
    pub fn reached(&self, from: &[TaskId]) -> Vec<TaskId> {
        let mut seen = vec![false; self.tasks.len()];
        let mut stack = from.to_vec();
        while let Some(task) = stack.pop() {
            if !std::mem::replace(&mut seen[task], true) {
                stack.extend(self.below(task));
            }
        }
        (0..seen.len()).filter(|task| seen[*task]).collect()
    }

    /// The done tasks that require something and that nothing requires: chains that are finished.
    #[must_use]
    pub fn finished(&self) -> Vec<TaskId> {
        let is_top =
            |task: &Task| task.state == State::Done && !task.requires.is_empty() && task.required_by.is_empty();
        (0..self.tasks.len()).filter(|task| is_top(&self.tasks[*task])).collect()
    }

    /// Works out who requires whom, circles, levels, states and the order.
    fn tie(&mut self) {
        let mut edges: DiGraph<(), ()> = DiGraph::with_capacity(self.tasks.len(), self.tasks.len());
        for _ in &self.tasks {
            edges.add_node(());
        }
        for task in 0..self.tasks.len() {
            for below in self.below(task) {
                self.tasks[below].required_by.push(task);
                edges.add_edge(NodeIndex::new(task), NodeIndex::new(below), ());
            }
        }
        // Circles of done tasks hold nothing up; levels count open ones alone.
        edges.retain_edges(|edges, edge| {
            edges
                .edge_endpoints(edge)
                .is_some_and(|(from, to)| [from, to].iter().all(|node| self.tasks[node.index()].state != State::Done))
        });
        let groups = kosaraju_scc(&edges);
        let mut group_of = vec![0; self.tasks.len()];
        for (index, group) in groups.iter().enumerate() {
            for node in group {
                group_of[node.index()] = index;
            }
        }
        // A group comes after all that it requires, so that their levels are known.
        for (index, group) in groups.iter().enumerate() {
            let targets = group.iter().flat_map(|node| edges.edges(*node)).map(|edge| edge.target());
            let below = targets.filter(|node| group_of[node.index()] != index);
            let level = below.map(|node| self.tasks[node.index()].level + 1).max().unwrap_or(0);
            let is_circle = group.len() > 1 || edges.contains_edge(group[0], group[0]);
            let mut members: Vec<TaskId> = group.iter().map(|node| node.index()).collect();
            members.sort_unstable();
            let is_top = |task: &TaskId| {
                let mut above = self.tasks[*task].required_by.iter();
                above.all(|above| self.tasks[*above].state == State::Done || group_of[*above] == index)
            };
            if self.tasks[members[0]].state != State::Done && members.iter().all(is_top) {
                self.goals.push(members[0]);
            }
            for task in &members {
                self.tasks[*task].level = level;
                if is_circle {
                    self.tasks[*task].state = State::Blocked;
                }
            }
            if is_circle {
                self.cycles.push(members);
            }
        }
        self.goals.sort_unstable();
        self.cycles.sort_unstable();
        for task in 0..self.tasks.len() {
            if self.tasks[task].state == State::Ready && self.unmet(task) > 0 {
                self.tasks[task].state = State::Blocked;
            }
        }
        let mut order: Vec<TaskId> = (0..self.tasks.len()).collect();
        order.sort_by_key(|task| self.rank(*task));
        self.order = order;
    }

    /// What makes a task come before another one.
    pub(super) fn rank(&self, task: TaskId) -> (bool, usize, State, TaskId) {
        let state = self.tasks[task].state;
        (state == State::Done, self.tasks[task].level, state, task)
    }
}

/// Whether a card is being worked on.
fn is_open(card: &Card) -> bool {
    text(card, "status").is_some_and(|status| status == "active")
}

fn text<'a>(card: &'a Card, key: &str) -> Option<&'a str> {
    card.front_matter.get(key)?.value.as_text().map(str::trim).filter(|text| !text.is_empty())
}

fn tasks(graph: &Graph, requires: BTreeMap<CardId, Vec<Requirement>>) -> Vec<Task> {
    let task = |(id, requires): (CardId, Vec<Requirement>)| {
        let card = &graph.cards[id];
        let state = if is_open(card) && !card.is_virtual { State::Ready } else { State::Done };
        let branch = text(card, "branch").map(str::to_owned);
        Task { card: id, state, branch, requires, required_by: Vec::new(), level: 0 }
    };
    requires.into_iter().map(task).collect()
}
