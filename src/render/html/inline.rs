//! What stands in a line of text, other than links.
//!
//! An inline node → its HTML or its opening tag. Must never end a line that the author did not end.

use math_core::MathDisplay;

use crate::icons;
use crate::parse::card::Card;
use crate::parse::document::{Node, NodeKind};
use crate::parse::inline::keys;
use crate::render::escape;

use super::embeds::MAX_PAGE_BYTES;
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
            NodeKind::Mark => self.span(node, "<mark>", "</mark>"),
            NodeKind::Insert => self.span(node, "<ins>", "</ins>"),
            NodeKind::Superscript => self.span(node, "<sup>", "</sup>"),
            NodeKind::Subscript => self.span(node, "<sub>", "</sub>"),
            NodeKind::Abbreviation(title) => {
                self.out.push_str("<abbr");
                if self.out.len() < MAX_PAGE_BYTES {
                    self.attribute("title", title.get(file));
                }
                self.span(node, ">", "</abbr>");
            }
            NodeKind::Keys(chord) => self.keys(chord.get(file)),
            NodeKind::Icon(name) => self.icon(name.get(file)),
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

    fn keys(&mut self, chord: &str) {
        self.out.push_str("<span class=\"keys\">");
        for (index, key) in keys::keys(chord).into_iter().enumerate() {
            self.out.push_str(if index > 0 { "<span>+</span><kbd" } else { "<kbd" });
            if let Some(name) = key.name {
                self.attribute("class", &format!("key-{name}"));
            }
            self.out.push('>');
            escape::text(&mut self.out, &key.label);
            self.out.push_str("</kbd>");
        }
        self.out.push_str("</span>");
    }

    /// The paths alone stand in the page; size comes from the style sheet, colour from the text around.
    fn icon(&mut self, name: &str) {
        let Some(icon) = icons::svg(name).filter(|_| self.out.len() < MAX_PAGE_BYTES) else { return };
        if self.is_plain_python() {
            self.out.push_str("<span class=\"twemoji\"><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"");
            self.out.push_str(icon.view_box);
            self.out.push_str("\">");
            self.out.push_str(icon.body);
            return self.out.push_str("</svg></span>");
        }
        self.out.push_str("<svg class=\"icon\" viewBox=\"");
        self.out.push_str(icon.view_box);
        self.out.push_str("\" fill=\"currentColor\" aria-hidden=\"true\">");
        if name.starts_with("fontawesome-") {
            self.out.push_str("<!-- Font Awesome Free by @fontawesome, https://fontawesome.com, CC BY 4.0 -->");
        }
        self.out.push_str(icon.body);
        self.out.push_str("</svg>");
    }

    pub(super) fn math(&mut self, latex: &str, display: MathDisplay) {
        if self.is_plain_python() {
            return self.python_math(latex, display == MathDisplay::Block);
        }
        if let Some(scene) = self.scene() {
            return scene.caches.math.write(&mut self.out, latex, display);
        }
        let kind = if display == MathDisplay::Block { "display" } else { "inline" };
        self.out.push_str(&format!("<span class=\"math math-{kind}\">"));
        escape::text(&mut self.out, latex);
        self.out.push_str("</span>");
    }

    fn task_marker(&mut self, done: bool) {
        if self.is_plain_python() {
            return self.python_task(done);
        }
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
        if self.takes_id(&block.id) {
            self.out.push_str("<span class=\"block-anchor\"");
            self.attribute("id", &block.id);
            self.out.push_str("></span>");
        }
    }

    /// Whether an id that is no heading's may be written: no other element of the card has it.
    pub(super) fn takes_id(&mut self, id: &'a str) -> bool {
        let card: &'a Card = self.frame.card;
        let of_headings = || card.headings.iter().map(|heading| heading.id.as_str()).collect();
        self.frame.ids.get_or_insert_with(of_headings).insert(id)
    }
}
