//! A goal and all below it, as rows in reading order.
//!
//! [`Work`] → [`Row`]s. What several tasks require is written out where it comes first, and only named after that: so
//! there are no more rows than requirements, and a circle ends. Must never recurse: chains are as long as authors like.

use super::{State, TaskId, Work};

/// One row of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What stands there.
    pub kind: RowKind,
    /// How many rows stand over it on the way to the goal, which has 0.
    pub depth: usize,
    /// Whether it is the last one below its parent.
    pub is_last: bool,
    /// Which of the parents of the first [`Row::RAILS`] levels are the last below theirs: bit 0 is the goal.
    pub last_above: u32,
}

impl Row {
    /// Levels whose rails are known.
    pub const RAILS: usize = 32;
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// A task; what it requires follows.
    Task(TaskId),
    /// A task that stands above already, with all that it requires.
    Again(TaskId),
    /// A name that leads to no one card.
    Missing(String),
}

/// What of a tree is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What is done is named, and what it required is not.
    Open,
    /// All.
    All,
}

impl Work {
    /// The tree of a goal: ready tasks first on each level, then the ones nearest to it, done ones last.
    #[must_use]
    pub fn tree(&self, goal: TaskId, extent: Extent) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut seen = vec![false; self.tasks.len()];
        let mut waiting = vec![Row { kind: RowKind::Task(goal), depth: 0, is_last: true, last_above: 0 }];
        while let Some(mut row) = waiting.pop() {
            if let RowKind::Task(task) = row.kind {
                if std::mem::replace(&mut seen[task], true) {
                    let has_more = !self.tasks[task].requires.is_empty();
                    let is_hidden = extent == Extent::Open && self.tasks[task].state == State::Done;
                    row.kind = if has_more && !is_hidden { RowKind::Again(task) } else { RowKind::Task(task) };
                } else {
                    waiting.extend(self.rows_below(&row, task, extent).into_iter().rev());
                }
            }
            rows.push(row);
        }
        rows
    }

    fn rows_below(&self, row: &Row, task: TaskId, extent: Extent) -> Vec<Row> {
        if extent == Extent::Open && self.tasks[task].state == State::Done {
            return Vec::new();
        }
        let mut below = self.below(task);
        below.sort_by_key(|task| self.rank(*task));
        let missing = self.tasks[task].requires.iter().filter(|requirement| requirement.target.card().is_none());
        let missing = missing.map(|requirement| RowKind::Missing(requirement.name.clone()));
        let kinds: Vec<RowKind> = missing.chain(below.into_iter().map(RowKind::Task)).collect();
        let bit = if row.depth < Row::RAILS { u32::from(row.is_last) << row.depth } else { 0 };
        let (count, last_above) = (kinds.len(), row.last_above | bit);
        let make = |(index, kind)| Row { kind, depth: row.depth + 1, is_last: index + 1 == count, last_above };
        kinds.into_iter().enumerate().map(make).collect()
    }
}
