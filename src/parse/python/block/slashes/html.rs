//! `/// html | div.class`: any element.

use super::super::super::reader::Reader;
use super::super::super::text::Text;
use super::super::super::tree::Id;
use super::header::{self, Start};
use super::kinds::{Given, Made, Mode, dress};
use super::{is_raw, selector};
use crate::yaml::YamlNode;

pub(super) const EXTENSION: &str = "pymdownx.blocks.html";

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Html {
    tag: String,
    given: Given,
    /// How its text is read: `auto`, `block`, `inline`, `raw`, `html`.
    mode: String,
}

pub(super) fn read(reader: &Reader<'_>, start: &Start, options: &[(&str, &YamlNode)]) -> Option<Html> {
    let argument = start.argument.as_ref().filter(|argument| !argument.is_empty())?;
    let (tag, given) = selector::read(argument, true)?;
    let tag = tag.to_lowercase();
    let mut mode = "auto".to_owned();
    for (key, value) in options {
        let word = header::string(value)?.to_lowercase();
        let is_mode = matches!(word.as_str(), "auto" | "block" | "inline" | "raw" | "html");
        if *key != "markdown" || !is_mode {
            return None;
        }
        mode = word;
    }
    if mode == "auto" {
        let custom = reader.options(EXTENSION).and_then(|options| options.value("custom").as_array());
        let own = custom.into_iter().flatten().find(|entry| entry["tag"].as_str() == Some(&tag));
        mode = own.and_then(|entry| entry["mode"].as_str()).unwrap_or(&mode).to_owned();
    }
    Some(Html { tag, given, mode })
}

pub(super) fn make(reader: &mut Reader<'_>, parent: Id, found: &Html, start: &Start) -> Made {
    let element = reader.tree.add(parent, found.tag.clone(), start.place.whole());
    dress(&mut reader.tree[element], &found.given);
    Made { element, target: element }
}

/// How its text is read, where it says so.
pub(super) fn mode(found: &Html) -> Option<Mode> {
    match found.mode.as_str() {
        "block" => Some(Mode::Blocks),
        "inline" => Some(Mode::Line),
        "raw" | "html" => Some(Mode::Raw),
        _ => None,
    }
}

/// What is not read is shown as it is, or is HTML.
pub(super) fn end(reader: &mut Reader<'_>, found: &Html, element: Id) {
    let is_auto = found.mode == "auto";
    let is_html = found.mode == "html" || (is_auto && matches!(found.tag.as_str(), "script" | "style"));
    let is_shown = found.mode == "raw" || (is_auto && is_raw(&found.tag));
    if !is_html && !is_shown {
        return;
    }
    let text = reader.tree[element].text.clone();
    let place = text.whole();
    let text = dedented(&text);
    reader.tree[element].text = if is_html {
        let sign = reader.stash.html(Text::own(text, place));
        Text::own(sign, place)
    } else {
        Text::own(text, place).atomic()
    };
}

/// A text without the indent that all of its lines have, up to one level.
fn dedented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let width = lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0).min(4);
    let cut = |line: &str| if line.trim().is_empty() { String::new() } else { line[width..].to_owned() };
    text.split('\n').map(cut).collect::<Vec<_>>().join("\n")
}
