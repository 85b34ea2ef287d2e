//! Attribute lists: `{ .class #id key=value }` behind what they belong to.
//!
//! A block's list stands in the last line of its text, that of a heading or a cell at the end of its line; the list of an
//! inline element stands directly behind it.

use std::ops::Range;

use super::super::html::is_block;
use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::{Element, Id, concat};

/// Gives the elements what their lists say, and takes the lists out of the text.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    for id in reader.tree.under(root) {
        if is_block(&reader.tree[id].tag) {
            block(reader, id);
        } else {
            inline(reader, id);
        }
    }
}

/// Which text of an element may end with its list: that behind a child, or its own.
fn slot(reader: &Reader<'_>, id: Id) -> Option<Id> {
    let children = &reader.tree[id].children;
    let last = children.last().copied()?;
    if reader.tree[id].tag == "li" {
        let list = children.iter().position(|child| matches!(&*reader.tree[*child].tag, "ul" | "ol"));
        return match list {
            None => Some(last).filter(|last| !reader.tree[*last].tail.is_empty()),
            Some(list) => {
                list.checked_sub(1).map(|at| children[at]).filter(|before| !reader.tree[*before].tail.is_empty())
            }
        };
    }
    Some(last).filter(|last| !reader.tree[*last].tail.is_empty())
}

fn block(reader: &mut Reader<'_>, id: Id) {
    let tag = reader.tree[id].tag.clone();
    let is_heading = matches!(&*tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let is_line = is_heading || matches!(&*tag, "dt" | "td" | "th");
    let slot = slot(reader, id);
    let text = match slot {
        Some(child) => reader.tree[child].tail.clone(),
        None if reader.tree[id].children.is_empty() || tag == "li" => reader.tree[id].text.clone(),
        None => return,
    };
    if text.is_atomic {
        return;
    }
    let Some((start, list)) = (if is_line { at_line_end(&text) } else { in_last_line(&text) }) else { return };
    let (items, rest) = items(&text[list]);
    if !rest.is_empty() {
        return;
    }
    assign(&mut reader.tree[id], &items);
    let mut kept = text.to(start);
    if is_heading {
        kept = kept.part(kept.trim_end_matches('#').trim_end());
    }
    match slot {
        Some(child) => reader.tree[child].tail = kept,
        None => reader.tree[id].text = kept,
    }
}

/// ` {…}` at the end of a text: where the white space before it starts, and what stands between the braces.
fn at_line_end(text: &str) -> Option<(usize, Range<usize>)> {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let body = text[line..].trim_end_matches(' ');
    if !body.ends_with('}') {
        return None;
    }
    // The list opens at the first brace behind a space from which it may run to the end.
    let open = (0..body.len())
        .filter(|at| body.as_bytes()[*at] == b'{' && body[..*at].ends_with(' '))
        .find(|at| inner(&body[at + 1..body.len() - 1]).is_some())?;
    let inner = inner(&body[open + 1..body.len() - 1])?;
    let end = line + body.len() - 1;
    Some((line + body[..open].trim_end_matches(' ').len(), end - inner.len()..end))
}

/// A last line that is a list.
fn in_last_line(text: &str) -> Option<(usize, Range<usize>)> {
    let line = text.rfind('\n')?;
    let body = text[line + 1..].trim_end_matches(' ');
    let list = body.trim_start_matches(' ').strip_prefix('{')?.strip_suffix('}')?;
    let inner = inner(list)?;
    let end = line + 1 + body.len() - 1;
    Some((line, end - inner.len()..end))
}

/// What stands in a list behind the colon and the spaces, if that can be one.
fn inner(list: &str) -> Option<&str> {
    let inner = list.strip_prefix(':').unwrap_or(list).trim_start_matches(' ');
    let is_list = inner.chars().next().is_some_and(|first| !matches!(first, '}' | '\n' | ' '));
    (is_list && !inner.contains('\n')).then_some(inner)
}

fn inline(reader: &mut Reader<'_>, id: Id) {
    let tail = reader.tree[id].tail.clone();
    if tail.is_atomic || !tail.starts_with('{') {
        return;
    }
    let line = &tail[..tail.find('\n').unwrap_or(tail.len())];
    let Some(close) = line.rfind('}') else { return };
    let Some(list) = inner(&line[1..close]) else { return };
    let (items, rest) = items(list);
    let rest = tail.part(rest);
    assign(&mut reader.tree[id], &items);
    // More was taken for the list than belongs to it: that is put back.
    reader.tree[id].tail = concat(&tail.from(close + 1), &rest);
}

/// One entry of a list.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::parse::python) enum Item<'t> {
    Class(&'t str),
    Id(&'t str),
    Pair(&'t str, &'t str),
    Word(&'t str),
}

/// The entries of a list, and what stands behind a brace in it, with the brace.
pub(in crate::parse::python) fn items(list: &str) -> (Vec<Item<'_>>, &str) {
    let mut found = Vec::new();
    let mut rest = list;
    loop {
        rest = rest.trim_start_matches(' ');
        let length = rest.find([' ', '=', '}']).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let (word, behind) = rest.split_at(length);
        if let Some(value) = behind.strip_prefix('=') {
            let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let closed = quoted.and_then(|quote| value[1..].split_once(quote));
            if let Some((value, behind)) = closed {
                found.push(Item::Pair(word, value));
                rest = behind;
                continue;
            }
            let length = value.find([' ', '=', '}']).unwrap_or(value.len());
            if length > 0 {
                found.push(Item::Pair(word, &value[..length]));
                rest = &value[length..];
                continue;
            }
        }
        found.push(match (word.strip_prefix('.'), word.strip_prefix('#')) {
            (Some(class), _) => Item::Class(class),
            (None, Some(id)) => Item::Id(id),
            (None, None) => Item::Word(word),
        });
        rest = behind;
    }
    (found, rest.find('}').map_or("", |brace| &rest[brace..]))
}

/// Gives an element what a list says.
pub(in crate::parse::python) fn assign(element: &mut Element, items: &[Item<'_>]) {
    for item in items {
        match item {
            Item::Class(class) => element.add_class(class),
            Item::Id(id) => element.set_own("id", *id),
            Item::Pair(key, value) => element.set_own(&sanitized(key), *value),
            Item::Word(word) => {
                let name = sanitized(word);
                element.set(&name, None::<Text>);
            }
        }
    }
}

/// A name without what no name of an attribute holds.
fn sanitized(name: &str) -> String {
    let is_fine = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{b7}');
    name.chars().map(|c| if is_fine(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Item, items};

    #[test]
    fn entries_of_a_list() {
        let (found, rest) = items(".a #b c=d e=\"f g\" h='' i} j}");
        let expected = [
            Item::Class("a"),
            Item::Id("b"),
            Item::Pair("c", "d"),
            Item::Pair("e", "f g"),
            Item::Pair("h", ""),
            Item::Word("i"),
        ];
        assert_eq!(found, expected);
        assert_eq!(rest, "} j}");
    }
}
