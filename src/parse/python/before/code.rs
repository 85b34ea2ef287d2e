//! The first line of a fence, and the element that a fence becomes.
//!
//! What the author asks for is written anew as an info string that `code_info` reads, with what the project asks for
//! all code added.

use std::fmt::Write as _;

use serde_json::Value;

use super::titles;
use crate::parse::python::after::attributes::{Item, items};
use crate::parse::python::reader::Reader;
use crate::parse::python::text::{Joined, Text};
use crate::parse::python::tree::{Id, Meaning};
use crate::text::Span;

/// The first line of a fence.
#[derive(Debug, Default)]
pub(super) struct Header {
    language: String,
    options: Vec<(String, String)>,
    classes: Vec<String>,
    id: Option<String>,
}

fn is_of_language(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '#' | '.' | '+' | '-')
}

/// A language that ends with white space or the line, and what follows it.
fn language(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches([' ', '\t']);
    let inner = inner.strip_prefix('.').filter(|rest| rest.starts_with(is_of_language)).unwrap_or(inner);
    let length = inner.find(|c| !is_of_language(c)).unwrap_or(inner.len());
    let (word, rest) = inner.split_at(length);
    (length > 0 && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some((word, rest))
}

/// Reads what stands behind the fence; `None` where that makes it no fence.
pub(super) fn superfences_header(reader: &Reader<'_>, text: &Text) -> Option<Header> {
    let line = text.trim_end_matches([' ', '\t']);
    let (word, rest) = language(line).unwrap_or(("", line));
    let rest = rest.trim_start_matches([' ', '\t']);
    let is_relaxed = reader.is_on("pymdownx.superfences", "relaxed_headers");
    let mut header = Header { language: word.to_owned(), ..Header::default() };
    if let Some(list) = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        braced(&mut header, list);
        return Some(header);
    }
    let is_custom = custom(reader, &header.language).is_some();
    match options(rest) {
        Some(found) => {
            let is_pygments = reader.options("pymdownx.highlight").is_none_or(|options| options.is_on("use_pygments"));
            let fits = !is_custom && is_pygments && found.iter().all(|(key, value)| is_option(key, value));
            if !found.is_empty() && !fits {
                return is_relaxed.then_some(header);
            }
            header.options = found;
            Some(header)
        }
        None => is_relaxed.then_some(header),
    }
}

/// Whether an option is one of those of highlighted code, with a value that it may have.
fn is_option(key: &str, value: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_range = |text: &str| text.split_once('-').map_or(is_number(text), |(a, b)| is_number(a) && is_number(b));
    match key {
        "title" | "title_mode" => true,
        "hl_lines" => !value.is_empty() && value.trim() == value && value.split_ascii_whitespace().all(is_range),
        "linenums" => value.starts_with(|c: char| c.is_ascii_digit()),
        _ => key.starts_with("data-"),
    }
}

/// `key="value" key`: all of a text, or none.
fn options(text: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (key, behind) = rest.split_at(length);
        if !key.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (value, behind) = match behind.strip_prefix('=') {
            Some(value) => {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                value[1..].split_once(quote)?
            }
            None => (key, behind),
        };
        if !behind.is_empty() && !behind.starts_with([' ', '\t']) {
            return None;
        }
        found.push((key.to_owned(), value.to_owned()));
        rest = behind.trim_start_matches([' ', '\t']);
    }
    Some(found)
}

fn braced(header: &mut Header, list: &str) {
    let (found, _) = items(list);
    for item in found {
        match item {
            Item::Class(class) => header.classes.push(class.to_owned()),
            Item::Id(id) => header.id = Some(id.to_owned()),
            Item::Pair(key, value) => header.options.push((key.to_owned(), value.to_owned())),
            Item::Word(word) => header.options.push((word.to_owned(), word.to_owned())),
        }
    }
    if header.language.is_empty() && !header.classes.is_empty() {
        header.language = header.classes.remove(0);
    }
}

