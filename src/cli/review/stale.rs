//! `quadrille review stale`: the cards that were not changed for long, by git.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::Exit;
use crate::cli::args::{QueueFormat, Stale};
use crate::cli::review::columns::{Align, Cell, Color, Look};
use crate::cli::review::objects;
use crate::cli::review::queue::Project;
use crate::cli::session::{Failure, Session};
use crate::due::State;
use crate::report::counted;

/// A card, the day of its last commit, and how many days ago that was.
type Row<'a> = (&'a str, Date, i32);

pub(super) fn run(session: &Session, args: &Stale) -> Result<Exit, Failure> {
    let project = Project::load(session, &args.place, args.today)?;
    let picked = project.picked(&args.filter)?;
    let changed = |card| {
        let time = project.history.cards.get(card)?.modified;
        let day = time.to_zoned(TimeZone::UTC).date();
        Some((day, day.until(project.queue.today).map_or(0, |span| span.get_days())))
    };
    let all: Vec<(&str, Option<(Date, i32)>)> =
        picked.iter().map(|due| &project.card(due).path).map(|path| (path.as_str(), changed(path))).collect();
    let known = all.iter().filter_map(|(path, changed)| changed.map(|(day, days)| (*path, day, days)));
    let mut stale: Vec<Row<'_>> = known.filter(|(_, _, days)| i64::from(*days) > i64::from(args.threshold)).collect();
    stale.sort_by_key(|(path, day, _)| (*day, *path));
    let unknown = all.iter().filter(|(_, changed)| changed.is_none()).count();
    let shown = &stale[..if args.limit == 0 { stale.len() } else { stale.len().min(args.limit) }];
    let data = || {
        let object =
            |(path, day, days): &Row<'_>| json!({ "path": path, "last_changed": day.to_string(), "age_days": days });
        shown.iter().map(object).collect::<Vec<_>>()
    };
    let cells = |(path, day, days): &Row<'_>| vec![(*path).to_owned(), day.to_string(), format!("{days} d")];
    let out = match args.format {
        QueueFormat::Json => objects::array(&data()),
        QueueFormat::Ndjson => objects::lines(&data()),
        QueueFormat::Markdown => {
            objects::markdown(&["card", "last changed", "age"], &shown.iter().map(cells).collect::<Vec<_>>())
        }
        QueueFormat::Table => {
            let look = Look { width: session.width(), has_color: session.has_color() };
            let head = [("card", Align::Cut), ("last changed", Align::Left), ("age", Align::Right)];
            let row = |row: &Row<'_>| {
                let [path, day, age] = <[String; 3]>::try_from(cells(row)).unwrap_or_default();
                vec![Cell::plain(path), Cell::plain(day), Cell::new(age, Color::of(State::Overdue))]
            };
            let rows: Vec<Vec<Cell>> = shown.iter().map(row).collect();
            let table = if rows.is_empty() { String::new() } else { look.table(&head, &rows) + "\n" };
            let days = counted(args.threshold as usize, "day");
            format!("{table}{} of {} not changed for more than {days}\n", stale.len(), counted(all.len(), "card"))
        }
    };
    if unknown > 0 {
        let why = project.history.gap.as_ref().map(|gap| format!(", because {gap}")).unwrap_or_default();
        session.tell(&format!("note: git does not know when {} changed{why}", counted(unknown, "card")));
    }
    session.print(&out)?;
    Ok(Exit::Clean)
}
