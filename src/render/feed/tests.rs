//! What the feed tells of cards whose dates are known, and of those whose are not.

use jiff::Timestamp;

use crate::discover::{Changes, History};
use crate::path::CardPath;
use crate::render::{Inputs, Site, samples};

fn inputs(cards: &[(&str, &str)], history: &[(&str, i64, i64)]) -> Inputs {
    let mut config = samples::config();
    config.site.url = Some("https://example.org/kb/".to_owned());
    config.site.name = Some("KB & co".to_owned());
    let cards = cards.iter().map(|(path, text)| samples::parsed(path, text)).collect();
    let day = |day: i64| Timestamp::from_second(1_767_225_600 + 86_400 * day + 3_600).expect("a time");
    let changes = |(path, created, modified): &(&str, i64, i64)| {
        let authors = vec!["Ann <3".to_owned(), "Ben".to_owned()];
        let path = CardPath::new(path).expect("a path");
        (path, Changes { created: day(*created), modified: day(*modified), authors, versions: Vec::new() })
    };
    let history = History { cards: history.iter().map(changes).collect(), ..History::default() };
    Inputs { history: history.into(), ..samples::inputs(cards, config) }
}

fn feed(inputs: &Inputs) -> String {
    super::write(&Site::new(inputs).expect("a site").plan)
}

/// The texts of all elements of one name.
fn all<'a>(xml: &'a str, element: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    xml.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

#[test]
fn events_come_latest_first_with_what_happened() {
    let text = |front: &str| format!("---\n{front}\n---\nWords & more.");
    let cards = [
        ("changed.md", text("title: Changed <b>")),
        ("marked.md", text("last-reviewed: 2026-01-05\nmodified: 2025-01-01")),
        ("new.md", text("last-reviewed: 2026-01-04")),
        ("old.md", text("last-reviewed: 2026-01-09")),
        ("silent.md", text("tags: [a]")),
        ("told.md", text("modified: 2026-01-02")),
    ];
    let cards: Vec<(&str, &str)> = cards.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let history = [("changed.md", 0, 2), ("marked.md", 0, 4), ("new.md", 3, 3), ("old.md", 0, 0)];
    let xml = feed(&inputs(&cards, &history));
    assert_eq!(
        all(&xml, "title"),
        [
            "KB &amp; co",
            "Reviewed: old",
            "Reviewed: marked",
            "Added: new",
            "Changed: Changed &lt;b&gt;",
            "Changed: told",
            "Added: old"
        ]
    );
    assert_eq!(
        all(&xml, "updated"),
        [
            "2026-01-09T00:00:00Z",
            "2026-01-09T00:00:00Z",
            "2026-01-05T01:00:00Z",
            "2026-01-04T01:00:00Z",
            "2026-01-03T01:00:00Z",
            "2026-01-02T00:00:00Z",
            "2026-01-01T01:00:00Z"
        ]
    );
    let ids = all(&xml, "id");
    assert_eq!(ids[..2], ["https://example.org/kb/", "https://example.org/kb/old/#reviewed-2026-01-09"]);
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    assert_eq!(all(&xml, "summary")[0], "Words &amp; more.");
    assert!(xml.contains("<author><name>Ann &lt;3</name></author>"), "{xml}");
}

#[test]
fn reviews_are_found_under_the_name_that_they_have() {
    let card = ("a.md", "---\nchecked: 2026-01-09\nlast-reviewed: 2026-01-05\n---\nWords.");
    let mut inputs = inputs(&[card], &[]);
    let mut config = (*inputs.config).clone();
    config.review.keys.date = "checked".to_owned();
    inputs.config = config.into();
    assert_eq!(all(&feed(&inputs), "updated")[1], "2026-01-09T00:00:00Z");
}

#[test]
fn the_feed_is_short_and_only_there_where_it_can_be() {
    let cards: Vec<(String, &str)> =
        (10..60).map(|n| (format!("c{n}.md"), "---\nmodified: 2026-01-01\n---\n")).collect();
    let cards: Vec<(&str, &str)> = cards.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let mut dated = inputs(&cards, &[]);
    assert_eq!(all(&feed(&dated), "entry").len(), super::MAX_ENTRIES);
    let has_feed = |inputs: &Inputs| Site::new(inputs).expect("a site").file("feed.xml").expect("no fault").is_some();
    assert!(has_feed(&dated));
    assert!(!has_feed(&inputs(&[("a.md", "no dates")], &[])));
    let mut config = (*dated.config).clone();
    config.site.url = None;
    dated.config = config.into();
    assert!(!has_feed(&dated));
}
