//! Repositories made for the purpose, and what their history says.

#![expect(clippy::disallowed_methods, reason = "the tests make repositories of their own")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::{History, Reading, head};
use crate::path::CardPath;

struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(repository.at("docs")).expect("a docs root");
        repository.git("Ann", 0, &["init", "-q"]);
        repository
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().expect("a folder")).expect("a folder");
        fs::write(self.at(path), text).expect("a written file");
    }

    fn git(&self, author: &str, day: u32, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.current_dir(self.folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for name in super::log::VARIABLES {
            command.env_remove(name);
        }
        let date = format!("@{} +0000", 1_700_000_000 + 86_400 * day);
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        command.env("GIT_AUTHOR_NAME", author).env("GIT_AUTHOR_EMAIL", format!("{author}@example.org"));
        command.env("GIT_COMMITTER_NAME", "C").env("GIT_COMMITTER_EMAIL", "c@example.org");
        let output = command.args(arguments).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self, author: &str, day: u32) {
        self.git(author, day, &["add", "-A"]);
        self.git(author, day, &["commit", "-q", "-m", "change"]);
    }

    fn history(&self, cards: &[&str]) -> History {
        let cards: Vec<CardPath> = cards.iter().map(|path| CardPath::new(path).expect("a path")).collect();
        Reading::start(&self.at("docs")).finish(cards.iter())
    }
}

/// `path: first day–last day, authors`.
fn told(history: &History) -> Vec<String> {
    let day = |time: jiff::Timestamp| (time.as_second() - 1_700_000_000) / 86_400;
    let line = |(path, changes): (&CardPath, &super::Changes)| {
        format!("{path}: {}–{}, {}", day(changes.created), day(changes.modified), changes.authors.join("+"))
    };
    history.cards.iter().map(line).collect()
}

const LONG: &str = "# A card\n\nof some words, so that it is known again\nwhen it gets another name\nand a line more\n";

#[test]
fn cards_have_the_dates_and_authors_of_their_commits() {
    let repository = Repository::new();
    repository.write("docs/a.md", LONG);
    repository.write("docs/sub/ü b.md", "b");
    repository.write("elsewhere.md", "x");
    repository.commit("Ann", 1);
    repository.write("docs/a.md", &format!("{LONG}2"));
    repository.commit("Ben", 2);
    repository.write("docs/a.md", &format!("{LONG}3"));
    repository.write(".mailmap", "Benjamin <Ben@example.org>\n");
    repository.commit("Ann", 3);
    repository.write("docs/new.md", "not committed");
    let history = repository.history(&["a.md", "new.md", "sub/ü b.md"]);
    assert_eq!(told(&history), ["a.md: 1–3, Ann+Benjamin", "sub/ü b.md: 1–1, Ann"]);
    assert_eq!(history.notes, Vec::<String>::new());
    assert_eq!(head(&repository.at("docs")).map(|head| head.len()), Some(40));
}

#[test]
fn a_card_keeps_its_history_when_it_gets_another_name() {
    let repository = Repository::new();
    repository.write("docs/old.md", LONG);
    repository.write("docs/gone.md", "gone\n");
    repository.commit("Ann", 1);
    repository.git("Ben", 2, &["mv", "docs/old.md", "docs/new.md"]);
    repository.write("docs/new.md", &format!("{LONG}2"));
    repository.git("Ben", 2, &["rm", "-q", "docs/gone.md"]);
    repository.commit("Ben", 2);
    // The old names are used again, for other cards.
    repository.write("docs/old.md", "another one\n");
    repository.commit("Cem", 3);
    repository.write("docs/gone.md", "not committed\n");
    let history = repository.history(&["gone.md", "new.md", "old.md"]);
    assert_eq!(told(&history), ["new.md: 1–2, Ben+Ann", "old.md: 3–3, Cem"]);
}

#[test]
fn a_card_behind_a_symlink_has_the_dates_of_the_real_file() {
    let repository = Repository::new();
    repository.write("docs/real/a.md", "a");
    repository.commit("Ann", 1);
    std::os::unix::fs::symlink("real", repository.at("docs/linked")).expect("a symlink");
    std::os::unix::fs::symlink("real/a.md", repository.at("docs/alias.md")).expect("a symlink");
    repository.commit("Ben", 2);
    let history = repository.history(&["alias.md", "linked/a.md", "real/a.md"]);
    assert_eq!(told(&history), ["alias.md: 1–1, Ann", "linked/a.md: 1–1, Ann", "real/a.md: 1–1, Ann"]);
}

#[test]
fn without_commits_there_is_nothing_to_tell() {
    let repository = Repository::new();
    repository.write("docs/a.md", "a");
    assert_eq!(repository.history(&["a.md"]), History::default());
    assert_eq!(head(&repository.at("docs")), None);
    fs::remove_dir_all(repository.at(".git")).expect("no repository");
    assert_eq!(repository.history(&["a.md"]), History::default());
    assert_eq!(Reading::start(&repository.at("nowhere")).finish(std::iter::empty()), History::default());
}

#[test]
fn a_shallow_clone_has_no_dates_and_says_so() {
    let repository = Repository::new();
    repository.write("docs/a.md", "a");
    repository.commit("Ann", 1);
    repository.write("docs/b.md", "b");
    repository.commit("Ann", 2);
    let source = format!("file://{}", repository.folder.path().display());
    repository.git("Ann", 3, &["clone", "-q", "--depth", "1", &source, "shallow"]);
    let card = CardPath::new("a.md").expect("a path");
    let history = Reading::start(&repository.at("shallow/docs")).finish([&card].into_iter());
    assert!(history.cards.is_empty());
    assert!(history.notes[0].starts_with("the repository is a shallow clone"), "{:?}", history.notes);
}

#[test]
fn a_clone_without_contents_fetches_nothing() {
    let repository = Repository::new();
    repository.write("docs/old.md", LONG);
    repository.commit("Ann", 1);
    repository.git("Ann", 2, &["mv", "docs/old.md", "docs/new.md"]);
    repository.write("docs/new.md", &format!("{LONG}2"));
    repository.commit("Ben", 2);
    repository.git("Ann", 2, &["config", "uploadpack.allowFilter", "true"]);
    let source = format!("file://{}", repository.folder.path().display());
    repository.git("Ann", 3, &["clone", "-q", "--filter=blob:none", &source, "partial"]);
    let card = CardPath::new("new.md").expect("a path");
    let history = Reading::start(&repository.at("partial/docs")).finish([&card].into_iter());
    assert_eq!((told(&history), history.notes), (vec!["new.md: 2–2, Ben".to_owned()], vec![]));
}

#[test]
fn git_is_stopped_when_its_time_is_up() {
    let repository = Repository::new();
    repository.write("docs/a.md", "a");
    repository.commit("Ann", 1);
    let history = Reading::start(&repository.at("docs")).finish_within(Duration::ZERO, std::iter::empty());
    assert!(history.notes.iter().all(|note| note.contains("git took more than 0 s")), "{:?}", history.notes);
}
