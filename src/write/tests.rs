//! The promises of the writer, each on a tree of temporary files.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use rustix::io::Errno;
use tempfile::TempDir;
use walkdir::WalkDir;

use super::publish::publish_by;
use super::staging::exchange;
use super::{EditedFile, Publish, Published, Ready, WriteError, apply_edits, publish};
use crate::render::output::{Body, Output};

const MANIFEST: &str = ".quadrille-manifest.json";

/// A folder with a docs root, a home and room for a site.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        for (path, text) in [("docs/index.md", "# Docs"), ("home/precious.txt", "mine")].iter().chain(files) {
            place.write(path, text);
        }
        place
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().expect("a folder")).expect("a folder");
        fs::write(self.at(path), text).expect("a written file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| error.kind().to_string())
    }

    fn inode(&self, path: &str) -> u64 {
        fs::metadata(self.at(path)).expect("a file").ino()
    }

    fn publish_to(&self, output: &str, outputs: &[Output]) -> Result<Published, WriteError> {
        let (output, root, home) = (self.at(output), self.at("docs"), self.at("home"));
        publish(
            &Ready::new(outputs),
            &Publish { output: &output, root: &root, home: Some(&home), is_clean: false, on_wait: &|_| {} },
        )
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Published, WriteError> {
        self.publish_to("site", &outputs(files))
    }

    /// All files and folders but the manifest, with the texts of files.
    fn tree(&self, folder: &str) -> BTreeMap<String, String> {
        let folder = self.at(folder);
        let entries = WalkDir::new(&folder).min_depth(1).into_iter().map(|entry| entry.expect("an entry"));
        entries
            .filter(|entry| entry.file_name() != MANIFEST)
            .map(|entry| {
                let path = entry.path().strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
                (path, fs::read_to_string(entry.path()).unwrap_or_default())
            })
            .collect()
    }

    /// The names beside the site.
    fn siblings(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn outputs(files: &[(&str, &str)]) -> Vec<Output> {
    files
        .iter()
        .map(|(path, text)| Output { path: (*path).to_owned(), body: Body::Bytes(text.as_bytes().to_vec()) })
        .collect()
}

fn tree(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn message(result: Result<Published, WriteError>) -> String {
    result.expect_err("a refusal").to_string()
}

#[test]
fn a_first_site_is_made_with_the_folders_above_it() {
    let place = Place::new(&[]);
    let files = outputs(&[("index.html", "home"), ("a/b/index.html", "page"), ("empty.txt", "")]);
    let published = place.publish_to("deep/er/site", &files).expect("a site");
    assert_eq!((published.written, published.unchanged, published.removed), (3, 0, 0));
    let site = tree(&[("index.html", "home"), ("a", ""), ("a/b", ""), ("a/b/index.html", "page"), ("empty.txt", "")]);
    assert_eq!(place.tree("deep/er/site"), site);
    let manifest = place.read("deep/er/site/.quadrille-manifest.json");
    let paths: Vec<&str> = manifest.lines().filter(|line| line.contains("\"path\"")).map(str::trim).collect();
    assert_eq!(paths, [r#""path": "a/b/index.html","#, r#""path": "empty.txt","#, r#""path": "index.html","#]);
}

#[test]
fn an_empty_folder_takes_a_site() {
    let place = Place::new(&[]);
    fs::create_dir(place.at("site")).expect("a folder");
    place.publish(&[("index.html", "home")]).expect("a site");
    assert_eq!(place.read("site/index.html"), "home");
    assert_eq!(place.siblings(), ["docs", "home", "site"]);
}

#[test]
fn a_new_site_replaces_the_old_one_and_keeps_equal_files() {
    let place = Place::new(&[("docs/pic.png", "pixels"), ("docs/map.png", "one")]);
    let copy = |path: &str| Output { path: path.to_owned(), body: Body::Copy(place.at("docs").join(path)) };
    let site = |files: &[(&str, &str)]| [outputs(files), vec![copy("pic.png"), copy("map.png")]].concat();
    let first = site(&[("same/index.html", "same"), ("changed.html", "one"), ("gone/x/y.html", "")]);
    place.publish_to("site", &first).expect("a site");
    fs::set_permissions(place.at("site"), fs::Permissions::from_mode(0o750)).expect("a mode");
    let before =
        ["same/index.html", "pic.png", "changed.html", "map.png"].map(|path| place.inode(&format!("site/{path}")));
    place.write("docs/map.png", "two");
    let second = site(&[("same/index.html", "same"), ("changed.html", "two"), ("new.html", "")]);
    let published = place.publish_to("site", &second).expect("a site");
    let after =
        ["same/index.html", "pic.png", "changed.html", "map.png"].map(|path| place.inode(&format!("site/{path}")));
    assert_eq!((published.written, published.unchanged, published.removed), (3, 2, 1));
    assert_eq!((before[0], before[1]), (after[0], after[1]), "equal files are the same files");
    assert!(before[2] != after[2] && before[3] != after[3], "changed files are new files");
    assert_eq!(
        place.tree("site"),
        tree(&[
            ("same", ""),
            ("same/index.html", "same"),
            ("changed.html", "two"),
            ("new.html", ""),
            ("pic.png", "pixels"),
            ("map.png", "two")
        ])
    );
    assert_eq!(fs::metadata(place.at("site")).expect("a folder").permissions().mode() & 0o777, 0o750);
    assert_eq!(place.siblings(), ["docs", "home", "site"]);
}

#[test]
fn the_same_outputs_make_the_same_manifest() {
    let place = Place::new(&[("docs/pic.png", "pixels")]);
    let mut files = outputs(&[("b.html", "b"), ("a.html", "a")]);
    files.push(Output { path: "pic.png".to_owned(), body: Body::Copy(place.at("docs/pic.png")) });
    place.publish_to("one", &files).expect("a site");
    files.reverse();
    place.publish_to("two", &files).expect("a site");
    assert_eq!(place.read("one/.quadrille-manifest.json"), place.read("two/.quadrille-manifest.json"));
    assert!(place.read("one/.quadrille-manifest.json").contains(blake3::hash(b"pixels").to_hex().as_str()));
}

#[test]
fn places_that_hold_something_dear_are_refused() {
    let place =
        Place::new(&[("notes/todo.txt", "mine"), ("a-file", "mine"), ("code/index.html", ""), ("code/main.rs", "")]);
    place.write("app/index.html", "");
    place.write("app/package.json", "{}");
    place.write("clone/index.html", "");
    place.write("clone/.git/HEAD", "");
    place.write("torn/.quadrille-manifest.json", "{\"version\": 1, \"fi");
    for (target, link) in [("docs", "to-docs"), ("nowhere", "to-nowhere"), ("home", "to-home")] {
        symlink(place.at(target), place.at(link)).expect("a symlink");
    }
    let before = place.tree("");
    let foreign = "the folder is not empty, and quadrille did not write what is in it";
    for (output, reason) in [
        ("docs", "it is the docs root"),
        ("docs/../docs/.", "it is the docs root"),
        ("to-docs", "it is the docs root"),
        ("docs/site", "it lies inside of the docs root"),
        ("to-docs/deep/site", "it lies inside of the docs root"),
        ("", "the docs root lies inside of it"),
        ("docs/..", "the docs root lies inside of it"),
        ("home", "it is the home folder"),
        ("to-home", "it is the home folder"),
        ("to-nowhere", "it is a symlink that leads nowhere"),
        ("a-file", "it is a file, not a folder"),
        ("notes", foreign),
        ("code", foreign),
        ("app", foreign),
        ("clone", foreign),
        ("new/../docs", "it goes up by `..` from a folder that does not exist"),
        ("torn", "its list of written files, `.quadrille-manifest.json`, cannot be read; remove the folder by hand"),
    ] {
        let message = message(place.publish_to(output, &outputs(&[("index.html", "")])));
        assert!(message.starts_with("refusing to write the site to `"), "{output}: {message}");
        assert!(message.ends_with(&format!("`: {reason}")), "{output}: {message}");
    }
    assert_eq!(place.tree(""), before, "nothing was touched");
    let root =
        Publish { output: Path::new("/"), root: &place.at("docs"), home: None, is_clean: false, on_wait: &|_| {} };
    assert!(message(publish(&Ready::new(&[]), &root)).starts_with("refusing"));
}

#[test]
fn a_site_behind_a_symlink_is_swapped_where_it_is() {
    let place = Place::new(&[]);
    fs::create_dir_all(place.at("srv/www")).expect("a folder");
    symlink(place.at("srv/www"), place.at("site")).expect("a symlink");
    for text in ["one", "two"] {
        place.publish(&[("index.html", text)]).expect("a site");
        assert_eq!(place.read("srv/www/index.html"), text);
    }
    assert!(fs::symlink_metadata(place.at("site")).expect("a symlink").is_symlink());
}

#[test]
fn the_site_of_another_generator_is_replaced_with_a_note() {
    let place = Place::new(&[
        ("site/index.html", "old"),
        ("site/keep/page.html", "old"),
        ("site/CNAME", "docs.example.org"),
        ("site/.nojekyll", ""),
        ("site/img/a.PNG", ""),
    ]);
    let published = place.publish(&[("index.html", "new")]).expect("a site");
    assert_eq!(place.tree("site"), tree(&[("index.html", "new"), ("CNAME", "docs.example.org"), (".nojekyll", "")]));
    let [note] = published.notes.as_slice() else { panic!("one note, not {:?}", published.notes) };
    assert!(note.ends_with("site` held a site of another generator, which is replaced"), "{note}");
    assert_eq!((published.removed, published.carried), (2, 2));
    assert_eq!(place.publish(&[("index.html", "new")]).expect("a site").notes, Vec::<String>::new());
}

#[test]
fn what_others_put_into_the_site_is_carried_over() {
    let place = Place::new(&[]);
    place.publish(&[("index.html", "one"), ("a/index.html", "one")]).expect("a site");
    place.write("site/CNAME", "docs.example.org");
    place.write("site/.git/objects/ab/cd", "object");
    fs::create_dir_all(place.at("site/.git/refs/tags")).expect("a folder");
    fs::set_permissions(place.at("site/.git/refs"), fs::Permissions::from_mode(0o700)).expect("a mode");
    place.write("site/a/notes.txt", "mine");
    symlink("CNAME", place.at("site/alias")).expect("a symlink");
    let inode = place.inode("site/CNAME");
    let published = place.publish(&[("index.html", "two")]).expect("a site");
    assert_eq!((published.carried, published.removed, place.inode("site/CNAME")), (4, 1, inode));
    let expected: Vec<&str> = vec![
        ".git",
        ".git/objects",
        ".git/objects/ab",
        ".git/objects/ab/cd",
        ".git/refs",
        ".git/refs/tags",
        "CNAME",
        "a",
        "a/notes.txt",
        "alias",
        "index.html",
    ];
    assert_eq!(place.tree("site").into_keys().collect::<Vec<_>>(), expected);
    assert_eq!(fs::read_link(place.at("site/alias")).expect("a symlink"), Path::new("CNAME"));
    assert_eq!(fs::metadata(place.at("site/.git/refs")).expect("a folder").permissions().mode() & 0o777, 0o700);
}

#[test]
fn a_file_of_others_is_never_overwritten() {
    let place = Place::new(&[]);
    place.publish(&[("index.html", "one")]).expect("a site");
    place.write("site/CNAME", "theirs");
    place.write("site/a", "theirs");
    let before = place.tree("site");
    for (output, expected) in [
        (
            "CNAME",
            "cannot write `CNAME` into the site: a file that quadrille did not write stands there, with other content",
        ),
        ("a/index.html", "cannot write `a` into the site: quadrille did not write it, and an output needs its place"),
        ("CNAME/x", "cannot write `CNAME` into the site: quadrille did not write it, and an output needs its place"),
    ] {
        assert_eq!(message(place.publish(&[("index.html", "two"), (output, "ours")])), expected);
        assert_eq!(place.tree("site"), before);
    }
    place.publish(&[("index.html", "two"), ("CNAME", "theirs")]).expect("equal content is no conflict");
    place.publish(&[("index.html", "two")]).expect("a site");
    assert_eq!(place.tree("site"), tree(&[("index.html", "two"), ("a", "theirs")]), "what is ours once is ours");
}

#[test]
fn a_failed_build_changes_nothing() {
    let place = Place::new(&[]);
    place.publish(&[("index.html", "one")]).expect("a site");
    let mut files = outputs(&[("index.html", "two")]);
    files.push(Output { path: "pic.png".to_owned(), body: Body::Copy(place.at("docs/vanished.png")) });
    let vanished = message(place.publish_to("site", &files));
    assert!(
        vanished.starts_with("cannot read `") && vanished.contains("docs/vanished.png`: No such file"),
        "{vanished}"
    );
    files[1].body = Body::Copy(PathBuf::from("/dev/zero"));
    assert_eq!(message(place.publish_to("site", &files)), "cannot read `/dev/zero`: it is not a regular file");
    let full = publish_by(
        &Ready::new(&outputs(&[("index.html", "two")])),
        &Publish { output: &place.at("site"), root: &place.at("docs"), home: None, is_clean: false, on_wait: &|_| {} },
        |_, _| Err(Errno::NOSPC),
    );
    let full = message(full);
    assert!(full.starts_with("cannot publish `") && full.ends_with("No space left on device (os error 28)"), "{full}");
    assert_eq!(place.tree("site"), tree(&[("index.html", "one")]));
    assert_eq!(place.siblings(), ["docs", "home", "site"]);
}

#[test]
fn where_folders_cannot_be_exchanged_they_are_renamed() {
    let place = Place::new(&[]);
    for text in ["one", "two"] {
        let request = Publish {
            output: &place.at("site"),
            root: &place.at("docs"),
            home: None,
            is_clean: false,
            on_wait: &|_| {},
        };
        publish_by(&Ready::new(&outputs(&[("index.html", text)])), &request, |_, _| Err(Errno::INVAL)).expect("a site");
        assert_eq!(place.tree("site"), tree(&[("index.html", text)]));
    }
    assert_eq!(place.siblings(), ["docs", "home", "site"]);
}

#[test]
fn what_others_put_there_during_the_build_is_brought_over() {
    let place = Place::new(&[]);
    place.publish(&[("index.html", "one"), ("a/index.html", "one")]).expect("a site");
    let request =
        Publish { output: &place.at("site"), root: &place.at("docs"), home: None, is_clean: false, on_wait: &|_| {} };
    let published = publish_by(&Ready::new(&outputs(&[("index.html", "two")])), &request, |new, old| {
        fs::write(old.join("a/late.txt"), "mine").expect("a late file");
        exchange(new, old)
    });
    assert_eq!(published.expect("a site").notes, Vec::<String>::new());
    assert_eq!(place.tree("site"), tree(&[("index.html", "two"), ("a", ""), ("a/late.txt", "mine")]));
    assert_eq!(place.siblings(), ["docs", "home", "site"]);
}

#[test]
fn what_a_killed_build_left_is_put_right() {
    let place = Place::new(&[]);
    place.publish(&[("index.html", "one"), ("kept.html", "kept")]).expect("a site");
    place.write("site/CNAME", "mine");
    place.write(".site.quadrille-staging/half.html", "half");
    fs::rename(place.at("site"), place.at(".site.quadrille-old")).expect("killed between two renames");
    let published = place.publish(&[("index.html", "two"), ("kept.html", "kept")]).expect("a site");
    assert_eq!((published.written, published.unchanged), (1, 1));
    assert_eq!(place.tree("site"), tree(&[("index.html", "two"), ("kept.html", "kept"), ("CNAME", "mine")]));
    place.write(".site.quadrille-old/index.html", "killed before the old one was removed");
    symlink(place.at("home"), place.at(".site.quadrille-staging")).expect("a symlink");
    place.publish(&[("index.html", "three")]).expect("a site");
    assert_eq!(place.siblings(), ["docs", "home", "site"]);
    assert_eq!(place.read("home/precious.txt"), "mine");
}

#[test]
fn builds_at_the_same_time_wait_for_each_other() {
    let place = Place::new(&[]);
    let parent = File::open(place.folder.path()).expect("a folder");
    parent.lock().expect("a lock");
    let (waits, waiting) = mpsc::channel();
    std::thread::scope(|scope| {
        let build = scope.spawn(|| {
            let on_wait = move |output: &Path| waits.send(output.to_owned()).expect("a listener");
            let request = Publish {
                output: &place.at("site"),
                root: &place.at("docs"),
                home: None,
                is_clean: false,
                on_wait: &on_wait,
            };
            publish(&Ready::new(&outputs(&[("index.html", "one")])), &request)
        });
        let told = waiting.recv().expect("a build that waits");
        assert!(told.ends_with("site") && !place.at("site").exists() && !place.at(".site.quadrille-staging").exists());
        drop(parent);
        build.join().expect("a build that ends").expect("a site");
    });
    assert_eq!(place.read("site/index.html"), "one");
}

#[test]
fn edits_keep_mode_and_symlink() {
    let place = Place::new(&[("docs/a.md", "\u{feff}one\r\n"), ("docs/b.md", "b"), ("docs/same.md", "same")]);
    fs::set_permissions(place.at("docs/a.md"), fs::Permissions::from_mode(0o640)).expect("a mode");
    symlink("a.md", place.at("docs/alias.md")).expect("a symlink");
    let (alias, other, same) = (place.at("docs/alias.md"), place.at("docs/b.md"), place.at("docs/same.md"));
    let inode = place.inode("docs/same.md");
    let changed = apply_edits(
        &place.at("docs"),
        &[
            EditedFile { file: &alias, old: "\u{feff}one\r\n", new: "\u{feff}two\r\n" },
            EditedFile { file: &other, old: "b", new: "" },
            EditedFile { file: &same, old: "same", new: "same" },
        ],
    );
    assert_eq!(changed.expect("edits"), 2);
    let texts = ["docs/a.md", "docs/b.md", "docs/same.md"].map(|path| place.read(path));
    assert_eq!(texts, ["\u{feff}two\r\n", "", "same"]);
    assert_eq!(fs::metadata(place.at("docs/a.md")).expect("a file").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&alias).expect("a symlink").is_symlink());
    assert_eq!(place.inode("docs/same.md"), inode);
    assert_eq!(place.tree("docs").len(), 5, "no litter");
}

#[test]
fn edits_are_all_or_none_and_stay_in_the_root() {
    let place = Place::new(&[("docs/a.md", "a"), ("docs/b.md", "changed meanwhile"), ("CHANGELOG.md", "c")]);
    symlink("../CHANGELOG.md", place.at("docs/log.md")).expect("a symlink");
    symlink("a.md", place.at("docs/alias.md")).expect("a symlink");
    let before = place.tree("");
    let first = place.at("docs/a.md");
    for (file, old, reason) in [
        ("docs/b.md", "b", "it has changed since it was read"),
        ("docs/b.md", "changed", "it has changed since it was read"),
        ("docs/log.md", "c", "it lies outside of the docs root"),
        ("CHANGELOG.md", "c", "it lies outside of the docs root"),
        ("docs/alias.md", "a", "it is edited twice, once by another name"),
    ] {
        let file = place.at(file);
        let edits = [EditedFile { file: &first, old: "a", new: "x" }, EditedFile { file: &file, old, new: "y" }];
        let error = apply_edits(&place.at("docs"), &edits).expect_err("a refusal").to_string();
        assert!(error.starts_with("refusing to edit `") && error.ends_with(reason), "{error}");
        assert_eq!(place.tree(""), before);
    }
}
