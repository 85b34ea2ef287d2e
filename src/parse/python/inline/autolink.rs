//! Addresses between angle brackets: `<https://…>`, `<name@host>`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::Meaning;
use super::{Found, Made, unstash};

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>").expect("the pattern is well formed"));
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<([^<> !]+@[^@<> ]+)>").expect("the pattern is well formed"));

/// `<https://…>`.
pub(super) fn addresses(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, &ADDRESS, "")
}

/// `<name@host>`.
pub(super) fn mails(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, &MAIL, "mailto:")
}

fn each(reader: &mut Reader<'_>, text: &Text, regex: &Regex, scheme: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for matched in regex.captures_iter(text) {
        let (Some(whole), Some(inner)) = (matched.get(0), matched.get(1)) else { continue };
        let address = unstash(reader, &text.slice(inner.range()));
        let shown = address.strip_prefix(scheme).map_or(address.clone(), |rest| address.part(rest));
        let id = reader.tree.make("a", text.span(whole.range()));
        let href = if scheme.is_empty() { address } else { Text::own(format!("{scheme}{}", &*shown), shown.whole()) };
        reader.tree[id].set("href", Some(href));
        reader.tree[id].text = shown.atomic();
        reader.tree[id].meaning = Meaning::Autolink;
        found.push(Found { start: whole.start(), end: whole.end(), made: Made::Element(id) });
    }
    found
}
