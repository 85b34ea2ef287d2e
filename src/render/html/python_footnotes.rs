//! Footnotes as Python-Markdown lists them: all that are defined, in the order of their definitions.
//!
//! Their ids hold their names, so that links to them from elsewhere stay right.

use std::collections::BTreeMap;

use crate::config::extensions::Options;
use crate::parse::document::{Node, NodeKind};
use crate::render::escape;

use super::Writer;

impl<'a> Writer<'a> {
    fn footnote_options(&self) -> Option<&'a Options> {
        self.python()?.get("footnotes")
    }

    /// Between the parts of their ids.
    fn footnote_separator(&self) -> &'a str {
        self.footnote_options().map_or(":", |options| options.text("SEPARATOR"))
    }

    /// The footnotes of the card: names and nodes, in the order in which they are listed.
    fn listed(&self) -> Vec<(&'a str, usize)> {
        let nodes: &'a [Node] = &self.frame.card.document.nodes;
        let mut found: Vec<(&str, usize)> = Vec::new();
        let mut order: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, node) in nodes.iter().enumerate() {
            match &node.kind {
                NodeKind::FootnoteDefinition(name) => found.push((name, index)),
                NodeKind::FootnoteReference(name) => {
                    let next = order.len();
                    order.entry(name).or_insert(next);
                }
                _ => {}
            }
        }
        if self.footnote_options().is_some_and(|options| !options.is_on("USE_DEFINITION_ORDER")) {
            found.sort_by_key(|(name, _)| order.get(name).copied().unwrap_or(order.len()));
        }
        found
    }

    fn reference_id(&self, name: &str, nth: usize) -> String {
        let separator = self.footnote_separator();
        let number = if nth > 1 { nth.to_string() } else { String::new() };
        format!("fnref{number}{separator}{}{name}", self.unique())
    }

    fn footnote_id(&self, name: &str) -> String {
        format!("fn{}{}{name}", self.footnote_separator(), self.unique())
    }

    /// What makes ids of different cards differ in one page.
    fn unique(&self) -> String {
        let is_asked = self.footnote_options().is_some_and(|options| options.is_on("UNIQUE_IDS"));
        format!("{}{}", self.frame.prefix, if is_asked { "1-" } else { "" })
    }

    pub(super) fn python_reference(&mut self, name: &'a str) {
        if self.frame.footnotes.numbers.is_empty() {
            let listed = self.listed();
            self.frame.footnotes.numbers = listed.iter().map(|(name, _)| *name).zip(1..).collect();
            self.frame.footnotes.used = listed.iter().map(|(name, _)| (*name, 0)).collect();
        }
        let Some(number) = self.frame.footnotes.numbers.get(name).copied() else { return };
        let uses = &mut self.frame.footnotes.used[number - 1].1;
        *uses += 1;
        let nth = *uses;
        self.out.push_str("<sup");
        let id = self.reference_id(name, nth);
        self.attribute("id", &id);
        self.out.push_str("><a class=\"footnote-ref\" href=\"#");
        let target = self.footnote_id(name);
        escape::address(&mut self.out, &target);
        self.out.push_str("\">");
        let shown = self.footnote_options().map_or("{}", |options| options.text("SUPERSCRIPT_TEXT"));
        escape::text(&mut self.out, &shown.replace("{}", &number.to_string()));
        self.out.push_str("</a></sup>");
    }

    /// Writes the list of footnotes, once.
    pub(super) fn write_python_footnotes(&mut self) {
        let listed = self.listed();
        if listed.is_empty() || std::mem::replace(&mut self.frame.footnotes.is_written, true) {
            return;
        }
        let closers = std::mem::take(&mut self.frame.closers);
        let end = self.frame.end;
        self.fresh_line();
        let (open, close) = match (self.is_site(), self.is_embedded()) {
            (false, _) => ("<div class=\"footnote\">\n<hr />\n<ol>\n", "</ol>\n</div>\n"),
            // One landmark a page: those of embedded cards would have the same name.
            (true, true) => ("<div class=\"footnotes footnote\">\n<ol>\n", "</ol>\n</div>\n"),
            (true, false) => {
                ("<section class=\"footnotes footnote\" aria-label=\"Footnotes\">\n<ol>\n", "</ol>\n</section>\n")
            }
        };
        self.out.push_str(open);
        for (number, (name, node)) in (1..).zip(listed) {
            self.out.push_str("<li");
            let id = self.footnote_id(name);
            self.attribute("id", &id);
            self.out.push_str(">\n");
            let end = self.frame.card.document.nodes[node].end as usize;
            self.write_range(node + 1..end);
            if end > node + 1 {
                self.python_way_back(name, number);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(close);
        self.frame.closers = closers;
        self.frame.end = end;
    }

    fn python_way_back(&mut self, name: &str, number: usize) {
        let is_paragraph = self.out.ends_with("</p>\n");
        if is_paragraph {
            self.out.truncate(self.out.len() - "</p>\n".len());
            self.out.push_str("&#160;");
        } else {
            self.out.push_str("<p>");
        }
        let uses = self.frame.footnotes.used.get(number - 1).map_or(0, |(_, uses)| *uses);
        let options = self.footnote_options();
        let title = options.map_or("", |options| options.text("BACKLINK_TITLE"));
        let title = title.replace("%d", "{}").replace("{}", &number.to_string());
        for nth in 1..=uses.max(1) {
            self.out.push_str("<a class=\"footnote-backref\" href=\"#");
            let target = self.reference_id(name, nth);
            escape::address(&mut self.out, &target);
            self.out.push('"');
            self.attribute("title", &title);
            self.out.push('>');
            // The author's own HTML: an entity mostly.
            self.out.push_str(options.map_or("&#8617;", |options| options.text("BACKLINK_TEXT")));
            self.out.push_str("</a>");
        }
        self.out.push_str("</p>\n");
    }
}
