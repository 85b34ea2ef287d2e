//! Trees of temporary files, and what is discovered in them.

#![expect(clippy::disallowed_methods, reason = "the tests make trees of their own")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{DiscoverError, FileSet, GitIndex, Tree, discover};
use crate::config::{Config, VirtualCard};
use crate::diag::Severity;
use crate::path::CardPath;

/// A project folder with a docs root in it.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(project.at("docs")).expect("a docs root");
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.at(path).parent().expect("a folder")).expect("a folder");
        fs::write(self.at(path), bytes).expect("a written file");
    }

    fn link(&self, target: &str, path: &str) {
        symlink(target, self.at(path)).expect("a symlink");
    }

    fn config(&self) -> Config {
        Config::defaults(self.folder.path().to_owned(), self.at("docs"))
    }

    fn discover(&self) -> Tree {
        discover(&self.config(), &FileSet::Disk).expect("a tree")
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.current_dir(self.folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"] {
            command.env_remove(name);
        }
        let output = command.args(["-c", "user.name=T", "-c", "user.email=t@example.org"]).args(arguments).output();
        let output = output.expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn staged(&self, index: GitIndex) -> Tree {
        discover(&self.config(), &FileSet::Index(index)).expect("a tree")
    }
}

fn cards(tree: &Tree) -> Vec<&str> {
    tree.sources.iter().map(|source| source.path.as_str()).collect()
}

fn assets(tree: &Tree) -> Vec<&str> {
    tree.assets.iter().map(|asset| asset.path.as_str()).collect()
}

fn findings(tree: &Tree) -> Vec<(&str, &str, &str)> {
    tree.diagnostics.iter().map(|found| (found.path.as_str(), found.rule, found.message.as_str())).collect()
}

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    tree.sources.iter().find(|source| source.path.as_str() == path).map_or("no such card", |source| &source.text)
}

#[test]
fn cards_and_assets_come_sorted_and_ignored_files_not_at_all() {
    let project = Project::new(&[
        ("docs/b.md", "b"),
        ("docs/a/x.markdown", "x"),
        ("docs/a.md", "a"),
        ("docs/img/p.png", "p"),
        ("docs/.hidden/x.md", ""),
        ("docs/.secret.md", ""),
        ("docs/b.md~", ""),
        ("docs/changelog.d/1.md", ""),
        ("docs/how-to/drafts/d.md", ""),
        ("docs/Thumbs.db", ""),
        ("docs/_site/index.html", ""),
        ("docs/quadrille.toml", ""),
    ]);
    let mut config = project.config();
    config.docs.exclude.push("drafts".to_owned());
    config.output = project.at("docs/_site");
    config.file = Some(project.at("docs/quadrille.toml"));
    let tree = discover(&config, &FileSet::Disk).expect("a tree");
    assert_eq!((cards(&tree), assets(&tree)), (vec!["a.md", "a/x.markdown", "b.md"], vec!["img/p.png"]));
    assert_eq!((findings(&tree), &tree.root, &tree.sources[0].file), (vec![], &config.root, &project.at("docs/a.md")));
}

#[test]
fn a_root_that_is_none_is_an_error() {
    let project = Project::new(&[("docs/a.md", "")]);
    let mut config = project.config();
    config.root = project.at("nowhere");
    assert!(matches!(discover(&config, &FileSet::Disk), Err(DiscoverError::Root { .. })));
    config.root = project.at("docs/a.md");
    let error = discover(&config, &FileSet::Disk).expect_err("a file is no root");
    assert!(error.to_string().ends_with("docs/a.md` is not a folder"), "{error}");
}

