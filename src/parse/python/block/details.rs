//! Boxes that open: `??? note "Title"`, `???+` for those that are open.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::scan::{TAB, detab};
use super::super::text::Text;
use super::super::tree::{Id, Meaning};
use super::admonition::{capitalized, goes_on};
use super::{Blocks, parse_block, parse_chunk};

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?:^|\n)\?{3}(\+)? ?"#,
        r#"(?:([\w\-]+(?: +[\w\-]+)*?)?(?: +"(.*?)")|([\w\-]+(?: +[\w\-]+)*?)) *(?:\n|$)"#
    ))
    .expect("the pattern is well formed")
});

/// Takes a box, or a block that goes on with the one before it.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    let marker = if block.holds("???") { MARKER.captures(&block) } else { None };
    let Some(marker) = marker else {
        return goes_on(reader, parent, blocks, |reader, id| {
            reader.tree[id].tag == "details" && reader.tree[id].meaning != Meaning::Author
        });
    };
    let Some(whole) = marker.get(0) else { return false };
    blocks.pop_front();
    if whole.start() > 0 {
        parse_block(reader, parent, block.to(whole.start()));
    }
    let (body, rest) = detab(&block.from(whole.end()), TAB);
    let kind = marker.get(4).or(marker.get(2));
    let class = kind.map_or("", |kind| kind.as_str()).to_lowercase();
    let class = class.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = block.part(whole.as_str().trim()).whole();
    let details = reader.tree.add(parent, "details", place);
    if marker.get(1).is_some() {
        reader.tree[details].set_own("open", "open");
    }
    if !class.is_empty() {
        reader.tree[details].set_own("class", class.as_str());
    }
    let title = match (marker.get(3), kind) {
        (Some(title), _) => block.part(title.as_str()),
        (None, Some(kind)) => {
            let first = class.split(' ').next().unwrap_or_default();
            Text::own(capitalized(first), block.part(kind.as_str()).whole())
        }
        (None, None) => block.to(0),
    };
    let summary = reader.tree.make_with("summary", title);
    reader.tree[summary].meaning = Meaning::Title;
    reader.tree[details].children.push(summary);
    parse_chunk(reader, details, &body);
    if !rest.is_empty() {
        blocks.push_front(rest);
    }
    true
}
