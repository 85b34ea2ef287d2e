//! `review.json`: all reviews as data.
//!
//! Must never hold an age or a state that changes overnight.

use serde_json::{Value, json};

use super::Reviews;
use crate::due::Due;
use crate::render::Plan;
use crate::render::sitemap::absolute;

/// Where it stands in the site.
pub(crate) const PATH: &str = "review.json";

/// Writes all cards in the order of the page.
pub(crate) fn write(plan: &Plan) -> String {
    let reviews = &plan.reviews;
    let cards: Vec<Value> = reviews.all().map(|due| card(plan, reviews, due)).collect();
    let latest = reviews.latest.map(|date| date.to_string());
    format!("{:#}\n", json!({ "latest": latest, "cards": cards }))
}

fn card(plan: &Plan, reviews: &Reviews, due: &Due) -> Value {
    let graph = &plan.graph;
    let card = &graph.cards[due.card];
    let url = graph.pages.url(due.card);
    let edited = due
        .edited
        .map(|edited| json!({ "changed_lines": edited.changed_lines, "on": edited.on.map(|date| date.to_string()) }));
    json!({
        "path": card.path.as_str(),
        "title": card.title.text,
        "url": plan.config.site.url.as_deref().map_or_else(|| url.to_owned(), |site| absolute(site, url)),
        "quadrant": card.path.top_folder(),
        "tags": card.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        "owners": due.owners,
        "last_reviewed": due.last_reviewed.map(|date| date.to_string()),
        "reviewed_by": due.reviewed_by,
        "due_soon_on": reviews.soon_on(due).map(|date| date.to_string()),
        "due_on": due.due_on.map(|date| date.to_string()),
        "edited": edited,
        "basis": due.basis.name(),
    })
}
