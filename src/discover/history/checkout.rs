//! Where the working copy stands: its branch, what the branch has done so far, and what is not committed.
//!
//! Docs root → [`Checkout`], by a few short questions to git. Must never change the repository or ask the network.

use std::path::Path;

use super::log::git;

/// How many commits are told.
const MOST_COMMITS: usize = 10;
/// What the branch that all others come from is called, where the remote does not say it.
const USUAL_BASES: [&str; 3] = ["main", "master", "trunk"];

/// Where the working copy of a repository stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkout {
    /// The branch; `None` where none is checked out.
    pub branch: Option<String>,
    /// The branch that it came from: what `origin` calls its own, else `main`, `master` or `trunk`, whichever is there.
    /// `None` where there is none, and on that branch itself.
    pub base: Option<String>,
    /// The commits that the base does not have, newest first: short hash and subject. Ten at most.
    pub commits: Vec<String>,
    /// How many these are.
    pub commit_count: usize,
    /// How many files are changed, added or unknown to git.
    pub changed_files: usize,
    /// How many changes are stashed away.
    pub stashes: usize,
}

/// Asks git; `None` where there is no git or no repository.
#[must_use]
pub fn checkout(root: &Path) -> Option<Checkout> {
    ask(root, &["rev-parse", "--git-dir"])?;
    let branch = ask(root, &["symbolic-ref", "--quiet", "--short", "HEAD"]).filter(|name| !name.is_empty());
    let base = base(root, branch.as_deref());
    let mut checkout = Checkout {
        branch,
        changed_files: lines(root, &["status", "--porcelain"]),
        stashes: lines(root, &["stash", "list"]),
        ..Checkout::default()
    };
    if let Some(base) = base {
        let range = format!("{base}..HEAD");
        let count = ask(root, &["rev-list", "--count", &range, "--"]);
        checkout.commit_count = count.and_then(|count| count.parse().ok()).unwrap_or(0);
        let most = format!("--max-count={MOST_COMMITS}");
        let log = ["log", "--format=%h %s", "--no-color", "--no-show-signature", &most, &range, "--"];
        checkout.commits = ask(root, &log).unwrap_or_default().lines().map(str::to_owned).collect();
        checkout.base = Some(base);
    }
    Some(checkout)
}

fn base(root: &Path, branch: Option<&str>) -> Option<String> {
    let of_remote = ask(root, &["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
    let local = |name: &&str| ask(root, &["rev-parse", "--quiet", "--verify", &format!("refs/heads/{name}")]).is_some();
    let usual = || USUAL_BASES.iter().find(|name| local(name)).map(|name| (*name).to_owned());
    let base = of_remote.filter(|name| !name.is_empty()).or_else(usual)?;
    let name = base.strip_prefix("origin/").unwrap_or(&base);
    (Some(name) != branch).then_some(base)
}

fn lines(root: &Path, arguments: &[&str]) -> usize {
    ask(root, arguments).unwrap_or_default().lines().count()
}

/// What git answers, without the line end; `None` where it complains or is not there.
fn ask(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = git(root).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
