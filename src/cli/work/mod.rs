//! `quadrille work`: the cards that are worked on, what each waits for, and what can be done now.

mod json;
mod resume;
mod text;

use crate::cli::args::{ListFormat, Work as Args};
use crate::cli::session::{Failure, Session, find_card};
use crate::cli::{Exit, findings};
use crate::diag::Severity;
use crate::discover::{Checkout, checkout};
use crate::graph::Graph;
use crate::graph::work::{Extent, State, TaskId, Work};
use crate::report::Format;

/// What keeps tasks from being done, ever.
const RULES: [&str; 5] =
    ["bad-front-matter", "dangling-requirement", "duplicate-key", "requirement-cycle", "unclosed-front-matter"];

/// What is told.
struct View<'a> {
    graph: &'a Graph,
    work: &'a Work,
    /// The tasks whose trees are told.
    tops: Vec<TaskId>,
    extent: Extent,
    /// How paths of cards are written.
    prefix: String,
    /// Where the working copy stands, where it was asked for.
    checkout: Option<Checkout>,
}

pub(super) fn run(session: &Session, args: &Args) -> Result<Exit, Failure> {
    let mut args = args.clone();
    if args.place.dir.is_none()
        && let Some(dir) = args.card.as_ref().map(|card| session.cwd.join(card)).filter(|dir| dir.is_dir())
    {
        // A folder alone is the project, as it is for every other command.
        (args.card, args.place.dir) = (None, Some(dir));
    }
    let (located, loaded) = session.load(&args.place)?;
    let graph = &*loaded.graph;
    let work = Work::new(graph, &located.config);
    let named = args.card.as_deref().map(|name| find_card(&loaded, name)).transpose()?;
    let named = named.map(|card| {
        let unknown = || {
            format!(
                "`{}` is not worked on: it neither has `status: active`, nor requires or is required",
                graph.cards[card].path
            )
        };
        work.task_of(card).ok_or_else(unknown)
    });
    let named = named.transpose()?;
    let checkout = if args.resume { Some(checkout(&located.config.root).unwrap_or_default()) } else { None };
    let mut tops = match (named, &checkout) {
        (Some(task), _) => vec![task],
        (None, Some(checkout)) => resume::goals_of(graph, &work, checkout),
        (None, None) => work.goals.clone(),
    };
    if args.all && named.is_none() && checkout.is_none() {
        tops.extend(work.finished());
    }
    let extent = if args.all { Extent::All } else { Extent::Open };
    let prefix = session.prefix(&located.config.root);
    let view = View { graph, work: &work, tops, extent, prefix, checkout };
    let out = match args.format {
        ListFormat::Json => json::write(&view),
        ListFormat::Table => text::write(&view, named),
    };
    let today = session.today(None);
    let found = findings::of_rules(session, (&located, &loaded), &RULES, today)?;
    findings::tell(session, &located, &loaded, &found, Format::Concise);
    session.print(&out)?;
    let is_wrong = found.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if is_wrong { Exit::Findings } else { Exit::Clean })
}

impl View<'_> {
    /// The name of a task's card: its stem, or its path where other cards have the same.
    fn name(&self, task: TaskId) -> &str {
        let path = &self.graph.cards[self.work.tasks[task].card].path;
        match self.graph.names.with_stem(path.stem()) {
            [_] => path.stem(),
            _ => path.without_extension(),
        }
    }

    fn path(&self, task: TaskId) -> &str {
        self.graph.cards[self.work.tasks[task].card].path.as_str()
    }

    fn title(&self, task: TaskId) -> &str {
        &self.graph.cards[self.work.tasks[task].card].title.text
    }

    /// The tasks that are told, in the order in which they can be done.
    fn ordered(&self) -> Vec<TaskId> {
        let reached = self.work.reached(&self.tops);
        self.work.order.iter().copied().filter(|task| reached.binary_search(task).is_ok()).collect()
    }

    /// Those that can be done now.
    fn ready(&self) -> Vec<TaskId> {
        self.ordered().into_iter().filter(|task| self.work.tasks[*task].state == State::Ready).collect()
    }
}
