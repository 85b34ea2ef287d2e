//! The queue as data: one object for each card.
//!
//! Must never change the name or the meaning of a key: scripts read them.

use serde_json::{Value, json};

use crate::cli::review::queue::Project;
use crate::due::{Basis, Due};
use crate::report::escaped;

/// What is said of one card.
pub(super) fn object(project: &Project, due: &Due) -> Value {
    let card = project.card(due);
    json!({
        "path": card.path.as_str(),
        "title": card.title.text,
        "quadrant": card.path.top_folder(),
        "tags": card.tags.iter().map(|tag| &tag.name).collect::<Vec<_>>(),
        "owners": due.owners,
        "last_reviewed": due.last_reviewed.map(|date| date.to_string()),
        "reviewed_by": due.reviewed_by,
        "age_days": due.age_days,
        "state": due.state.name(),
        "interval": due.interval.to_string(),
        "due_on": due.due_on.map(|date| date.to_string()),
        "overdue": due.is_overdue(project.queue.today),
        // Nobody knows where there is only a date.
        "edited": (due.basis != Basis::Date).then_some(due.edited.is_some()),
        "changed_lines": due.edited.and_then(|edited| edited.changed_lines),
        "edited_on": due.edited.and_then(|edited| edited.on).map(|date| date.to_string()),
        "commits_since": due.commits,
        "basis": due.basis.name(),
        "backlinks": project.loaded.graph.backlinks(due.card).len(),
    })
}

/// One array.
pub(super) fn array(objects: &[Value]) -> String {
    pretty(&json!(objects))
}

/// A value with indentation.
pub(super) fn pretty(value: &Value) -> String {
    let text = format!("{value:#}\n");
    text.split_inclusive('\n').map(|line| escaped(line.trim_end_matches('\n')).into_owned() + "\n").collect()
}

/// One object on each line.
pub(super) fn lines(objects: &[Value]) -> String {
    objects.iter().map(|object| escaped(&object.to_string()).into_owned() + "\n").collect()
}

/// A table of Markdown.
pub(super) fn markdown(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(head.iter().map(|name| (*name).to_owned()).collect());
    out.push_str(&line(head.iter().map(|_| "---".to_owned()).collect()));
    let cell = |text: &String| crate::text::printable(text).replace('\\', "\\\\").replace('|', "\\|");
    for row in rows {
        out.push_str(&line(row.iter().map(cell).collect()));
    }
    out
}
