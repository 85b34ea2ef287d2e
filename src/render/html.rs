//! A card's tree → HTML.
//!
//! The tree is flat, in reading order; the writer walks it once and keeps the closing tags that are due on a
//! stack of its own, so that nesting of any depth costs memory, not stack. By kind of node:
//! 1. `blocks`: paragraphs, lists; `code` with its `code_lines` and `annotations`, or a drawing, `diagram`; `containers`:
//!    callouts, tabs; `tables`;
//! 2. `inline`: text, emphasis, formulas; `links`: where links lead and what shows that they are broken; `images`;
//! 3. `embeds`: cards within cards, bounded; `footnotes`: collected at the end;
//! 4. `attributes`: what the author gave to an element, put into its tag;
//! 5. `python`: where Python-Markdown's HTML is another than ours, for cards that are read as it reads them;
//! 6. `raw`: HTML that the author wrote, with its addresses made right.
//!
//! Must never read another card's text but to embed it, and never decide what a link leads to.

mod annotations;
mod attributes;
mod blocks;
mod code;
mod code_lines;
mod containers;
mod diagram;
mod embeds;
mod footnotes;
mod images;
mod inline;
mod links;
mod python;
mod python_emoji;
mod python_footnotes;
mod raw;
mod tables;
#[cfg(test)]
mod tests;
mod tree;

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::config::Diagrams;
use crate::graph::{CardId, Graph, Resolution};
use crate::parse::card::Card;
use crate::parse::document::{Node, NodeKind};
use crate::render::Caches;
use crate::render::drawings::Undrawn;

pub(crate) use embeds::part_of;
pub(crate) use links::shown_text;

/// What the HTML is for.
#[derive(Clone, Copy)]
pub(crate) enum HtmlMode<'a> {
    /// A fragment of plain CommonMark and GFM, links as written, nothing resolved.
    Fragment,
    /// The article of a page.
    Site(Scene<'a>),
}

/// Where an article stands: everything that turns a link into an address.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// All cards.
    pub(crate) graph: &'a Graph,
    /// Schemes that the configuration allows besides the usual ones.
    pub(crate) schemes: &'a [String],
    /// How drawings are made.
    pub(crate) diagrams: &'a Diagrams,
    /// Takes what cannot be drawn.
    pub(crate) undrawn: &'a Undrawn,
    /// Highlighting, formulas and drawings.
    pub(crate) caches: &'a Caches,
    /// The URL of the page that is being written.
    pub(crate) page_url: &'a str,
    /// The card whose page it is.
    pub(crate) card: CardId,
}

/// Writes the whole body of a card.
pub(crate) fn write(card: &Card, mode: HtmlMode<'_>) -> String {
    let id = match mode {
        HtmlMode::Fragment => None,
        HtmlMode::Site(scene) => Some(scene.card),
    };
    let mut writer = Writer {
        out: String::with_capacity(card.text.len() * 3 / 2),
        mode,
        frame: Frame::new(card, id, String::new()),
        chain: vec![(id.unwrap_or_default(), 0)],
        embeds: 0,
        images: 0,
        annotated: 0,
        diagrams: 0,
        tab_sets: Vec::new(),
        tab_sets_written: 0,
    };
    writer.write_range(0..card.document.nodes.len());
    writer.write_footnotes();
    writer.out
}

/// The state of one run over one or, with embeds, several cards.
struct Writer<'a> {
    out: String,
    mode: HtmlMode<'a>,
    frame: Frame<'a>,
    /// The cards that are being written, outermost first, each with the node where it began.
    chain: Vec<(CardId, usize)>,
    /// How many cards have been embedded in this page so far.
    embeds: usize,
    /// How many images it has.
    images: usize,
    /// How many code blocks with annotations it has.
    annotated: usize,
    /// How many diagrams it has.
    diagrams: usize,
    /// The sets of tabs that are open, by number, each with the tabs that were written.
    tab_sets: Vec<(usize, usize)>,
    tab_sets_written: usize,
}

/// The card that is being written: the page's own, or an embedded one.
struct Frame<'a> {
    card: &'a Card,
    id: Option<CardId>,
    /// Stands in front of the ids of its footnotes, so that they are unique in the page.
    prefix: String,
    closers: Vec<Closer<'a>>,
    footnotes: footnotes::Footnotes<'a>,
    annotations: annotations::Annotations,
    /// Where the part of the card that is being written ends.
    end: usize,
    /// The ids that are taken; filled when the first block id is met.
    ids: Option<FxHashSet<&'a str>>,
}

/// What has to be written when the walk reaches a node's end.
struct Closer<'a> {
    end: usize,
    tag: Closing<'a>,
}

