//! The first line of a block with its options, and the line that ends it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::scan::{indent, is_indented, lines};
use super::super::super::text::Text;
use crate::yaml::{YamlKind, YamlNode, parse_spanned};

static START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?$").expect("the pattern is well formed"));

/// How a block starts.
#[derive(Debug)]
pub(super) struct Start {
    /// Where its line starts in the text.
    pub(super) line: usize,
    /// How many slashes it has.
    pub(super) length: usize,
    /// Its name in small letters.
    pub(super) name: String,
    pub(super) argument: Option<Text>,
    /// Its options; `None` where they are no map.
    pub(super) options: Option<Vec<(String, YamlNode)>>,
    /// What follows.
    pub(super) rest: Text,
    /// Its line.
    pub(super) place: Text,
}

/// The first line of a text that starts a block.
pub(super) fn find(block: &Text) -> Option<Start> {
    if !block.contains("///") {
        return None;
    }
    let (line, found) = lines(block).find_map(|(at, line)| Some((at, START.captures(line)?)))?;
    let (whole, slashes, name) = (found.get(0)?, found.get(1)?, found.get(2)?);
    let length = slashes.len();
    let argument = found.get(3).map(|argument| block.part(argument.as_str()));
    let rest = block.from(line + whole.len() + 1);
    let (options, rest) = split_options(&rest, length);
    let place = block.part(whole.as_str().trim());
    Some(Start { line, length, name: name.as_str().to_lowercase(), argument, options, rest, place })
}

/// Where the line starts that ends a block, and where what follows it does.
pub(super) fn find_end(block: &str, length: usize) -> Option<(usize, usize)> {
    if !block.contains("///") {
        return None;
    }
    let is_end = |line: &str| {
        let slashes = &line[indent(line).min(3)..];
        let rest = slashes.trim_start_matches('/');
        slashes.len() - rest.len() == length && rest.bytes().all(|byte| byte == b' ')
    };
    lines(block).find(|(_, line)| is_end(line)).map(|(at, line)| (at, (at + line.len() + 1).min(block.len())))
}

/// The options at the start of what follows the first line, and all behind them.
fn split_options(rest: &Text, length: usize) -> (Option<Vec<(String, YamlNode)>>, Text) {
    let end = find_end(rest, length).map_or(rest.len(), |(start, _)| start);
    let mut at = 0;
    for (start, line) in lines(&rest[..end]) {
        let is_option = is_indented(line, 4) && !line[4..].starts_with(char::is_whitespace) && line.len() > 4;
        // Deeper lines belong to the option before them.
        let goes_on = at > 0 && is_indented(line, 4) && !line.trim().is_empty();
        if !is_option && !goes_on {
            break;
        }
        at = (start + line.len() + 1).min(rest.len());
    }
    if at == 0 {
        return (Some(Vec::new()), rest.clone());
    }
    (read(&rest[..at]), rest.from(at))
}

fn read(yaml: &str) -> Option<Vec<(String, YamlNode)>> {
    let text: String = yaml.lines().map(|line| line.get(4..).unwrap_or_default().to_owned() + "\n").collect();
    match parse_spanned(&text).ok()?.kind {
        YamlKind::Map(pairs) => Some(pairs.into_iter().map(|pair| (pair.key, pair.value)).collect()),
        YamlKind::Null => Some(Vec::new()),
        _ => None,
    }
}

/// The truth that a value is.
pub(super) fn flag(value: &YamlNode) -> Option<bool> {
    let YamlKind::Scalar { text, is_quoted: false } = &value.kind else { return None };
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The text that a value is: no number, no truth, no day.
pub(super) fn string(value: &YamlNode) -> Option<&str> {
    let YamlKind::Scalar { text, is_quoted } = &value.kind else { return None };
    let is_other = flag(value).is_some() || text.parse::<f64>().is_ok() || text == "~" || text == "null";
    (*is_quoted || !is_other).then_some(text)
}

/// A text that can be the name of an id or a class.
pub(super) fn identifier(text: &str) -> Option<&str> {
    let body = text.strip_prefix("--").or_else(|| {
        let first = text.strip_prefix('-').unwrap_or(text);
        first.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c as u32 >= 0xa0).then_some(first)
    })?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || c as u32 >= 0xa0;
    body.chars().all(is_part).then_some(text)
}
