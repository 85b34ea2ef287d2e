//! Search by Pagefind, with a program of that name made for the test.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Run, Tree, clean_command};

/// Writes down which pages it was given, and what it was run with.
const LISTS_PAGES: &str = "#!/bin/sh\n\
    while [ \"$1\" != --site ]; do shift; done\n\
    cd \"$2\" && mkdir -p pagefind/fragment && touch pagefind/pagefind.js\n\
    find . -name '*.html' | sort > pagefind/fragment/pages.txt\n";

fn garden() -> Tree {
    Tree::new(&[
        ("quadrille.toml", "[search]\nengine = \"pagefind\"\n"),
        ("docs/index.md", "# Home\n\n[[pin]]\n"),
        ("docs/pin.md", "# Pin\n\n[[index]]\n"),
        ("docs/asset.html", "<main>not one of the pages</main>"),
    ])
}

/// Builds with nothing but this program, the usual ones and the command itself on the path.
fn build(tree: &Tree, program: Option<&str>) -> Run {
    let bin = tree.root().join("bin");
    if let Some(text) = program {
        tree.write("bin/pagefind", text);
        fs::set_permissions(bin.join("pagefind"), fs::Permissions::from_mode(0o755))
            .expect("it can be made executable");
    }
    let path = if program.is_some() { format!("{}:/usr/bin:/bin", bin.display()) } else { bin.display().to_string() };
    let mut command = clean_command(env!("CARGO_BIN_EXE_quadrille"), &tree.root());
    let output = command.args(["build", "--verify"]).env("PATH", path).output().expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

#[test]
fn its_files_are_published_and_replaced_with_the_pages() {
    let tree = garden();
    let run = build(&tree, Some(LISTS_PAGES));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert_eq!(
        tree.read("site/pagefind/fragment/pages.txt").as_deref(),
        Some("./graph/index.html\n./index.html\n./pin/index.html\n")
    );
    assert_eq!(tree.read("site/pagefind/pagefind.js").as_deref(), Some(""));
    let other = "#!/bin/sh\nwhile [ \"$1\" != --site ]; do shift; done\nmkdir \"$2/pagefind\" && echo 2 > \"$2/pagefind/new.js\"\n";
    assert_eq!(build(&tree, Some(other)).code, 0);
    assert_eq!(tree.list("site/pagefind"), ["new.js"]);
}

#[test]
fn without_it_nothing_is_published() {
    let tree = garden();
    let run = build(&tree, None);
    assert_eq!(run.code, 2);
    let wanted = "error: `pagefind` is not installed, and `[search] engine` asks for it\n  hint: install it";
    assert!(run.stderr.starts_with(wanted), "{}", run.stderr);
    assert!(tree.list("site").is_empty());
    let run = build(&tree, Some("#!/bin/sh\necho 'no room left' >&2\nexit 3\n"));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`pagefind` failed (exit status: 3):\n  no room left"), "{}", run.stderr);
    assert!(tree.list("site").is_empty());
}
