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
    let Some(block) = blocks.front().cloned().filter(|block| block.holds("*[")) else { return false };
    let (mut pieces, mut at) = (Vec::new(), 0);
    for found in DEFINITION.captures_iter(&block) {
        let (Some(whole), Some(word), Some(meaning)) = (found.get(0), found.get(1), found.get(2)) else { break };
        let (word, meaning) = (word.as_str().trim(), block.part(meaning.as_str().trim()));
        if word.is_empty() || meaning.is_empty() {
            break;
        }
        if matches!(&*meaning, "''" | "\"\"") {
            reader.abbreviations.remove(word);
        } else {
            reader.abbreviations.insert(word.to_owned(), meaning);
        }
        pieces.push(block.part(block[at..whole.start()].trim_matches('\n')));
        at = whole.end();
    }
    if at == 0 {
        return false;
    }
    pieces.push(block.part(block[at..].trim_start_matches('\n')));
    blocks.pop_front();
    for piece in pieces.into_iter().rev().filter(|piece| !piece.trim().is_empty()) {
        blocks.push_front(piece);
    }
    true
}
