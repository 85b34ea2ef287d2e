//! `/// tab | Label`.

use super::super::super::reader::Reader;
use super::super::super::tree::{Id, Meaning};
use super::super::tabs::{push_set, push_tab};
use super::header::{self, Start};
use super::kinds::Made;
use crate::yaml::YamlNode;

pub(super) const EXTENSION: &str = "pymdownx.blocks.tab";

/// A tab.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tab {
    is_new: bool,
    is_selected: bool,
}

pub(super) fn read(options: &[(&str, &YamlNode)]) -> Option<Tab> {
    let mut found = Tab { is_new: false, is_selected: false };
    for (key, value) in options {
        match *key {
            "new" => found.is_new = header::flag(value)?,
            "select" => found.is_selected = header::flag(value)?,
            _ => return None,
        }
    }
    Some(found)
}

pub(super) fn make(reader: &mut Reader<'_>, parent: Id, found: &Tab, start: &Start) -> Made {
    let place = start.place.whole();
    let is_set = |id: &Id| matches!(reader.tree[*id].meaning, Meaning::Tabs { .. });
    let known = reader.tree.last_child(parent).filter(|last| is_set(last) && !found.is_new);
    let is_alternate = reader.is_on(EXTENSION, "alternate_style");
    let set = known.unwrap_or_else(|| push_set(reader, parent, is_alternate, place));
    let is_selected = known.is_none() || found.is_selected;
    if is_selected {
        for tab in reader.tree[set].children.clone() {
            reader.tree[tab].meaning = Meaning::Tab { is_selected: false };
        }
    }
    let tab = push_tab(reader, set, place);
    reader.tree[tab].meaning = Meaning::Tab { is_selected };
    let label = reader.tree.make_with("label", start.argument.clone().unwrap_or_default());
    reader.tree[label].meaning = Meaning::TabLabel;
    reader.tree[tab].children.push(label);
    Made { element: set, target: tab }
}
