//! Tags, comments and entities in a line of text, and line ends that the author wants to see.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Made};
use crate::parse::python::reader::Reader;
use crate::parse::python::stash::{self, Node, Sign};
use crate::parse::python::text::{Joined, Text};

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"^<(?:/?[a-zA-Z][^\s"'<>@]*(?:\s+[^\s"'=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?)*\s*/?"#,
        ")>"
    ))
    .expect("the pattern is well formed")
});
static ENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);").expect("the pattern is well formed"));

/// Two spaces at the end of a line.
pub(super) fn breaks(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("  \n") {
        let id = reader.tree.make("br", text.span(start..start + 3));
        found.push(Found { start, end: start + 3, made: Made::Element(id) });
    }
    found
}

/// Any end of a line, with `nl2br`.
pub(super) fn line_ends(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('\n') {
        let id = reader.tree.make("br", text.span(start..start + 1));
        found.push(Found { start, end: start + 1, made: Made::Element(id) });
    }
    found
}

/// Tags, comments, processing instructions, CDATA.
pub(super) fn tags(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut ends = Ends::default();
    while let Some(step) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + step;
        at = start + 1;
        let end = ends.of(text, start).or_else(|| TAG.find(&text[start..]).map(|tag| start + tag.end()));
        let Some(end) = end else { continue };
        let html = restored(reader, &text.slice(start..end));
        let sign = reader.stash.html(html);
        let made = Made::Text(Text::own(sign, text.span(start..end)));
        found.push(Found { start, end, made });
        at = end;
    }
    found
}

/// Where comments and the like end; what was not found once is not looked for again.
#[derive(Default)]
struct Ends {
    missing: Vec<&'static str>,
}

impl Ends {
    fn of(&mut self, text: &str, start: usize) -> Option<usize> {
        let kinds = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")];
        let (open, close) = kinds.into_iter().find(|(open, _)| text[start..].starts_with(open))?;
        if self.missing.contains(&close) {
            return None;
        }
        let from = start + open.len();
        let Some(end) = text[from..].find(close) else {
            self.missing.push(close);
            return None;
        };
        // Another of its kind that opens before it ends is the one that is meant.
        (!text[from..from + end].contains(open)).then_some(from + end + close.len())
    }
}

/// Entities: kept as they are.
pub(super) fn entities(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let mut found = Vec::new();
    for entity in ENTITY.find_iter(text) {
        let sign = reader.stash.html(text.slice(entity.range()));
        let made = Made::Text(Text::own(sign, text.span(entity.range())));
        found.push(Found { start: entity.start(), end: entity.end(), made });
    }
    found
}

/// HTML as the author wrote it: what patterns before this one found in it is put back.
fn restored(reader: &Reader<'_>, html: &Text) -> Text {
    let mut joined = Joined::default();
    let mut at = 0;
    while let Some((range, sign)) = stash::find(html, at) {
        joined.push(&html.slice(at..range.start));
        let place = html.span(range.clone());
        match sign {
            Sign::Character(character) => joined.push_own(character.encode_utf8(&mut [0; 4]), place),
            Sign::Node(number) => match reader.stash.nodes.get(number) {
                // As there: an escape in a tag is no escape.
                Some(Node::Text(text)) => joined.push_own(&format!("\\{}", &*stash::unescape(text)), place),
                // As there: code in the value of an attribute becomes its HTML.
                Some(Node::Element(id)) if reader.tree[*id].tag == "code" => {
                    let code = reader.tree[*id].text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                    joined.push_own(&format!("<code>{code}</code>"), place);
                }
                Some(Node::Element(_)) | None => match reader.stash.sources.get(number) {
                    // What a snippet brings does not stand in the file.
                    Some(source) if !source.contains(stash::STX) => joined.push(source),
                    _ => {
                        let source = reader.file.get(place.start..place.end).unwrap_or_default();
                        joined.push_source(source, place.start);
                    }
                },
            },
            Sign::Html(_) | Sign::Ampersand => joined.push(&html.slice(range.clone())),
        }
        at = range.end;
    }
    joined.push(&html.from(at));
    joined.done()
}