#[test]
fn symlinks_are_followed_inside_of_the_root_only() {
    let project = Project::new(&[
        ("docs/real/a.md", "inside"),
        ("secret/s.md", "TOPSECRET"),
        ("docs/real/pic.png", ""),
        ("docs-too/x.md", "TOPSECRET"),
    ]);
    project.link("real/a.md", "docs/alias.md");
    project.link("real", "docs/again");
    project.link("../secret/s.md", "docs/leak.md");
    project.link("../secret", "docs/leak-folder");
    project.link("../docs-too/x.md", "docs/neighbour.md");
    project.link("/dev/zero", "docs/zero.md");
    let tree = project.discover();
    assert_eq!(cards(&tree), ["again/a.md", "alias.md", "real/a.md"]);
    assert_eq!((assets(&tree), text(&tree, "alias.md")), (vec!["again/pic.png", "real/pic.png"], "inside"));
    let real = project.at("docs/real/a.md").canonicalize().expect("a file");
    assert!(tree.sources[..2].iter().all(|source| source.file == real), "edits reach the real file");
    let outside = "symlink leads out of the docs root and is skipped";
    assert_eq!(
        findings(&tree),
        ["leak-folder", "leak.md", "neighbour.md", "zero.md"].map(|path| (path, "outside-root", outside))
    );
}

#[test]
fn a_root_behind_a_symlink_is_a_root() {
    let project = Project::new(&[("docs/a.md", "a"), ("docs/sub/b.md", "b")]);
    project.link("docs", "linked");
    project.link("sub/b.md", "docs/c.md");
    let mut config = project.config();
    config.root = project.at("linked");
    let tree = discover(&config, &FileSet::Disk).expect("a tree");
    assert_eq!((cards(&tree), findings(&tree)), (vec!["a.md", "c.md", "sub/b.md"], vec![]));
    assert_eq!(tree.sources[0].file, project.at("linked/a.md"));
}

#[test]
fn cycles_and_dangling_symlinks_are_told() {
    let project = Project::new(&[("docs/a/x.md", ""), ("docs/b/y.md", "")]);
    project.link("../b", "docs/a/to-b");
    project.link("../a", "docs/b/to-a");
    project.link(".", "docs/self");
    project.link("gone.md", "docs/gone-too.md");
    project.link("loop.md", "docs/loop.md");
    let tree = project.discover();
    assert_eq!(cards(&tree), ["a/to-b/y.md", "a/x.md", "b/to-a/x.md", "b/y.md"]);
    let cycle = "symlink leads back to a folder that holds it and is skipped";
    assert_eq!(
        findings(&tree),
        [
            ("a/to-b/to-a", "unreadable-file", cycle),
            ("b/to-a/to-b", "unreadable-file", cycle),
            ("gone-too.md", "unreadable-file", "symlink leads to `gone.md`, which does not exist"),
            (
                "loop.md",
                "unreadable-file",
                "symlink cannot be followed: Too many levels of symbolic links (os error 40)"
            ),
            ("self", "unreadable-file", cycle),
        ]
    );
}

#[test]
fn folders_that_multiply_by_symlinks_come_to_an_end() {
    let project = Project::new(&[("docs/f40/x.md", "")]);
    for level in (0..40).rev() {
        fs::create_dir(project.at(&format!("docs/f{level}"))).expect("a folder");
        for twin in ["l", "r"] {
            project.link(&format!("../f{}", level + 1), &format!("docs/f{level}/{twin}"));
        }
    }
    let tree = project.discover();
    assert!(tree.sources.len() < 100_000, "{} cards", tree.sources.len());
    assert!(tree.diagnostics.iter().any(|found| found.message.starts_with("more than 100000 files lie behind")));
}

#[test]
fn special_files_are_told_and_never_opened() {
    let project = Project::new(&[("docs/a.md", "")]);
    let made = Command::new("mkfifo").arg(project.at("docs/pipe.md")).arg(project.at("pipe")).status().expect("mkfifo");
    assert!(made.success());
    let _listener = UnixListener::bind(project.at("docs/socket.md")).expect("a socket");
    project.link("pipe.md", "docs/to-pipe.md");
    let tree = project.discover();
    let special = "is not a regular file and is skipped";
    assert_eq!(findings(&tree), ["pipe.md", "socket.md", "to-pipe.md"].map(|path| (path, "unreadable-file", special)));
    let swapped = super::read::read_inside(&project.at("pipe")).expect_err("a FIFO is not read");
    assert_eq!(swapped.to_string(), special);
    assert!(super::open_regular(&project.at("pipe")).is_err());
    project.link("a.md", "docs/became-a-link.md");
    assert!(super::read::read_inside(&project.at("docs/became-a-link.md")).is_err());
}

