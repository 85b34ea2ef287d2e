//! The published site in a real browser: runs `tests/browser/`, which is written in JavaScript.
//!
//! Needs Node.js, Chromium (`$CHROMIUM`, else `/usr/bin/chromium`) and once `npm ci` in `tests/browser`. Where one of
//! them is missing the tests are left out, unless `QUADRILLE_BROWSER=required` says that this is a failure.

use std::env;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Tree, project};

#[test]
fn the_site_works_in_a_browser() {
    let folder = project().join("tests/browser");
    let chromium = env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if let Some(missing) = missing(&folder, &chromium) {
        assert!(env::var("QUADRILLE_BROWSER").as_deref() != Ok("required"), "{missing}");
        // Not by `eprintln!`, which is shown for tests that fail only.
        writeln!(std::io::stderr(), "the browser tests are left out: {missing}").expect("stderr takes a line");
        return;
    }
    // Not a pipe, whose end would not come before that of every process that a test may leave behind.
    let tree = Tree::new::<&str, &str>(&[]);
    let path = tree.root().join("browser.log");
    let log = File::create(&path).expect("the file can be made");
    let status = Command::new("node")
        .arg("run.mjs")
        .current_dir(&folder)
        .env("QUADRILLE", env!("CARGO_BIN_EXE_quadrille"))
        .env("CHROMIUM", chromium)
        .stdin(Stdio::null())
        .stdout(log.try_clone().expect("the file is open"))
        .stderr(log)
        .status()
        .expect("node was there a moment ago");
    assert!(status.success(), "{}", fs::read_to_string(&path).expect("the file was written"));
}

/// What the tests need and is not there.
fn missing(folder: &Path, chromium: &str) -> Option<String> {
    let has_node = Command::new("node")
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_node {
        return Some("`node` is not installed".to_owned());
    }
    if !Path::new(chromium).is_file() {
        return Some(format!("there is no browser at `{chromium}`: install Chromium, or set CHROMIUM to its path"));
    }
    let modules = folder.join("node_modules/playwright-core");
    (!modules.is_dir()).then(|| "run `npm ci` in tests/browser first".to_owned())
}
