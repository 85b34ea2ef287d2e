//! What stands in a line of text, other than links.
//!
//! An inline node → its HTML or its opening tag. Must never end a line that the author did not end.

use math_core::MathDisplay;

use crate::parse::card::Card;
use crate::parse::document::{Node, NodeKind};
use crate::render::escape;

use super::{Closing, Writer};

impl<'a> Writer<'a> {
    pub(super) fn open_inline(&mut self, node: &'a Node, at: usize) -> usize {
        let file: &'a str = &self.frame.card.text;
        match &node.kind {
            NodeKind::Text(text) => escape::text(&mut self.out, text.get(file)),
            NodeKind::Code(code) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, code.get(file));
                self.out.push_str("</code>");
            }
            NodeKind::InlineHtml(html) => self.raw(node, html.get(file), html),
            NodeKind::InlineMath(latex) => self.math(latex.get(file), MathDisplay::Inline),
            NodeKind::DisplayMath(latex) => self.math(latex.get(file), MathDisplay::Block),
            NodeKind::SoftBreak => self.out.push('\n'),
            NodeKind::HardBreak => self.out.push_str(if self.is_site() { "<br>\n" } else { "<br />\n" }),
            NodeKind::Emphasis => self.span(node, "<em>", "</em>"),
            NodeKind::Strong => self.span(node, "<strong>", "</strong>"),
            NodeKind::Strikethrough => self.span(node, "<del>", "</del>"),
            NodeKind::TaskMarker { done } => self.task_marker(*done),
            NodeKind::BlockId(index) => self.block_id(*index as usize),
            _ => {}
        }
        at + 1
    }

    fn span(&mut self, node: &Node, open: &str, close: &'static str) {
        self.out.push_str(open);
        self.push(node, Closing::Inline(close));
    }

    fn math(&mut self, latex: &str, display: MathDisplay) {
        if let Some(scene) = self.scene() {
            return scene.caches.math.write(&mut self.out, latex, display);
        }
        let kind = if display == MathDisplay::Block { "display" } else { "inline" };
        self.out.push_str(&format!("<span class=\"math math-{kind}\">"));
        escape::text(&mut self.out, latex);
        self.out.push_str("</span>");
    }

    fn task_marker(&mut self, done: bool) {
        self.out.push_str(match (self.is_site(), done) {
            (true, true) => "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ",
            (true, false) => "<input type=\"checkbox\" disabled aria-label=\"To do\"> ",
            (false, true) => "<input type=\"checkbox\" disabled=\"\" checked=\"\"/> ",
            (false, false) => "<input type=\"checkbox\" disabled=\"\"/> ",
        });
    }

    fn block_id(&mut self, index: usize) {
        let card: &'a Card = self.frame.card;
        let Some(block) = card.blocks.get(index).filter(|_| self.is_site() && !self.is_embedded()) else {
            return;
        };
        let taken =
            self.frame.ids.get_or_insert_with(|| card.headings.iter().map(|heading| heading.id.as_str()).collect());
        if taken.insert(&block.id) {
            self.out.push_str("<span class=\"block-anchor\"");
            self.attribute("id", &block.id);
            self.out.push_str("></span>");
        }
    }
}
