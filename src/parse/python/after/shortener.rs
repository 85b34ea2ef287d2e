//! Addresses of repositories, what is in them, and people, that are shown as they are: shown in their short form.
//!
//! # Source
//! PyMdown Extensions 13.1, MagicLink.

use serde_json::Value;

use super::super::inline::providers::{Kind, Provider, Thing, label, providers, usual};
use super::super::inline::shorthand::described;
use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Id;
use crate::config::extensions::Options;

const EXTENSION: &str = "pymdownx.magiclink";

/// Names that are no users.
const EXCLUDED: &[(&str, &[&str])] = &[
    ("bitbucket", &["dashboard", "account", "plans", "support", "repo"]),
    ("github", &["marketplace", "notifications", "issues", "pull", "sponsors", "settings", "support"]),
    ("gitlab", &["dashboard", "-", "explore", "help", "projects"]),
    ("twitter", &["i", "messages", "bookmarks", "home"]),
    ("x", &["i", "messages", "bookmarks", "home"]),
];

/// What an address leads to.
struct Place<'h> {
    user: &'h str,
    repo: Option<&'h str>,
    thing: Option<Thing<'h>>,
}

/// Shortens the links of a card.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let Some(options) = reader.options(EXTENSION) else { return };
    let (has_repos, has_people) = (options.is_on("repo_url_shortener"), options.is_on("social_url_shortener"));
    if !has_repos && !has_people {
        return;
    }
    let providers = providers(options);
    for id in reader.tree.under(root) {
        let element = &reader.tree[id];
        if element.tag != "a" || !element.children.is_empty() || element.text.is_empty() {
            continue;
        }
        let Some(href) = element.get("href").map(str::to_owned) else { continue };
        let is_hidden = options.is_on("hide_protocol") && href.strip_prefix("https://") == Some(&*element.text);
        if href != *element.text && !is_hidden {
            continue;
        }
        let places =
            providers.iter().filter(|provider| if provider.kind == Kind::Social { has_people } else { has_repos });
        let found = places.into_iter().find_map(|provider| Some((provider, place(provider, &href)?)));
        if let Some((provider, place)) = found
            && !is_excluded(options, provider, place.user)
        {
            shorten(reader, id, options, (provider, &place, &providers));
        }
    }
}

fn is_excluded(options: &Options, provider: &Provider, user: &str) -> bool {
    let is_user = |name: &str| name.eq_ignore_ascii_case(user);
    let kind = match provider.kind {
        Kind::GitHub => "github",
        Kind::GitLab => "gitlab",
        Kind::Bitbucket => "bitbucket",
        Kind::Social => &provider.name,
    };
    match options.value("shortener_user_exclude").get(&provider.name).and_then(Value::as_array) {
        Some(names) => names.iter().filter_map(Value::as_str).any(is_user),
        None => EXCLUDED.iter().any(|(name, users)| *name == kind && users.iter().copied().any(is_user)),
    }
}

