//! Commits onto branches of small repositories.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{Branch, BranchError, Change, Committed, IfUnchanged, Upstream};

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
        .args(["-c", "user.name=tester", "-c", "user.email=tester@localhost"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// A repository with one commit, in which commits can be made.
fn repository() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["config", "user.name", "tester"]);
    git(folder.path(), &["config", "user.email", "tester@localhost"]);
    git(folder.path(), &["commit", "-q", "--allow-empty", "-m", "start"]);
    folder
}

fn commit(folder: &Path, changes: &[(&str, Change)]) -> Committed {
    let mut branch = Branch::open(folder, "pages", Upstream::Followed("origin")).expect("a branch");
    let changes: BTreeMap<String, Change> =
        changes.iter().map(|(path, change)| ((*path).to_owned(), change.clone())).collect();
    branch.commit(&changes, "a message\n", IfUnchanged::NoCommit).expect("a commit")
}

fn tree(folder: &Path) -> String {
    git(folder, &["ls-tree", "-r", "--full-tree", "--format=%(objectmode) %(path)", "pages"])
}

#[test]
fn folders_files_and_links_come_onto_the_branch() {
    let repository = repository();
    let site = TempDir::new().expect("a folder");
    fs::create_dir_all(site.path().join("a/b")).expect("folders");
    for (path, text) in [("index.html", "one"), ("a/b/x \"q\".txt", "two"), ("a/ä.md", "three")] {
        fs::write(site.path().join(path), text).expect("a file");
    }
    let done = commit(
        repository.path(),
        &[
            ("1.0", Change::Folder(site.path().to_owned())),
            ("copy", Change::Same("1.0".into())),
            ("latest", Change::Link("1.0".into())),
            ("sub/dir/v.json", Change::File("[]".into())),
        ],
    );
    assert_eq!(done, Committed::Done);
    let listed = "100644 1.0/a/b/x \"q\".txt\n100644 1.0/a/ä.md\n100644 1.0/index.html\n100644 copy/a/b/x \"q\".txt\n\
                  100644 copy/a/ä.md\n100644 copy/index.html\n120000 latest\n100644 sub/dir/v.json";
    let plain = git(repository.path(), &["-c", "core.quotePath=false", "ls-tree", "-r", "-z", "pages"]);
    assert_eq!(plain.matches('\0').count(), 8, "{plain}");
    assert_eq!(tree(repository.path()).lines().count(), listed.lines().count());
    assert_eq!(git(repository.path(), &["show", "pages:copy/a/b/x \"q\".txt"]), "two");
    assert_eq!(git(repository.path(), &["show", "pages:latest"]), "1.0");
    // The same changes make the same tree, and no commit.
    let again = commit(repository.path(), &[("1.0", Change::Folder(site.path().to_owned()))]);
    assert_eq!(again, Committed::Unchanged);
    assert_eq!(git(repository.path(), &["rev-list", "--count", "pages"]), "1");
    // No checkout and no index knows of it.
    assert_eq!(git(repository.path(), &["status", "--porcelain"]), "");
}

#[test]
fn what_is_gone_takes_empty_folders_with_it() {
    let repository = repository();
    commit(repository.path(), &[("a/b/c", Change::File("c".into())), ("d", Change::File("d".into()))]);
    commit(repository.path(), &[("a/b/c", Change::Gone), ("never/there", Change::Gone)]);
    assert_eq!(tree(repository.path()), "100644 d");
    commit(repository.path(), &[("d/e", Change::File("a file became a folder".into()))]);
    assert_eq!(tree(repository.path()), "100644 d/e");
    commit(repository.path(), &[("", Change::Gone)]);
    assert_eq!(tree(repository.path()), "");
}

#[test]
fn a_branch_that_is_checked_out_stays_as_it_is() {
    let repository = repository();
    let mut branch = Branch::open(repository.path(), "main", Upstream::Ignored).expect("a branch");
    let changes = BTreeMap::from([("a".to_owned(), Change::File(String::new()))]);
    let refused = branch.commit(&changes, "x", IfUnchanged::NoCommit);
    assert!(matches!(refused, Err(BranchError::CheckedOut(_))), "{refused:?}");
}

#[test]
fn a_remote_that_is_further_is_the_base_and_one_that_has_parted_is_an_error() {
    let repository = repository();
    let folder = repository.path();
    commit(folder, &[("a", Change::File("1".into()))]);
    let first = git(folder, &["rev-parse", "pages"]);
    commit(folder, &[("b", Change::File("2".into()))]);
    git(folder, &["update-ref", "refs/remotes/origin/pages", "pages"]);
    git(folder, &["update-ref", "refs/heads/pages", &first]);
    commit(folder, &[("c", Change::File("3".into()))]);
    assert_eq!(tree(folder), "100644 a\n100644 b\n100644 c");
    git(folder, &["update-ref", "refs/heads/pages", &first]);
    let mut branch = Branch::open(folder, "pages", Upstream::Ignored).expect("a branch");
    let changes = BTreeMap::from([("x".to_owned(), Change::File("x".into()))]);
    branch.commit(&changes, "x", IfUnchanged::NoCommit).expect("a commit");
    let parted = Branch::open(folder, "pages", Upstream::Followed("origin"));
    assert!(matches!(parted, Err(BranchError::Parted { .. })), "{parted:?}");
}

#[test]
fn what_is_no_branch_is_an_error() {
    let (repository, nothing) = (repository(), TempDir::new().expect("a folder"));
    for name in ["", "-x", "a..b", "a b"] {
        let opened = Branch::open(repository.path(), name, Upstream::Ignored);
        assert!(matches!(opened, Err(BranchError::BadName(_))), "{name}: {opened:?}");
    }
    let opened = Branch::open(nothing.path(), "pages", Upstream::Ignored);
    assert!(matches!(opened, Err(BranchError::NoRepository(_))), "{opened:?}");
}
