//! `/// caption`, `/// figure-caption | ^1`: what stands before it becomes a figure with a caption.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::super::reader::Reader;
use super::super::super::text::{Joined, Text};
use super::super::super::tree::Id;
use super::header::Start;
use super::kinds::{Given, Made};
use super::selector;
use crate::config::extensions::Options;
use crate::text::Span;
use crate::yaml::YamlNode;

pub(super) const EXTENSION: &str = "pymdownx.blocks.caption";

/// The figures that captions made.
pub(in crate::parse::python) type Figures = BTreeMap<Id, Figure>;

/// A figure whose number is yet to be found.
#[derive(Debug, Clone)]
pub(in crate::parse::python) struct Figure {
    /// The name of its type.
    pub(in crate::parse::python) kind: String,
    /// How much deeper than it stands it counts.
    pub(in crate::parse::python) level: Option<i64>,
    /// Its number, where the author gives one.
    pub(in crate::parse::python) number: Option<Vec<i64>>,
    /// Whether its caption stands first.
    pub(in crate::parse::python) is_first: bool,
}

/// A type of captions: its name, its prefix with `{}` for the number, its classes.
#[derive(Debug, Clone)]
pub(in crate::parse::python) struct Type {
    pub(in crate::parse::python) name: String,
    pub(in crate::parse::python) prefix: String,
    classes: String,
}

/// A caption.
#[derive(Debug, Clone)]
pub(super) struct Caption {
    kind: Type,
    is_first: bool,
    is_auto: bool,
    level: Option<i64>,
    number: Option<Vec<i64>>,
}

/// The types of captions that a project has.
pub(in crate::parse::python) fn types(options: &Options) -> Vec<Type> {
    let plain = |name: &str, prefix: &str, classes: &str| Type {
        name: name.to_owned(),
        prefix: prefix.to_owned(),
        classes: classes.to_owned(),
    };
    match options.value("types") {
        Value::Array(types) => types
            .iter()
            .filter_map(|entry| {
                let text = |key: &str| entry.get(key).and_then(Value::as_str);
                let name = entry.as_str().or_else(|| text("name"))?;
                Some(plain(name, text("prefix").unwrap_or_default(), text("classes").unwrap_or_default()))
            })
            .collect(),
        _ => vec![
            plain("caption", "", ""),
            plain("figure-caption", "Figure {}.", ""),
            plain("table-caption", "Table {}.", ""),
        ],
    }
}

pub(super) fn read(
    reader: &Reader<'_>,
    start: &Start,
    options: &[(&str, &YamlNode)],
    given: &mut Given,
) -> Option<Caption> {
    let own = reader.options(EXTENSION)?;
    let kind = types(own).into_iter().find(|kind| kind.name == start.name).filter(|_| options.is_empty())?;
    let mut found =
        Caption { kind, is_first: own.is_on("prepend"), is_auto: own.is_on("auto"), level: None, number: None };
    let mut argument = start.argument.as_deref().unwrap_or_default();
    for (sign, is_first) in [('>', false), ('<', true)] {
        if let Some(rest) = argument.strip_prefix(sign) {
            found.is_first = is_first;
            argument = rest.trim_start();
            break;
        }
    }
    if let Some((level, number, rest)) = number(argument) {
        found.level = level;
        found.number = number;
        argument = rest;
    }
    if !argument.is_empty() {
        let (_, more) = selector::read(argument, false)?;
        given.classes.extend(more.classes);
        given.classes.sort();
        given.classes.dedup();
        for (name, value) in more.pairs {
            if !given.pairs.iter().any(|(known, _)| *known == name) {
                given.pairs.push((name, value));
            }
        }
    }
    Some(found)
}

/// The level (`^1`) or the number (`1.2`) at the start of an argument, and what follows it.
fn number(argument: &str) -> Option<(Option<i64>, Option<Vec<i64>>, &str)> {
    let rest = argument.strip_prefix('^').unwrap_or(argument);
    let length = rest.find(' ').unwrap_or(rest.len());
    let parts: Option<Vec<i64>> = rest[..length]
        .split('.')
        .map(|part| part.parse().ok().filter(|number: &i64| *number > 0 && *number < 1_000_000))
        .collect();
    let parts = parts.filter(|parts| parts.len() < 20)?;
    let behind = rest[length..].trim_start();
    Some(if rest.len() < argument.len() { (parts.first().copied(), None, behind) } else { (None, Some(parts), behind) })
}

