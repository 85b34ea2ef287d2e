//! Definition lists: terms, and below them lines that start with a colon.

use super::super::reader::{Reader, State};
use super::super::scan::{TAB, detab, indent, lines};
use super::super::text::{Text, join};
use super::super::tree::{Id, concat_lines};
use super::list::{Nesting, indented};
use super::{Blocks, parse_in_state};

const NESTING: Nesting = Nesting { items: &["dd", "li"], lists: &["dl", "ol", "ul"], made: "dd", tab: TAB };

/// A block that is indented and stands behind a definition or a list.
pub(super) fn nested(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    indented(reader, parent, blocks, NESTING)
}

/// What a definition says in its first line.
fn definition(line: &str) -> Option<&str> {
    let inner = line[indent(line).min(3)..].strip_prefix(':')?;
    let spaces = indent(inner).min(3);
    (spaces > 0).then(|| &inner[spaces..])
}

/// Takes a definition with its terms.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let Some((start, line)) = lines(&block).find(|(_, line)| definition(line).is_some()) else { return false };
    let mut terms: Vec<Text> =
        block[..start].split('\n').filter(|term| !term.trim().is_empty()).map(|term| block.part(term.trim())).collect();
    let mut sibling = reader.tree.last_child(parent);
    if terms.is_empty() && sibling.is_none() {
        return false;
    }
    blocks.pop_front();
    let words = block.part(definition(line).unwrap_or_default());
    let behind = block.from((start + line.len() + 1).min(block.len()));
    let is_lazy = indent(&behind) <= 3 && behind[indent(&behind).min(3)..].starts_with(|c| c != ' ' && c != ':');
    let (more, rest) = if is_lazy { (behind.clone(), behind.to(0)) } else { detab(&behind, TAB) };
    let text = if more.is_empty() { words } else { concat_lines(&words, &more) };
    let mut state = State::List;
    if terms.is_empty() && sibling.is_some_and(|last| reader.tree[last].tag == "p") {
        state = State::LooseList;
        if let Some(paragraph) = reader.tree[parent].children.pop() {
            terms = reader.tree[paragraph].text.rows();
        }
        sibling = reader.tree.last_child(parent);
    }
    let list = match sibling.filter(|last| reader.tree[*last].tag == "dl") {
        Some(list) => {
            let last = reader.tree.last_child(list);
            if terms.is_empty()
                && last.is_some_and(|last| reader.tree[last].tag == "dd" && !reader.tree[last].children.is_empty())
            {
                state = State::LooseList;
            }
            list
        }
        None => reader.tree.add(parent, "dl", block.whole()),
    };
    for term in terms {
        let id = reader.tree.make_with("dt", term);
        reader.tree[list].children.push(id);
    }
    let details = reader.tree.add(list, "dd", text.whole());
    parse_in_state(reader, state, details, Blocks::from([join(&[text])]));
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}
