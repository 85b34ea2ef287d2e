//! Fragments: which published id a `#…` means.
//!
//! Wiki-links name headings by their words, chains of headings (`#Part#Section`), or blocks (`#^id`); Markdown links
//! name ids. Ids are those of the site: `parse::slug` made them.

use percent_encoding::percent_decode_str;

use crate::config::{Dialect, HeadingIds};
use crate::graph::resolve::{FragmentStatus, Trace, World};
use crate::graph::{Anchors, CardId};
use crate::parse::card::{Card, Link, LinkKind};
use crate::parse::slug::slugify;

/// Looks up the fragment of a link in the card that it leads to.
#[must_use]
pub fn find(world: &World<'_>, id: CardId, link: &Link, text: &str, trace: &mut Trace) -> FragmentStatus {
    let card = &world.cards[id];
    let anchors = world.names.anchors(id, card);
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    let is_wiki = matches!(link.kind, LinkKind::Wiki | LinkKind::Embed);
    let by_words = is_wiki || matches!(world.config.links.dialect, Dialect::Obsidian | Dialect::Quartz);
    if !is_wiki && matches!(text, "" | "top") {
        return FragmentStatus::None;
    }
    let found = if let Some(block) = decoded.strip_prefix('^') {
        anchors.block(block.trim()).map(str::to_owned)
    } else {
        let by_id = || anchors.has_id(&decoded).then(|| decoded.to_string());
        let by_text = || by_words.then(|| heading(card, anchors, &decoded, world.config.links.heading_ids)).flatten();
        by_text().or_else(by_id).or_else(|| anchors.has_id(text).then(|| text.to_owned()))
    };
    trace.note(|| match &found {
        Some(id) => format!("fragment `#{text}`: the id `{id}` of `{}`", card.path),
        None => format!("fragment `#{text}`: no such heading, block or id in `{}`", card.path),
    });
    found.map_or(FragmentStatus::Broken, FragmentStatus::Resolved)
}

/// The id of the heading that a chain of heading texts names: each is looked for below the one before.
fn heading(card: &Card, anchors: &Anchors, text: &str, style: HeadingIds) -> Option<String> {
    let mut below = 0;
    let mut found = None;
    for part in text.split('#').map(str::trim).filter(|part| !part.is_empty()) {
        let (at, heading) = anchors.heading(card, below, part, [part, &slugify(part, style)])?;
        below = at + 1;
        found = Some(heading.id.clone());
    }
    found
}
