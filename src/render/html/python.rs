//! The HTML of Python-Markdown and its extensions, where it is another than ours.
//!
//! For cards that are read as it reads them, printed alone: classes, ids and structure are those that old style
//! sheets and comparisons expect. The pages of the site keep their own structure, and carry the classes besides.
//! Must never decide what Markdown means.

use crate::config::Extensions;
use crate::parse::card::{Heading, Link};
use crate::parse::code_info::CodeInfo;
use crate::parse::document::{Callout, CodeBlock, Fold, Markup, Node, NodeKind};
use crate::parse::scheme::{self, Use};
use crate::render::escape;

use super::links::{Way, tail};
use super::{Closing, Writer};

/// Tags that have no end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

impl<'a> Writer<'a> {
    /// The extensions of the card, if it is read as Python-Markdown reads it.
    pub(super) fn python(&self) -> Option<&'a Extensions> {
        match &self.frame.card.document.markup {
            Markup::Python(extensions) => Some(extensions),
            Markup::Own => None,
        }
    }

    /// Whether Python-Markdown's HTML is wanted, and nothing of the site's.
    pub(super) fn is_plain_python(&self) -> bool {
        !self.is_site() && self.python().is_some()
    }

    /// Opens an element that has no kind of its own.
    pub(super) fn open_element(&mut self, node: &'a Node, tag: &'a str, at: usize) -> usize {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        if !VOID.contains(&tag) {
            self.push(node, Closing::Element(tag));
        }
        at + 1
    }

    pub(super) fn close_element(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// The permalink of a heading stands behind its words, or before them.
    pub(super) fn open_python_heading(&mut self, node: &Node, heading: &'a Heading, level: u8) {
        let Some(toc) = self.python().and_then(|on| on.get("toc")) else {
            return self.push(node, Closing::Heading { level, id: None });
        };
        let id = heading.id.as_str();
        if toc.is_on("anchorlink") {
            self.out.push_str("<a");
            self.attribute("href", &format!("#{id}"));
            self.attribute("class", toc.text("anchorlink_class"));
            self.out.push('>');
        }
        if toc.is_on("permalink") && toc.is_on("permalink_leading") {
            self.permalink(id);
        }
        self.push(node, Closing::Heading { level, id: Some(id) });
    }

    /// Closes a heading.
    pub(super) fn close_python_heading(&mut self, level: u8, id: Option<&str>) {
        if let (Some(id), Some(toc)) = (id, self.python().and_then(|on| on.get("toc"))) {
            if toc.is_on("anchorlink") {
                self.out.push_str("</a>");
            }
            if toc.is_on("permalink") && !toc.is_on("permalink_leading") {
                self.permalink(id);
            }
        }
        self.out.push_str(&format!("</h{level}>\n"));
    }

    fn permalink(&mut self, id: &str) {
        let Some(toc) = self.python().and_then(|on| on.get("toc")) else { return };
        self.out.push_str("<a");
        self.attribute("class", toc.text("permalink_class"));
        self.attribute("href", &format!("#{id}"));
        if !toc.text("permalink_title").is_empty() {
            self.attribute("title", toc.text("permalink_title"));
        }
        self.out.push('>');
        match toc.text("permalink") {
            "" => self.out.push('¶'),
            sign => escape::text(&mut self.out, sign),
        }
        self.out.push_str("</a>");
    }

    pub(super) fn python_callout(&mut self, node: &Node, callout: &Callout) {
        let classes = std::iter::once(&*callout.kind).chain(callout.classes.iter().map(String::as_str));
        let fixed = (callout.fold == Fold::Fixed).then_some("admonition");
        let classes: Vec<&str> = fixed.into_iter().chain(classes).filter(|class| !class.is_empty()).collect();
        let (open, close) = match callout.fold {
            Fold::Fixed => ("<div", "</div>"),
            Fold::Open => ("<details open=\"open\"", "</details>"),
            Fold::Closed => ("<details", "</details>"),
        };
        self.block(node, open, close);
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        self.out.push_str(">\n");
    }

    pub(super) fn python_title(&mut self, node: &Node, is_summary: bool) {
        if is_summary {
            self.block(node, "<summary>", "</summary>");
        } else {
            self.block(node, "<p class=\"admonition-title\">", "</p>");
        }
    }

    pub(super) fn python_tabs(&mut self, node: &Node, _: usize) {
        match &node.kind {
            NodeKind::Tabs => self.block(node, "<div class=\"tabbed-set\">\n", "</div>"),
            NodeKind::Tab { .. } => self.block(node, "<div class=\"tabbed-content\">\n", "</div>"),
            _ => self.block(node, "<label>", "</label>"),
        }
    }

    /// Code as the extension prints it that is at work on it.
    pub(super) fn python_code(&mut self, block: &CodeBlock, _: usize) {
        let file = &self.frame.card.text;
        let (info, code) = (CodeInfo::read(block.info.get(file)), block.code.get(file));
        self.out.push_str("<pre><code");
        if !info.language.is_empty() {
            self.attribute("class", &format!("language-{}", info.language));
        }
        self.out.push('>');
        escape::text(&mut self.out, code);
        self.out.push_str("</code></pre>\n");
    }
}

/// Where a link leads: as written.
pub(super) fn way(link: &Link, place: Use) -> Way {
    let address = format!("{}{}", link.target, tail(link));
    if !scheme::is_harmless(&address, place) {
        return Way::Closed { class: "unsafe-link", reason: String::new() };
    }
    Way::Open { address, is_external: false, class: None }
}
