//! `quadrille review`: the cards to review, the one to read first at the end.

use comfy_table::{Table, presets};
use serde_json::json;

use crate::cli::args::{ListFormat, Review};
use crate::cli::session::{Failure, Session};
use crate::cli::{Exit, findings};
use crate::diag::Severity;
use crate::due::Due;
use crate::graph::Graph;
use crate::pipeline;
use crate::report::Format;

pub(super) fn run(session: &Session, args: &Review) -> Result<Exit, Failure> {
    let (located, loaded) = session.load(&args.place)?;
    let today = session.today(args.today);
    let history = findings::history(&located.config, &loaded.graph);
    let due = pipeline::queue(&located.config, &loaded.graph, &history, today).dues;
    let shown = &due[..due.len().min(args.limit)];
    let out = match args.format {
        ListFormat::Json => {
            let objects: Vec<_> = shown.iter().map(|due| as_json(&loaded.graph, due)).collect();
            format!("{:#}\n", json!(objects))
        }
        ListFormat::Table => {
            let never = due.iter().filter(|due| due.last_reviewed.is_none()).count();
            let mut out = format!("{}\n{} cards, {never} never reviewed\n", table(&loaded.graph, shown), due.len());
            if let Some(first) = due.first() {
                let path = &loaded.graph.cards[first.card].path;
                out.push_str(&format!("Next: {}{path}\n", session.prefix(&located.config.root)));
            }
            out
        }
    };
    let found = findings::of_rules(session, (&located, &loaded), &RULES, today)?;
    findings::tell(session, &located, &loaded, &found, Format::Concise);
    session.print(&out)?;
    let unreadable = found.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if unreadable { Exit::Findings } else { Exit::Clean })
}

/// What keeps the queue from knowing a date.
const RULES: [&str; 5] = ["bad-date", "bad-front-matter", "duplicate-key", "future-date", "unclosed-front-matter"];

fn as_json(graph: &Graph, due: &Due) -> serde_json::Value {
    let card = &graph.cards[due.card];
    json!({
        "path": card.path.as_str(),
        "title": card.title.text,
        "last_reviewed": due.last_reviewed.map(|date| date.to_string()),
        "age_days": due.age_days,
    })
}

fn table(graph: &Graph, shown: &[Due]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(["#", "card", "last reviewed", "days"]);
    for (number, due) in shown.iter().enumerate() {
        table.add_row([
            (number + 1).to_string(),
            graph.cards[due.card].path.to_string(),
            due.last_reviewed.map_or_else(|| "never".to_owned(), |date| date.to_string()),
            due.age_days.map_or_else(String::new, |days| days.to_string()),
        ]);
    }
    table
}
