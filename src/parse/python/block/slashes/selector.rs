//! An element as a CSS selector says it: `div.class#id[name="value" other]`.

use super::kinds::Given;

/// The tag and the attributes of a selector; `None` where it is none. Without a tag where none is wanted.
pub(super) fn read(selector: &str, needs_tag: bool) -> Option<(String, Given)> {
    let mut rest = selector;
    let mut tag = String::new();
    if needs_tag {
        let (name, behind) = identifier(rest)?;
        tag = name.to_owned();
        rest = behind;
    }
    let mut given = Given::default();
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('#') {
            let (id, behind) = identifier(behind)?;
            if given.pairs.iter().any(|(name, _)| name == "id") {
                return None;
            }
            given.pairs.push(("id".to_owned(), id.to_owned()));
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('.') {
            let (class, behind) = identifier(behind)?;
            given.classes.push(class.to_owned());
            rest = behind;
        } else {
            rest = attributes(rest.strip_prefix('[')?, &mut given)?;
        }
    }
    given.classes.sort();
    Some((tag, given))
}

/// The attributes up to the closing bracket; gives back what follows it.
fn attributes<'s>(text: &'s str, given: &mut Given) -> Option<&'s str> {
    let mut rest = space(text);
    while let Some((name, behind)) = identifier(rest) {
        let name = name.to_ascii_lowercase();
        let behind = space(behind);
        let (value, behind) = match behind.strip_prefix('=') {
            Some(behind) => value(space(behind))?,
            None => (if name == "class" { "" } else { name.as_str() }, behind),
        };
        if name == "class" {
            given.classes.extend(value.split(' ').filter(|class| !class.is_empty()).map(str::to_owned));
        } else {
            let value = value.to_owned();
            given.pairs.retain(|(known, _)| *known != name);
            given.pairs.push((name, value));
        }
        rest = space(behind);
    }
    rest.strip_prefix(']')
}

fn space(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

/// A value in quotes, or a name.
fn value(text: &str) -> Option<(&str, &str)> {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return identifier(text) };
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return Some((&text[1..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}

/// The name that a text starts with.
fn identifier(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii();
    let length = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let name = &text[..length];
    let first = name.strip_prefix("--").or_else(|| name.strip_prefix('-')).unwrap_or(name);
    let starts_well = name.starts_with("--") || first.starts_with(|c: char| !c.is_ascii_digit() && c != '-');
    starts_well.then_some((name, &text[length..]))
}
