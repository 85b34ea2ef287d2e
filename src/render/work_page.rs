//! `work/`: the page with the cards that are worked on, what each waits for, and what can be done now.
//!
//! [`Work`] → HTML. There is such a page only where a card has `status: active`. Must never nest deeper than
//! [`DEEPEST`] lists: chains are as long as authors like.

use minijinja::context;
use minijinja::value::Value;

use crate::graph::work::{Extent, RowKind, State, TaskId, Work};
use crate::render::Plan;
use crate::render::escape;
use crate::render::nav::Here;
use crate::render::page::{Frame, around, canonical, href};
use crate::render::templates::TemplateError;

/// The URL of the page.
pub(crate) const URL: &str = "work/";
/// How deep lists stand in lists; what is deeper stands on the same level and says so.
const DEEPEST: usize = 12;

/// Renders the page.
pub(crate) fn page(plan: &Plan, page_url: &str) -> Result<String, TemplateError> {
    let frame = Frame::new(page_url, Here::Elsewhere);
    let work = &plan.work;
    let head = context! { title => "Work", kind => "work", canonical => canonical(plan, page_url), url => page_url };
    let ready: Vec<Value> = work
        .order
        .iter()
        .filter(|task| work.tasks[**task].state == State::Ready)
        .map(|task| {
            let card = work.tasks[*task].card;
            let url = href(&frame, plan.graph.pages.url(card));
            context! { title => plan.graph.cards[card].title.text.as_str(), url }
        })
        .collect();
    let goals: Vec<Value> = work.goals.iter().map(|goal| describe(plan, &frame, *goal)).collect();
    let open = work.tasks.iter().filter(|task| task.state != State::Done).count();
    plan.templates.render("work.html", context! { page => head, ready, goals, open, ..around(plan, &frame) })
}

fn describe(plan: &Plan, frame: &Frame<'_>, goal: TaskId) -> Value {
    let work = &plan.work;
    let reached = work.reached(&[goal]);
    let done = reached.iter().filter(|task| work.tasks[**task].state == State::Done).count();
    let card = work.tasks[goal].card;
    context! {
        title => plan.graph.cards[card].title.text.as_str(),
        url => href(frame, plan.graph.pages.url(card)),
        branch => work.tasks[goal].branch.as_deref(),
        done,
        total => reached.len(),
        tree => Value::from_safe_string(tree(plan, frame, work, goal)),
    }
}

/// Lists in lists, without the goal itself; empty where it requires nothing.
fn tree(plan: &Plan, frame: &Frame<'_>, work: &Work, goal: TaskId) -> String {
    let (mut out, mut open) = (String::new(), 0);
    for row in work.tree(goal, Extent::All).iter().skip(1) {
        let depth = row.depth.min(DEEPEST);
        if depth > open {
            out.push_str(if open == 0 { "<ul class=\"work-tree\">" } else { "<ul>" });
            open += 1;
        } else {
            out.push_str("</li>");
            while open > depth {
                out.push_str("</ul></li>");
                open -= 1;
            }
        }
        out.push_str("\n<li>");
        if row.depth > DEEPEST {
            out.push_str(&format!("<span class=\"count\">level {}</span> ", row.depth));
        }
        entry(&mut out, (plan, frame), work, &row.kind);
    }
    for _ in 0..open {
        out.push_str("</li></ul>");
    }
    out
}

fn entry(out: &mut String, (plan, frame): (&Plan, &Frame<'_>), work: &Work, kind: &RowKind) {
    let (task, is_again) = match kind {
        RowKind::Task(task) => (*task, false),
        RowKind::Again(task) => (*task, true),
        RowKind::Missing(name) => {
            escape::text(out, name);
            out.push_str(" <span class=\"badge work-state missing\">not there</span>");
            return;
        }
    };
    let card = work.tasks[task].card;
    out.push_str("<a href=\"");
    escape::address(out, &href(frame, plan.graph.pages.url(card)));
    out.push_str("\">");
    escape::text(out, &plan.graph.cards[card].title.text);
    out.push_str("</a> ");
    let state = work.tasks[task].state;
    let words = match state {
        State::Blocked if work.cycles.iter().any(|group| group.binary_search(&task).is_ok()) => {
            "waits for itself".to_owned()
        }
        State::Blocked => format!("waits for {}", work.unmet(task)),
        _ => state.name().to_owned(),
    };
    out.push_str(&format!("<span class=\"badge work-state {}\">{words}</span>", state.name()));
    if is_again {
        out.push_str(" <span class=\"count\">as above</span>");
    }
}
