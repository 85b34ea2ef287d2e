//! `/// define`: paragraphs are terms, the items of lists behind them what they mean.

use super::super::super::reader::Reader;
use super::super::super::tree::Id;

pub(super) const EXTENSION: &str = "pymdownx.blocks.definition";

pub(super) fn end(reader: &mut Reader<'_>, list: Id) {
    let mut children = Vec::new();
    for child in std::mem::take(&mut reader.tree[list].children) {
        match &*reader.tree[child].tag {
            "dt" | "dd" => children.push(child),
            "ul" | "ol" => {
                for item in std::mem::take(&mut reader.tree[child].children) {
                    reader.tree[item].tag = "dd".into();
                    children.push(item);
                }
            }
            "p" => {
                reader.tree[child].tag = "dt".into();
                children.push(child);
            }
            _ => {
                let term = reader.tree.make("dt", reader.tree[child].span);
                reader.tree[term].children.push(child);
                children.push(term);
            }
        }
    }
    reader.tree[list].children = children;
}