/// Reads what stands behind a fence of `fenced_code`.
pub(super) fn fenced_code_header(text: &Text) -> Option<Header> {
    let line = text.trim_matches(' ');
    let mut header = Header::default();
    if let Some(list) = line.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        if !items(list).1.is_empty() {
            return None;
        }
        braced(&mut header, list);
        return Some(header);
    }
    let word = line.strip_prefix('.').unwrap_or(line);
    let length = word.find(|c| !is_of_language(c)).unwrap_or(word.len());
    word[..length].clone_into(&mut header.language);
    let rest = word[length..].trim_start_matches(' ');
    if rest.is_empty() {
        return Some(header);
    }
    // `hl_lines` may stand without a language.
    let whole = line.strip_prefix("hl_lines=").map(|rest| (String::new(), rest));
    let (language, value) =
        whole.or_else(|| rest.strip_prefix("hl_lines=").map(|rest| (header.language.clone(), rest)))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, behind) = value[1..].split_once(quote)?;
    header.language = language;
    header.options.push(("hl_lines".to_owned(), value.to_owned()));
    behind.trim().is_empty().then_some(header)
}

/// What the project asks for fences of this language.
pub(super) fn custom<'r>(reader: &Reader<'r>, language: &str) -> Option<&'r Value> {
    let fences = reader.options("pymdownx.superfences")?.value("custom_fences").as_array()?;
    fences.iter().rev().find(|fence| {
        let name = fence["name"].as_str();
        name == Some(language) || name == Some("*")
    })
}

/// Makes the element of a fence.
pub(super) fn make(reader: &mut Reader<'_>, lines: &[Text], header: &Header, place: Span) -> Id {
    let keeps_tabs = reader.is_on("pymdownx.superfences", "preserve_tabs");
    let mut joined = Joined::default();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            push_end(&mut joined, reader.file, &lines[index - 1]);
        }
        if keeps_tabs { joined.push(&line.with_tabs(reader.file)) } else { joined.push(line) }
    }
    if let Some(last) = lines.last() {
        push_end(&mut joined, reader.file, last);
    }
    let id = reader.tree.make("pre", place);
    reader.tree[id].text = joined.done().atomic();
    let info = info(reader, header);
    if let Some(own) = header.id.as_deref() {
        reader.tree[id].set_own("id", own);
    }
    reader.tree[id].meaning = Meaning::Code { info, is_fenced: true, class: String::new() };
    id
}

/// The end of a line, at its place in the file.
fn push_end(joined: &mut Joined, file: &str, line: &Text) {
    let end = line.whole().end;
    let length =
        file.get(end..).map_or(0, |rest| if rest.starts_with("\r\n") { 2 } else { rest.starts_with('\n').into() });
    joined.push_own("\n", Span::new(end, end + length));
}

/// What the author and the project ask for, as an info string.
fn info(reader: &Reader<'_>, header: &Header) -> String {
    let mut info = header.language.clone();
    let highlight = reader.options("pymdownx.highlight");
    if info.is_empty()
        && let Some(highlight) = highlight
    {
        highlight.text("default_lang").clone_into(&mut info);
    }
    for class in &header.classes {
        let _ = write!(info, "{}.{class}", if info.is_empty() { "" } else { " " });
    }
    let is_given = |name: &str| header.options.iter().any(|(key, _)| key == name);
    if let Some(highlight) = highlight
        && highlight.is_on("auto_title")
        && !is_given("title")
        && custom(reader, &header.language).is_none()
    {
        let title = titles::of(info.split(' ').next().unwrap_or_default(), highlight.value("auto_title_map"));
        if !title.is_empty() {
            let quote = if title.contains('"') { '\'' } else { '"' };
            let _ = write!(info, " title={quote}{title}{quote}");
        }
    }
    for (key, value) in &header.options {
        let quote = if value.contains('"') { '\'' } else { '"' };
        let _ = write!(info, " {key}={quote}{value}{quote}");
    }
    let is_numbered =
        highlight.is_some_and(|highlight| highlight.is_on("linenums")) || reader.is_on("codehilite", "linenums");
    if is_numbered && !is_given("linenums") && custom(reader, &header.language).is_none() {
        info.push_str(" linenums=\"1\"");
    }
    info.trim_start().to_owned()
}

/// The info string of indented code.
pub(in crate::parse::python) fn indented_info(reader: &Reader<'_>) -> String {
    info(reader, &Header::default())
}
