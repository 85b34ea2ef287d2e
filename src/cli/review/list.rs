//! `quadrille review`: the queue, what it comes to, and the card to read next.

use crate::cli::Exit;
use crate::cli::args::{List, QueueFormat};
use crate::cli::review::columns::{Align, Cell, Color, Look};
use crate::cli::review::queue::Project;
use crate::cli::review::{next, objects};
use crate::cli::session::{Failure, Session};
use crate::due::{Basis, Due, State};
use crate::report::counted;

pub(super) fn run(session: &Session, args: &List) -> Result<Exit, Failure> {
    let project = Project::load(session, &args.place, args.today)?;
    let picked = project.picked(&args.filter)?;
    let most = if args.limit == 0 { usize::MAX } else { args.limit };
    let shown = &picked[..picked.len().min(most)];
    let data = || shown.iter().map(|due| objects::object(&project, due)).collect::<Vec<_>>();
    let look = Look { width: session.width(), has_color: session.has_color() };
    let out = match args.format {
        QueueFormat::Json => objects::array(&data()),
        QueueFormat::Ndjson => objects::lines(&data()),
        QueueFormat::Markdown => markdown(&project, shown),
        QueueFormat::Table => people(&project, (&picked, shown), look),
    };
    project.tell_notes(session);
    session.print(&out)?;
    let is_overdue = args.fail_if_overdue && picked.iter().any(|due| due.is_overdue(project.queue.today));
    let exit = if project.has_faults || is_overdue { Exit::Findings } else { Exit::Clean };
    // The process ends here: taking the cards apart one by one would only cost time.
    std::mem::forget(project);
    Ok(exit)
}

fn people(project: &Project, (picked, shown): (&[&Due], &[&Due]), look: Look) -> String {
    let Some(first) = picked.first() else {
        return if project.queue.dues.is_empty() {
            "There are no cards.\n"
        } else {
            "No card matches all that was asked for.\n"
        }
        .to_owned();
    };
    let head = [
        ("#", Align::Right),
        ("card", Align::Cut),
        ("last reviewed", Align::Left),
        ("age", Align::Right),
        ("state", Align::Left),
    ];
    let rows: Vec<Vec<Cell>> = shown
        .iter()
        .enumerate()
        .map(|(index, due)| {
            let color = if due.is_overdue(project.queue.today) { State::Overdue } else { due.state };
            let [date, age, state] = words(due);
            vec![
                Cell::new((index + 1).to_string(), Color::DIM),
                Cell::plain(project.card(due).path.as_str()),
                Cell::new(date, Color::of(color)),
                Cell::new(age, Color::of(color)),
                Cell::new(state, Color::of(due.state)),
            ]
        })
        .collect();
    let sums = summary(project, picked);
    let rest = match picked.len() - shown.len() {
        0 => String::new(),
        rest => look.paint(&format!("  … and {rest} more (--limit 0 shows all)"), Color::DIM) + "\n",
    };
    format!("{}{rest}\n{sums}\n{}", look.table(&head, &rows), next::described(project, first, look))
}

/// Day, age and state of an entry, for people.
pub(super) fn words(due: &Due) -> [String; 3] {
    let date = due.last_reviewed.map_or_else(|| "never".to_owned(), |date| date.to_string());
    let age = due.age_days.map_or_else(|| "–".to_owned(), |days| format!("{days} d"));
    let state = match (due.state, due.edited.and_then(|edited| edited.changed_lines)) {
        (State::Never, _) => "never reviewed".to_owned(),
        (State::Edited, Some(lines)) => format!("edited, {}", counted(lines, "line")),
        (State::DueSoon, _) => "due soon".to_owned(),
        (state, _) => state.name().to_owned(),
    };
    [date, age, state]
}

fn summary(project: &Project, picked: &[&Due]) -> String {
    let count = |is: &dyn Fn(&Due) -> bool| picked.iter().filter(|due| is(due)).count();
    let mut out = format!(
        "{}: {} never reviewed, {} overdue, {} edited since",
        counted(picked.len(), "card"),
        count(&|due| due.state == State::Never),
        count(&|due| due.is_overdue(project.queue.today)),
        count(&|due| due.edited.is_some()),
    );
    let of_basis = |basis| count(&|due| due.last_reviewed.is_some() && due.basis == basis);
    let by =
        |basis, name| Some(of_basis(basis)).filter(|count| *count > 0).map(|count| format!("by {name} for {count}"));
    let told: Vec<String> = [by(Basis::Seal, "a seal"), by(Basis::Git, "git")].into_iter().flatten().collect();
    match (told.is_empty(), of_basis(Basis::Date)) {
        (true, 0) => {}
        (true, _) => out.push_str("\nWhat was edited since is not known: there are neither seals nor a history of git"),
        (false, 0) => out.push_str(&format!("\nEdits are told {}", told.join(", "))),
        (false, unknown) => out.push_str(&format!("\nEdits are told {}; not known for {unknown}", told.join(", "))),
    }
    out + "\n"
}

fn markdown(project: &Project, shown: &[&Due]) -> String {
    let row = |due: &&Due| {
        let [date, age, state] = words(due);
        vec![project.card(due).path.to_string(), date, age, state, due.owners.join(", ")]
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    objects::markdown(&["card", "last reviewed", "age", "state", "owner"], &rows)
}