#[test]
fn encodings_are_told_and_read_as_well_as_may_be() {
    let project = Project::new(&[("docs/bom.md", "\u{feff}# B\r\n\0")]);
    let wide: Vec<u8> = "\u{feff}# Wide".encode_utf16().flat_map(u16::to_le_bytes).collect();
    project.write("docs/wide.md", wide);
    project.write("docs/latin.md", b"# Caf\xe9");
    let tree = project.discover();
    assert_eq!(
        ["bom.md", "latin.md", "wide.md"].map(|path| text(&tree, path)),
        ["\u{feff}# B\r\n\0", "# Caf\u{fffd}", "\u{feff}# Wide"]
    );
    assert_eq!(
        findings(&tree),
        [
            ("latin.md", "bad-encoding", "file is not UTF-8: byte `0xe9` begins no character"),
            ("wide.md", "bad-encoding", "file is UTF-16, not UTF-8")
        ]
    );
}

#[test]
fn names_are_kept_as_the_disk_spells_them() {
    let project =
        Project::new(&[("docs/Cafe\u{301}.md", "nfd"), ("docs/Caf\u{e9}.md", "nfc"), ("docs/a\n\u{1b}.md", "")]);
    let bad = project.at("docs").join(OsStr::from_bytes(b"caf\xe9.md"));
    fs::write(bad, "").expect("a file");
    let tree = project.discover();
    assert_eq!(cards(&tree), ["Cafe\u{301}.md", "Caf\u{e9}.md", "a\n\u{1b}.md"]);
    assert_eq!(tree.sources[2].path.to_string(), "a\\n\\x1b.md");
    assert_eq!(findings(&tree), [("caf\u{fffd}.md", "unreadable-file", "name is not UTF-8, and the file is skipped")]);
}

#[test]
fn virtual_cards_stand_in_where_there_is_no_real_one() {
    let project = Project::new(&[("CHANGES", "# Changes"), ("docs/real.md", "real")]);
    let mut config = project.config();
    let card = |path: &str, source: &str| VirtualCard {
        path: CardPath::new(path).expect("a path"),
        source: project.at(source),
    };
    config.docs.virtual_cards =
        vec![card("changelog.md", "CHANGES"), card("real.md", "CHANGES"), card("later.md", "LATER")];
    let tree = discover(&config, &FileSet::Disk).expect("a tree");
    let seen: Vec<(&str, bool, &str)> =
        tree.sources.iter().map(|source| (source.path.as_str(), source.is_virtual, &*source.text)).collect();
    assert_eq!(seen, [("changelog.md", true, "# Changes"), ("later.md", true, ""), ("real.md", false, "real")]);
    let [missing] = tree.diagnostics.as_slice() else { panic!("one finding, not {:?}", tree.diagnostics) };
    assert_eq!((missing.severity, missing.path.as_str()), (Severity::Info, "later.md"));
    assert!(missing.message.ends_with("LATER` does not exist, and this card is a copy of it"), "{}", missing.message);
}

