//! `quadrille review`: the queue, the card to read next, marks, numbers.
//!
//! `queue` loads the project with its queue and picks cards; each subcommand has a file; `columns` and `objects` say how
//! cards are written.

mod columns;
mod list;
mod mark;
mod next;
mod objects;
mod queue;
mod stale;
mod stats;

use crate::cli::Exit;
use crate::cli::args::{Review, ReviewCommand};
use crate::cli::session::{Failure, Session};

pub(super) fn run(session: &Session, args: &Review) -> Result<Exit, Failure> {
    match &args.command {
        None => list::run(session, &args.list),
        Some(ReviewCommand::Next(args)) => next::run(session, args),
        Some(ReviewCommand::Mark(args)) => mark::run(session, args),
        Some(ReviewCommand::Stats(args)) => stats::run(session, args),
        Some(ReviewCommand::Stale(args)) => stale::run(session, args),
    }
}
