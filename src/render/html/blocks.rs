//! Blocks: paragraphs, headings, lists, quotes.
//!
//! A block node → its opening tags. Must never write an id of an embedded card's heading: it would not be unique.

use crate::parse::card::{Card, Heading};
use crate::parse::document::{Node, NodeKind};
use crate::render::{escape, url};

use super::{Closing, Writer};

impl<'a> Writer<'a> {
    pub(super) fn open_block(&mut self, node: &'a Node, at: usize) -> usize {
        self.fresh_line();
        let card: &'a Card = self.frame.card;
        match &node.kind {
            NodeKind::Paragraph => {
                self.out.push_str("<p>");
                let start = self.out.len();
                self.push(node, Closing::Paragraph { start });
            }
            NodeKind::Heading(index) => {
                if let Some(heading) = card.headings.get(*index as usize) {
                    self.open_heading(node, heading);
                }
            }
            NodeKind::BlockQuote => self.block(node, "<blockquote>\n", "</blockquote>"),
            NodeKind::Callout(callout) => self.open_callout(node, callout),
            NodeKind::CalloutTitle => self.open_callout_title(node, at),
            NodeKind::Tabs | NodeKind::Tab { .. } | NodeKind::TabLabel => self.open_tabs(node, at),
            NodeKind::CodeBlock(block) => self.among_blocks(|writer| writer.code_block(block, at)),
            NodeKind::List { .. } if self.is_of_annotations(at) => {
                self.block(node, "<ol class=\"annotations\">\n", "</ol>");
            }
            NodeKind::List { start: None } => self.block(node, "<ul>\n", "</ul>"),
            NodeKind::List { start: Some(1) } => self.block(node, "<ol>\n", "</ol>"),
            NodeKind::List { start: Some(number) } => self.block(node, &format!("<ol start=\"{number}\">\n"), "</ol>"),
            NodeKind::Item if self.is_plain_python() => self.block(node, "<li>", "</li>"),
            NodeKind::Item if self.annotation_item(at) => self.push(node, Closing::Block("</li>")),
            NodeKind::Item => {
                let is_task = self.is_site() && is_task(card, at);
                self.block(node, if is_task { "<li class=\"task-list-item\">" } else { "<li>" }, "</li>");
            }
            NodeKind::DefinitionList => self.block(node, "<dl>\n", "</dl>"),
            NodeKind::DefinitionTerm => self.block(node, "<dt>", "</dt>"),
            NodeKind::DefinitionDetails => self.block(node, "<dd>", "</dd>"),
            NodeKind::Rule => self.out.push_str(if self.is_site() { "<hr>\n" } else { "<hr />\n" }),
            _ => {}
        }
        at + 1
    }

    pub(super) fn block(&mut self, node: &Node, open: &str, close: &'static str) {
        self.out.push_str(open);
        self.push(node, Closing::Block(close));
    }

    fn open_heading(&mut self, node: &Node, heading: &'a Heading) {
        let level = if self.is_embedded() { heading.level.clamp(2, 6) } else { heading.level.clamp(1, 6) };
        self.out.push_str(&format!("<h{level}"));
        let is_shown = self.is_site() || heading.is_explicit_id || self.python().is_some_and(|on| on.has("toc"));
        let has_id = !self.is_embedded() && is_shown && !heading.id.is_empty();
        if has_id {
            self.attribute("id", &heading.id);
        }
        if !heading.classes.is_empty() {
            self.attribute("class", &heading.classes.join(" "));
        }
        for (name, value) in &heading.attributes {
            if is_attribute_name(name, self.is_site()) {
                self.attribute(name, value.as_deref().unwrap_or_default());
            }
        }
        self.out.push('>');
        if has_id && self.is_plain_python() {
            return self.open_python_heading(node, heading, level);
        }
        let id = (has_id && self.is_site()).then_some(heading.id.as_str());
        self.push(node, Closing::Heading { level, id });
    }

    pub(super) fn close_heading(&mut self, level: u8, id: Option<&str>) {
        if self.is_plain_python() {
            return self.close_python_heading(level, id);
        }
        if let Some(id) = id {
            self.out.push_str("<a class=\"headerlink\" href=\"#");
            escape::address(&mut self.out, &url::encode_fragment(id));
            self.out.push_str("\" aria-label=\"Link to this section\">#</a>");
        }
        self.out.push_str(&format!("</h{level}>\n"));
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }
}

fn is_task(card: &Card, item: usize) -> bool {
    let nodes = &card.document.nodes;
    let first = nodes.get(item + 1).map(|node| &node.kind);
    let second = nodes.get(item + 2).map(|node| &node.kind);
    matches!(first, Some(NodeKind::TaskMarker { .. }))
        || matches!((first, second), (Some(NodeKind::Paragraph), Some(NodeKind::TaskMarker { .. })))
}

/// Whether an author may give this attribute to an element: in the site nothing that runs code.
pub(super) fn is_attribute_name(name: &str, is_site: bool) -> bool {
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'));
    let lower = name.to_ascii_lowercase();
    is_name && !(is_site && (lower.starts_with("on") || matches!(lower.as_str(), "id" | "class" | "style")))
}
