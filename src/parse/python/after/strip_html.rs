//! What of HTML a project does not want: comments, attributes that run scripts, attributes by name.
//!
//! Comments that are words to Quadrille stay: they are never seen. Must never touch text.
//!
//! # Source
//! PyMdown Extensions 13.1, StripHTML.

use std::sync::LazyLock;

use regex::Regex;

use crate::config::extensions::Options;
use crate::parse::python::reader::Reader;
use crate::parse::python::stash::Raw;
use crate::parse::python::text::{Joined, Text};
use crate::parse::python::tree::Id;

const EXTENSION: &str = "pymdownx.striphtml";
/// How comments begin that say something to Quadrille.
const WORD: &str = "<!-- quadrille:";

/// A comment, the whole of a script or style sheet, or the opening tag of anything else with its attributes.
static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    let tag = concat!(
        r"(?s)<!--.*?-->|<script.*?</script\s*>|<style.*?</style\s*>|",
        r#"<[\w:.\-]+(?:\s+[\w\-:]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'`=<>]+))?)*\s*/?>"#
    );
    Regex::new(tag).expect("the pattern is written above, and a test compiles it")
});
/// An attribute with a value.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    let attribute = r#"\s+([\w\-:]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'`=<>]+)"#;
    Regex::new(attribute).expect("the pattern is written above, and a test compiles it")
});

/// What is not wanted.
struct Unwanted<'o> {
    comments: bool,
    scripts: bool,
    names: Vec<&'o str>,
}

impl Unwanted<'_> {
    fn holds(&self, name: &str) -> bool {
        self.names.contains(&name) || (self.scripts && name.len() > 2 && name.starts_with("on"))
    }
}

/// Takes it out of the tree and of all raw HTML.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let Some(options) = reader.options(EXTENSION) else { return };
    let unwanted = Unwanted {
        comments: options.is_on("strip_comments"),
        scripts: options.is_on("strip_js_on_attributes"),
        names: names(options),
    };
    for id in reader.tree.under(root) {
        reader.tree[id].attributes.retain(|(name, _)| !unwanted.holds(name));
    }
    for raw in &mut reader.stash.raw {
        if let Raw::Html(html) = raw
            && html.contains('<')
        {
            *html = stripped(html, &unwanted);
        }
    }
}

/// A list of names, or one text with several.
fn names(options: &Options) -> Vec<&str> {
    options.texts("strip_attributes").into_iter().flat_map(str::split_whitespace).collect()
}

fn stripped(html: &Text, unwanted: &Unwanted<'_>) -> Text {
    let mut joined = Joined::default();
    let mut at = 0;
    for piece in PIECE.find_iter(html) {
        if piece.as_str().starts_with("<!--") {
            if unwanted.comments && !piece.as_str().starts_with(WORD) {
                joined.push(&html.slice(at..piece.start()));
                at = piece.end();
            }
            continue;
        }
        // Of a script or a style sheet only the tag that opens it.
        let length = piece.as_str().find('>').filter(|_| piece.as_str().ends_with('>')).unwrap_or(piece.len());
        for attribute in ATTRIBUTE.captures_iter(&piece.as_str()[..length]) {
            if unwanted.holds(&attribute[1]) {
                let whole = attribute.get_match();
                joined.push(&html.slice(at..piece.start() + whole.start()));
                at = piece.start() + whole.end();
            }
        }
    }
    joined.push(&html.from(at));
    joined.done()
}
