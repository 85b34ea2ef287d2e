//! Findings that commands other than `check` tell on standard error.

use crate::check::{Context, Selection, check};
use crate::cli::session::{Failure, Session};
use crate::config::{Config, Located};
use crate::diag::Diagnostic;
use crate::discover::{History, Reading};
use crate::due::Queue;
use crate::graph::Graph;
use crate::pipeline::{self, Loaded};
use crate::report::{Format, Input, render};
use jiff::civil::Date;

/// Runs the rules of a selection on a day. What git cannot tell of reviews is told on standard error.
pub(super) fn find(
    session: &Session,
    (located, loaded): (&Located, &Loaded),
    selection: &Selection,
    today: Date,
) -> Vec<Diagnostic> {
    let (graph, config) = (&loaded.graph, &located.config);
    let queue = if selection.reads_queue() {
        pipeline::queue(config, graph, &history(config, graph), today)
    } else {
        Queue::empty(today)
    };
    for note in &queue.notes {
        session.tell(&format!("note: {note}"));
    }
    let (discovered, untracked) = (&loaded.diagnostics[..], &loaded.untracked[..]);
    check(&Context { graph, config, today, discovered, untracked, queue: &queue }, selection)
}

/// What git knows of the cards, where it is asked.
pub(super) fn history(config: &Config, graph: &Graph) -> History {
    let reading = config.features.history.then(|| Reading::start(&config.root));
    reading.map(|reading| reading.finish(graph.cards.iter().map(|card| &card.path))).unwrap_or_default()
}

/// Runs these rules, as far as the configuration has them on.
pub(super) fn of_rules(
    session: &Session,
    project: (&Located, &Loaded),
    rules: &[&str],
    today: Date,
) -> Result<Vec<Diagnostic>, Failure> {
    let selection = Selection::new(&project.0.config, &[], &[])?.only(rules);
    let mut found = find(session, project, &selection, today);
    found.retain(|finding| rules.contains(&finding.rule));
    Ok(found)
}

/// Tells findings on standard error; none is silence.
pub(super) fn tell(session: &Session, located: &Located, loaded: &Loaded, found: &[Diagnostic], format: Format) {
    if found.is_empty() {
        return;
    }
    let graph = &loaded.graph;
    session.tell(&render(
        format,
        &Input {
            diagnostics: found,
            texts: &|path| graph.text_at(path).or_else(|| located.config.text_at(path)),
            prefix: &session.prefix(&located.config.root),
            rules: &[],
            checked: None,
            color: false,
        },
    ));
}
