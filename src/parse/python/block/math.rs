//! Formulas of their own: `$$ … $$`, `\[ … \]`, `\begin{x} … \end{x}`.
//!
//! # Source
//! PyMdown Extensions 13.1, Arithmatex.

use super::super::reader::Reader;
use super::super::text::Text;
use super::super::tree::{Id, Meaning};
use super::Blocks;

const EXTENSION: &str = "pymdownx.arithmatex";

/// Takes a block that is one formula.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(options) = reader.options(EXTENSION) else { return false };
    let Some(block) = blocks.front().cloned() else { return false };
    let syntax = options.texts("block_syntax");
    let is_on = |name: &str| syntax.contains(&name);
    let whole = block.strip_suffix('\n').unwrap_or(&block).trim_end_matches(' ');
    let found = None
        .or_else(|| dollars(whole).filter(|_| is_on("dollar")))
        .or_else(|| brackets(whole).filter(|_| is_on("square")))
        .or_else(|| environment(whole).filter(|_| is_on("begin")));
    let Some(math) = found.map(|math| block.part(math)) else { return false };
    blocks.pop_front();
    push(reader, parent, math, block.part(whole));
    true
}

fn push(reader: &mut Reader<'_>, parent: Id, math: Text, whole: Text) {
    let id = reader.tree.add(parent, "div", whole.whole());
    reader.tree[id].text = math.atomic();
    reader.tree[id].meaning = Meaning::Math { is_display: true };
}

fn dollars(block: &str) -> Option<&str> {
    let inner = block.strip_prefix("$$")?.strip_suffix("$$")?;
    (!inner.is_empty() && is_closed(inner)).then_some(inner)
}

fn brackets(block: &str) -> Option<&str> {
    let inner = block.strip_prefix("\\[")?.strip_suffix("\\]")?;
    let mut letters = inner.chars();
    while let Some(c) = letters.next() {
        if c == '\\' && letters.next()? == ']' {
            return None;
        }
    }
    (!inner.is_empty()).then_some(inner)
}

fn environment(block: &str) -> Option<&str> {
    let (name, rest) = block.strip_prefix("\\begin{")?.split_once('}')?;
    let letters = name.strip_suffix('*').unwrap_or(name);
    let is_name = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    let inner = rest.strip_suffix('}')?.strip_suffix(name)?.strip_suffix("\\end{")?;
    (is_name && !inner.is_empty() && is_closed(inner)).then_some(block)
}

/// Whether what stands behind a text is not escaped by it.
fn is_closed(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count().is_multiple_of(2)
}
