//! Blocks: paragraphs, headings, lists, quotes, callouts.
//!
//! A block node → its opening tags. Must never write an id of an embedded card's heading: it would not be unique.

use crate::parse::card::{Card, Heading};
use crate::parse::document::{Fold, Node, NodeKind};
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
            NodeKind::Callout { kind, fold } => self.open_callout(node, kind, *fold, at),
            NodeKind::CalloutTitle => self.open_callout_title(node, at),
            NodeKind::CodeBlock(block) => self.code_block(block, at),
            NodeKind::List { .. } if self.is_of_annotations(at) => {
                self.block(node, "<ol class=\"annotations\">\n", "</ol>");
            }
            NodeKind::List { start: None } => self.block(node, "<ul>\n", "</ul>"),
            NodeKind::List { start: Some(1) } => self.block(node, "<ol>\n", "</ol>"),
            NodeKind::List { start: Some(number) } => self.block(node, &format!("<ol start=\"{number}\">\n"), "</ol>"),
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

    fn block(&mut self, node: &Node, open: &str, close: &'static str) {
        self.out.push_str(open);
        self.push(node, Closing::Block(close));
    }

    fn open_heading(&mut self, node: &Node, heading: &'a Heading) {
        let level = if self.is_embedded() { heading.level.clamp(2, 6) } else { heading.level.clamp(1, 6) };
        self.out.push_str(&format!("<h{level}"));
        let has_id = !self.is_embedded() && (self.is_site() || heading.is_explicit_id) && !heading.id.is_empty();
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
        let id = (has_id && self.is_site()).then_some(heading.id.as_str());
        self.push(node, Closing::Heading { level, id });
    }

    pub(super) fn close_heading(&mut self, level: u8, id: Option<&str>) {
        if let Some(id) = id {
            self.out.push_str("<a class=\"headerlink\" href=\"#");
            escape::address(&mut self.out, &url::encode_fragment(id));
            self.out.push_str("\" aria-label=\"Link to this section\">#</a>");
        }
        self.out.push_str(&format!("</h{level}>\n"));
    }

    fn open_callout(&mut self, node: &Node, kind: &str, fold: Fold, at: usize) {
        let kind: String =
            kind.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        if !self.is_site() {
            return self.block(node, &format!("<blockquote class=\"markdown-alert-{kind}\">\n"), "</blockquote>");
        }
        let (open, close) = match fold {
            Fold::Fixed => ("<div", "</div>"),
            Fold::Open => ("<details open", "</details>"),
            Fold::Closed => ("<details", "</details>"),
        };
        self.block(node, &format!("{open} class=\"callout callout-{kind}\">\n"), close);
        let has_title = matches!(self.next_kind(at), Some(NodeKind::CalloutTitle));
        if !has_title {
            let tag = if fold == Fold::Fixed { "p" } else { "summary" };
            self.out.push_str(&format!("<{tag} class=\"callout-title\">{}</{tag}>\n", usual_title(&kind)));
        }
    }

    /// The title is the first child of its callout, which says by what tag it is opened.
    fn open_callout_title(&mut self, node: &Node, at: usize) {
        let callout = at.checked_sub(1).map(|at| &self.frame.card.document.nodes[at].kind);
        if self.is_site() && matches!(callout, Some(NodeKind::Callout { fold: Fold::Open | Fold::Closed, .. })) {
            self.block(node, "<summary class=\"callout-title\">", "</summary>");
        } else {
            self.block(node, "<p class=\"callout-title\">", "</p>");
        }
    }

    fn next_kind(&self, at: usize) -> Option<&'a NodeKind> {
        let card: &'a Card = self.frame.card;
        card.document.nodes.get(at + 1).map(|node| &node.kind)
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attribute(&mut self.out, value);
        self.out.push('"');
    }
}

/// The title of a callout whose author gave none.
fn usual_title(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

fn is_task(card: &Card, item: usize) -> bool {
    let nodes = &card.document.nodes;
    let first = nodes.get(item + 1).map(|node| &node.kind);
    let second = nodes.get(item + 2).map(|node| &node.kind);
    matches!(first, Some(NodeKind::TaskMarker { .. }))
        || matches!((first, second), (Some(NodeKind::Paragraph), Some(NodeKind::TaskMarker { .. })))
}

/// Whether an author may give this attribute to a heading or an image: in the site nothing that runs code.
pub(super) fn is_attribute_name(name: &str, is_site: bool) -> bool {
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'));
    let lower = name.to_ascii_lowercase();
    is_name && !(is_site && (lower.starts_with("on") || matches!(lower.as_str(), "id" | "class" | "style")))
}
