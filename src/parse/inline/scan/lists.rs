//! Which element an attribute list belongs to.
//!
//! A list directly behind an inline element is that element's; one on the last line of a paragraph or an item, that of
//! the block; one alone in a paragraph, that of the block in front. Must never take a list that is not read wholly.

use crate::parse::document::NodeKind;
use crate::parse::inline::Notation;
use crate::parse::inline::attributes::{self, List};
use crate::parse::inline::scan::found::{Given, Target, What};
use crate::parse::inline::scan::piece::Piece;

use super::Scan;

impl<'a> Scan<'a> {
    /// A list on a line of its own, behind a paragraph or an item, or alone behind a block. Gives back whether it is one.
    pub(super) fn block_list(&mut self, piece: Piece<'a>) -> bool {
        if self.input.notation != Notation::All || !piece.text.starts_with('{') || piece.is_literal(0) {
            return false;
        }
        let nodes = &self.input.nodes;
        let Some(list) = attributes::read(piece.text).filter(|list| list.length == piece.text.trim_end().len()) else {
            return false;
        };
        let [.., outer, frame] = self.frames.as_slice() else { return false };
        let is_last = match nodes.get(piece.node + 1).filter(|_| piece.node + 1 < frame.end) {
            Some(next) => matches!(next.kind, NodeKind::List { .. } | NodeKind::BlockId(_)),
            None => true,
        };
        let of_block =
            matches!(nodes[frame.node].kind, NodeKind::Paragraph | NodeKind::Item | NodeKind::DefinitionDetails);
        if !is_last || !of_block {
            return false;
        }
        let (target, dropped) = match frame.last {
            Some(last) if nodes[last].kind == NodeKind::SoftBreak => (frame.node, last),
            None if nodes[frame.node].kind == NodeKind::Paragraph && frame.end == piece.node + 1 => {
                // The last child of what is around is the paragraph itself.
                match outer.last_but_one.filter(|block| takes_list(&nodes[*block].kind)) {
                    Some(block) => (block, frame.node),
                    None => return false,
                }
            }
            _ => return false,
        };
        self.found.dropped.push(dropped);
        if dropped != frame.node {
            self.found.dropped.push(piece.node);
        }
        self.give(Target::Node(target), list, piece, 0);
        true
    }

    fn give(&mut self, to: Target, list: List, piece: Piece<'_>, from: usize) {
        let id = list.id.map(|id| piece.source.map_or(piece.place, |start| id.shifted(start + from)));
        self.found.given.push(Given { to, attributes: list.attributes, id });
    }

    /// Reads a list at `from` for what ends there; gives back where it ends.
    pub(super) fn list(&mut self, to: Target, piece: Piece<'a>, from: usize) -> usize {
        if !piece.text[from..].starts_with('{') || piece.is_literal(from) {
            return from;
        }
        let Some(list) = attributes::read(&piece.text[from..]) else { return from };
        let end = from + list.length;
        self.cut(piece, from, end, What::Nothing);
        self.give(to, list, piece, from);
        end
    }
}

/// Whether a list alone in a paragraph may belong to this block in front of it.
const fn takes_list(kind: &NodeKind) -> bool {
    !matches!(
        kind,
        NodeKind::Paragraph
            | NodeKind::Heading(_)
            | NodeKind::Rule
            | NodeKind::HtmlBlock(_)
            | NodeKind::FootnoteDefinition(_)
    )
}

/// Whether a list may stand directly behind this node.
pub(super) const fn takes_inline_list(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Link { .. }
            | NodeKind::Image { .. }
            | NodeKind::WikiLink(_)
            | NodeKind::Embed(_)
            | NodeKind::Code(_)
            | NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Strikethrough
            | NodeKind::Subscript
    )
}
