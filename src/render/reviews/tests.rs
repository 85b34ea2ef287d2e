//! What a site tells of reviews, whatever the day is.

use std::sync::Arc;

use jiff::civil::{Date, date};
use serde_json::Value;

use crate::config::Interval;
use crate::due::{Basis, Due, Edited, Queue, State};
use crate::render::output::Body;
use crate::render::{Inputs, Site, samples};

/// A queue as it would be on a day, over cards `a.md`, `how-to/b.md` and `how-to/c.md`.
fn inputs(today: Date) -> Inputs {
    let cards = [("a.md", "# A, with; signs\n"), ("how-to/b.md", "---\ntitle: B\n---\n"), ("how-to/c.md", "# C\n")];
    let mut config = samples::config();
    config.site.url = Some("https://example.org/kb/".to_owned());
    config.site.name = Some("KB".to_owned());
    config.review.calendar = true;
    config.review.banner = true;
    let cards = cards.iter().map(|(path, text)| samples::parsed(path, text)).collect();
    let due = |card, last_reviewed: Option<Date>, is_edited: bool| Due {
        card,
        last_reviewed,
        reviewed_by: last_reviewed.map(|_| "Ann <a@b>".to_owned()),
        age_days: last_reviewed
            .map(|date| u32::try_from(date.until(today).map_or(0, |span| span.get_days())).unwrap_or(0)),
        state: if today > date(2026, 7, 1) { State::Overdue } else { State::Fresh },
        interval: Interval::parse("90d").expect("an interval"),
        due_on: last_reviewed.and_then(|on| Interval::parse("90d")?.after(on)),
        owners: vec!["team".to_owned()],
        edited: is_edited.then_some(Edited { changed_lines: Some(2), on: Some(date(2026, 4, 1)) }),
        commits: 0,
        basis: Basis::Git,
    };
    let mut dues =
        vec![due(1, Some(date(2026, 3, 9)), true), due(0, Some(date(2026, 1, 2)), false), due(2, None, false)];
    if today > date(2026, 7, 1) {
        dues.reverse();
    }
    let queue = Queue { today, dues, notes: Vec::new() };
    Inputs { queue: Arc::new(queue), ..samples::inputs(cards, config) }
}

fn file(inputs: &Inputs, path: &str) -> String {
    let (output, _) = Site::new(inputs).expect("a site").file(path).expect("no fault").expect("the file is there");
    let Body::Bytes(bytes) = output.body else { panic!("{path} is made, not copied") };
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_same_bytes_come_out_on_every_day() {
    let (early, late) = (inputs(date(2026, 4, 2)), inputs(date(2031, 1, 1)));
    let site = Site::new(&early).expect("a site");
    let is_text = |path: &&String| !matches!(path.rsplit('.').next(), Some("woff2" | "inv"));
    for path in site.paths().iter().filter(is_text) {
        assert_eq!(file(&early, path), file(&late, path), "{path}");
    }
}

#[test]
fn the_page_lists_the_longest_wait_first() {
    let html = file(&inputs(date(2026, 4, 2)), "review/index.html");
    let rows: Vec<&str> = html.split("<tr data-path=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(rows, ["how-to/c.md", "a.md", "how-to/b.md"]);
    assert!(html.contains("2 of 3 cards were reviewed, 1 of them was edited since"), "{html}");
    assert!(html.contains("by Ann &lt;a@b&gt;") && html.contains("counted to 2026-04-01"), "{html}");
    assert!(html.contains("href=\"../review.json\"") && html.contains("href=\"../review.ics\""), "{html}");
}

#[test]
fn a_card_tells_its_review() {
    let html = file(&inputs(date(2026, 4, 2)), "how-to/b/index.html");
    let badge = "<span class=\"badge freshness\" data-reviewed=\"2026-03-09\" data-soon=\"2026-05-24\" data-due=\"2026-06-07\">";
    assert!(html.contains(badge), "{html}");
    assert!(
        html.contains("title=\"2 lines changed\">Edited since") && html.contains("data-due=\"2026-06-07\" hidden>")
    );
    let silent = file(&inputs(date(2026, 4, 2)), "how-to/c/index.html");
    assert!(!silent.contains("badge freshness") && !silent.contains("review-banner"));
}

#[test]
fn the_data_hold_days_and_no_ages() {
    let data: Value = serde_json::from_str(&file(&inputs(date(2026, 4, 2)), "review.json")).expect("JSON");
    let b = &data["cards"][2];
    assert_eq!((&b["path"], &b["due_on"], &b["basis"]), (&"how-to/b.md".into(), &"2026-06-07".into(), &"git".into()));
    assert_eq!(b["edited"]["changed_lines"], 2);
    assert_eq!(b["url"], "https://example.org/kb/how-to/b/");
    assert!(b.get("age_days").is_none() && b.get("state").is_none());
}

#[test]
fn the_calendar_has_an_event_for_each_day() {
    let text = file(&inputs(date(2026, 4, 2)), "review.ics");
    let whole = text.replace("\r\n ", "");
    assert_eq!(whole.matches("BEGIN:VEVENT\r\n").count(), 2);
    assert!(whole.contains("DTSTAMP:20260102T000000Z\r\nDTSTART;VALUE=DATE:20260402\r\n"), "{whole}");
    assert!(whole.contains("SUMMARY:Review: A\\, with\\; signs\r\n"), "{whole}");
    assert!(whole.contains("URL:https://example.org/kb/how-to/b/\r\nCATEGORIES:how-to\r\n"), "{whole}");
    assert!(text.lines().all(|line| line.len() <= 75) && text.ends_with("END:VCALENDAR\r\n"), "{text}");
}

#[test]
fn a_site_without_reviews_is_as_it_was() {
    let is_ours = |path: &String| path.starts_with("review") || path.starts_with("assets/review");
    let mut none = inputs(date(2026, 4, 2));
    let mut queue = (*none.queue).clone();
    for due in &mut queue.dues {
        (due.last_reviewed, due.due_on, due.edited) = (None, None, None);
    }
    none.queue = Arc::new(queue);
    let paths = Site::new(&none).expect("a site").paths();
    assert!(!paths.iter().any(is_ours), "{paths:?}");
    assert!(!file(&none, "a/index.html").contains("review/index.html"));
    let mut off = inputs(date(2026, 4, 2));
    let mut config = (*off.config).clone();
    (config.review.page, config.review.calendar) = (false, false);
    off.config = Arc::new(config);
    let paths = Site::new(&off).expect("a site").paths();
    assert!(!paths.iter().any(is_ours), "{paths:?}");
}
