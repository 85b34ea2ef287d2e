//! The site for language models and other programs that read text: `llms.txt`, and each card as Markdown.
//!
//! Navigation and cards → the list of <https://llmstxt.org>: the site's name, what it is, then a section for each of
//! the navigation, with links to the twins of the cards. A twin stands beside its page: `how-to/pin/index.md`
//! (`twin`). Must never tell what the pages do not tell.

mod twin;

use crate::graph::CardId;
use crate::render::places::Place;
use crate::render::sitemap::absolute;
use crate::render::summary::{plain, summary};
use crate::render::{Plan, Site, url};

pub(crate) use twin::twin;

/// Where the list stands in the site.
pub(crate) const PATH: &str = "llms.txt";
/// The name of a twin in the folder of its page.
pub(crate) const TWIN: &str = "index.md";

/// The places of all twins.
pub(crate) fn twins(site: &Site) -> Vec<String> {
    let cards = site.pages.iter().filter(|(_, place)| matches!(place, Place::Card(_)));
    cards.map(|(url, _)| format!("{url}{TWIN}")).collect()
}

/// The twin at a path.
pub(crate) fn twin_at(site: &Site, path: &str) -> String {
    match path.strip_suffix(TWIN).and_then(|url| site.pages.get(url)) {
        Some(Place::Card(id)) => twin(&site.plan, *id),
        _ => String::new(),
    }
}

/// The list of all cards.
pub(crate) fn list(site: &Site) -> String {
    let plan = &site.plan;
    let mut out = format!("# {}\n", text(&plan.name));
    if let Some(description) = plan.config.site.description.as_deref().map(plain) {
        out.push_str(&format!("\n> {description}\n"));
    }
    let root = &plan.nav.folders[0];
    section(&mut out, plan, "Start", root.index.into_iter().chain(root.cards.iter().copied()));
    for index in &plan.nav.sections {
        section(&mut out, plan, &plan.nav.folders[*index].title, cards_below(plan, *index).into_iter());
    }
    out
}

/// The cards of a folder and of all folders in it, in the order of the navigation.
fn cards_below(plan: &Plan, folder: usize) -> Vec<CardId> {
    let mut cards = Vec::new();
    let mut steps = vec![folder];
    while let Some(index) = steps.pop() {
        let folder = &plan.nav.folders[index];
        cards.extend(folder.index.into_iter().chain(folder.cards.iter().copied()));
        steps.extend(folder.folders.iter().rev());
    }
    cards
}

fn section(out: &mut String, plan: &Plan, title: &str, cards: impl Iterator<Item = CardId>) {
    let pages = &plan.graph.pages;
    let mut cards = cards.filter(|id| pages.card_at_url(pages.url(*id)) == Some(*id)).peekable();
    if cards.peek().is_none() {
        return;
    }
    out.push_str(&format!("\n## {}\n\n", text(title)));
    for id in cards {
        let card = &plan.graph.cards[id];
        let path = format!("{}{TWIN}", pages.url(id));
        let address =
            plan.config.site.url.as_deref().map_or_else(|| url::encode_path(&path), |site| absolute(site, &path));
        out.push_str(&format!("- [{}]({})", text(&card.title.text), destination(&address)));
        if let Some(summary) = summary(card) {
            out.push_str(": ");
            out.push_str(&text(&summary));
        }
        out.push('\n');
    }
}

/// Plain text as Markdown that shows it: with a backslash before what would mean something.
fn text(words: &str) -> String {
    let words = plain(words);
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for (at, c) in words.char_indices() {
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
            // Within a word it means nothing.
            '_' => {
                let after = words[at + 1..].chars().next();
                !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric))
            }
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// An encoded address as the destination of a Markdown link.
fn destination(address: &str) -> String {
    address.replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests;