/// The kinds of closing.
enum Closing<'a> {
    /// A tag in a line of text.
    Inline(&'static str),
    /// A set of tabs as Python-Markdown has them.
    Tabs { is_alternate: bool },
    /// The tag of an element without a kind of its own.
    Element(&'a str),
    /// A tag that starts and ends lines.
    Block(&'static str),
    /// A paragraph whose text began at this byte of the output.
    Paragraph { start: usize },
    /// A heading: its level, and the id for its permalink.
    Heading { level: u8, id: Option<&'a str> },
    /// A table, and how its columns are aligned and which cell comes next.
    Table { columns: &'a [crate::parse::document::Align], next: usize, is_head: bool, has_body: bool },
    /// The row of column names.
    TableHead,
}

impl<'a> Frame<'a> {
    fn new(card: &'a Card, id: Option<CardId>, prefix: String) -> Self {
        Self {
            card,
            id,
            prefix,
            closers: Vec::new(),
            footnotes: footnotes::Footnotes::default(),
            annotations: annotations::Annotations::default(),
            end: 0,
            ids: None,
        }
    }
}

impl<'a> Writer<'a> {
    fn write_range(&mut self, range: Range<usize>) {
        self.frame.end = range.end;
        let mut at = range.start;
        while at < range.end {
            self.close_until(at);
            let (node, start) = (at, self.out.len());
            at = self.open(node).max(node + 1);
            self.dress(node, start);
        }
        self.close_until(usize::MAX);
    }

    fn close_until(&mut self, at: usize) {
        while let Some(closer) = self.frame.closers.pop_if(|closer| closer.end <= at) {
            self.close(&closer.tag);
        }
    }

    /// Writes what stands in front of a node's children; returns the node that comes next.
    fn open(&mut self, at: usize) -> usize {
        let card: &'a Card = self.frame.card;
        let node = &card.document.nodes[at];
        match &node.kind {
            NodeKind::Table(_) | NodeKind::TableHead | NodeKind::TableRow | NodeKind::TableCell => {
                self.open_table(node, at)
            }
            NodeKind::Link { .. } | NodeKind::WikiLink(_) => self.open_link(node, at),
            NodeKind::Image { link, title } => self.image(*link as usize, title, at),
            NodeKind::Embed(link) => self.embed(*link as usize, at),
            NodeKind::HtmlBlock(html) => self.raw_block(node, html, at),
            NodeKind::FootnoteDefinition(_) | NodeKind::FootnoteReference(_) => self.open_footnote(node, at),
            NodeKind::Element(tag) => self.open_element(node, tag, at),
            NodeKind::Text(_)
            | NodeKind::Code(_)
            | NodeKind::InlineHtml(_)
            | NodeKind::InlineMath(_)
            | NodeKind::DisplayMath(_)
            | NodeKind::SoftBreak
            | NodeKind::HardBreak
            | NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Strikethrough
            | NodeKind::Mark
            | NodeKind::Insert
            | NodeKind::Superscript
            | NodeKind::Subscript
            | NodeKind::Abbreviation(_)
            | NodeKind::Keys(_)
            | NodeKind::Icon(_)
            | NodeKind::TaskMarker { .. }
            | NodeKind::BlockId(_) => self.open_inline(node, at),
            NodeKind::TabLabel if self.is_plain_python() => node.end as usize,
            _ => self.open_block(node, at),
        }
    }

    fn close(&mut self, tag: &Closing<'a>) {
        match tag {
            Closing::Inline(tag) => self.out.push_str(tag),
            Closing::Element(tag) => self.close_element(tag),
            Closing::Tabs { is_alternate } => {
                self.out.push_str(if *is_alternate { "</div>\n</div>\n" } else { "</div>\n" });
                self.tab_sets.pop();
            }
            Closing::Block(tag) => {
                self.out.push_str(tag);
                self.out.push('\n');
            }
            Closing::Paragraph { start } => {
                let start = *start;
                let is_bare = self.out.get(..start).is_some_and(|before| before.ends_with("<p>"));
                if self.is_site() && is_bare && self.out.get(start..).is_some_and(|text| text.trim().is_empty()) {
                    self.out.truncate(start - "<p>".len());
                } else {
                    self.out.push_str("</p>\n");
                }
            }
            Closing::Heading { level, id } => self.close_heading(*level, *id),
            Closing::Table { has_body, .. } => self.close_table(*has_body),
            Closing::TableHead => self.close_table_head(),
        }
    }

    fn push(&mut self, node: &Node, tag: Closing<'a>) {
        self.frame.closers.push(Closer { end: node.end as usize, tag });
    }

    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn scene(&self) -> Option<Scene<'a>> {
        match self.mode {
            HtmlMode::Fragment => None,
            HtmlMode::Site(scene) => Some(scene),
        }
    }

    fn is_site(&self) -> bool {
        matches!(self.mode, HtmlMode::Site(_))
    }

    fn is_embedded(&self) -> bool {
        self.chain.len() > 1
    }

    fn resolution(&self, link: usize) -> Option<&'a Resolution> {
        self.scene()?.graph.resolutions.get(self.frame.id?)?.get(link)
    }
}
