//! Hosts of repositories and people: how their addresses are made, and what their names look like.

use serde_json::Value;

use super::is_word;
use crate::config::extensions::Options;

/// A host.
#[derive(Debug, Clone)]
pub(in crate::parse::python) struct Provider {
    /// Its name in classes and short forms.
    pub(in crate::parse::python) name: String,
    /// Its name as readers know it.
    pub(in crate::parse::python) label: String,
    pub(in crate::parse::python) kind: Kind,
    /// Its address, without a slash at the end.
    pub(in crate::parse::python) url: String,
    /// Whether `www.` before its host is the same.
    pub(in crate::parse::python) takes_www: bool,
}

/// What runs on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::python) enum Kind {
    GitHub,
    GitLab,
    Bitbucket,
    /// People alone.
    Social,
}

/// What a short form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::python) enum Thing<'t> {
    Issue(&'t str),
    Pull(&'t str),
    Discussion(&'t str),
    Commit(&'t str),
    Compare(&'t str, &'t str),
}

/// The hosts that a project knows: those that all know, and its own.
pub(in crate::parse::python) fn providers(options: &Options) -> Vec<Provider> {
    let known = [
        ("github", "GitHub", Kind::GitHub, "https://github.com"),
        ("gitlab", "GitLab", Kind::GitLab, "https://gitlab.com"),
        ("bitbucket", "Bitbucket", Kind::Bitbucket, "https://bitbucket.org"),
        ("x", "X", Kind::Social, "https://x.com"),
        ("twitter", "Twitter", Kind::Social, "https://twitter.com"),
    ];
    let known = known.into_iter().map(|(name, label, kind, url)| Provider {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        url: url.to_owned(),
        takes_www: true,
    });
    let own = options.value("custom").as_object().into_iter().flatten().filter_map(|(name, entry)| {
        let text = |key: &str| entry[key].as_str();
        let kind = match text("type")? {
            "github" => Kind::GitHub,
            "gitlab" => Kind::GitLab,
            "bitbucket" => Kind::Bitbucket,
            _ => return None,
        };
        Some(Provider {
            name: name.clone(),
            label: text("label").unwrap_or(name).to_owned(),
            kind,
            url: text("host")?.to_lowercase().trim_end_matches('/').to_owned(),
            takes_www: entry["www"].as_bool().unwrap_or(true),
        })
    });
    known.chain(own).collect()
}

/// The host of a project: that of its option, else GitHub.
pub(in crate::parse::python) fn usual<'p>(options: &Options, providers: &'p [Provider]) -> Option<&'p Provider> {
    let name = options.text("provider");
    providers.iter().find(|provider| provider.name == name).or_else(|| providers.first())
}

/// The name of a thing for readers: the project's, else the usual one.
pub(in crate::parse::python) fn label<'o>(options: &'o Options, key: &str, usual: &'o str) -> &'o str {
    options.value("labels").get(key).and_then(Value::as_str).unwrap_or(usual)
}

impl Provider {
    /// The address of a thing in a repository.
    pub(in crate::parse::python) fn address(&self, (user, repo): (&str, &str), thing: Thing<'_>) -> String {
        let base = format!("{}/{user}/{repo}", self.url);
        match (self.kind, thing) {
            (Kind::GitLab, Thing::Issue(number)) => format!("{base}/-/issues/{number}"),
            (Kind::GitLab, Thing::Pull(number)) => format!("{base}/-/merge_requests/{number}"),
            (Kind::GitLab, Thing::Commit(hash)) => format!("{base}/-/commit/{hash}"),
            (Kind::GitLab, Thing::Compare(from, to)) => format!("{base}/-/compare/{from}...{to}"),
            (Kind::Bitbucket, Thing::Pull(number)) => format!("{base}/pull-requests/{number}"),
            (Kind::Bitbucket, Thing::Commit(hash)) => format!("{base}/commits/commit/{hash}"),
            (Kind::Bitbucket, Thing::Compare(from, to)) => format!("{base}/branches/commits/{from}..{to}#diff"),
            (_, Thing::Issue(number)) => format!("{base}/issues/{number}"),
            (_, Thing::Pull(number)) => format!("{base}/pull/{number}"),
            (_, Thing::Discussion(number)) => format!("{base}/discussions/{number}"),
            (_, Thing::Commit(hash)) => format!("{base}/commit/{hash}"),
            (_, Thing::Compare(from, to)) => format!("{base}/compare/{from}...{to}"),
        }
    }

    /// The first characters of a hash, as it is shown.
    pub(in crate::parse::python) fn short<'h>(&self, hash: &'h str) -> &'h str {
        hash.get(..if self.kind == Kind::GitLab { 8 } else { 7 }).unwrap_or(hash)
    }

    /// How long the name of a user is that a text starts with; at its end a word ends.
    pub(in crate::parse::python) fn user_length(&self, text: &str) -> Option<usize> {
        let ends_word = |length: &usize| {
            let last = text[..*length].chars().next_back();
            let next = text[*length..].chars().next();
            last.is_some_and(is_word) != next.is_some_and(is_word)
        };
        let most = if self.kind == Kind::Social { 15 } else { 39 };
        let letters = text.char_indices().take_while(|(_, c)| self.may_hold(*c)).take(most);
        let ends: Vec<usize> = letters.map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().find(|end| self.is_user(&text[..*end]) && ends_word(end))
    }

    fn may_hold(&self, c: char) -> bool {
        match self.kind {
            Kind::Social => is_word(c),
            Kind::GitLab => c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'),
            Kind::GitHub | Kind::Bitbucket => c.is_ascii_alphanumeric() || matches!(c, '-' | '_'),
        }
    }

    /// Whether a text is the name of a user.
    pub(in crate::parse::python) fn is_user(&self, text: &str) -> bool {
        let ends = |may: fn(char) -> bool| text.starts_with(may) && text.ends_with(may);
        let most = if self.kind == Kind::Social { 15 } else { 39 };
        let fits = text.chars().count() <= most && text.chars().all(|c| self.may_hold(c));
        fits && !text.is_empty()
            && match self.kind {
                Kind::GitHub => ends(|c| c.is_ascii_alphanumeric()),
                Kind::GitLab => !text.starts_with('-') && !(text.ends_with('.') && text.len() > 1),
                Kind::Bitbucket | Kind::Social => true,
            }
    }
}

/// How long the name of a repository is that a text starts with; at its end a word ends.
pub(in crate::parse::python) fn repo_length(text: &str) -> Option<usize> {
    let most = text.bytes().take(100).take_while(|byte| is_repo_byte(*byte)).count();
    let ends_word = |length: &usize| {
        text.as_bytes()[length - 1].is_ascii_alphanumeric() && !text[*length..].chars().next().is_some_and(is_word)
    };
    (1..=most).rev().find(ends_word)
}

/// Whether a byte can stand in the name of a repository.
pub(in crate::parse::python) fn is_repo_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')
}
