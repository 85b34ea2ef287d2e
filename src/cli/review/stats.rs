//! `quadrille review stats`: how many cards wait, by quadrant, tag and owner, and how many were reviewed in which month.

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::args::{ListFormat, Stats};
use crate::cli::review::columns::{Align, Cell, Color, Look};
use crate::cli::review::objects;
use crate::cli::review::queue::Project;
use crate::cli::session::{Failure, Session};
use crate::discover::Blobs;
use crate::due::State;
use crate::review::stats::{Count, Group, groups, reviews_by_month};

/// The widest bar, in characters.
const WIDEST: usize = 40;

pub(super) fn run(session: &Session, args: &Stats) -> Result<Exit, Failure> {
    let project = Project::load(session, &args.place, args.today)?;
    let picked = project.picked(&args.filter)?;
    let graph = &project.loaded.graph;
    let groups = groups(graph, project.queue.today, &picked);
    let past = Blobs::new(&project.located.config.root);
    let months = reviews_by_month(
        (graph, &project.history, &past),
        &project.located.config.review.keys,
        project.queue.today,
        &picked,
    );
    let look = Look { width: session.width(), has_color: session.has_color() };
    let out = match args.format {
        ListFormat::Table => people(&groups, &months, look),
        ListFormat::Json => {
            let months: Vec<Value> =
                months.iter().map(|(month, count)| json!({ "month": month, "reviews": count })).collect();
            let object = json!({
                "today": project.queue.today.to_string(),
                "groups": groups.iter().map(object).collect::<Vec<_>>(),
                "months": months,
            });
            objects::pretty(&object)
        }
    };
    project.tell_notes(session);
    session.print(&out)?;
    Ok(if project.has_faults { Exit::Findings } else { Exit::Clean })
}

fn object(group: &Group) -> Value {
    let Count { cards, never, edited, overdue, due_soon, median_age_days } = group.count;
    json!({
        "by": group.kind.name(), "name": group.name, "cards": cards, "never": never, "edited": edited,
        "overdue": overdue, "due_soon": due_soon, "median_age_days": median_age_days,
    })
}

fn people(groups: &[Group], months: &[(String, usize)], look: Look) -> String {
    let head = [
        ("by", Align::Left),
        ("name", Align::Cut),
        ("cards", Align::Right),
        ("never", Align::Right),
        ("edited", Align::Right),
        ("overdue", Align::Right),
        ("due soon", Align::Right),
        ("median age", Align::Right),
    ];
    let number = |count: usize, state: State| {
        Cell::new(count.to_string(), if count > 0 { Color::of(state) } else { Color::DIM })
    };
    let rows: Vec<Vec<Cell>> = groups
        .iter()
        .map(|group| {
            let count = &group.count;
            vec![
                Cell::new(group.kind.name(), Color::DIM),
                Cell::plain(&group.name),
                Cell::plain(count.cards.to_string()),
                number(count.never, State::Never),
                number(count.edited, State::Edited),
                number(count.overdue, State::Overdue),
                number(count.due_soon, State::DueSoon),
                Cell::plain(count.median_age_days.map_or_else(|| "–".to_owned(), |days| format!("{days} d"))),
            ]
        })
        .collect();
    let most = months.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let mut out = look.table(&head, &rows);
    out.push_str(&format!("\n{}\n", look.paint("Reviews by month", Color::BOLD)));
    for (month, count) in months {
        let bar = "█".repeat((count * WIDEST).div_ceil(most));
        let line = format!("  {month}  {count:>5}  {}", look.paint(&bar, Color::of(State::Fresh)));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
