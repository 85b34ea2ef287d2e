//! `feed.xml`: which cards are new, changed or newly reviewed, as an Atom feed.
//!
//! Cards and their history → [`Feed`] → XML of RFC 4287, <https://www.rfc-editor.org/rfc/rfc4287>. Every time in it comes from
//! git or from front matter. Must never look at the clock: same cards, same feed.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::config::{Config, ReviewKeys};
use crate::discover::History;
use crate::graph::{CardId, Graph};
use crate::parse::card::Card;
use crate::render::sitemap::absolute;
use crate::render::summary::{changed, date, day, midnight, plain, summary};
use crate::render::{Plan, escape};

/// Where the feed stands in the site.
pub(crate) const PATH: &str = "feed.xml";
/// How many events the feed tells of: readers ask often, and keep what they have seen.
const MAX_ENTRIES: usize = 20;

/// The latest events, latest first; empty where there is to be no feed.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    entries: Vec<Entry>,
}

/// Something that happened to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    card: CardId,
    time: Timestamp,
    event: Event,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Added,
    Changed,
    Reviewed,
}

impl Event {
    fn verb(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Reviewed => "Reviewed",
        }
    }

    fn term(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Reviewed => "reviewed",
        }
    }
}

impl Feed {
    /// Collects the events, where the configuration wants a feed and knows the site's address.
    pub(crate) fn new(graph: &Graph, config: &Config, history: &History) -> Self {
        if !config.publish.feed || config.site.url.is_none() {
            return Self::default();
        }
        let of_card = |(id, card): (CardId, &std::sync::Arc<Card>)| {
            let is_published = graph.pages.card_at_url(graph.pages.url(id)) == Some(id);
            if is_published { events(id, card, history, &config.review.keys) } else { Vec::new() }
        };
        let mut entries: Vec<Entry> = graph.cards.iter().enumerate().flat_map(of_card).collect();
        entries.sort_by_key(|entry| (Reverse(entry.time), entry.card, entry.event));
        entries.truncate(MAX_ENTRIES);
        Self { entries }
    }

    /// Whether nothing is known that a feed could tell.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// What happened last to a card. Who marks a review changes the file as well; that is one event: a review where the
/// author says that the text is older, else a change.
fn events(card_id: CardId, card: &Card, history: &History, keys: &ReviewKeys) -> Vec<Entry> {
    let entry = |time, event| Entry { card: card_id, time, event };
    let reviewed = date(card, &keys.date);
    let Some(time) = changed(history, card) else {
        return reviewed.and_then(midnight).map(|time| entry(time, Event::Reviewed)).into_iter().collect();
    };
    let is_new = history.cards.get(&card.path).is_some_and(|changes| changes.created == changes.modified);
    let change = entry(time, if is_new { Event::Added } else { Event::Changed });
    let Some(reviewed) = reviewed else { return vec![change] };
    if reviewed.to_string() != day(time) {
        return midnight(reviewed).map(|time| entry(time, Event::Reviewed)).into_iter().chain([change]).collect();
    }
    let is_review = !is_new && date(card, "modified").is_some_and(|modified| modified < reviewed);
    vec![if is_review { entry(time, Event::Reviewed) } else { change }]
}

/// The feed as XML.
pub(crate) fn write(plan: &Plan) -> String {
    let site = plan.config.site.url.as_deref().unwrap_or_default();
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    attribute(&mut out, "xml:lang", &plan.config.site.language);
    out.push_str(">\n");
    element(&mut out, "title", &plan.name);
    if let Some(description) = plan.config.site.description.as_deref() {
        element(&mut out, "subtitle", description);
    }
    element(&mut out, "id", &absolute(site, ""));
    link(&mut out, "self", "application/atom+xml", &absolute(site, PATH));
    link(&mut out, "alternate", "text/html", &absolute(site, ""));
    let latest = plan.feed.entries.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.time);
    element(&mut out, "updated", &second(latest));
    author(&mut out, plan.config.site.author.as_deref().unwrap_or(&plan.name));
    element(&mut out, "generator", "Quadrille");
    for entry in &plan.feed.entries {
        write_entry(&mut out, plan, site, *entry);
    }
    out.push_str("</feed>\n");
    out
}

fn write_entry(out: &mut String, plan: &Plan, site: &str, Entry { card, time, event }: Entry) {
    let address = absolute(site, plan.graph.pages.url(card));
    let card = &plan.graph.cards[card];
    out.push_str("<entry>\n");
    element(out, "title", &format!("{}: {}", event.verb(), card.title.text));
    // One id for all that happens to a card on one day: readers show it once.
    element(out, "id", &format!("{address}#{}-{}", event.term(), day(time)));
    link(out, "alternate", "text/html", &address);
    element(out, "updated", &second(time));
    if let Some(changes) = plan.history.cards.get(&card.path) {
        element(out, "published", &second(changes.created));
        if let Some(name) = changes.authors.first().filter(|_| event != Event::Reviewed) {
            author(out, name);
        }
    }
    out.push_str("<category");
    attribute(out, "term", event.term());
    attribute(out, "label", event.verb());
    out.push_str("/>\n");
    for tag in &card.tags {
        out.push_str("<category");
        attribute(out, "term", &tag.name);
        out.push_str("/>\n");
    }
    if let Some(summary) = summary(card) {
        element(out, "summary", &summary);
    }
    out.push_str("</entry>\n");
}

fn second(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    escape::text(out, &plain(text));
    out.push_str(&format!("</{name}>\n"));
}

fn author(out: &mut String, name: &str) {
    out.push_str("<author><name>");
    escape::text(out, &plain(name));
    out.push_str("</name></author>\n");
}

fn link(out: &mut String, rel: &str, kind: &str, address: &str) {
    out.push_str(&format!("<link rel=\"{rel}\" type=\"{kind}\" href=\""));
    escape::address(out, address);
    out.push_str("\"/>\n");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\""));
    escape::attribute(out, &plain(value));
    out.push('"');
}

#[cfg(test)]
mod tests;
