//! Quotes of `pymdownx.quotes`: each block is one by itself, and `> [!note] Title` is a box.
//!
//! # Source
//! PyMdown Extensions 13.1, Quotes.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::{Reader, State};
use super::super::text::{Text, join};
use super::super::tree::{Id, Meaning};
use super::admonition::capitalized;
use super::{Blocks, parse_block, parse_in_state, quote};

static CALLOUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ {0,3}> *\[!([\w-]+(?: *\| *[\w-]+)*)\]([-+])?(.*)$").expect("the pattern is well formed")
});

/// The kind of a callout with its further classes, how it folds, and where its marker stands.
struct Callout {
    classes: Vec<String>,
    fold: Option<char>,
    row: usize,
    title: Text,
}

/// Takes the block from its first line that starts with `>` on.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let Some(start) = quote::start(&block) else { return false };
    blocks.pop_front();
    if start > 0 {
        parse_block(reader, parent, block.to(start - 1));
    }
    let quoted = block.from(start);
    let rows = quoted.rows();
    let has_callouts = reader.is_on("pymdownx.quotes", "callouts") || reader.extensions.callouts;
    let callout = if has_callouts { callout(&rows) } else { None };
    let mut inner: Vec<Text> = Vec::with_capacity(rows.len() + 1);
    for (index, row) in rows.iter().enumerate() {
        if let Some(callout) = callout.as_ref().filter(|callout| callout.row == index) {
            inner.push(callout.title.clone());
            inner.push(row.to(0));
        } else {
            inner.push(row.part(quote::clean(row)));
        }
    }
    let id = reader.tree.add(parent, "blockquote", quoted.whole());
    let text = join(&inner);
    let pieces = text.split("\n\n").map(|piece| text.part(piece)).collect();
    parse_in_state(reader, State::Quote, id, pieces);
    if let Some(callout) = callout {
        make_box(reader, id, &callout);
    }
    true
}

/// The callout that the first line with words opens.
fn callout(rows: &[Text]) -> Option<Callout> {
    let row = rows.iter().position(|row| !row.is_empty() && row.trim() != ">")?;
    let found = CALLOUT.captures(&rows[row])?;
    let written = found.get(1)?;
    let classes: Vec<String> = written.as_str().split('|').map(|class| class.trim().to_owned()).collect();
    let title = rows[row].part(found.get(3)?.as_str().trim());
    let name = classes.first().map(|class| capitalized(class)).unwrap_or_default();
    let title = if title.is_empty() { Text::own(name, rows[row].span(written.range())) } else { title };
    let classes =
        classes.iter().enumerate().map(|(at, class)| if at == 0 { class.to_lowercase() } else { class.clone() });
    let fold = found.get(2).and_then(|fold| fold.as_str().chars().next());
    Some(Callout { classes: classes.collect(), fold, row, title })
}

/// Makes a box of a quote; its first block is the title.
fn make_box(reader: &mut Reader<'_>, id: Id, callout: &Callout) {
    let first = reader.tree[id].children.first().copied();
    let title =
        first.filter(|first| matches!(&*reader.tree[*first].tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    let classes = callout.classes.join(" ");
    match callout.fold {
        Some(fold) => {
            reader.tree[id].tag = "details".into();
            reader.tree[id].set_own("class", classes);
            if fold == '+' {
                reader.tree[id].set_own("open", "open");
            }
            if let Some(title) = title {
                if reader.tree[title].tag == "p" {
                    reader.tree[title].tag = "summary".into();
                    reader.tree[title].meaning = Meaning::Title;
                } else {
                    let summary = reader.tree.make("summary", reader.tree[title].span);
                    reader.tree[summary].meaning = Meaning::Title;
                    reader.tree[summary].children.push(title);
                    reader.tree[id].children[0] = summary;
                }
            }
        }
        None => {
            reader.tree[id].tag = "div".into();
            reader.tree[id].set_own("class", format!("admonition {classes}"));
            if let Some(title) = title {
                reader.tree[title].add_class("admonition-title");
                if reader.tree[title].tag == "p" {
                    reader.tree[title].meaning = Meaning::Title;
                }
            }
        }
    }
}
