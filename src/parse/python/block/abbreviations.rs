//! Abbreviations: `*[HTML]: Hypertext Markup Language`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::Reader;
use super::super::tree::Id;
use super::Blocks;

static DEFINITION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[*]\[([^\\]*?)\] ?: *\n? *(.*)$").expect("the pattern is well formed"));

/// Takes the definitions of a block, with what stands before and behind put back.
pub(super) fn run(reader: &mut Reader<'_>, _: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().cloned().filter(|block| block.contains("*[")) else { return false };
    let Some(found) = DEFINITION.captures(&block) else { return false };
    let (Some(whole), Some(word), Some(meaning)) = (found.get(0), found.get(1), found.get(2)) else { return false };
    let (word, meaning) = (word.as_str().trim(), block.part(meaning.as_str().trim()));
    if word.is_empty() || meaning.is_empty() {
        return false;
    }
    blocks.pop_front();
    if matches!(&*meaning, "''" | "\"\"") {
        reader.abbreviations.remove(word);
    } else {
        reader.abbreviations.insert(word.to_owned(), meaning);
    }
    if !block[whole.end()..].trim().is_empty() {
        blocks.push_front(block.part(block[whole.end()..].trim_start_matches('\n')));
    }
    if !block[..whole.start()].trim().is_empty() {
        blocks.push_front(block.part(block[..whole.start()].trim_end_matches('\n')));
    }
    true
}
