//! What strings of the configuration may be: the meaning of the schema's `format`.
//!
//! A format's name and a text → [`Fault`] where the text does not fit. Must never look at the disk.

use super::color::Color;
use super::globs::Globs;
use super::interval::Interval;
use crate::path::{CardPath, is_markdown};

/// What is wrong with a text, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Checks a text against a format; formats without a meaning here take any text. An empty list of rules takes any rule.
pub(super) fn fault(format: &str, text: &str, rules: &[&str]) -> Option<Fault> {
    match format {
        "glob" => Globs::new(&[text])
            .err()
            .map(|reason| Fault { message: format!("bad glob `{text}`: {reason}"), hint: None }),
        "rule-name" if !rules.is_empty() && !rules.contains(&text) => Some(unknown_rule(text, rules)),
        "uri" if !is_web_address(text) => Some(Fault {
            message: format!("`{text}` is not a web address"),
            hint: Some("write it in full, with `https://` in front".to_owned()),
        }),
        "card-path" if CardPath::new(text).is_none_or(|path| !is_markdown(path.file_name())) => Some(Fault {
            message: format!("`{text}` is not the path of a card in the docs root"),
            hint: Some("write a path that ends in `.md` and does not leave the docs root".to_owned()),
        }),
        "card-name" if text.contains('/') || !is_markdown(text) => Some(Fault {
            message: format!("`{text}` is not the file name of a card"),
            hint: Some("write a name that ends in `.md`, without a folder".to_owned()),
        }),
        "folder-name" if text.contains('/') || matches!(text, "" | "." | "..") => Some(Fault {
            message: format!("`{text}` is not the name of a top folder"),
            hint: Some("write the name alone, without `/`".to_owned()),
        }),
        "language-tag" if !is_language_tag(text) => Some(Fault {
            message: format!("`{text}` is not a language tag"),
            hint: Some("write a BCP 47 tag such as `en` or `pt-BR`".to_owned()),
        }),
        "asset-path" if CardPath::new(text).is_none() || text.starts_with('/') => Some(Fault {
            message: format!("`{text}` is not the path of a file in the docs root"),
            hint: Some("write the path relative to the docs root".to_owned()),
        }),
        "color" if Color::named(text).is_none() => Some(Fault {
            message: format!("`{text}` is not a colour"),
            hint: Some(format!("write `#rrggbb` or one of {}", Color::names())),
        }),
        "font-name" if !text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')) => Some(Fault {
            message: format!("`{text}` is not the name of a font"),
            hint: Some("write the name of one font, without quotes".to_owned()),
        }),
        "interval" if Interval::parse(text).is_none() => Some(Fault {
            message: format!("`{text}` is not an interval"),
            hint: Some("write one like `90d`, `6 months`, `1 year` or `never`".to_owned()),
        }),
        "link-scheme" => scheme_fault(text),
        _ => None,
    }
}

/// The candidate that is most likely meant, if one is near enough.
pub(super) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let name = plain(name);
    let length = name.chars().count();
    let limit = if length <= 3 { 1 } else { (length / 3).max(2) };
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether the text is an absolute `http` or `https` address with a host.
pub(super) fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
}

fn unknown_rule(text: &str, rules: &[&str]) -> Fault {
    let hint = match nearest(text, rules.iter().copied()) {
        Some(rule) => format!("did you mean `{rule}`?"),
        None => "run `quadrille rule` for the list of rules".to_owned(),
    };
    Fault { message: format!("unknown rule `{text}`"), hint: Some(hint) }
}

/// `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`, RFC 3986 section 3.1, and none that runs code.
fn scheme_fault(text: &str) -> Option<Fault> {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "javascript" | "vbscript" | "data") {
        return Some(Fault {
            message: format!("links of the scheme `{text}` can run code in the reader's browser"),
            hint: Some("remove it".to_owned()),
        });
    }
    let is_scheme = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (!is_scheme).then(|| Fault {
        message: format!("`{text}` is not a link scheme"),
        hint: Some("write the scheme alone, without `:`".to_owned()),
    })
}

fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(|first| (2..=8).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{fault, nearest};

    #[test]
    fn texts_that_fit_their_format() {
        for (format, text) in [
            ("glob", "archive/**"),
            ("uri", "https://example.org/a/"),
            ("card-path", "CHANGELOG.md"),
            ("card-name", "{folder}.md"),
            ("folder-name", "how-to"),
            ("language-tag", "zh-Hant-TW"),
            ("link-scheme", "git+ssh"),
            ("asset-path", "assets/logo.svg"),
            ("color", "deep-purple"),
            ("color", "#0a7"),
            ("font-name", "Source Serif 4"),
            ("interval", "6 months"),
            ("rule-name", "anything"),
            ("a format of others", "anything"),
        ] {
            assert_eq!(fault(format, text, &[]), None, "{format}: {text}");
        }
    }

    #[test]
    fn the_nearest_name_is_near() {
        for (name, expected) in [
            ("nmae", Some("name")),
            ("repo_url", Some("repo-url")),
            ("Heading-IDs", Some("heading-ids")),
            ("ur", Some("url")),
            ("wholly-else", None),
            ("xyz", None),
        ] {
            assert_eq!(nearest(name, ["name", "url", "repo-url", "heading-ids"]), expected, "{name}");
        }
    }
}
