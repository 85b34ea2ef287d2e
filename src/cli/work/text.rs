//! The work graph for people: what can be done now, then each goal as a tree.

use super::{View, resume};
use crate::graph::work::{Extent, Row, RowKind, State, TaskId};
use crate::text::printable;

/// How many levels a tree is moved to the right at most; deeper rows tell their level.
const DEEPEST: usize = 12;

/// All trees of a view; `named` is the task that was asked for.
pub(super) fn write(view: &View<'_>, named: Option<TaskId>) -> String {
    let mut out = String::new();
    if view.checkout.is_some() {
        out.push_str(&resume::position(view, named));
    }
    if view.tops.is_empty() {
        if !view.work.is_open() {
            out.push_str("No card has `status: active`.\n");
        }
        return out;
    }
    let ready = view.ready();
    if !ready.is_empty() {
        out.push_str(&format!("{} ready:\n", ready.len()));
        let width = ready.iter().map(|task| view.path(*task).chars().count()).max().unwrap_or(0).min(60);
        for task in &ready {
            let (path, title) = (printable(view.path(*task)), printable(view.title(*task)));
            out.push_str(&format!("  {path:width$}  {title}\n"));
        }
        out.push('\n');
    }
    for top in &view.tops {
        out.push_str(&heading(view, *top));
        view.work.tree(*top, view.extent).iter().for_each(|row| out.push_str(&line(view, row)));
        if named == Some(*top) {
            out.push_str(&required_by(view, *top));
        }
        out.push('\n');
    }
    match ready.first() {
        Some(next) => out.push_str(&format!("Next: {}{}\n", printable(&view.prefix), printable(view.path(*next)))),
        None if view.tops.iter().all(|top| view.work.tasks[*top].state == State::Done) => {
            out.truncate(out.trim_end().len() + 1);
        }
        None => out.push_str("Nothing is ready: mend what is wrong above.\n"),
    }
    out
}

/// A goal in words, how much of it is done, and its branch.
fn heading(view: &View<'_>, top: TaskId) -> String {
    let reached = view.work.reached(&[top]);
    let done = reached.iter().filter(|task| view.work.tasks[**task].state == State::Done).count();
    let branch = match &view.work.tasks[top].branch {
        Some(branch) => format!(", branch {}", printable(branch)),
        None if view.work.goals.contains(&top) => ", no branch yet".to_owned(),
        None => String::new(),
    };
    format!("{}: {done} of {} done{branch}\n", printable(view.title(top)), reached.len())
}

fn line(view: &View<'_>, row: &Row) -> String {
    let words = match &row.kind {
        RowKind::Task(task) => format!("{} {}{}", mark(view, *task), printable(view.name(*task)), state(view, *task)),
        RowKind::Again(task) => format!("{} {}, as above", mark(view, *task), printable(view.name(*task))),
        RowKind::Missing(name) => format!("✗ {}, not there", printable(name)),
    };
    let mut out = String::new();
    for level in 1..row.depth.min(DEEPEST) {
        out.push_str(if row.last_above >> level & 1 == 1 { "   " } else { "│  " });
    }
    match row.depth {
        0 => {}
        depth if depth > DEEPEST => out.push_str(&format!("└─ (level {depth}) ")),
        _ => out.push_str(if row.is_last { "└─ " } else { "├─ " }),
    }
    out + &words + "\n"
}

fn mark(view: &View<'_>, task: TaskId) -> char {
    match view.work.tasks[task].state {
        State::Ready => '●',
        State::Blocked => '○',
        State::Done => '✓',
    }
}

fn state(view: &View<'_>, task: TaskId) -> String {
    match view.work.tasks[task].state {
        State::Ready => ", ready".to_owned(),
        State::Done => ", done".to_owned(),
        State::Blocked if view.work.cycles.iter().any(|group| group.binary_search(&task).is_ok()) => {
            ", waits for itself".to_owned()
        }
        State::Blocked => format!(", waits for {}", view.work.unmet(task)),
    }
}

/// What the task holds up.
fn required_by(view: &View<'_>, task: TaskId) -> String {
    let above = view.work.tasks[task].required_by.iter();
    let above = above.filter(|above| view.extent == Extent::All || view.work.tasks[**above].state != State::Done);
    let names: Vec<String> = above.map(|above| printable(view.name(*above)).into_owned()).collect();
    if names.is_empty() { String::new() } else { format!("Required by: {}\n", names.join(", ")) }
}
