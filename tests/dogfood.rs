//! Our own docs are our largest test: checked and built by ourselves, without one finding.

use crate::support::{Tree, project, quadrille};

#[test]
fn our_own_docs_have_no_findings() {
    let run = quadrille(project(), &["check", "--output-format", "json"], "");
    assert_eq!((run.code, run.stdout.trim(), run.stderr.as_str()), (0, "[]", ""));
}

#[test]
fn our_own_docs_build_without_a_warning() {
    let site = Tree::new::<&str, &str>(&[]);
    let folder = site.root().join("site");
    let folder = folder.to_str().expect("temporary folders have plain names");
    let run = quadrille(project(), &["build", "--strict", "--verify", "--site-dir", folder], "");
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for page in ["index.html", "404.html", "tutorials/your-first-site/index.html", "reference/rules/index.html"] {
        assert!(site.read(&format!("site/{page}")).is_some_and(|html| html.contains("</html>")), "{page} is whole");
    }
}

#[test]
fn a_broken_link_in_a_copy_of_our_docs_is_found() {
    let tree = Tree::new(&[("docs/index.md", "# Home\n\n[[no-such-card]]\n")]);
    let run = tree.run(&["check", "--output-format", "json"], "");
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("broken-link"), "{}", run.stdout);
}
