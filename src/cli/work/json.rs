//! The work graph as JSON.

use serde_json::{Value, json};

use super::View;
use crate::graph::work::{State, Target, TaskId};

/// Goals, and all cards below them in the order in which they can be done.
pub(super) fn write(view: &View<'_>) -> String {
    let work = view.work;
    let goal = |task: &TaskId| {
        let reached = work.reached(&[*task]);
        let ready = reached.iter().filter(|task| work.tasks[**task].state == State::Ready);
        let done = reached.iter().filter(|task| work.tasks[**task].state == State::Done).count();
        json!({
            "path": view.path(*task),
            "branch": work.tasks[*task].branch,
            "done": done,
            "total": reached.len(),
            "ready": ready.map(|task| view.path(*task)).collect::<Vec<_>>(),
        })
    };
    let cards: Vec<Value> = view.ordered().into_iter().map(|task| card(view, task)).collect();
    let cycles: Vec<Vec<&str>> =
        work.cycles.iter().map(|group| group.iter().map(|task| view.path(*task)).collect()).collect();
    let mut out = json!({
        "goals": view.tops.iter().map(goal).collect::<Vec<_>>(),
        "cards": cards,
        "cycles": cycles,
        "next": view.ready().first().map(|task| view.path(*task)),
    });
    if let Some(checkout) = &view.checkout {
        out["checkout"] = json!({
            "branch": checkout.branch,
            "base": checkout.base,
            "commits": checkout.commits,
            "commit_count": checkout.commit_count,
            "changed_files": checkout.changed_files,
            "stashes": checkout.stashes,
        });
    }
    format!("{out:#}\n")
}

fn card(view: &View<'_>, task: TaskId) -> Value {
    let work = view.work;
    let found = &work.tasks[task];
    let requires: Vec<Value> = found
        .requires
        .iter()
        .map(|requirement| {
            let (path, state) = match &requirement.target {
                Target::Card(card) => work
                    .task_of(*card)
                    .map_or((None, "missing"), |task| (Some(view.path(task)), work.tasks[task].state.name())),
                Target::Ambiguous(_) => (None, "ambiguous"),
                Target::Missing => (None, "missing"),
            };
            json!({ "name": requirement.name, "path": path, "state": state })
        })
        .collect();
    json!({
        "path": view.path(task),
        "title": view.title(task),
        "state": found.state.name(),
        "level": found.level,
        "branch": found.branch,
        "requires": requires,
        "required_by": found.required_by.iter().map(|task| view.path(*task)).collect::<Vec<_>>(),
    })
}
