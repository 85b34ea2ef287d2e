//! What `quadrille deploy` does without a build: list, delete, alias, retitle, set-default.

use std::collections::BTreeMap;

use crate::cli::Exit;
use crate::cli::args::{DeployAlias, DeployDefault, DeployDelete, DeployList, DeployRetitle};
use crate::cli::deploy::{Target, by, taken};
use crate::cli::session::{Failure, Session};
use crate::render::redirect_page;
use crate::text::printable;
use crate::versions::{Version, json};
use crate::write::{Change, Committed};

pub(super) fn list(session: &Session, args: &DeployList) -> Result<Exit, Failure> {
    let target = Target::open(session, &args.place)?;
    let one = args.name.as_deref().map(|name| target.versions.get(name)).transpose()?;
    let text = match (one, args.json) {
        (Some(version), true) => json(version) + "\n",
        (Some(version), false) => line(version),
        (None, true) => target.versions.to_json(),
        (None, false) => target.versions.sorted().into_iter().map(line).collect(),
    };
    session.print(&text)?;
    Ok(Exit::Clean)
}

/// `"Title" (1.0) [latest, stable]`, as far as there is such.
fn line(version: &Version) -> String {
    let name = if version.title == version.name {
        version.name.clone()
    } else {
        format!("\"{}\" ({})", version.title, version.name)
    };
    let aliases: Vec<&str> = version.aliases.iter().map(String::as_str).collect();
    let aliases = if aliases.is_empty() { String::new() } else { format!(" [{}]", aliases.join(", ")) };
    format!("{}\n", printable(&format!("{name}{aliases}")))
}

pub(super) fn delete(session: &Session, args: &DeployDelete) -> Result<Exit, Failure> {
    let mut target = Target::open(session, &args.place)?;
    let folder = target.prefix.trim_end_matches('/').to_owned();
    let (committed, what) = if args.all {
        let changes = BTreeMap::from([(folder, Change::Gone)]);
        let message = format!("Removed everything{} {}", target.in_prefix(), by());
        (target.commit_alone(session, &args.commit, &changes, &message)?, "everything".to_owned())
    } else {
        let mut changes = BTreeMap::new();
        for name in &args.names {
            for gone in target.versions.remove(name)? {
                changes.insert(target.path(&gone), Change::Gone);
            }
        }
        let what = args.names.join(", ");
        let message = format!("Removed {what}{} {}", target.in_prefix(), by());
        (target.commit(session, &args.commit, changes, &message)?, what)
    };
    told(session, committed, &format!("Removed {what} from the branch {}.", target.branch_name))
}

pub(super) fn alias(session: &Session, args: &DeployAlias) -> Result<Exit, Failure> {
    let mut target = Target::open(session, &args.place)?;
    let version = target.versions.get(&args.version)?.name.clone();
    target.versions.add(&version, None, &args.aliases, taken(&args.alias))?;
    let kind = args.alias.alias_type.unwrap_or(target.located.config.versions.alias_type);
    let redirects = target.redirects(&version, kind, &target.branch.files(&target.path(&version))?)?;
    let mut changes = BTreeMap::new();
    for alias in &args.aliases {
        changes.insert(target.path(alias), target.alias(&version, kind, redirects.as_ref()));
    }
    let aliases = args.aliases.join(", ");
    let message = format!("Copied {version} to {aliases}{} {}", target.in_prefix(), by());
    let committed = target.commit(session, &args.commit, changes, &message)?;
    told(session, committed, &format!("{version} is also {aliases} on the branch {}.", target.branch_name))
}

pub(super) fn retitle(session: &Session, args: &DeployRetitle) -> Result<Exit, Failure> {
    let mut target = Target::open(session, &args.place)?;
    target.versions.retitle(&args.version, &args.title)?;
    let (version, title) = (&args.version, &args.title);
    let message = format!("Set title of {version} to {title}{} {}", target.in_prefix(), by());
    let committed = target.commit(session, &args.commit, BTreeMap::new(), &message)?;
    told(session, committed, &format!("The title of {version} is now {title}."))
}

pub(super) fn set_default(session: &Session, args: &DeployDefault) -> Result<Exit, Failure> {
    let mut target = Target::open(session, &args.place)?;
    let version = &args.version;
    if !args.allow_undefined {
        target.versions.get(version)?;
    }
    let page = redirect_page(&format!("{version}/"));
    let changes = BTreeMap::from([(target.path("index.html"), Change::File(page))]);
    let message = format!("Set default version to {version}{} {}", target.in_prefix(), by());
    let committed = target.commit_alone(session, &args.commit, &changes, &message)?;
    told(session, committed, &format!("The root of the branch {} leads to {version}.", target.branch_name))
}

fn told(session: &Session, committed: Committed, what: &str) -> Result<Exit, Failure> {
    if committed == Committed::Done {
        session.print(&format!("{}\n", printable(what)))?;
    }
    Ok(Exit::Clean)
}
