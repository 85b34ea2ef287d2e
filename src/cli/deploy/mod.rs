//! `quadrille deploy`: versions of the site side by side on a branch.
//!
//! `publish` builds a version and puts it there, `change` does all that needs no build. Both make of the versions that
//! the branch has the new list and the paths that change, and commit these at once.

mod change;
mod publish;

use std::collections::BTreeMap;

use crate::cli::Exit;
use crate::cli::args::{AliasArgs, BranchArgs, CommitArgs, Deploy, DeployCommand};
use crate::cli::session::{Failure, Session};
use crate::config::{AliasType, Located, Request};
use crate::render::redirect_page;
use crate::text::printable;
use crate::versions::{FILE_NAME, Taken, Versions};
use crate::write::{Branch, Change, Committed, IfUnchanged, Scratch, Upstream};

pub(super) fn run(session: &Session, args: &Deploy) -> Result<Exit, Failure> {
    match &args.command {
        None => publish::run(session, args),
        Some(DeployCommand::List(args)) => change::list(session, args),
        Some(DeployCommand::Delete(args)) => change::delete(session, args),
        Some(DeployCommand::Alias(args)) => change::alias(session, args),
        Some(DeployCommand::Retitle(args)) => change::retitle(session, args),
        Some(DeployCommand::SetDefault(args)) => change::set_default(session, args),
    }
}

/// The branch of a project, and the versions on it.
struct Target {
    located: Located,
    branch: Branch,
    branch_name: String,
    remote: String,
    /// With a `/` at its end, or empty.
    prefix: String,
    versions: Versions,
}

impl Target {
    fn open(session: &Session, args: &BranchArgs) -> Result<Self, Failure> {
        let request = Request { cwd: session.cwd.clone(), config_file: args.config.clone(), ..Request::default() };
        let located = Session::locate(&request)?;
        let usual = &located.config.versions;
        let or = |own: &Option<String>, usual: &str| own.clone().unwrap_or_else(|| usual.to_owned());
        let (branch_name, remote) = (or(&args.branch, &usual.branch), or(&args.remote, &usual.remote));
        let prefix = folder(&or(&args.prefix, &usual.prefix))?;
        let upstream = if args.ignore_remote_status { Upstream::Ignored } else { Upstream::Followed(&remote) };
        let branch = Branch::open(&located.config.project, &branch_name, upstream)?;
        let versions = match branch.read(&format!("{prefix}{FILE_NAME}"))? {
            Some(bytes) => Versions::parse(&String::from_utf8_lossy(&bytes))?,
            None => Versions::default(),
        };
        Ok(Self { located, branch, branch_name, remote, prefix, versions })
    }

    /// The path of a version or an alias on the branch.
    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// What an alias of a version is to be; `folder` holds the pages of redirects until they are committed.
    fn alias(&self, version: &str, kind: AliasType, redirects: Option<&Scratch>) -> Change {
        match (kind, redirects) {
            (AliasType::Symlink, _) => Change::Link(version.to_owned()),
            (AliasType::Redirect, Some(redirects)) => Change::Folder(redirects.path().to_owned()),
            (AliasType::Redirect, None) | (AliasType::Copy, _) => Change::Same(self.path(version)),
        }
    }

    /// The pages of an alias that lead to those of its version, where an alias is made of such.
    fn redirects(&self, version: &str, kind: AliasType, paths: &[String]) -> Result<Option<Scratch>, Failure> {
        if kind != AliasType::Redirect {
            return Ok(None);
        }
        let mkdocs = &self.located.config;
        let pages: Vec<(String, String)> = paths
            .iter()
            .filter(|path| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "html"))
            .map(|path| {
                let is_folder = mkdocs.has_directory_urls() && (*path == "index.html" || path.ends_with("/index.html"));
                let page = if is_folder { path.strip_suffix("index.html").unwrap_or(path) } else { path };
                let up = "../".repeat(path.matches('/').count() + 1);
                (path.clone(), redirect_page(&format!("{up}{version}/{page}")))
            })
            .collect();
        Ok(Some(Scratch::of_texts(&pages)?))
    }

    /// Commits changes together with the new list of versions, and pushes them where that is wanted.
    fn commit(
        &mut self,
        session: &Session,
        args: &CommitArgs,
        mut changes: BTreeMap<String, Change>,
        message: &str,
    ) -> Result<Committed, Failure> {
        changes.insert(format!("{}{FILE_NAME}", self.prefix), Change::File(self.versions.to_json()));
        self.commit_alone(session, args, &changes, message)
    }

    /// As [`Self::commit`], the list of versions as it is.
    fn commit_alone(
        &mut self,
        session: &Session,
        args: &CommitArgs,
        changes: &BTreeMap<String, Change>,
        message: &str,
    ) -> Result<Committed, Failure> {
        let if_unchanged = if args.allow_empty { IfUnchanged::Commit } else { IfUnchanged::NoCommit };
        let message = format!("{}\n", args.message.as_deref().unwrap_or(message));
        let committed = self.branch.commit(changes, &message, if_unchanged)?;
        if committed == Committed::Unchanged {
            let branch = printable(&self.branch_name).into_owned();
            session.tell(&format!("note: the branch `{branch}` has all of this already: there is no new commit"));
        }
        if args.push {
            self.branch.push(&self.remote)?;
        }
        Ok(committed)
    }

    /// ` in docs`, for messages of commits.
    fn in_prefix(&self) -> String {
        if self.prefix.is_empty() { String::new() } else { format!(" in {}", self.prefix.trim_end_matches('/')) }
    }
}

/// The words at the end of a commit's message.
fn by() -> String {
    format!("with Quadrille {}", env!("CARGO_PKG_VERSION"))
}

const fn taken(args: &AliasArgs) -> Taken {
    if args.update_aliases { Taken::Moves } else { Taken::Stays }
}

/// A folder of the branch as the beginning of paths.
fn folder(prefix: &str) -> Result<String, Failure> {
    let parts: Vec<&str> = prefix.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.iter().any(|part| matches!(*part, ".." | ".git") || part.chars().any(char::is_control)) {
        let prefix = printable(prefix);
        return Err(Failure::Message(format!("`{prefix}` is not the path of a folder on the branch")));
    }
    Ok(parts.iter().flat_map(|part| [part, "/"]).collect())
}
