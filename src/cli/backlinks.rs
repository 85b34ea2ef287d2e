//! `quadrille backlinks CARD`: the links into a card.

use crate::cli::Exit;
use crate::cli::args::Backlinks;
use crate::cli::session::{Failure, Session, find_card};
use crate::text::{LineMap, printable};

pub(super) fn run(session: &Session, args: &Backlinks) -> Result<Exit, Failure> {
    let (_, loaded) = session.load(&args.place)?;
    let id = find_card(&loaded, &args.card)?;
    let mut out = String::new();
    for backlink in loaded.graph.backlinks(id) {
        let card = &loaded.graph.cards[backlink.from];
        let span = card.links[backlink.link].span;
        let at = LineMap::new(&card.text).line_col(&card.text, span.start);
        out.push_str(&format!("{}:{}:{}: {}\n", card.path, at.line, at.col, printable(span.of(&card.text))));
    }
    session.print(&out)?;
    Ok(Exit::Clean)
}
