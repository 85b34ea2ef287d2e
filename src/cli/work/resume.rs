//! `quadrille work --resume`: where the work was left off.
//!
//! The branch that is checked out says which goal is meant: the goal whose `branch` it is, else the one whose name is
//! the last part of the branch.

use super::View;
use crate::discover::Checkout;
use crate::graph::Graph;
use crate::graph::work::{TaskId, Work};
use crate::text::printable;

/// The goals that the branch is about.
pub(super) fn goals_of(graph: &Graph, work: &Work, checkout: &Checkout) -> Vec<TaskId> {
    let Some(branch) = checkout.branch.as_deref() else { return Vec::new() };
    let goals = || work.goals.iter().copied();
    let by_branch: Vec<TaskId> = goals().filter(|goal| work.tasks[*goal].branch.as_deref() == Some(branch)).collect();
    if !by_branch.is_empty() {
        return by_branch;
    }
    let Some((_, last)) = branch.rsplit_once('/') else { return Vec::new() };
    goals().filter(|goal| graph.cards[work.tasks[*goal].card].path.stem() == last).collect()
}

/// What the repository tells, and whether it fits the goal that was asked for.
pub(super) fn position(view: &View<'_>, named: Option<TaskId>) -> String {
    let Some(checkout) = &view.checkout else { return String::new() };
    let mut out = match (&checkout.branch, &checkout.base) {
        (None, _) => "No branch is checked out.\n".to_owned(),
        (Some(branch), Some(base)) => {
            let count = counted(checkout.commit_count, "commit");
            format!("On {}, {count} ahead of {}.\n", printable(branch), printable(base))
        }
        (Some(branch), None) => format!("On {}.\n", printable(branch)),
    };
    for commit in &checkout.commits {
        out.push_str(&format!("  {}\n", printable(commit)));
    }
    if checkout.commits.len() < checkout.commit_count {
        out.push_str(&format!("  … {} more\n", checkout.commit_count - checkout.commits.len()));
    }
    if checkout.changed_files > 0 {
        out.push_str(&format!("{} with changes that are not committed.\n", counted(checkout.changed_files, "file")));
    }
    if checkout.stashes > 0 {
        out.push_str(&format!("{} stashed away: see `git stash list`.\n", counted(checkout.stashes, "change")));
    }
    if let Some(task) = named {
        out.push_str(&mismatch(view, checkout, task));
    } else if view.tops.is_empty() && view.work.is_open() {
        out.push_str(&choice(view));
    }
    if !view.tops.is_empty() {
        out.push('\n');
    }
    out
}

fn mismatch(view: &View<'_>, checkout: &Checkout, task: TaskId) -> String {
    match &view.work.tasks[task].branch {
        Some(branch) if checkout.branch.as_deref() != Some(branch) => {
            let branch = printable(branch);
            format!("This work belongs on another branch: `git switch {branch}`.\n")
        }
        None if view.work.goals.contains(&task) => {
            format!(
                "Work on it has not begun: {}{} names no `branch`.\n",
                printable(&view.prefix),
                printable(view.path(task))
            )
        }
        _ => String::new(),
    }
}

/// The goals to choose from, where the branch is about none.
fn choice(view: &View<'_>) -> String {
    let work = view.work;
    let width = work.goals.iter().map(|goal| view.name(*goal).chars().count()).max().unwrap_or(0).min(50);
    let mut out = "No open goal belongs to this branch. Open goals:\n".to_owned();
    for goal in &work.goals {
        let how = match &work.tasks[*goal].branch {
            Some(branch) => format!("git switch {}", printable(branch)),
            None => "not begun: no `branch`".to_owned(),
        };
        out.push_str(&format!("  {:width$}  {how}\n", printable(view.name(*goal))));
    }
    out.push_str("Show one with `quadrille work --resume CARD`.\n");
    out
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