fn shorten(
    reader: &mut Reader<'_>,
    id: Id,
    options: &Options,
    (provider, place, providers): (&Provider, &Place<'_>, &[Provider]),
) {
    let Place { user, repo, thing } = place;
    let is_usual = usual(options, providers).is_some_and(|usual| usual.name == provider.name);
    let has_own = is_usual && !options.text("user").is_empty() && !options.text("repo").is_empty();
    let is_my_user = has_own && *user == options.text("user");
    let is_my_repo = is_my_user && *repo == Some(options.text("repo"));
    let host = &provider.label;
    let (shown, title, class) = match (repo, thing) {
        (Some(repo), Some(thing)) => {
            let Some(described) = described(options, provider, *thing) else { return };
            let place = match (is_my_repo, is_my_user) {
                (true, _) => String::new(),
                (_, true) => (*repo).to_owned(),
                _ => format!("{user}/{repo}"),
            };
            let sign = if place.is_empty() && described.is_hash { "" } else { described.sign };
            let title = format!("{host} {}: {user}/{repo}{}", described.label, described.title);
            (format!("{place}{sign}{}", described.shown), title, described.class)
        }
        (Some(repo), None) => {
            let title = format!("{host} {}: {user}/{repo}", label(options, "repository", "Repository"));
            (format!("{user}/{repo}"), title, "repository")
        }
        // The key is spelled so there.
        (None, _) => (format!("@{user}"), format!("{host} {}: {user}", label(options, "metion", "User")), "mention"),
    };
    let element = &mut reader.tree[id];
    let span = element.text.whole();
    element.text = Text::own(shown, span).atomic();
    element.set_own("title", title);
    for class in ["magiclink".to_owned(), format!("magiclink-{}", provider.name), format!("magiclink-{class}")] {
        if !element.has_class(&class) {
            element.add_class(&class);
        }
    }
}

/// What an address leads to on a host.
fn place<'h>(provider: &Provider, href: &'h str) -> Option<Place<'h>> {
    let rest = after_host(provider, href)?.strip_prefix('/')?;
    let parts: Vec<&str> = rest.trim_end_matches('/').split('/').collect();
    let (user, parts) = parts.split_first()?;
    if !provider.is_user(user) {
        return None;
    }
    let (repo, parts) = match parts.split_first() {
        Some((repo, parts)) if provider.kind != Kind::Social && !repo.is_empty() => (*repo, parts),
        Some(_) => return None,
        None => return Some(Place { user, repo: None, thing: None }),
    };
    if parts.is_empty() {
        return Some(Place { user, repo: Some(repo), thing: None });
    }
    let thing = thing(provider, parts)?;
    Some(Place { user, repo: Some(repo), thing: Some(thing) })
}

/// What follows the host.
fn after_host<'h>(provider: &Provider, href: &'h str) -> Option<&'h str> {
    let (scheme, host) = provider.url.split_once("://")?;
    let rest = strip(href, scheme)?.strip_prefix("://")?;
    let host = if provider.takes_www { host.strip_prefix("www.").unwrap_or(host) } else { host };
    let rest = if provider.takes_www { strip(rest, "www.").unwrap_or(rest) } else { rest };
    strip(rest, host)
}

/// A text without what it starts with, in upper or lower case.
fn strip<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len()).filter(|head| head.eq_ignore_ascii_case(start))?;
    Some(&text[head.len()..])
}

fn thing<'h>(provider: &Provider, parts: &[&'h str]) -> Option<Thing<'h>> {
    let least = if provider.kind == Kind::GitLab { 8 } else { 7 };
    let hash = |text: &'h str| {
        let is_hash = (least..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then_some(text)
    };
    let number = |text: &'h str| (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text);
    let two = |text: &'h str, dots: &str| text.split_once(dots).and_then(|(from, to)| Some((hash(from)?, hash(to)?)));
    let parts = match parts {
        ["-", parts @ ..] if provider.kind == Kind::GitLab => parts,
        parts => parts,
    };
    match (provider.kind, parts) {
        (Kind::Bitbucket, ["issues", value] | ["issues", value, _]) => number(value).map(Thing::Issue),
        (
            Kind::Bitbucket,
            ["pull-requests", value] | ["pull-requests", value, _] | ["pull-requests", value, _, "diff"],
        ) => number(value).map(Thing::Pull),
        (Kind::Bitbucket, ["commits", "commit", value]) => hash(value).map(Thing::Commit),
        (Kind::Bitbucket, ["branches", "commits", value]) => {
            let value = value.strip_suffix("#diff")?;
            let (from, to) = two(value, "..").or_else(|| two(value, "%0d"))?;
            Some(Thing::Compare(from, to))
        }
        (Kind::GitHub | Kind::GitLab, ["issues", value]) => number(value).map(Thing::Issue),
        (Kind::GitHub, ["pull", value]) | (Kind::GitLab, ["merge_requests", value]) => number(value).map(Thing::Pull),
        (Kind::GitHub, ["discussions", value]) => number(value).map(Thing::Discussion),
        (Kind::GitHub | Kind::GitLab, ["commit", value]) => hash(value).map(Thing::Commit),
        (Kind::GitHub | Kind::GitLab, ["compare", value]) => {
            let (from, to) = two(value, "...")?;
            Some(Thing::Compare(from, to))
        }
        _ => None,
    }
}
