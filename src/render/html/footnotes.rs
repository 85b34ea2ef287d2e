//! Footnotes: numbered by first use; in the site collected at the end of their card, with ways back.
//!
//! Footnote nodes → references, and a section. Must never write an id twice in a page.

use std::collections::BTreeMap;

use crate::parse::document::{Node, NodeKind};
use crate::render::escape;

use super::Writer;

/// The footnotes of one card.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    pub(super) numbers: BTreeMap<&'a str, usize>,
    /// Names in the order of their numbers, and how often each is referred to.
    pub(super) used: Vec<(&'a str, usize)>,
    /// Whether their list is written.
    pub(super) is_written: bool,
    /// The nodes of the definitions, the first of a name; read when the first reference is met.
    definitions: Option<BTreeMap<&'a str, usize>>,
}

impl<'a> Footnotes<'a> {
    fn number(&mut self, name: &'a str) -> usize {
        let next = self.used.len() + 1;
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.used.push((name, 0));
        }
        number
    }
}

impl<'a> Writer<'a> {
    pub(super) fn open_footnote(&mut self, node: &'a Node, at: usize) -> usize {
        match &node.kind {
            NodeKind::FootnoteReference(name) if self.python().is_some() => {
                self.python_reference(name);
                at + 1
            }
            NodeKind::FootnoteReference(name) => {
                self.footnote_reference(name);
                at + 1
            }
            NodeKind::FootnoteDefinition(_) if self.is_site() || self.python().is_some() => node.end as usize,
            NodeKind::FootnoteDefinition(name) => {
                self.fresh_line();
                let number = self.frame.footnotes.number(name);
                self.out.push_str("<div class=\"footnote-definition\"");
                self.attribute("id", name);
                self.out.push_str(&format!("><sup class=\"footnote-definition-label\">{number}</sup>"));
                self.push(node, super::Closing::Block("</div>"));
                at + 1
            }
            _ => at + 1,
        }
    }

    fn footnote_reference(&mut self, name: &'a str) {
        if !self.is_site() {
            let number = self.frame.footnotes.number(name);
            self.out.push_str("<sup class=\"footnote-reference\"><a href=\"#");
            escape::attribute(&mut self.out, name);
            self.out.push_str(&format!("\">{number}</a></sup>"));
            return;
        }
        if !self.definitions().contains_key(name) {
            return escape::text(&mut self.out, &format!("[^{name}]"));
        }
        let number = self.frame.footnotes.number(name);
        let uses = &mut self.frame.footnotes.used[number - 1].1;
        *uses += 1;
        let id = reference_id(&self.frame.prefix, number, *uses);
        let prefix = &self.frame.prefix;
        self.out.push_str(&format!(
            "<sup><a class=\"footnote-ref\" id=\"{id}\" href=\"#fn:{prefix}{number}\" \
             aria-label=\"Footnote {number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn definitions(&mut self) -> &BTreeMap<&'a str, usize> {
        let nodes: &'a [Node] = &self.frame.card.document.nodes;
        self.frame.footnotes.definitions.get_or_insert_with(|| {
            let mut found = BTreeMap::new();
            for (index, node) in nodes.iter().enumerate() {
                if let NodeKind::FootnoteDefinition(name) = &node.kind {
                    found.entry(&**name).or_insert(index);
                }
            }
            found
        })
    }

    /// Writes the section of the footnotes that were referred to; their bodies may refer to more.
    pub(super) fn write_footnotes(&mut self) {
        if self.python().is_some() {
            return self.write_python_footnotes();
        }
        if !self.is_site() || self.frame.footnotes.used.is_empty() {
            return;
        }
        self.fresh_line();
        // One landmark a page: those of embedded cards would have the same name.
        let (open, close) = if self.is_embedded() {
            ("<div class=\"footnotes\">", "</div>")
        } else {
            ("<section class=\"footnotes\" aria-label=\"Footnotes\">", "</section>")
        };
        self.out.push_str(open);
        self.out.push_str("\n<ol>\n");
        let mut next = 0;
        while let Some(&(name, _)) = self.frame.footnotes.used.get(next) {
            next += 1;
            let Some(at) = self.definitions().get(name).copied() else { continue };
            self.out.push_str(&format!("<li id=\"fn:{}{next}\">\n", self.frame.prefix));
            let end = self.frame.card.document.nodes[at].end as usize;
            self.write_range(at + 1..end);
            self.way_back(next);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
        self.out.push_str(close);
        self.out.push('\n');
    }

    fn way_back(&mut self, number: usize) {
        let has_paragraph = self.out.ends_with("</p>\n");
        if has_paragraph {
            self.out.truncate(self.out.len() - "</p>\n".len());
        }
        let uses = self.frame.footnotes.used[number - 1].1;
        for nth in 1..=uses {
            let id = reference_id(&self.frame.prefix, number, nth);
            // Links to different places have different names.
            let (name, sign) = if nth == 1 {
                (String::new(), String::new())
            } else {
                (format!("-{nth}"), format!("<sup>{nth}</sup>"))
            };
            self.out.push_str(&format!(
                " <a class=\"footnote-backref\" href=\"#{id}\" aria-label=\"Back to reference {number}{name}\">{BACK}{sign}</a>"
            ));
        }
        self.out.push_str(if has_paragraph { "</p>\n" } else { "\n" });
    }
}

/// An arrow back, with the sign that it is text and no picture.
const BACK: &str = "↩\u{fe0e}";

fn reference_id(prefix: &str, number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref:{prefix}{number}") } else { format!("fnref{nth}:{prefix}{number}") }
}
