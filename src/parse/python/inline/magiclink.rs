//! Bare addresses: `https://…`, `www.…`, `name@host`.
//!
//! An address goes up to white space or `<`, without the punctuation that ends it, and without a closing bracket that
//! opens in front of it.
//!
//! # Source
//! PyMdown Extensions 13.1, MagicLink.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::stash::ETX;
use super::super::text::Text;
use super::super::tree::{Id, Meaning};
use super::{Found, Made, autolink, is_word, unstash};

const EXTENSION: &str = "pymdownx.magiclink";

static START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:(?:ht|f)tps?://|www\.)").expect("the pattern is well formed"));
static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[-+a-z0-9_][-+a-z0-9_.]*@[-a-z0-9_]+\.[-a-z0-9_.]+").expect("the pattern is well formed")
});

/// `<https://…>`, shown without its protocol where the project says so.
pub(super) fn autolinks(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let found = autolink::addresses(reader, text);
    for find in &found {
        if let Made::Element(id) = find.made {
            hide_protocol(reader, id);
        }
    }
    found
}

/// Addresses of the web.
pub(super) fn links(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = START.find_at(text, at) {
        at = start.end();
        let before = text[..start.start()].chars().next_back();
        let may_start = before.is_none_or(|c| c.is_whitespace() || c == ETX || "*_~^[('\"".contains(c));
        let Some(end) = may_start.then(|| end_of_link(text, start.start(), start.end())).flatten() else { continue };
        let address = unstash(reader, &text.slice(start.start()..end));
        let is_www = start.as_str().to_ascii_lowercase().starts_with("www");
        let href = if is_www { Text::own(format!("http://{}", &*address), address.whole()) } else { address.clone() };
        let id = reader.tree.make("a", address.whole());
        reader.tree[id].set("href", Some(href));
        reader.tree[id].text = address.atomic();
        reader.tree[id].meaning = Meaning::Autolink;
        if !is_www {
            hide_protocol(reader, id);
        }
        found.push(Found { start: start.start(), end, made: Made::Element(id) });
        at = end;
    }
    found
}

fn hide_protocol(reader: &mut Reader<'_>, id: Id) {
    if reader.is_on(EXTENSION, "hide_protocol") {
        let shown = reader.tree[id].text.clone();
        let from = shown.find("://").map_or(0, |at| at + 3);
        reader.tree[id].text = shown.from(from);
    }
}

/// Where an address ends whose domain starts at a byte.
fn end_of_link(text: &str, start: usize, domain: usize) -> Option<usize> {
    let first = text[domain..].chars().next().filter(|c| is_word(*c) && *c != '_')?;
    let rest = &text[domain + first.len_utf8()..];
    let length = rest.find(|c: char| !(is_word(c) || matches!(c, '-' | '.'))).unwrap_or(rest.len());
    let domain_end = domain + first.len_utf8() + length;
    let path_end = text[domain..].find(|c: char| c.is_whitespace() || c == '<').map_or(text.len(), |at| domain + at);
    let end = trimmed_end(text, (start, domain), path_end);
    let mut segments = text.get(domain..domain_end.min(end))?.rsplit('.');
    (!segments.by_ref().take(2).any(|segment| segment.contains('_'))).then_some(end)
}

/// The end of an address without the punctuation that closes the words around it.
fn trimmed_end(text: &str, (start, floor): (usize, usize), mut end: usize) -> usize {
    let count = |c: char| text[start..end].matches(c).count();
    let mut open = [(')', count(')'), count('(')), (']', count(']'), count('['))];
    while end > floor {
        let Some(last) = text[floor..end].chars().next_back() else { break };
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '^' | '\'' | '"' => end -= 1,
            ';' => {
                let name = text[floor..end - 1].trim_end_matches(char::is_alphanumeric);
                let is_entity = name.ends_with('&') && floor + name.len() < end - 1;
                end = if is_entity { floor + name.len() - 1 } else { end - 1 };
            }
            ')' | ']' => {
                let Some(brackets) = open.iter_mut().find(|(close, ..)| *close == last) else { break };
                if brackets.1 <= brackets.2 {
                    break;
                }
                brackets.1 -= 1;
                end -= 1;
            }
            _ => break,
        }
    }
    end
}

/// Addresses of mail.
pub(super) fn mails(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(matched) = MAIL.find_at(text, at) {
        at = matched.end();
        let Some((start, end)) = mail(text, matched.start(), matched.end()) else { continue };
        let address = unstash(reader, &text.slice(start..end));
        let id = reader.tree.make("a", address.whole());
        let href = Text::own(format!("mailto:{}", &*address), address.whole());
        reader.tree[id].set("href", Some(href));
        reader.tree[id].text = address.atomic();
        reader.tree[id].meaning = Meaning::Autolink;
        found.push(Found { start, end, made: Made::Element(id) });
        at = end;
    }
    found
}

/// The part of what looks like an address of mail that is one.
fn mail(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let at = start + text[start..end].find('@')?;
    let local = &text[start..at];
    // Two dots end what stands before them.
    let start = start + local.rfind("..").map_or(0, |dots| dots + 2);
    let before = text[..start].chars().next_back();
    if local.ends_with('.') || start >= at || before.is_some_and(|c| c.is_ascii_alphanumeric() || "-/+@_.".contains(c))
    {
        return None;
    }
    let domain = &text[at + 1..end];
    let length = domain.find("..").unwrap_or(domain.len());
    let first_dot = domain.find('.')?;
    let is_end = |length: &usize| {
        let behind = text[at + 1 + length..].chars().next();
        let is_letter = domain.as_bytes()[length - 1].is_ascii_alphabetic();
        is_letter && behind.is_none_or(|c| !is_word(c) && c != '-' && c != '@')
    };
    let length = (first_dot + 2..=length).rev().find(is_end)?;
    Some((start, at + 1 + length))
}
