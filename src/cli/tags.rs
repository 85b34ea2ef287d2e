//! `quadrille tags`: the tags and the cards that carry them.

use std::collections::BTreeMap;

use serde_json::json;

use crate::cli::Exit;
use crate::cli::args::{ListFormat, Tags};
use crate::cli::session::{Failure, Session};
use crate::text::printable;

pub(super) fn run(session: &Session, args: &Tags) -> Result<Exit, Failure> {
    let (_, loaded) = session.load(&args.place)?;
    let mut cards_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for card in loaded.graph.cards.iter().filter(|card| !card.is_virtual) {
        for tag in &card.tags {
            cards_of.entry(&tag.name).or_default().push(card.path.as_str());
        }
    }
    let mut tags: Vec<(&str, Vec<&str>)> = cards_of.into_iter().collect();
    tags.sort_by_key(|(name, cards)| (std::cmp::Reverse(cards.len()), *name));
    let out = match args.format {
        ListFormat::Table => {
            let lines: Vec<String> =
                tags.iter().map(|(name, cards)| format!("{:>5}  {}\n", cards.len(), printable(name))).collect();
            lines.concat()
        }
        ListFormat::Json => {
            let objects: Vec<_> =
                tags.iter().map(|(name, cards)| json!({ "tag": name, "count": cards.len(), "cards": cards })).collect();
            format!("{:#}\n", json!(objects))
        }
    };
    session.print(&out)?;
    Ok(Exit::Clean)
}
