//! Short forms for people, repositories and what is in them: `@user`, `@user/repo`, `#1`, `!1`, `?1`, `repo#1`,
//! `user/repo@hash`, `hash...hash`; with `name:` before the user for another host.
//!
//! # Source
//! PyMdown Extensions 13.1, MagicLink.

use super::super::reader::Reader;
use super::super::text::Text;
use super::providers::{Kind, Provider, Thing, is_repo_byte, label, providers, repo_length, usual};
use super::{Found, Made, is_word};
use crate::config::extensions::Options;

const EXTENSION: &str = "pymdownx.magiclink";
/// How long a hash is.
const HASH: usize = 40;

/// What a project says of its short forms.
struct Shorthand<'o> {
    options: &'o Options,
    providers: Vec<Provider>,
    /// The host of what names none, by its place among them.
    usual: usize,
    has_repos: bool,
    has_people: bool,
}

/// What is found: the bytes, the shown text, the address, the title, the class.
struct Link {
    start: usize,
    end: usize,
    shown: String,
    href: String,
    title: String,
    class: String,
}

/// Whether short forms are read, so that `@` can be escaped.
pub(super) fn is_on(options: &Options) -> bool {
    options.is_on("repo_url_shorthand") || options.is_on("social_url_shorthand")
}

impl<'o> Shorthand<'o> {
    fn of(reader: &Reader<'o>) -> Option<Self> {
        let options = reader.options(EXTENSION).filter(|options| is_on(options))?;
        let providers = providers(options);
        let name = usual(options, &providers)?.name.clone();
        let usual = providers.iter().position(|provider| provider.name == name)?;
        let (has_repos, has_people) = (options.is_on("repo_url_shorthand"), options.is_on("social_url_shorthand"));
        Some(Self { options, providers, usual, has_repos, has_people })
    }

    fn usual(&self) -> &Provider {
        &self.providers[self.usual]
    }

    /// Whether people or things on a host have short forms.
    fn is_read(&self, provider: &Provider) -> bool {
        if provider.kind == Kind::Social { self.has_people } else { self.has_repos }
    }

    /// The host that a text names with a colon, and the bytes of its name with the colon.
    fn named(&self, text: &str) -> Option<(&Provider, usize)> {
        let (name, _) = text.split_once(':').filter(|(name, _)| name.len() < 64)?;
        let provider = self.providers.iter().find(|provider| provider.name == name)?;
        self.is_read(provider).then_some((provider, name.len() + 1))
    }

    /// A person or a repository at an `@`.
    fn mention(&self, text: &str, at: usize) -> Option<Link> {
        let rest = &text[at + 1..];
        let (provider, skipped) = self.named(rest).unwrap_or((self.usual(), 0));
        let is_social = self.usual().kind == Kind::Social;
        let user_end = skipped + provider.user_length(&rest[skipped..])?;
        let user = &rest[skipped..user_end];
        let may_be_repo = self.has_repos && provider.kind != Kind::Social && !(skipped == 0 && is_social);
        let repo = rest[user_end..]
            .strip_prefix('/')
            .filter(|_| may_be_repo)
            .and_then(|behind| repo_length(behind).map(|length| &behind[..length]));
        let Provider { name, label: host, url, .. } = provider;
        Some(match repo {
            Some(repo) => Link {
                start: at,
                end: at + 1 + user_end + 1 + repo.len(),
                shown: format!("{user}/{repo}"),
                href: format!("{url}/{user}/{repo}"),
                title: format!("{host} {}: {user}/{repo}", label(self.options, "repository", "Repository")),
                class: format!("magiclink magiclink-{name} magiclink-repository"),
            },
            None => Link {
                start: at,
                end: at + 1 + user_end,
                shown: format!("@{user}"),
                href: format!("{url}/{user}"),
                title: format!("{host} {}: {user}", label(self.options, "mention", "User")),
                class: format!("magiclink magiclink-{name} magiclink-mention"),
            },
        })
    }

