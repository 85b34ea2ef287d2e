//! `quadrille review next`: the card to read next, with what a reviewer wants to know of it.

use std::collections::BTreeSet;

use crate::cli::Exit;
use crate::cli::args::Next;
use crate::cli::review::columns::{Color, Look};
use crate::cli::review::list::words;
use crate::cli::review::queue::Project;
use crate::cli::session::{Failure, Session};
use crate::discover::{ObjectId, commits};
use crate::due::{Basis, Due, State};
use crate::report::counted;
use crate::review::checklist;
use crate::text::printable;

/// How many commits, and how many cards that link here, are listed.
const MOST: usize = 5;

pub(super) fn run(session: &Session, args: &Next) -> Result<Exit, Failure> {
    let project = Project::load(session, &args.place, args.today)?;
    let picked = project.picked(&args.filter)?;
    let Some(first) = picked.first() else {
        session.tell("There is no card to review.");
        return Ok(Exit::Clean);
    };
    let look = Look { width: session.width(), has_color: session.has_color() };
    let out = if args.path_only {
        format!("{}\n", file(&project, first))
    } else {
        project.tell_notes(session);
        described(&project, first, look)
    };
    session.print(&out)?;
    Ok(if project.has_faults { Exit::Findings } else { Exit::Clean })
}

fn file(project: &Project, due: &Due) -> String {
    project.located.config.root.join(project.card(due).path.as_str()).to_string_lossy().into_owned()
}

/// All that is told of one card.
pub(super) fn described(project: &Project, due: &Due, look: Look) -> String {
    let card = project.card(due);
    let mut out = look.paint(&format!("Next: {}", printable(&file(project, due))), Color::BOLD) + "\n";
    out.push_str(&look.field("title", &card.title.text));
    out.push_str(&look.field("quadrant", card.path.top_folder().unwrap_or("none")));
    if !due.owners.is_empty() {
        out.push_str(&look.field("owner", &due.owners.join(", ")));
    }
    out.push_str(&look.field("linked from", &linked_from(project, due)));
    out.push_str(&look.field("last reviewed", &last_review(due)));
    if due.last_reviewed.is_some() {
        out.push_str(&look.field("state", &state(project, due)));
    }
    if let Some(until) = due.due_on {
        out.push_str(&look.field("holds until", &format!("{until} ({})", due.interval)));
    }
    out.push_str(&changes(project, due, look));
    out.push_str("\nChecklist\n");
    for item in checklist(card, &project.located.config) {
        out.push_str(&look.item(&item));
    }
    let name = card.path.stem();
    let is_unique = project.loaded.graph.names.with_stem(name).len() == 1;
    let name = if is_unique { name } else { card.path.as_str() };
    out.push_str(&format!("\nThen: quadrille review mark {}\n", shell_word(name)));
    out
}

fn linked_from(project: &Project, due: &Due) -> String {
    let graph = &project.loaded.graph;
    let from: BTreeSet<usize> = graph.backlinks(due.card).iter().map(|backlink| backlink.from).collect();
    let names: Vec<&str> = from.iter().take(MOST).map(|id| graph.cards[*id].path.stem()).collect();
    let more = if from.len() > MOST { format!(", and {} more", from.len() - MOST) } else { String::new() };
    match from.len() {
        0 => "no other card".to_owned(),
        count => format!("{}: {}{more}", counted(count, "card"), names.join(", ")),
    }
}

fn last_review(due: &Due) -> String {
    let [date, age, _] = words(due);
    let by = due.reviewed_by.as_ref().map(|name| format!(" by {name}")).unwrap_or_default();
    if due.last_reviewed.is_some() { format!("{date}{by}, {age} ago") } else { date }
}

/// What is the case, and what says so.
fn state(project: &Project, due: &Due) -> String {
    let [_, _, state] = words(due);
    let also = if due.state != State::Overdue && due.is_overdue(project.queue.today) { " and overdue" } else { "" };
    let told = match due.basis {
        Basis::Seal => "told by its seal",
        Basis::Git => "told by git",
        Basis::Date => "told by its date alone",
    };
    format!("{state}{also}, {told}")
}

/// The commits since the last review.
fn changes(project: &Project, due: &Due, look: Look) -> String {
    let versions = project.history.cards.get(&project.card(due).path).map_or(&[][..], |changes| &changes.versions);
    if versions.is_empty() {
        return String::new();
    }
    let label = if due.last_reviewed.is_some() { "changed since" } else { "changed" };
    let ids: Vec<ObjectId> = versions.iter().take(due.commits.min(MOST)).map(|version| version.commit).collect();
    let mut out = String::new();
    for (number, commit) in commits(&project.located.config.root, &ids).iter().enumerate() {
        let label = if number == 0 { label } else { "" };
        out.push_str(&look.field(label, &format!("{} {} {}", commit.id, commit.day, commit.subject)));
    }
    if due.commits > MOST {
        out.push_str(&look.field("", &format!("and {} more", due.commits - MOST)));
    }
    if out.is_empty() { look.field(label, "in no commit") } else { out }
}

/// A word of a command line, in quotes where the shell would read it otherwise.
fn shell_word(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let word = printable(word);
    if word.chars().all(is_plain) { word.into_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
