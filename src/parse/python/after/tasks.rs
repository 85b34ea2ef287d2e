//! Task lists: items that start with `[ ]` or `[x]`.

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::{Id, Meaning};

/// Makes boxes of the marks.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    for list in reader.tree.under(root) {
        let mut is_of_tasks = false;
        for item in reader.tree[list].children.clone() {
            if reader.tree[item].tag == "li" && task(reader, item) {
                reader.tree[item].add_class("task-list-item");
                is_of_tasks = true;
            }
        }
        if is_of_tasks && !reader.tree[list].has_class("task-list") {
            reader.tree[list].add_class("task-list");
        }
    }
}

fn task(reader: &mut Reader<'_>, item: Id) -> bool {
    let first = reader.tree[item].children.first().copied();
    let holder = if reader.tree[item].text.is_empty() {
        first.filter(|first| reader.tree[*first].tag == "p")
    } else {
        Some(item)
    };
    let Some(holder) = holder else { return false };
    let text = reader.tree[holder].text.clone();
    let Some((is_done, length)) = mark(&text) else { return false };
    let id = reader.tree.make("input", text.span(0..length));
    reader.tree[id].meaning = Meaning::Task { is_done };
    reader.tree[id].tail = text.from(length);
    reader.tree[holder].text = Text::default();
    reader.tree[holder].children.insert(0, id);
    true
}

/// Whether the mark at the start of a text is ticked, and how long it is with the spaces behind it.
fn mark(text: &str) -> Option<(bool, usize)> {
    let inner = text.trim_start_matches(' ').strip_prefix('[')?;
    let is_done = match inner.bytes().next()? {
        b'x' | b'X' => true,
        b' ' => false,
        _ => return None,
    };
    let behind = inner[1..].strip_prefix(']')?;
    let rest = behind.trim_start_matches(' ');
    (rest.len() < behind.len()).then_some((is_done, text.len() - rest.len()))
}
