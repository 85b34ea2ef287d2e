//! A project with its review queue, and the cards of it that were asked for.

use jiff::civil::Date;

use crate::cli::args::{Filter, Where};
use crate::cli::findings;
use crate::cli::session::{Failure, Session};
use crate::config::{Globs, Located};
use crate::diag::Severity;
use crate::discover::{FileSet, History, Reading};
use crate::due::{Due, Queue, State};
use crate::parse::card::Card;
use crate::pipeline::{self, Loaded};
use crate::report::Format;

/// What keeps the queue from knowing a date.
const RULES: [&str; 5] = ["bad-date", "bad-front-matter", "duplicate-key", "future-date", "unclosed-front-matter"];

/// A project with its queue.
pub(super) struct Project {
    pub(super) located: Located,
    pub(super) loaded: Loaded,
    pub(super) history: History,
    pub(super) queue: Queue,
    /// Whether the date of a card cannot be read.
    pub(super) has_faults: bool,
}

impl Project {
    /// Loads a project. What keeps the queue from being right is told on standard error.
    pub(super) fn load(session: &Session, place: &Where, today: Option<Date>) -> Result<Self, Failure> {
        let located = Session::locate(&session.request(place))?;
        let config = &located.config;
        // Git reads while we do.
        let reading = config.features.history.then(|| Reading::start(&config.root));
        let loaded = pipeline::load(config, &FileSet::Disk)?;
        let cards = loaded.graph.cards.iter().map(|card| &card.path);
        let history = reading.map_or_else(
            || History { gap: Some("`history = false` stands under `[features]`".to_owned()), ..History::default() },
            |reading| reading.finish(cards),
        );
        let today = session.today(today);
        let queue = pipeline::queue(config, &loaded.graph, &history, today);
        let found = findings::of_rules(session, (&located, &loaded), &RULES, today)?;
        findings::tell(session, &located, &loaded, &found, Format::Concise);
        let has_faults = found.iter().any(|finding| finding.severity == Severity::Error);
        Ok(Self { located, loaded, history, queue, has_faults })
    }

    /// The entries that a filter lets pass, in the order of the queue.
    pub(super) fn picked(&self, filter: &Filter) -> Result<Vec<&Due>, Failure> {
        let globs = Globs::new(&filter.path).map_err(|reason| Failure::Message(format!("bad glob: {reason}")))?;
        let passes = |due: &&Due| {
            let card = self.card(due);
            let is_any = |wanted: &[String], has: &dyn Fn(&str) -> bool| {
                wanted.is_empty() || wanted.iter().any(|wanted| has(wanted.trim()))
            };
            let is_in_state =
                |state: &State| *state == due.state || *state == State::Overdue && due.is_overdue(self.queue.today);
            self.located.wants(&card.path)
                && is_any(&filter.quadrant, &|wanted| card.path.top_folder() == Some(wanted))
                && is_any(&filter.tag, &|wanted| card.tags.iter().any(|tag| tag.name == wanted.trim_start_matches('#')))
                && is_any(&filter.owner, &|wanted| due.owners.iter().any(|owner| is_owner(owner, wanted)))
                && (filter.state.is_empty() || filter.state.iter().any(is_in_state))
                && (filter.path.is_empty() || globs.is_match(card.path.as_str()))
        };
        Ok(self.queue.dues.iter().filter(passes).collect())
    }

    /// The card of an entry.
    pub(super) fn card(&self, due: &Due) -> &Card {
        &self.loaded.graph.cards[due.card]
    }

    /// Tells on standard error what the queue does not know.
    pub(super) fn tell_notes(&self, session: &Session) {
        for note in &self.queue.notes {
            session.tell(&format!("note: {note}"));
        }
    }
}

/// `@team`, `team` and `Team` are one.
fn is_owner(owner: &str, wanted: &str) -> bool {
    owner.trim_start_matches('@').to_lowercase() == wanted.trim_start_matches('@').to_lowercase()
}
