//! The first words of a part of a card, as a little HTML that can stand anywhere.
//!
//! Nodes of a card → paragraphs and lists of plain words, emphasis and code. Links are unwrapped, pictures and raw HTML
//! left out. Must never write an attribute or a tag of the author's, and never recurse.

use std::ops::Range;

use crate::parse::card::Card;
use crate::parse::document::NodeKind;
use crate::render::escape;

/// A block is not begun once less than one in so many characters of the room is left.
const LEAST: usize = 3;

/// Writes the first words of a range of nodes, up to so many characters, cut at a word. The headings at its start are
/// left out, and it ends at the next one.
pub(crate) fn excerpt(card: &Card, range: Range<usize>, limit: usize) -> String {
    let nodes = &card.document.nodes;
    let mut writer = Writer { card, out: String::new(), left: limit, is_cut: false };
    let mut at = range.start;
    while at < range.end.min(nodes.len()) {
        let end = (nodes[at].end as usize).max(at + 1);
        if writer.is_cut || writer.left < limit / LEAST {
            break;
        }
        match &nodes[at].kind {
            NodeKind::Heading(_) if !writer.out.is_empty() => break,
            NodeKind::Paragraph => writer.block(at + 1..end, "p"),
            NodeKind::List { start } => writer.list(at + 1..end, if start.is_some() { "ol" } else { "ul" }),
            _ => {}
        }
        at = end;
    }
    writer.out
}

/// Escapes a text that stands for an excerpt.
pub(crate) fn plain(text: &str) -> String {
    let mut out = "<p>".to_owned();
    escape::text(&mut out, text);
    out + "</p>"
}

struct Writer<'a> {
    card: &'a Card,
    out: String,
    /// How many characters may be written still.
    left: usize,
    is_cut: bool,
}

impl Writer<'_> {
    fn list(&mut self, items: Range<usize>, tag: &str) {
        let before = self.out.len();
        self.out.push_str(&format!("<{tag}>"));
        let inside = self.out.len();
        let mut at = items.start;
        while at < items.end && !self.is_cut {
            let end = (self.card.document.nodes[at].end as usize).max(at + 1);
            self.block(at + 1..end, "li");
            at = end;
        }
        if self.out.len() == inside {
            self.out.truncate(before);
        } else {
            self.out.push_str(&format!("</{tag}>"));
        }
    }

    /// Writes what stands in a line of text, up to the first block within it.
    fn block(&mut self, range: Range<usize>, tag: &str) {
        let before = self.out.len();
        self.out.push_str(&format!("<{tag}>"));
        let inside = self.out.len();
        let mut closers: Vec<(usize, &str)> = Vec::new();
        let mut at = range.start;
        while at < range.end && !self.is_cut {
            while let Some((_, close)) = closers.pop_if(|(end, _)| *end <= at) {
                self.out.push_str(close);
            }
            let node = &self.card.document.nodes[at];
            let end = (node.end as usize).max(at + 1);
            let file: &str = &self.card.text;
            let mut open = |out: &mut String, tags: (&'static str, &'static str)| {
                out.push_str(tags.0);
                closers.push((end, tags.1));
            };
            at += 1;
            match &node.kind {
                NodeKind::Text(text) | NodeKind::InlineMath(text) => self.words(text.get(file)),
                NodeKind::Code(code) => {
                    self.out.push_str("<code>");
                    self.words(code.get(file));
                    self.out.push_str("</code>");
                }
                NodeKind::SoftBreak | NodeKind::HardBreak => self.out.push(' '),
                NodeKind::Emphasis => open(&mut self.out, ("<em>", "</em>")),
                NodeKind::Strong => open(&mut self.out, ("<strong>", "</strong>")),
                NodeKind::Strikethrough => open(&mut self.out, ("<del>", "</del>")),
                NodeKind::List { .. } | NodeKind::CodeBlock(_) | NodeKind::BlockQuote => break,
                NodeKind::Image { .. } => at = end,
                _ => {}
            }
        }
        while let Some((_, close)) = closers.pop() {
            self.out.push_str(close);
        }
        if self.out[inside..].trim().is_empty() {
            self.out.truncate(before);
        } else {
            self.out.push_str(&format!("</{tag}>"));
        }
    }

    fn words(&mut self, text: &str) {
        let Some((cut, _)) = text.char_indices().nth(self.left) else {
            self.left -= text.chars().count();
            return escape::text(&mut self.out, text);
        };
        let kept = text[..cut].rsplit_once(char::is_whitespace).map_or("", |(kept, _)| kept);
        escape::text(&mut self.out, kept.trim_end());
        self.out.push('…');
        (self.left, self.is_cut) = (0, true);
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;
    use crate::render::samples;

    /// Markdown, how much of it, and its excerpt.
    const CASES: &[(&str, usize, &str)] = &[
        ("# T\n\n## A\n\nOne *two* `a<b`.\n\n## B\n\nMore.", 100, "<p>One <em>two</em> <code>a&lt;b</code>.</p>"),
        ("See [[x|the *x*]] and [y](z.md) ![p](p.png).", 100, "<p>See the <em>x</em> and y .</p>"),
        ("![p](p.png)\n\nWords.", 100, "<p>Words.</p>"),
        ("<b onclick=\"x\">Bold</b> & <i>x</i>\n\n<script>alert(1)</script>", 100, "<p>Bold &amp; x</p>"),
        ("- one\n- two\n  - deep\n- three\n\n```sh\nls\n```\n", 100, "<ul><li>one</li><li>two</li><li>three</li></ul>"),
        ("one two **three four** five", 15, "<p>one two <strong>three…</strong></p>"),
        ("```sh\nls\n```\n\n| a |\n|---|\n", 100, ""),
        ("First line\nsecond.\n\nAnother paragraph.", 100, "<p>First line second.</p><p>Another paragraph.</p>"),
    ];

    #[test]
    fn excerpts_are_short_and_plain() {
        for (text, limit, wanted) in CASES {
            let card = samples::parsed("how-to/a.md", text);
            assert_eq!(excerpt(&card, 0..card.document.nodes.len(), *limit), *wanted, "{text:?}");
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let card = samples::parsed("a.md", &format!("{}x{}", "*a **b ".repeat(3_000), "** c*".repeat(3_000)));
        assert!(excerpt(&card, 0..card.document.nodes.len(), 600).len() < 20_000);
    }
}
