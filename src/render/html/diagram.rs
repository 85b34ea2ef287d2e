//! Diagrams: a fence that is drawn, as a figure with its source.
//!
//! A code block that its card knows as a diagram → the figure; where it cannot be drawn, nothing, and the block is
//! written as code. Must never put a word of the author's into the page but by `escape` or by the engine that drew it.

use std::sync::Arc;

use crate::diagram::ascii::Branch;
use crate::diagram::{Dress, Notation, guard};
use crate::parse::card::{Card, Diagram};
use crate::parse::code_info::CodeInfo;
use crate::parse::document::CodeBlock;
use crate::parse::scheme::Use;
use crate::render::{escape, url};

use super::links::Way;
use super::{Scene, Writer, tree};

impl<'a> Writer<'a> {
    /// Writes the figure of the code block at a node; gives back whether it did.
    pub(super) fn diagram(&mut self, block: &'a CodeBlock, at: usize) -> bool {
        let card: &'a Card = self.frame.card;
        let Some(scene) = self.scene() else { return false };
        let Some(diagram) = of_node(card, at) else { return false };
        let mut info = CodeInfo::read(block.info.get(&card.text));
        let caption = info.title.take();
        let code = block.code.get(&card.text);
        let limit = scene.diagrams.limit();
        let is_art = diagram.notation == Notation::Ascii && diagram.fault.is_none();
        let branches = is_art.then(|| guard::tree(code, limit)).flatten();
        let view = match branches.map(View::Tree).or_else(|| {
            self.drawn(&scene, diagram, caption.unwrap_or_else(|| card.title_over(at)), code).map(View::Drawn)
        }) {
            Some(view) => view,
            None => match scene.diagrams.fallback.as_deref().filter(|_| diagram.notation == Notation::Mermaid) {
                Some(script) => View::Script(url::relative(scene.page_url, script)),
                None => return false,
            },
        };
        self.out.push_str("<figure class=\"diagram\" data-diagram=\"");
        self.out.push_str(diagram.notation.name());
        let is_drawn = !matches!(view, View::Script(_));
        match view {
            View::Tree(branches) => {
                self.out.push_str("\">\n<div class=\"diagram-view\">");
                let hrefs = self.hrefs(diagram);
                tree::write(&mut self.out, &branches, &hrefs);
            }
            View::Drawn(svg) => {
                self.out.push_str("\">\n<div class=\"diagram-view\"");
                // Known before any script runs, so that a phone does not first show it too small.
                if let Some(width) = width(&svg) {
                    self.out.push_str(" style=\"--width:");
                    self.out.push_str(width);
                    self.out.push('"');
                }
                self.out.push('>');
                self.out.push_str(svg.trim());
            }
            View::Script(address) => {
                self.out.push_str("\" data-script=\"");
                escape::attribute(&mut self.out, &address);
                self.out.push_str("\">\n<div class=\"diagram-view\">");
            }
        }
        self.out.push_str("</div>\n");
        if let Some(caption) = caption {
            self.out.push_str("<figcaption>");
            escape::text(&mut self.out, caption);
            self.out.push_str("</figcaption>\n");
        }
        let open = if is_drawn { "" } else { " open" };
        self.out.push_str("<details class=\"diagram-source\"");
        self.out.push_str(open);
        self.out.push_str(">\n<summary>Source</summary>\n");
        self.highlighted(&info, code, at);
        self.out.push_str("</details>\n</figure>\n");
        true
    }

    /// Draws a diagram; what cannot be drawn is noted, unless a script of the reader's browser is to do it.
    fn drawn(&mut self, scene: &Scene<'_>, diagram: &Diagram, title: &str, code: &str) -> Option<Arc<str>> {
        if diagram.fault.is_some() {
            return None;
        }
        self.diagrams += 1;
        let id = format!("dg{}", self.diagrams);
        let hrefs = self.hrefs(diagram);
        let dress = Dress { id: &id, hrefs: &hrefs, title: Some(title), icons: Some(&scene.graph.icons) };
        match scene.caches.drawings.draw(diagram.notation, code, &dress, scene.diagrams.limit()) {
            Ok(svg) => Some(svg),
            Err(_) if diagram.notation == Notation::Mermaid && scene.diagrams.fallback.is_some() => None,
            Err(fault) => {
                scene.undrawn.note(self.frame.id.unwrap_or(scene.card), diagram, fault);
                None
            }
        }
    }

    /// Where its labels lead.
    fn hrefs(&mut self, diagram: &Diagram) -> Vec<Option<String>> {
        diagram.links.iter().map(|link| self.href(*link)).collect()
    }

    /// Where a label leads.
    fn href(&self, link: Option<u32>) -> Option<String> {
        match self.way(link? as usize, Use::Link) {
            Way::Open { address, .. } => Some(address),
            Way::Closed { .. } => None,
        }
    }
}

/// What is seen of a diagram.
enum View {
    /// Its drawing.
    Drawn(Arc<str>),
    /// The list that it is.
    Tree(Vec<Branch>),
    /// What the script at an address will make of it.
    Script(String),
}

/// The width of a drawing as its root element has it, in pixels.
fn width(svg: &str) -> Option<&str> {
    let root = &svg[..svg.find('>')?];
    let (_, rest) = root.split_once(" width=\"")?;
    let (width, _) = rest.split_once('"')?;
    width.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then_some(width)
}

fn of_node(card: &Card, node: usize) -> Option<&Diagram> {
    let at = card.diagrams.binary_search_by_key(&node, |diagram| diagram.node as usize).ok()?;
    Some(&card.diagrams[at])
}