    /// A thing in a repository whose sign stands at a byte: `#`, `!`, `?`, or `@` before a hash.
    fn reference(&self, text: &str, at: usize) -> Option<Link> {
        let (thing, end) = thing_at(text, at)?;
        let repo = repo_before(text, at);
        let owned = repo.and_then(|start| self.user_before(text, start));
        let bare = repo.and_then(|start| match text[..start].chars().next_back() {
            // As there: what a slash stands before is cut by a character.
            Some('@' | '/') => (start + 1 < at).then_some(start + 1),
            _ => Some(start),
        });
        match (owned, bare) {
            (Some((provider, start, user_start)), _) => {
                let repo_start = repo?;
                let user = &text[user_start..repo_start - 1];
                self.link(provider, (user, &text[repo_start..at]), thing, (start, end))
            }
            (None, Some(start)) if self.usual().kind != Kind::Social => {
                let user = self.options.text("user");
                (!user.is_empty()).then(|| self.link(self.usual(), (user, &text[start..at]), thing, (start, end)))?
            }
            (None, None) if !text[at..].starts_with('@') => self.micro(text, (at, end), thing),
            _ => None,
        }
    }

    /// A thing in the project's own repository.
    fn micro(&self, text: &str, (start, end): (usize, usize), thing: Thing<'_>) -> Option<Link> {
        let (user, repo) = (self.options.text("user"), self.options.text("repo"));
        let before = text[..start].chars().next_back();
        let is_own = !user.is_empty() && !repo.is_empty() && self.usual().kind != Kind::Social;
        let may_start = !before.is_some_and(|c| c.is_ascii_alphabetic());
        (is_own && may_start).then(|| self.link(self.usual(), (user, repo), thing, (start, end)))?
    }

    /// The user before the slash before a repository: the host, where the whole begins, where the name begins.
    fn user_before(&self, text: &str, repo: usize) -> Option<(&Provider, usize, usize)> {
        let slash = repo.checked_sub(1).filter(|at| text.as_bytes()[*at] == b'/')?;
        let is_part = |byte: &u8| is_repo_byte(*byte);
        let start = slash - text.as_bytes()[..slash].iter().rev().take(40).take_while(|byte| is_part(byte)).count();
        let user = &text[start..slash];
        let names = &text[..start];
        if let Some(before) = names.strip_suffix(':') {
            let name = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
            let (provider, _) = self.named(&text[name..])?;
            let is_free = !text[..name].ends_with(['@', '/']) && !text[..name].ends_with(is_word);
            return (is_free && provider.is_user(user)).then_some((provider, name, start));
        }
        let provider = self.usual();
        let is_free = !names.ends_with(['@', '/']) && !names.ends_with(is_word);
        (is_free && provider.kind != Kind::Social && provider.is_user(user)).then_some((provider, start, start))
    }

    fn link(
        &self,
        provider: &Provider,
        (user, repo): (&str, &str),
        thing: Thing<'_>,
        (start, end): (usize, usize),
    ) -> Option<Link> {
        let is_my_user = user == self.options.text("user") && provider.name == self.usual().name;
        let is_my_repo = is_my_user && repo == self.options.text("repo");
        let place = match (is_my_repo, is_my_user) {
            (true, _) => String::new(),
            (_, true) => repo.to_owned(),
            _ => format!("{user}/{repo}"),
        };
        let described = described(self.options, provider, thing)?;
        let sign = if place.is_empty() && described.is_hash { "" } else { described.sign };
        Some(Link {
            start,
            end,
            shown: format!("{place}{sign}{}", described.shown),
            href: provider.address((user, repo), thing),
            title: format!("{} {}: {user}/{repo}{}", provider.label, described.label, described.title),
            class: format!("magiclink magiclink-{} magiclink-{}", provider.name, described.class),
        })
    }
}

/// How a thing is shown.
pub(in crate::parse::python) struct Described<'o> {
    /// What stands between the repository and the thing.
    pub(in crate::parse::python) sign: &'static str,
    /// Whether it is a commit, which has no sign by itself.
    pub(in crate::parse::python) is_hash: bool,
    pub(in crate::parse::python) shown: String,
    pub(in crate::parse::python) label: &'o str,
    /// What stands behind the repository in the title.
    pub(in crate::parse::python) title: String,
    pub(in crate::parse::python) class: &'static str,
}

