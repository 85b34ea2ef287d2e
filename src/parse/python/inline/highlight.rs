//! Code in a line that names its language: `` `:::python import x` ``, `` `#!python import x` ``.
//!
//! # Source
//! PyMdown Extensions 13.1, InlineHilite.

use serde_json::Value;

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::{Id, Meaning};
use super::code;
use super::{Found, Made, is_word};

const EXTENSION: &str = "pymdownx.inlinehilite";
const HIGHLIGHT: &str = "pymdownx.highlight";

/// Code as without the extension, with classes where it is highlighted, and formulas where the project says so.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let found = code::find(reader, text);
    for find in &found {
        if let Made::Element(id) = find.made {
            dress(reader, text, find, id);
        }
    }
    found
}

fn dress(reader: &mut Reader<'_>, text: &Text, find: &Found, id: Id) {
    let Some(options) = reader.options(EXTENSION) else { return };
    // The language stands right behind the backticks.
    let raw = text.slice(find.start..find.end);
    let written = raw.trim_start_matches('`');
    let (language, skipped) = language(written).unwrap_or_default();
    if skipped > 0 {
        let inner = written.trim_end_matches('`').get(skipped..).unwrap_or_default();
        reader.tree[id].text = raw.part(inner.trim()).atomic();
    }
    let custom = options.value("custom_inline").as_array().into_iter().flatten();
    let custom = custom.rev().find(|entry| entry["name"].as_str().is_some_and(|name| name == "*" || name == language));
    if let Some(custom) = custom {
        let format = &custom["format"];
        let callable = format.get("py").or(Some(format)).and_then(Value::as_str).unwrap_or_default();
        if callable.contains("arithmatex") {
            reader.tree[id].tag = "span".into();
            reader.tree[id].meaning = Meaning::Math { is_display: false };
            return;
        }
        if let Some(class) = custom["class"].as_str() {
            reader.tree[id].set_own("class", class);
        }
        return;
    }
    let default = options.value("style_plain_text");
    let guesses = reader.is_on(HIGHLIGHT, "guess_lang");
    if language.is_empty() && !options.is_on("style_plain_text") && !guesses {
        return;
    }
    let language = if language.is_empty() { default.as_str().unwrap_or_default() } else { language };
    let own = options.text("css_class");
    let usual = reader.options(HIGHLIGHT).map_or("highlight", |options| options.text("css_class"));
    let class = if own.is_empty() { usual } else { own };
    let has_pygments = reader.options(HIGHLIGHT).is_none_or(|options| options.is_on("use_pygments"));
    let prefix = reader.options(HIGHLIGHT).map_or("language-", |options| options.text("language_prefix"));
    let shows_language = !language.is_empty() && (!has_pygments || reader.is_on(HIGHLIGHT, "pygments_lang_class"));
    let class = if shows_language { format!("{prefix}{language} {class}") } else { class.to_owned() };
    reader.tree[id].set_own("class", class);
}

/// The language that a code names at its start, and the bytes up to its end.
fn language(code: &str) -> Option<(&str, usize)> {
    let rest = match code.strip_prefix("#!") {
        Some(rest) => rest,
        None => code.strip_prefix(":::")?.trim_start_matches(':'),
    };
    let length = rest.find(|c: char| !(is_word(c) || matches!(c, '#' | '.' | '+' | '-'))).unwrap_or(rest.len());
    let is_apart = rest[length..].starts_with(char::is_whitespace);
    is_apart.then(|| (&rest[..length], code.len() - rest.len() + length))
}
