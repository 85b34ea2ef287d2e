//! `quadrille deploy VERSION`: the site is built, and becomes a version on the branch.

use std::collections::BTreeMap;

use crate::cli::args::{Build, Deploy, Where};
use crate::cli::deploy::{Target, by, taken};
use crate::cli::session::{Failure, Session};
use crate::cli::{Exit, build};
use crate::text::printable;
use crate::write::{Change, Committed, folder_files};

pub(super) fn run(session: &Session, args: &Deploy) -> Result<Exit, Failure> {
    let version = args.version.as_deref().unwrap_or_default();
    let mut target = Target::open(session, &args.place)?;
    // What cannot be is told before the site is built.
    target.branch.check_free()?;
    let at = target.versions.add(version, args.title.as_deref(), &args.aliases, taken(&args.alias))?;
    let aliases: Vec<String> = target.versions.aliases_at(at).map(str::to_owned).collect();
    let project = target.located.config.project.clone();
    let build = Build {
        place: Where { dir: Some(project), config: target.located.config.file.clone(), dialect: None },
        site_dir: args.site_dir.as_ref().map(|folder| session.cwd.join(folder)),
        base_url: None,
        strict: args.strict,
        clean: false,
        verify: false,
        no_verify: false,
        timings: false,
        version: Some(version.to_owned()),
    };
    let Some(site) = build::publish_site(session, &build)? else { return Ok(Exit::Findings) };
    let files = folder_files(&site)?;
    let kind = args.alias.alias_type.unwrap_or(target.located.config.versions.alias_type);
    let redirects = target.redirects(version, kind, &files)?;
    let mut changes = BTreeMap::from([
        (target.path(version), Change::Folder(site)),
        (".nojekyll".to_owned(), Change::File(String::new())),
    ]);
    for alias in &aliases {
        changes.insert(target.path(alias), target.alias(version, kind, redirects.as_ref()));
    }
    let of = target.branch.checked_out()?.map_or(String::new(), |commit| format!(" {commit}"));
    let message = format!("Deployed{of} to {version}{} {}", target.in_prefix(), by());
    if target.commit(session, &args.commit, changes, &message)? == Committed::Done {
        let names = if aliases.is_empty() { String::new() } else { format!(", also as {}", aliases.join(", ")) };
        let (version, branch) = (printable(version), printable(&target.branch_name));
        session.print(&format!("Deployed {version} to the branch {branch}{}.\n", printable(&names)))?;
    }
    Ok(Exit::Clean)
}