/// How a thing is shown; `None` where the host has none of its kind.
pub(in crate::parse::python) fn described<'o>(
    options: &'o Options,
    provider: &Provider,
    thing: Thing<'_>,
) -> Option<Described<'o>> {
    let sign = |sign: &'static str| if options.is_on("normalize_issue_symbols") { "#" } else { sign };
    let numbered = |sign, number: &str, label, class| Described {
        sign,
        is_hash: false,
        shown: number.to_owned(),
        label,
        title: format!(" #{number}"),
        class,
    };
    let hashed = |shown: String, label, class| {
        let title = format!("@{shown}");
        Described { sign: "@", is_hash: true, shown, label, title, class }
    };
    Some(match thing {
        Thing::Issue(number) => numbered("#", number, label(options, "issue", "Issue"), "issue"),
        Thing::Pull(number) => numbered(sign("!"), number, label(options, "pull", "Pull Request"), "pull"),
        Thing::Discussion(number) if provider.kind == Kind::GitHub => {
            numbered(sign("?"), number, label(options, "discuss", "Discussion"), "discussion")
        }
        Thing::Discussion(_) => return None,
        Thing::Commit(hash) => hashed(provider.short(hash).to_owned(), label(options, "commit", "Commit"), "commit"),
        Thing::Compare(from, to) => {
            let shown = format!("{}...{}", provider.short(from), provider.short(to));
            hashed(shown, label(options, "compare", "Compare"), "compare")
        }
    })
}

/// People and repositories.
pub(super) fn mentions(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let Some(shorthand) = Shorthand::of(reader) else { return Vec::new() };
    let starts = text.match_indices('@').map(|(at, _)| at);
    let links = starts.filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_alphabetic()));
    made(reader, text, links.filter_map(|at| shorthand.mention(text, at)).collect())
}

/// Things in repositories.
pub(super) fn references(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let Some(shorthand) = Shorthand::of(reader).filter(|shorthand| shorthand.has_repos) else { return Vec::new() };
    let bytes = text.as_bytes();
    let (mut links, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let found = match bytes[at] {
            b'#' | b'!' | b'?' | b'@' => shorthand.reference(text, at),
            b'0'..=b'9' | b'a'..=b'f' => {
                let length = bytes[at..].iter().take_while(|byte| is_hash_byte(**byte)).count();
                let is_free = !text[..at].ends_with(|c: char| is_word(c) || matches!(c, '@' | '/'));
                let found = hashes(text, at).filter(|_| is_free);
                let found = found.and_then(|(thing, end)| shorthand.micro(text, (at, end), thing));
                if found.is_none() {
                    at += length;
                    continue;
                }
                found
            }
            _ => None,
        };
        at = found.as_ref().map_or(at + 1, |link| link.end);
        links.extend(found);
    }
    made(reader, text, links)
}

fn made(reader: &mut Reader<'_>, text: &Text, links: Vec<Link>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for Link { start, end, shown, href, title, class } in links {
        if found.last().is_some_and(|last| last.end > start) {
            continue;
        }
        let id = reader.tree.make("a", text.span(start..end));
        let element = &mut reader.tree[id];
        element.set_own("href", href);
        element.set_own("title", title);
        element.set_own("class", class);
        element.text = Text::own(shown, text.span(start..end)).atomic();
        found.push(Found { start, end, made: Made::Element(id) });
    }
    found
}

/// The thing whose sign stands at a byte, and where it ends.
fn thing_at(text: &str, at: usize) -> Option<(Thing<'_>, usize)> {
    let sign = text.as_bytes()[at];
    if sign == b'@' {
        return hashes(text, at + 1);
    }
    let rest = &text[at + 1..];
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = length > 0 && !rest.starts_with('0') && !rest[length..].starts_with(is_word);
    let number = &rest[..length];
    let thing = match sign {
        b'#' => Thing::Issue(number),
        b'!' => Thing::Pull(number),
        _ => Thing::Discussion(number),
    };
    is_number.then_some((thing, at + 1 + length))
}

/// One hash, or two with dots between, and where they end.
fn hashes(text: &str, start: usize) -> Option<(Thing<'_>, usize)> {
    let hash = |at: usize| text.get(at..at + HASH).filter(|hash| hash.bytes().all(is_hash_byte));
    let ends = |at: usize| !text[at..].starts_with(is_word);
    let from = hash(start)?;
    let end = start + HASH;
    if let Some(to) = text[end..].strip_prefix("...").and_then(|_| hash(end + 3))
        && ends(end + 3 + HASH)
    {
        return Some((Thing::Compare(from, to), end + 3 + HASH));
    }
    ends(end).then_some((Thing::Commit(from), end))
}

fn is_hash_byte(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'a'..=b'f')
}

/// Where the name of a repository starts that ends at a byte.
fn repo_before(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = bytes[..at].iter().rev().take(100).take_while(|byte| is_repo_byte(**byte)).count();
    (length > 0 && bytes[at - 1].is_ascii_alphanumeric()).then_some(at - length)
}
