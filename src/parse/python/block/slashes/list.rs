//! `/// fancylists | type=a start=3`: how the list in the block is numbered.

use super::super::super::reader::Reader;
use super::super::super::tree::Id;
use super::super::fancy_lists::{Digits, Style, push_list};
use super::header::Start;
use super::kinds::Made;

pub(super) const EXTENSION: &str = super::super::fancy_lists::EXTENSION;

/// How a list is numbered.
#[derive(Debug, Clone)]
pub(super) struct List {
    digits: Digits,
    start: Option<i64>,
}

pub(super) fn read(reader: &Reader<'_>, start: &Start) -> Option<List> {
    let mut found = List { digits: Digits::Decimal, start: None };
    let argument = start.argument.as_ref().filter(|argument| !argument.is_empty())?;
    for word in argument.split_whitespace() {
        match word.split_once('=')? {
            ("type", value) => found.digits = Digits::of(reader, value)?,
            ("start", value) => found.start = Some(value.parse::<i64>().ok()?.max(0)),
            _ => return None,
        }
    }
    Some(found)
}

/// Makes the list, which is yet empty: the first item of this kind that comes goes into it.
pub(super) fn make(reader: &mut Reader<'_>, parent: Id, found: &List, start: &Start) -> Made {
    let style = Style { mark: None, digits: found.digits };
    let list = push_list(reader, parent, style, start.place.whole());
    if let Some(number) = found.start {
        reader.tree[list].set_own("start", number.to_string());
    }
    Made { element: parent, target: parent }
}

/// Takes the lists away that stayed empty.
pub(super) fn end(reader: &mut Reader<'_>, parent: Id) {
    let children = std::mem::take(&mut reader.tree[parent].children);
    let is_empty = |id: &Id| {
        reader.tree[*id].children.is_empty() && reader.list_styles.get(id).is_some_and(|style| style.mark.is_none())
    };
    let kept = children.into_iter().filter(|child| !is_empty(child)).collect();
    reader.tree[parent].children = kept;
}
