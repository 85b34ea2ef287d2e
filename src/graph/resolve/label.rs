//! Labels of diagrams: words that are a link only where they are, as a whole, the title, an alias or the stem of one
//! other card.
//!
//! In the strict dialect letter by letter, elsewhere case aside; white space counts as one space. Must never take the
//! stem of a folder's index for a name: every folder has one.

use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::config::Dialect;
use crate::graph::CardId;
use crate::graph::resolve::{Found, Target, Trace, World};
use crate::parse::card::{Card, LinkKind};
use crate::path::{fold_case, nfc};

/// The names by which labels call cards, each with its cards, sorted.
pub type LabelNames = FxHashMap<String, Vec<CardId>>;

/// Reads the names of all cards; none where no card has a diagram whose labels could use them.
#[must_use]
pub fn names(cards: &[Arc<Card>], dialect: Dialect) -> LabelNames {
    let mut names = LabelNames::default();
    let is_label = |card: &Arc<Card>| card.links.iter().any(|link| link.kind == LinkKind::Label);
    if !cards.iter().any(is_label) {
        return names;
    }
    for (id, card) in cards.iter().enumerate() {
        let stem = Some(card.path.stem()).filter(|stem| !is_index(stem));
        let aliases = card.aliases.iter().map(|alias| alias.name.as_str());
        for name in aliases.chain(stem).chain([card.title.text.as_str()]) {
            let ids = names.entry(key(name, dialect)).or_default();
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }
    names
}

/// Looks up the words of a label.
#[must_use]
pub fn find(world: &World<'_>, from: CardId, words: &str, trace: &mut Trace) -> Found {
    trace.note(|| format!("a label of a diagram: a card whose title, alias or stem is `{words}`"));
    match world.names.with_label(&key(words, world.config.links.dialect)) {
        [] => Found::Nothing,
        many if many.contains(&from) => {
            trace.note(|| "it is the name of the card itself".to_owned());
            Found::Nothing
        }
        [only] => Found::One(Target::Card(*only), None),
        many => Found::many(many.iter().map(|id| Target::Card(*id))),
    }
}

fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme")
}

fn key(name: &str, dialect: Dialect) -> String {
    let words = nfc(name).split_whitespace().collect::<Vec<_>>().join(" ");
    if dialect == Dialect::Strict { words } else { fold_case(&words) }
}
