//! Callouts and tabs.
//!
//! A node → its opening tags. Tabs are written one below the other, each with its label: so they can be read without
//! a script and printed, and the site's script makes tabs of them. Must never write an author's word as a class without
//! making it one.

use crate::parse::document::{Callout, Caption, Fold, Node, NodeKind};

use super::Writer;

impl<'a> Writer<'a> {
    pub(super) fn open_callout(&mut self, node: &Node, callout: &Callout) {
        if self.is_plain_python() {
            return self.python_callout(node, callout);
        }
        let kind = if callout.kind.is_empty() { "note".to_owned() } else { class_of(&callout.kind) };
        if !self.is_site() {
            return self.block(node, &format!("<blockquote class=\"markdown-alert-{kind}\">\n"), "</blockquote>");
        }
        let (open, close) = match callout.fold {
            Fold::Fixed => ("<div", "</div>"),
            Fold::Open => ("<details open", "</details>"),
            Fold::Closed => ("<details", "</details>"),
        };
        let mut classes = format!("callout callout-{kind}");
        // Old style sheets know Python-Markdown's names.
        if self.python().is_some() {
            classes.push_str(if callout.fold == Fold::Fixed { " admonition" } else { "" });
            classes.push_str(&format!(" {kind}"));
        }
        for class in more_classes(&callout.classes) {
            classes.push(' ');
            classes.push_str(&class);
        }
        self.block(node, open, close);
        self.attribute("class", &classes);
        self.out.push_str(">\n");
        match (callout.caption, callout.fold) {
            (Caption::Own, _) | (Caption::None, Fold::Fixed) => {}
            (Caption::Usual, Fold::Fixed) => {
                self.out.push_str(&format!("<p class=\"callout-title\">{}</p>\n", usual_title(&kind)));
            }
            // There must be something to open it by.
            _ => self.out.push_str(&format!("<summary class=\"callout-title\">{}</summary>\n", usual_title(&kind))),
        }
    }

    /// The title is the first child of its callout, which says by what tag it is opened.
    pub(super) fn open_callout_title(&mut self, node: &Node, at: usize) {
        let callout = at.checked_sub(1).map(|at| &self.frame.card.document.nodes[at].kind);
        let is_summary = matches!(callout, Some(NodeKind::Callout(callout)) if callout.fold != Fold::Fixed);
        if self.is_plain_python() {
            self.python_title(node, is_summary);
        } else if self.is_site() && is_summary {
            self.block(node, "<summary class=\"callout-title\">", "</summary>");
        } else {
            let is_python = self.python().is_some();
            let class = if is_python { "callout-title admonition-title" } else { "callout-title" };
            self.block(node, &format!("<p class=\"{class}\">"), "</p>");
        }
    }

    pub(super) fn open_tabs(&mut self, node: &'a Node, at: usize) {
        if self.is_plain_python() {
            return self.python_tabs(node, at);
        }
        match &node.kind {
            NodeKind::Tabs => self.block(node, "<div class=\"tabs-set\" data-tabs>\n", "</div>"),
            NodeKind::Tab { is_selected } => {
                let selected = if *is_selected { " data-selected" } else { "" };
                self.block(node, &format!("<div class=\"tab\"{selected}>\n"), "</div>\n</div>");
                if !matches!(self.next_kind(at), Some(NodeKind::TabLabel)) {
                    self.out.push_str("<div class=\"tab-body\">\n");
                }
            }
            _ => self.block(node, "<p class=\"tab-label\">", "</p>\n<div class=\"tab-body\">"),
        }
    }

    fn next_kind(&self, at: usize) -> Option<&'a NodeKind> {
        let nodes = &self.frame.card.document.nodes;
        nodes.get(at + 1).filter(|_| nodes[at].end as usize > at + 1).map(|node| &node.kind)
    }
}

/// The kind of a callout as a part of a class.
fn class_of(kind: &str) -> String {
    kind.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// The further classes of an admonition, those that say where it stands made the theme's own.
fn more_classes(classes: &[String]) -> Vec<String> {
    let is_inline = classes.iter().any(|class| class == "inline");
    let is_end = is_inline && classes.iter().any(|class| class == "end");
    let place = is_inline.then(|| if is_end { "callout-inline-end" } else { "callout-inline" }.to_owned());
    let others = classes.iter().filter(|class| !(*class == "inline" || is_end && *class == "end"));
    place.into_iter().chain(others.cloned()).collect()
}

/// The title of a callout whose author gave none.
fn usual_title(kind: &str) -> String {
    let mut letters = kind.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
