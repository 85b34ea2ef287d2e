//! Queues of hand-made cards and histories.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::{Sources, queue};
use crate::config::Config;
use crate::discover::{Changes, History, ObjectId, OwnersFile, Past, Source, Version};
use crate::due::{Due, Queue, State};
use crate::graph::{Graph, link};
use crate::parse::parse;
use crate::path::CardPath;

/// Earlier texts by their ids.
struct Texts(Vec<String>);

impl Past for Texts {
    fn text(&self, blob: ObjectId) -> Option<String> {
        let index = usize::from_str_radix(&blob.to_string(), 16).expect("an index");
        self.0.get(index - 1).cloned().filter(|text| text != "gone")
    }
}

fn id(number: usize) -> ObjectId {
    ObjectId::parse(&format!("{number:040x}")).expect("an id")
}

/// A card: its path, its text now, and its commits, latest first.
type Given<'a> = (&'a str, &'a str, &'a [(Date, &'a str)]);

const TODAY: Date = date(2026, 7, 1);

fn graph(cards: &[(&str, &str)], config: &Config) -> Graph {
    let parsed = |(path, text): &(&str, &str)| {
        let path = CardPath::new(path).expect("a path");
        parse(&Source::new(path, "/x".into(), *text), config)
    };
    let mut cards: Vec<_> = cards.iter().map(parsed).collect();
    cards.sort_by(|a, b| a.path.cmp(&b.path));
    link(cards, Vec::new(), config)
}

fn config(text: &str) -> Config {
    let folder = tempfile::tempdir().expect("a folder");
    #[expect(clippy::disallowed_methods, reason = "a configuration is read from a file")]
    std::fs::write(folder.path().join("quadrille.toml"), format!("docs.dir = '.'\n{text}")).expect("a file");
    let request = crate::config::Request { cwd: folder.path().to_owned(), ..Default::default() };
    crate::config::load(&request, &[]).expect("a good configuration").config
}

fn queue_of(given: &[Given<'_>], settings: &str) -> (Graph, Queue) {
    let config = config(settings);
    let (mut texts, mut cards) = (Vec::new(), BTreeMap::new());
    for (path, _, commits) in given {
        let versions = commits.iter().map(|(day, text)| {
            texts.push((*text).to_owned());
            let time = day.to_zoned(TimeZone::UTC).expect("a time").timestamp();
            Version { time, commit: id(texts.len()), blob: id(texts.len()) }
        });
        let versions: Vec<Version> = versions.collect();
        if let (Some(last), Some(first)) = (versions.first(), versions.last()) {
            let changes = Changes { created: first.time, modified: last.time, authors: Vec::new(), versions };
            cards.insert(CardPath::new(path).expect("a path"), changes);
        }
    }
    let graph = graph(&given.iter().map(|(path, text, _)| (*path, *text)).collect::<Vec<_>>(), &config);
    let history = History { cards, ..History::default() };
    let past = Texts(texts);
    let sources =
        Sources { graph: &graph, config: &config, today: TODAY, history: &history, past: &past, owners: None };
    let queue = queue(&sources);
    (graph, queue)
}

/// `path state basis lines/commits`.
fn told(given: &[Given<'_>], settings: &str) -> Vec<String> {
    let (graph, queue) = queue_of(given, settings);
    let line = |due: &Due| {
        let lines = match due.edited {
            None => "same".to_owned(),
            Some(edited) => edited.changed_lines.map_or("unknown".to_owned(), |lines| format!("{lines} lines")),
        };
        let path = graph.cards[due.card].path.without_extension();
        format!("{path}: {}, {}, {lines}, {} commits", due.state.name(), due.basis.name(), due.commits)
    };
    queue.dues.iter().map(line).collect()
}

const MAY: &str = "---\nlast-reviewed: 2026-05-01\n---\none\n";

#[test]
fn git_tells_what_was_edited_after_the_mark() {
    let old = "---\nlast-reviewed: 2025-01-01\n---\none\n";
    let edited = "---\nlast-reviewed: 2026-05-01\n---\ntwo\n\nthree\n";
    let tagged = "---\nlast-reviewed: 2026-05-01\ntags: [x]\n---\n\none";
    let [jan, mark, later] = [date(2026, 1, 1), date(2026, 5, 3), date(2026, 6, 1)];
    let told = told(
        &[
            ("a.md", MAY, &[(mark, MAY), (jan, old)]),
            ("b.md", edited, &[(later, edited), (mark, MAY), (jan, old)]),
            // On the day of the mark itself.
            ("c.md", edited, &[(mark, edited), (mark, MAY), (jan, old)]),
            // Edited and not committed.
            ("d.md", edited, &[(mark, MAY), (jan, old)]),
            // Marked and not committed.
            ("e.md", MAY, &[(jan, old)]),
            // The front matter alone has changed.
            ("f.md", tagged, &[(later, tagged), (mark, MAY)]),
            // The card was made on the day of its review.
            ("g.md", edited, &[(later, edited), (later, edited), (date(2026, 5, 1), MAY)]),
            // The author's clock was behind.
            ("h.md", edited, &[(later, edited), (date(2026, 4, 30), MAY), (jan, old)]),
            // Git does not have the text.
            ("i.md", edited, &[(later, edited), (mark, "gone"), (jan, "gone")]),
            ("j.md", edited, &[]),
            // The commit was begun long before the review, and amended.
            ("k.md", edited, &[(later, edited), (jan, MAY), (jan, old)]),
        ],
        "",
    );
    let expected = [
        "a: fresh, git, same, 0 commits",
        "b: edited, git, 2 lines, 1 commits",
        "c: edited, git, 2 lines, 1 commits",
        "d: edited, git, 2 lines, 0 commits",
        "e: fresh, git, same, 0 commits",
        "f: fresh, git, same, 1 commits",
        "g: edited, git, 2 lines, 2 commits",
        "h: edited, git, 2 lines, 1 commits",
        "i: fresh, date, same, 2 commits",
        "j: fresh, date, same, 0 commits",
        "k: edited, git, 2 lines, 1 commits",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_seal_tells_whatever_git_did() {
    let seal = |text: &str| {
        let config = config("");
        super::Seal::of(&graph(&[("a.md", text)], &config).cards[0])
    };
    let sealed =
        |body: &str| format!("---\nlast-reviewed: 2026-05-01\nreview-seal: {}\n---\n{body}\n", seal("one\n\ntwo"));
    let (same, edited, before) = (sealed("one\ntwo"), sealed("one\n2"), sealed("one two"));
    let told = told(
        &[
            ("a.md", &same, &[]),
            ("b.md", &edited, &[]),
            // Squashed: no version is what was read.
            ("c.md", &edited, &[(date(2026, 5, 2), &edited)]),
            ("d.md", &edited, &[(date(2026, 6, 2), &edited), (date(2026, 5, 1), &before)]),
        ],
        "",
    );
    let expected = [
        "a: fresh, seal, same, 0 commits",
        "b: edited, seal, unknown, 0 commits",
        "c: edited, seal, unknown, 1 commits",
        "d: edited, seal, 2 lines, 1 commits",
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_queue_is_ordered_by_date_or_by_state() {
    let reviewed = |day: &str, more: &str| format!("---\nlast-reviewed: {day}\n{more}---\nx\n");
    let cards = [
        ("fresh.md", reviewed("2026-06-30", "")),
        ("late.md", reviewed("2025-01-01", "")),
        ("never.md", "x\n".to_owned()),
        ("free.md", reviewed("2020-01-01", "review-interval: never\n")),
        ("edited.md", reviewed("2026-06-01", "review-seal: 000000000000\n")),
        ("soon.md", reviewed("2026-06-20", "review-interval: 2 weeks\n")),
        ("last-day.md", reviewed("2026-06-01", "review-interval: 30d\n")),
        ("future.md", reviewed("2999-01-01", "")),
        ("dateless.md", reviewed("2026-02-30", "")),
        ("free-2.md", "---\nreview-interval: Never\n---\n".to_owned()),
    ];
    let given: Vec<Given<'_>> = cards.iter().map(|(path, text)| (*path, text.as_str(), &[][..])).collect();
    let names = |settings: &str| -> Vec<String> {
        let (graph, queue) = queue_of(&given, settings);
        let name = |due: &Due| format!("{} {}", graph.cards[due.card].path.without_extension(), due.state.name());
        queue.dues.iter().map(name).collect()
    };
    let by_date = [
        "dateless never",
        "never never",
        "late overdue",
        "edited edited",
        "last-day due-soon",
        "soon due-soon",
        "fresh fresh",
        "future fresh",
        "free-2 exempt",
        "free exempt",
    ];
    assert_eq!(names(""), by_date);
    let mut by_state = by_date;
    by_state.swap(2, 3);
    assert_eq!(names("[review]\norder = 'state'"), by_state);
}

#[test]
fn what_is_nearest_to_a_card_says_how_long_its_review_holds() {
    let card = |more: &str| format!("---\nlast-reviewed: 2026-01-31\n{more}---\n");
    let cards = [
        ("how-to/a.md", card("")),
        ("how-to/b.md", card("tags: [slow, quick]\n")),
        ("how-to/old/c.md", card("tags: [quick]\n")),
        ("how-to/old/d.md", card("review-interval: 1 month\n")),
        ("x/e.md", card("")),
        ("x/f.md", card("review-interval: soon\n")),
    ];
    let given: Vec<Given<'_>> = cards.iter().map(|(path, text)| (*path, text.as_str(), &[][..])).collect();
    let settings = "[review]\ninterval = '1 year'\nquadrants.how-to = '100d'\ntags.slow = '2y'\ntags.quick = '10d'\n\
                    paths.'how-to/old' = '5 days'\npaths.'*.md' = '6 days'\n";
    let due = |settings: &str| -> Vec<String> {
        let (_, mut queue) = queue_of(&given, settings);
        queue.dues.sort_by_key(|due| due.card);
        queue.dues.iter().map(|due| due.due_on.map(|day| day.to_string()).unwrap_or_default()).collect()
    };
    let without_globs = settings.split("paths.").next().expect("a start");
    assert_eq!(
        due(without_globs),
        ["2026-05-11", "2026-02-10", "2026-02-10", "2026-02-28", "2027-01-31", "2027-01-31"]
    );
    assert_eq!(due(settings), ["2026-02-06", "2026-02-06", "2026-02-05", "2026-02-28", "2026-02-06", "2026-02-06"]);
}

#[test]
fn other_spellings_are_a_matter_of_the_preset() {
    let state = |text: &str, preset: &str| {
        let (_, queue) = queue_of(&[("a.md", text, &[])], &format!("[review]\npreset = '{preset}'"));
        let due = &queue.dues[0];
        (due.state, due.due_on.map(|day| day.to_string()).unwrap_or_default(), due.owners.join(" "))
    };
    let govuk = "---\nlast_reviewed_on: 2026-01-01\nreview_in: 3 months\nowner_slack: '#team'\n---\n";
    assert_eq!(state(govuk, "govuk"), (State::Overdue, "2026-04-01".into(), "#team".into()));
    assert_eq!(state(govuk, "quadrille").0, State::Never);
    assert_eq!(state("---\nlastVerified: 2026-06-01\n---\n", "dart").1, "2026-11-28");
    let stale = |value: &str| format!("---\nlast_reviewed: 2026-06-01\nstale_after: {value}\n---\n");
    assert_eq!(state(&stale("2026-07-10"), "stale-after"), (State::DueSoon, "2026-07-10".into(), String::new()));
    assert_eq!(state(&stale("10d"), "stale-after"), (State::Overdue, "2026-06-11".into(), String::new()));
    assert_eq!(state("---\nstale_after: 2026-06-30\n---\n", "stale-after").0, State::Overdue);
    assert_eq!(state("---\nstale_after: 30d\n---\n", "stale-after").0, State::Never);
}

#[test]
fn owners_are_those_of_the_card_else_of_the_repository() {
    let config = config("");
    let graph = graph(
        &[("a.md", "---\nowner: Ann\n---\n"), ("b.md", "---\nowner: [ben, ' ', cem]\n---\n"), ("how-to/c.md", "x")],
        &config,
    );
    let text = "* @all\n/docs/how-to/ @guides @ops # both\n/docs/free.md\nbroken[ @x\n".to_owned();
    let owners = OwnersFile { text, prefix: "docs/".to_owned() };
    let (history, past) = (History::default(), Texts(Vec::new()));
    let owners = Some(&owners);
    let sources = Sources { graph: &graph, config: &config, today: TODAY, history: &history, past: &past, owners };
    let told: Vec<String> = queue(&sources).dues.iter().map(|due| due.owners.join("+")).collect();
    assert_eq!(told, ["Ann", "ben+cem", "@guides+@ops"]);
}
