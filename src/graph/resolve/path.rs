//! Markdown links: targets are paths from the card's own folder, or with a leading `/` from the docs root.

use percent_encoding::percent_decode_str;

use crate::config::Dialect;
use crate::graph::CardId;
use crate::graph::resolve::{Found, Target, Trace, World, wiki};
use crate::parse::card::{Link, LinkKind};
use crate::path::{CardPath, nfc};

/// Looks up the target of a Markdown link, an image or raw HTML.
#[must_use]
pub fn find(world: &World<'_>, from: CardId, link: &Link, trace: &mut Trace) -> Found {
    let source = &world.cards[from].path;
    let decoded = percent_decode_str(&link.target).decode_utf8_lossy();
    let dialect = world.config.links.dialect;
    let joined = match decoded.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None => format!("{}/{decoded}", source.folder()),
    };
    let found = if leaves_root(&joined) { Found::Outside } else { at(world, CardPath::new(&joined).as_ref(), trace) };
    if !matches!(found, Found::Nothing | Found::Outside) {
        return found;
    }
    if matches!(dialect, Dialect::Obsidian | Dialect::Quartz) && !decoded.starts_with('.') {
        trace.note(|| "not there: looked up by name, as a wiki-link".to_owned());
        if let found @ (Found::One(..) | Found::Many(..)) = wiki::find(world, from, &decoded, trace) {
            return found;
        }
    }
    // A folder without an index is no file: `../pin/` is the address of a page.
    if dialect == Dialect::Mkdocs || link.kind == LinkKind::Html || decoded.ends_with('/') {
        let base = world.pages.url(from);
        trace.note(|| format!("not there: read as an address from the page `{base}`"));
        if let Some(found) = at_url(world, base, &decoded) {
            return found;
        }
    }
    // What leads out from the file may lead to another page from the page's own address.
    let is_within = || !leaves_root(&format!("{}{decoded}", world.pages.url(from)));
    if dialect == Dialect::Mkdocs && found == Found::Outside && is_within() { Found::Nothing } else { found }
}

/// Whether `..` leads above the docs root, at the end or on the way.
fn leaves_root(path: &str) -> bool {
    let mut depth = 0i64;
    for segment in path.split('/') {
        depth += match segment {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        if depth < 0 {
            return true;
        }
    }
    false
}

/// The card or asset at a path: the file itself, with `.md` added, the index of a folder, then case aside. No path
/// is the root.
fn at(world: &World<'_>, place: Option<&CardPath>, trace: &mut Trace) -> Found {
    let Some(path) = place else {
        trace.note(|| "the docs root: its index".to_owned());
        return world.pages.home().map_or(Found::Nothing, |id| Found::One(Target::Card(id), None));
    };
    let key = path.key();
    trace.note(|| format!("a file at `{path}`, or `{path}.md`, or the index of that folder"));
    let exact = world
        .names
        .at(&key)
        .or_else(|| world.names.at(&format!("{key}.md")))
        .or_else(|| world.pages.index_of(path.as_str()).map(Target::Card));
    if let Some(target) = exact {
        return Found::One(target, None);
    }
    let mut folded = world.names.at_folded(&key);
    if folded.is_empty() {
        let with_extension = format!("{key}.md");
        folded = world.names.at_folded(&with_extension);
    }
    match folded {
        [] => Found::Nothing,
        [target] => {
            trace.note(|| "found by ignoring case".to_owned());
            Found::One(*target, Some(world.path_of(*target).as_str().to_owned()))
        }
        many => Found::many(many.iter().copied()),
    }
}

/// The card or asset that an address means to a browser that shows the page at `base`.
fn at_url(world: &World<'_>, base: &str, address: &str) -> Option<Found> {
    let joined = if let Some(rest) = address.strip_prefix('/') { rest.to_owned() } else { format!("{base}{address}") };
    let joined = joined.trim_end_matches("index.html");
    let Some(path) = CardPath::new(joined) else {
        let home = world.pages.home().filter(|_| !leaves_root(joined))?;
        return Some(Found::One(Target::Card(home), None));
    };
    let url = format!("{}/", nfc(path.as_str()).trim_end_matches(".html"));
    if let Some(id) = world.pages.card_at_url(&url) {
        return Some(Found::One(Target::Card(id), None));
    }
    // Cards are published at other addresses than their files'.
    world
        .names
        .at(&path.key())
        .filter(|target| matches!(target, Target::Asset(_)))
        .map(|target| Found::One(target, None))
}
