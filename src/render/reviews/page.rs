//! `review/`: the page with the reviews of all cards.
//!
//! [`Reviews`](super::Reviews) → HTML: numbers, the chart, and the cards that wait longest. A script sorts and filters them,
//! and says what is overdue on the reader's day. Must never grow with the number of cards.

use std::collections::BTreeSet;

use minijinja::context;
use minijinja::value::Value;

use super::chart::{AGES, Bar, COLUMNS, column, draw};
use super::{CALENDAR, DATA};
use crate::config::Interval;
use crate::due::Due;
use crate::render::Plan;
use crate::render::nav::Here;
use crate::render::page::{Frame, around, canonical, href};
use crate::render::templates::TemplateError;

/// The URL of the page.
pub(crate) const URL: &str = "review/";
/// How many cards are listed; all are in the data.
const MOST_LISTED: usize = 500;

/// Renders the page.
pub(crate) fn page(plan: &Plan, page_url: &str) -> Result<String, TemplateError> {
    let frame = Frame::new(page_url, Here::Elsewhere);
    let reviews = &plan.reviews;
    let head =
        context! { title => "Reviews", kind => "review", canonical => canonical(plan, page_url), url => page_url };
    let rows: Vec<Value> = reviews.all().take(MOST_LISTED).map(|due| row(plan, &frame, due)).collect();
    let (mut names, mut owners) = (BTreeSet::new(), BTreeSet::new());
    for due in reviews.all().take(MOST_LISTED) {
        names.extend(plan.graph.cards[due.card].path.top_folder());
        owners.extend(due.owners.iter().map(String::as_str));
    }
    let quadrants: Vec<Value> =
        names.iter().map(|name| context! { name => *name, label => label(plan, name) }).collect();
    let bars = bars(plan);
    let latest = reviews.latest.map(|date| date.to_string()).unwrap_or_default();
    let title = format!("Ages of the reviews by quadrant, counted to {latest}");
    let table: Vec<Value> =
        bars.iter().map(|bar| context! { name => bar.name.as_str(), counts => bar.counts.to_vec() }).collect();
    let context = context! {
        page => head,
        rows,
        quadrants,
        owners => owners.into_iter().map(Value::from).collect::<Vec<Value>>(),
        chart => Value::from_safe_string(draw(&bars, &title)),
        bars => table,
        ages => AGES.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        latest,
        total => reviews.all().len(),
        never => reviews.all().filter(|due| due.last_reviewed.is_none()).count(),
        edited => reviews.all().filter(|due| due.edited.is_some()).count(),
        data => format!("{}{DATA}", frame.root()),
        calendar => (plan.config.review.calendar && reviews.has_days()).then(|| format!("{}{CALENDAR}", frame.root())),
        ..around(plan, &frame)
    };
    plan.templates.render("review.html", context)
}

fn row(plan: &Plan, frame: &Frame<'_>, due: &Due) -> Value {
    let card = &plan.graph.cards[due.card];
    let folder = card.path.top_folder();
    // What is known without a clock; the script replaces it where the day says more.
    let (state, words) = match due {
        Due { interval: Interval::Never, edited: None, .. } => ("exempt", "needs no review"),
        Due { last_reviewed: None, due_on: None, .. } => ("never", "never"),
        Due { edited: Some(_), .. } => ("edited", "edited since"),
        _ => ("", ""),
    };
    context! {
        title => card.title.text.as_str(),
        url => href(frame, plan.graph.pages.url(due.card)),
        path => card.path.as_str(),
        quadrant => folder,
        quadrant_label => folder.map(|name| label(plan, name)),
        owners => due.owners.clone(),
        on => due.last_reviewed.map(|date| date.to_string()),
        by => due.reviewed_by.as_deref(),
        due => due.due_on.map(|date| date.to_string()),
        soon => plan.reviews.soon_on(due).map(|date| date.to_string()),
        lines => due.edited.and_then(|edited| edited.changed_lines),
        state,
        words,
    }
}

/// A bar for each quadrant that has cards, in the order of the configuration, and one for all others.
fn bars(plan: &Plan) -> Vec<Bar> {
    let Some(latest) = plan.reviews.latest else { return Vec::new() };
    let quadrants = &plan.config.docs.quadrants;
    let mut counts = vec![[0; COLUMNS]; quadrants.len() + 1];
    for due in plan.reviews.all() {
        let folder = plan.graph.cards[due.card].path.top_folder();
        let at = quadrants.iter().position(|name| Some(name.as_str()) == folder).unwrap_or(quadrants.len());
        counts[at][column(due.last_reviewed, latest)] += 1;
    }
    let name = |at: usize| match quadrants.get(at) {
        Some(name) => label(plan, name).to_owned(),
        None => "Others".to_owned(),
    };
    let bars = counts.into_iter().enumerate().filter(|(_, counts)| counts.iter().any(|count| *count > 0));
    bars.map(|(at, counts)| Bar { name: name(at), counts }).collect()
}

/// What a top folder is called in the navigation.
fn label<'a>(plan: &'a Plan, name: &'a str) -> &'a str {
    let mut sections = plan.nav.sections.iter().map(|index| &plan.nav.folders[*index]);
    sections.find(|folder| folder.path == name).map_or(name, |folder| folder.title.as_str())
}
