//! Link references: `[name]: destination "title"`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::tree::Id;
use super::Blocks;

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?m)^ {0,3}\[([^\[\]]*)\]: *(?:\n *)?([^\s]+) *(?:\n *)?",
        r#"(?:"(.*)" *|'(.*)' *|\((.*)\) *)?$"#
    ))
    .expect("the pattern is well formed")
});

/// Takes the references of a block, with what stands before and behind put back.
pub(super) fn run(reader: &mut Reader<'_>, _: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned() else { return false };
    if !block.holds("]:") {
        return false;
    }
    let Some(first) = REFERENCE.find(&block) else { return false };
    blocks.pop_front();
    let start = first.start();
    let mut end = start;
    for found in REFERENCE.captures_iter(&block[start..]) {
        let Some(whole) = found.get(0) else { break };
        let here = start + whole.start();
        if here > start && (!block[end..here].trim_matches('\n').is_empty() || whole.as_str().contains('\n')) {
            break;
        }
        let name = found.get(1).map_or("", |name| name.as_str()).trim().to_lowercase();
        let link = found.get(2).map_or("", |link| link.as_str());
        let link = block.part(link.trim_start_matches('<').trim_end_matches('>'));
        let title = found.get(3).or(found.get(4)).or(found.get(5)).map(|title| block.part(title.as_str()));
        reader.references.insert(name, (link, title.filter(|title| !title.is_empty())));
        end = start + whole.end();
    }
    if !block[end..].trim().is_empty() {
        blocks.push_front(block.part(block[end..].trim_start_matches('\n')));
    }
    if !block[..start].trim().is_empty() {
        blocks.push_front(block.part(block[..start].trim_end_matches('\n')));
    }
    true
}
