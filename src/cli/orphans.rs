//! `quadrille orphans`: the cards that no other card links to.

use crate::cli::Exit;
use crate::cli::args::Where;
use crate::cli::session::{Failure, Session};

pub(super) fn run(session: &Session, args: &Where) -> Result<Exit, Failure> {
    let (_, loaded) = session.load(args)?;
    let paths = loaded.graph.orphans().into_iter().map(|id| format!("{}\n", loaded.graph.cards[id].path));
    session.print(&paths.collect::<String>())?;
    Ok(Exit::Clean)
}
