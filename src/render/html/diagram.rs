//! Diagrams: a fence that is drawn, as a figure with its source.
//!
//! A code block that its card knows as a diagram → the figure; where it cannot be drawn, nothing, and the block is
//! written as code. Must never put a word of the author's into the page but by `escape` or by the engine that drew it.

use crate::diagram::Dress;
use crate::parse::card::{Card, Diagram};
use crate::parse::code_info::CodeInfo;
use crate::parse::document::CodeBlock;
use crate::parse::scheme::Use;
use crate::render::escape;

use super::Writer;
use super::links::Way;

impl<'a> Writer<'a> {
    /// Writes the figure of the code block at a node; gives back whether it did.
    pub(super) fn diagram(&mut self, block: &'a CodeBlock, at: usize) -> bool {
        let card: &'a Card = self.frame.card;
        let Some(scene) = self.scene() else { return false };
        let Some(diagram) = of_node(card, at).filter(|diagram| diagram.fault.is_none()) else { return false };
        let mut info = CodeInfo::read(block.info.get(&card.text));
        let caption = info.title.take();
        self.diagrams += 1;
        let id = format!("dg{}", self.diagrams);
        let hrefs: Vec<Option<String>> = diagram.links.iter().map(|link| self.href(*link)).collect();
        let title = caption.unwrap_or_else(|| card.title_over(at));
        let dress = Dress { id: &id, hrefs: &hrefs, title: Some(title) };
        let code = block.code.get(&card.text);
        let svg = match scene.caches.drawings.draw(diagram.notation, code, &dress, scene.diagram_limit) {
            Ok(svg) => svg,
            Err(fault) => {
                scene.undrawn.note(self.frame.id.unwrap_or(scene.card), diagram, fault);
                return false;
            }
        };
        self.out.push_str("<figure class=\"diagram\" data-diagram=\"");
        self.out.push_str(diagram.notation.name());
        self.out.push_str("\">\n<div class=\"diagram-view\">");
        self.out.push_str(svg.trim());
        self.out.push_str("</div>\n");
        if let Some(caption) = caption {
            self.out.push_str("<figcaption>");
            escape::text(&mut self.out, caption);
            self.out.push_str("</figcaption>\n");
        }
        self.out.push_str("<details class=\"diagram-source\">\n<summary>Source</summary>\n");
        self.highlighted(&info, code, at);
        self.out.push_str("</details>\n</figure>\n");
        true
    }

    /// Where a label leads.
    fn href(&self, link: Option<u32>) -> Option<String> {
        match self.way(link? as usize, Use::Link) {
            Way::Open { address, .. } => Some(address),
            Way::Closed { .. } => None,
        }
    }
}

fn of_node(card: &Card, node: usize) -> Option<&Diagram> {
    let at = card.diagrams.binary_search_by_key(&node, |diagram| diagram.node as usize).ok()?;
    Some(&card.diagrams[at])
}