#[test]
fn the_index_decides_which_files_exist() {
    let project = Project::new(&[
        ("docs/a.md", "[[new]]"),
        ("docs/gone.md", "still in the index"),
        ("docs/changed.md", "staged"),
        ("docs/img.png", ""),
        ("docs/deleted.md", ""),
        ("docs/.hidden.md", ""),
        ("other/x.md", ""),
    ]);
    project.link("a.md", "docs/alias.md");
    project.git(&["init", "-q"]);
    project.git(&["add", "-A"]);
    project.git(&["commit", "-qm", "x"]);
    project.git(&["rm", "-q", "--cached", "docs/deleted.md"]);
    project.write("docs/new.md", "not added");
    project.write("docs/changed.md", "on disk");
    project.link("a.md", "docs/new-alias.md");
    project.link("nowhere", "docs/untracked-and-dangling");
    fs::remove_file(project.at("docs/gone.md")).expect("a removed file");
    let tree = project.staged(GitIndex::default());
    assert_eq!(cards(&tree), ["a.md", "alias.md", "changed.md", "gone.md"]);
    assert_eq!((text(&tree, "changed.md"), text(&tree, "gone.md")), ("staged", "still in the index"));
    let untracked: Vec<&str> = tree.untracked.iter().map(CardPath::as_str).collect();
    assert_eq!((untracked, assets(&tree)), (vec!["deleted.md", "new-alias.md", "new.md"], vec!["img.png"]));
    assert_eq!(findings(&tree), []);
    assert_eq!(tree.sources[0].file, project.at("docs/a.md"));
}

#[test]
fn the_index_is_the_one_that_git_names_to_its_hooks() {
    let project = Project::new(&[("docs/a.md", "a"), ("docs/b.md", "b")]);
    project.git(&["init", "-q"]);
    project.git(&["add", "docs/a.md"]);
    fs::copy(project.at(".git/index"), project.at(".git/next-index")).expect("a second index");
    project.git(&["add", "docs/b.md"]);
    let at = |folder: &str, git_dir: Option<&Path>, work_tree: Option<&str>, index_file: Option<&str>| GitIndex {
        folder: Some(project.at(folder)),
        git_dir: git_dir.map(Into::into),
        work_tree: work_tree.map(Into::into),
        index_file: index_file.map(Into::into),
    };
    let (relative, absolute) = (Path::new(".git"), project.at(".git"));
    let next = Some(".git/next-index");
    assert_eq!(cards(&project.staged(GitIndex::default())), ["a.md", "b.md"]);
    for index in [
        at("", None, None, next),
        at("", Some(relative), None, next),
        at("", Some(&absolute), None, next),
        at("", Some(relative), Some("."), next),
        at("docs", Some(&absolute), None, next),
        at("docs", Some(relative), None, next),
    ] {
        assert_eq!(cards(&project.staged(index.clone())), ["a.md"], "{index:?}");
    }
}

#[test]
fn a_repository_elsewhere_is_found_by_git_dir_and_work_tree() {
    let project = Project::new(&[("docs/a.md", "a"), ("docs/b.md", "b")]);
    project.git(&["init", "-q", "--bare", "store.git"]);
    project.git(&["--git-dir=store.git", "--work-tree=.", "add", "docs/a.md"]);
    let index = GitIndex {
        folder: Some(project.at("")),
        git_dir: Some("store.git".into()),
        work_tree: Some(project.at("").into()),
        index_file: None,
    };
    assert_eq!(cards(&project.staged(index)), ["a.md"]);
}

#[test]
fn a_folder_outside_of_git_has_no_index() {
    let project = Project::new(&[("docs/a.md", "a")]);
    // A repository of its own around the folder would be found: the broken `.git` file stops the search.
    project.write(".git", "gitdir: nowhere");
    let error = discover(&project.config(), &FileSet::Index(GitIndex::default())).expect_err("no repository");
    let message = error.to_string();
    assert!(message.contains("cannot read the git index for `") && message.contains("not a git repo"), "{message}");
}

#[test]
fn pictures_have_a_size_where_the_disk_was_asked() {
    let project = Project::new(&[("docs/a.svg", "<svg width=\"30\" height=\"20\"/>"), ("docs/b.svg", "<svg/>")]);
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xf0\x08\x06\0\0\0".to_vec();
    picture.resize(40_000, 0);
    project.write("docs/c.PNG", &picture);
    project.write("docs/d.txt", &picture);
    project.write("docs/e.jpg", "no picture");
    let sizes: Vec<_> = project.discover().assets.iter().map(|asset| asset.size).collect();
    assert_eq!(sizes, [Some((30, 20)), None, Some((320, 240)), None, None]);
}
