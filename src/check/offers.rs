//! What to do about a link that leads nowhere: add the file to git, or write one of these names.
//!
//! The names of the graph → one hint a link. Must never decide whether a link is broken.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use crate::check::nearest::Nearest;
use crate::check::relative::target;
use crate::check::rule::{Context, PlacedLink};
use crate::check::wording::{code, list};
use crate::parse::card::LinkKind;
use crate::path::{CardPath, nfc, strip_markdown_extension};

/// An index of all that links could mean.
pub(super) struct Offers<'a> {
    nearest: Nearest<&'a CardPath>,
    untracked: FxHashMap<Cow<'a, str>, &'a CardPath>,
    fallback: &'static str,
}

impl<'a> Offers<'a> {
    /// Cards by stem, title and alias.
    pub(super) fn cards(context: &Context<'a>) -> Self {
        let names = context.graph.cards.iter().flat_map(|card| {
            let aliases = card.aliases.iter().map(|alias| alias.name.as_str());
            [card.path.stem(), &card.title.text].into_iter().chain(aliases).map(|name| (name, &card.path))
        });
        Self::new(context, Nearest::new(names), "write the card, or remove the link")
    }

    /// Assets by file name.
    pub(super) fn assets(context: &Context<'a>) -> Self {
        let names = context.graph.assets.iter().map(|asset| (asset.path.file_name(), &asset.path));
        Self::new(context, Nearest::new(names), "add the file, or remove the link")
    }

    fn new(context: &Context<'a>, nearest: Nearest<&'a CardPath>, fallback: &'static str) -> Self {
        let untracked = context
            .untracked
            .iter()
            .flat_map(|path| [(nfc(path.stem()), path), (nfc(path.file_name()), path), (path.key(), path)])
            .collect();
        Self { nearest, untracked, fallback }
    }

    /// The hint for a link that leads nowhere.
    pub(super) fn hint(&self, placed: PlacedLink<'_>) -> String {
        let wanted = decoded(placed);
        let name = last_segment(&wanted);
        let untracked = match placed.link.kind {
            LinkKind::Wiki | LinkKind::Embed => self.untracked.get(nfc(name).as_ref()),
            _ => placed.card.path.join(&wanted).and_then(|path| self.untracked.get(path.key().as_ref())),
        };
        if let Some(path) = untracked {
            return format!("{} is on disk but not in the git index: `git add` it", code(path.as_str()));
        }
        let near = self.nearest.find(name);
        if near.is_empty() {
            return self.fallback.to_owned();
        }
        // Links to cards of one name are written alike, and an offer is made once.
        let mut offers: Vec<String> = Vec::new();
        for offer in near.into_iter().map(|path| target(placed, path)) {
            if !offers.contains(&offer) {
                offers.push(offer);
            }
        }
        format!("did you mean {}?", list(offers, "or"))
    }
}

/// The target of a link as a name: Markdown links are percent-encoded.
fn decoded(placed: PlacedLink<'_>) -> Cow<'_, str> {
    match placed.link.kind {
        LinkKind::Wiki | LinkKind::Embed => Cow::Borrowed(&placed.link.target),
        _ => percent_decode_str(&placed.link.target).decode_utf8_lossy(),
    }
}

/// The last segment of a target, without `.md`.
pub(super) fn last_segment(target: &str) -> &str {
    let target = target.trim_end_matches('/');
    strip_markdown_extension(target.rsplit('/').next().unwrap_or(target))
}