pub(super) fn make(reader: &mut Reader<'_>, parent: Id, found: &Caption, start: &Start) -> Made {
    let tag_of = |reader: &Reader<'_>, id: Id| reader.tree[id].tag.clone();
    let last = reader.tree.last_child(parent);
    let bare = last.filter(|last| {
        let children = &reader.tree[*last].children;
        tag_of(reader, *last) == "figure" && !children.iter().any(|child| tag_of(reader, *child) == "figcaption")
    });
    let figure = bare.unwrap_or_else(|| {
        let figure = reader.tree.make("figure", start.place.whole());
        if let Some(last) = last {
            reader.tree[parent].children.pop();
            reader.tree[figure].children.push(last);
            reader.tree[figure].span.start = reader.tree[last].span.start.min(start.place.whole().start);
        }
        reader.tree[parent].children.push(figure);
        figure
    });
    for class in found.kind.classes.split_whitespace() {
        if !reader.tree[figure].has_class(class) {
            reader.tree[figure].add_class(class);
        }
    }
    let caption = reader.tree.make("figcaption", start.place.whole());
    let at = if found.is_first { 0 } else { reader.tree[figure].children.len() };
    reader.tree[figure].children.insert(at, caption);
    if found.is_auto {
        let Caption { kind, is_first, level, number, .. } = found.clone();
        reader.slashes.figures.insert(figure, Figure { kind: kind.name, level, number, is_first });
    }
    Made { element: figure, target: caption }
}

/// Numbers that authors give by hand are written at once.
pub(super) fn end(reader: &mut Reader<'_>, found: &Caption, figure: Id) {
    if found.is_auto || found.kind.prefix.is_empty() {
        return;
    }
    let ones = |level: i64| vec![1; usize::try_from(level).unwrap_or_default() + 1];
    if let Some(number) = found.level.map(ones).or_else(|| found.number.clone()) {
        label(reader, figure, &found.kind, &number, found.is_first);
    }
}

/// Gives a figure its number: an id, and words before its caption.
pub(in crate::parse::python) fn label(
    reader: &mut Reader<'_>,
    figure: Id,
    kind: &Type,
    number: &[i64],
    is_first: bool,
) {
    let parts: Vec<String> = number.iter().map(i64::to_string).collect();
    if reader.tree[figure].get("id").is_none() {
        reader.tree[figure].set_own("id", format!("__{}_{}", kind.name, parts.join("_")));
    }
    if kind.prefix.is_empty() {
        return;
    }
    let is_caption = |id: &&Id| reader.tree[**id].tag == "figcaption";
    let children = &reader.tree[figure].children;
    let caption = if is_first { children.iter().find(is_caption) } else { children.iter().rev().find(is_caption) };
    let Some(caption) = caption.copied() else { return };
    let place = Span::at(reader.tree[caption].span.start);
    let sign = reader.stash.html(Text::own(kind.prefix.replace("{}", &parts.join(".")), place));
    let prefix = reader.tree.make_with("span", Text::own(sign, place));
    reader.tree[prefix].set_own("class", "caption-prefix");
    let first = reader.tree[caption].children.first().copied().filter(|first| reader.tree[*first].tag == "p");
    let holder = match first {
        Some(first) => first,
        None => {
            let paragraph = reader.tree.make("p", place);
            let text = std::mem::take(&mut reader.tree[caption].text);
            reader.tree[paragraph].tail = text;
            reader.tree[caption].children.insert(0, paragraph);
            paragraph
        }
    };
    let words = std::mem::take(&mut reader.tree[holder].text);
    let mut tail = Joined::default();
    if !words.is_empty() {
        tail.push_own(" ", place);
        tail.push(&words);
    }
    reader.tree[prefix].tail = tail.done();
    reader.tree[holder].children.insert(0, prefix);
}
