//! Events of the Markdown parser → nodes of the flat tree.
//!
//! Keeps a stack of open nodes; text is held back until the piece of text is whole, because the parser cuts it at
//! every character that might have meant something. Must never recurse, and never look at another file.

mod links;
mod notation;
mod text;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use crate::parse::builder::links::Html;
use crate::parse::callout::{self, CalloutState};
use crate::parse::card::{Anchor, Heading, Link, Named};
use crate::parse::containers::nodes::{self, Frames};
use crate::parse::document::{Align, CodeBlock, Node, NodeKind, Str};
use crate::parse::inline::Literals;
use crate::parse::inline::abbreviation::Abbreviations;
use crate::parse::markdown::{Body, Flavor, ends_block};
use crate::parse::slug::Slugger;
use crate::parse::wiki_link::{self, Unmask};
use crate::text::Span;

/// Collects the nodes of one body.
pub(in crate::parse) struct Builder<'a> {
    pub(in crate::parse) file: &'a str,
    start: usize,
    /// The body as the parser sees it: wiki-links masked.
    masked: &'a str,
    flavor: Flavor,
    wiki: Vec<Span>,
    hidden: Vec<Span>,
    nodes: Vec<Node>,
    open: Vec<usize>,
    /// The last finished child at each depth, the top first: one more than there are open nodes.
    last_child: Vec<Option<usize>>,
    /// The last wiki-link.
    last_wiki: Option<usize>,
    /// Links by index; `None` where one turned out to be text.
    links: Vec<Option<Link>>,
    headings: Vec<Heading>,
    blocks: Vec<Anchor>,
    html_anchors: Vec<Anchor>,
    comments: Vec<Span>,
    tags: Vec<Named>,
    pending: Vec<(Str, Span)>,
    literals: Literals,
    /// Where the first blank stands at or behind the last place that asked; relative to the body.
    next_blank: usize,
    /// How many elements of a comment are open.
    skipped: usize,
    links_open: usize,
    images_open: usize,
    code: Option<(Span, String, Option<Span>)>,
    html: Option<Html>,
    pub(in crate::parse) callout: CalloutState,
    pub(in crate::parse) containers: Frames<'a>,
}

impl<'a> Builder<'a> {
    pub(in crate::parse) fn new(
        file: &'a str,
        masked: &'a str,
        flavor: Flavor,
        wiki: Vec<Span>,
        hidden: Vec<Span>,
    ) -> Self {
        Self {
            file,
            start: file.len() - masked.len(),
            masked,
            flavor,
            wiki,
            hidden,
            nodes: Vec::with_capacity(masked.len() / 16),
            open: Vec::new(),
            last_child: vec![None],
            last_wiki: None,
            links: Vec::new(),
            headings: Vec::new(),
            blocks: Vec::new(),
            html_anchors: Vec::new(),
            comments: Vec::new(),
            tags: Vec::new(),
            pending: Vec::new(),
            literals: Vec::new(),
            next_blank: 0,
            skipped: 0,
            links_open: 0,
            images_open: 0,
            code: None,
            html: None,
            callout: CalloutState::default(),
            containers: Frames::default(),
        }
    }

    /// Takes one event; `range` is relative to the body.
    pub(in crate::parse) fn event(&mut self, event: Event<'_>, range: Span) {
        if nodes::skips(self, &event, range) || self.skips(&event, range) {
            return;
        }
        let span = range.shifted(self.start);
        if let Event::Text(text) = event {
            self.text(&text, range);
            return;
        }
        if self.code.is_none() {
            self.flush(ends_block(&event));
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                let code = self.own(&code, range);
                self.leaf(NodeKind::Code(code), span);
            }
            Event::InlineMath(math) => {
                let math = self.own(&math, range);
                self.leaf(NodeKind::InlineMath(math), span);
            }
            Event::DisplayMath(math) => {
                let math = self.own(&math, range);
                self.leaf(NodeKind::DisplayMath(math), span);
            }
            Event::Html(text) => {
                let text = self.own(&text, range);
                self.html.get_or_insert_with(Html::default).push(text.get(self.file), range.of(self.masked), span);
            }
            Event::InlineHtml(text) => {
                let mut html = Html::default();
                html.push(self.own(&text, range).get(self.file), range.of(self.masked), span);
                self.raw_html(html, NodeKind::InlineHtml);
            }
            Event::FootnoteReference(label) => self.leaf(NodeKind::FootnoteReference(label.as_ref().into()), span),
            Event::SoftBreak | Event::HardBreak if callout::ends_title(self) => callout::end_title(self, span),
            Event::SoftBreak => self.leaf(NodeKind::SoftBreak, span),
            Event::HardBreak => self.leaf(NodeKind::HardBreak, span),
            Event::Rule => self.leaf(NodeKind::Rule, span),
            Event::TaskListMarker(done) => self.leaf(NodeKind::TaskMarker { done }, span),
            Event::Text(_) => {}
        }
    }

    /// Whether an event lies in a comment, with all that it opens.
    fn skips(&mut self, event: &Event<'_>, range: Span) -> bool {
        match event {
            // A block's line end may stand behind the comment's.
            Event::Start(_) if self.skipped > 0 || self.is_hidden(self.without_line_end(range)) => self.skipped += 1,
            Event::End(_) if self.skipped > 0 => {
                self.skipped -= 1;
                return true;
            }
            _ => {}
        }
        if self.skipped > 0 {
            self.note_hidden(event, range);
        }
        self.skipped > 0
    }

    /// Links in a comment count, as in Obsidian, but nothing on the page may tell of them: they have no node.
    fn note_hidden(&mut self, event: &Event<'_>, range: Span) {
        match event {
            // Brackets in its destination: it leads nowhere, and what they say is masked.
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if wiki_link::may_be_masked(dest_url) && !Unmask::new(self.masked, &self.wiki, range).is_done() => {}
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.markdown_link(*link_type, dest_url, range.shifted(self.start));
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                let link = self.markdown_link(*link_type, dest_url, range.shifted(self.start));
                self.make_image(link);
            }
            Event::Text(_) => {
                let first = self.wiki.partition_point(|wiki| wiki.end <= range.start);
                for index in first..self.wiki.len() {
                    if self.wiki[index].start >= range.end {
                        break;
                    }
                    self.push_link(wiki_link::read(self.file, self.wiki[index].shifted(self.start)));
                }
            }
            _ => {}
        }
    }

    fn without_line_end(&self, range: Span) -> Span {
        if self.hidden.is_empty() {
            return range;
        }
        Span { start: range.start, end: range.start + range.of(self.masked).trim_end().len() }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::Paragraph => {
                if callout::start_paragraph(self, span) {
                    return;
                }
                NodeKind::Paragraph
            }
            Tag::Heading { level, id, classes, attrs } => {
                let heading = self.heading(id.as_ref(), &classes, &attrs, span);
                self.headings.push(Heading { level: level as u8, ..heading });
                NodeKind::Heading(self.headings.len() as u32 - 1)
            }
            Tag::BlockQuote(_) => nodes::enter(self, self.in_body(span)).unwrap_or_else(|| self.quote(span)),
            Tag::CodeBlock(kind) => {
                let (info, is_fenced) = match &kind {
                    CodeBlockKind::Fenced(info) => (self.own(info, self.in_body(span)), true),
                    CodeBlockKind::Indented => (Str::from(""), false),
                };
                self.code = Some((span, String::new(), None));
                NodeKind::CodeBlock(Box::new(CodeBlock { info, code: Str::from(""), is_fenced }))
            }
            Tag::HtmlBlock => {
                self.html = None;
                return;
            }
            Tag::List(start) => NodeKind::List { start },
            Tag::Item => NodeKind::Item,
            Tag::FootnoteDefinition(label) => NodeKind::FootnoteDefinition(label.as_ref().into()),
            Tag::DefinitionList => NodeKind::DefinitionList,
            Tag::DefinitionListTitle => NodeKind::DefinitionTerm,
            Tag::DefinitionListDefinition => NodeKind::DefinitionDetails,
            Tag::Table(columns) => NodeKind::Table(columns.iter().map(|column| align(*column)).collect()),
            Tag::TableHead => NodeKind::TableHead,
            Tag::TableRow => NodeKind::TableRow,
            Tag::TableCell => NodeKind::TableCell,
            Tag::Emphasis => NodeKind::Emphasis,
            Tag::Strong => NodeKind::Strong,
            Tag::Strikethrough if self.is_subscript(self.in_body(span)) => NodeKind::Subscript,
            Tag::Strikethrough => NodeKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.links_open += 1;
                let title = Str::from(title.as_ref());
                NodeKind::Link { link: self.markdown_link(link_type, &dest_url, span), title }
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.images_open += 1;
                let title = Str::from(title.as_ref());
                let link = self.markdown_link(link_type, &dest_url, span);
                self.make_image(link);
                NodeKind::Image { link, title }
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => return,
        };
        self.open_node(kind, span);
    }

    fn quote(&mut self, span: Span) -> NodeKind {
        let callout = callout::open(self.file, span).filter(|_| self.flavor.extended);
        let (kind, prefix) = callout.map_or((NodeKind::BlockQuote, None), |(kind, prefix)| (kind, Some(prefix)));
        self.enter_callout(prefix, NodeKind::CalloutTitle);
        kind
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.raw_html(html, NodeKind::HtmlBlock);
                }
                return;
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Paragraph if callout::end_paragraph(self) => return,
            TagEnd::BlockQuote(_) => self.callout.leave(),
            TagEnd::Link => {
                self.links_open -= 1;
                self.end_link();
                return;
            }
            TagEnd::Image => {
                self.images_open -= 1;
                let at = self.open.last().copied().unwrap_or_default();
                self.place_destination(at);
            }
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => return,
            _ => {}
        }
        self.close_node();
    }

    pub(in crate::parse) fn open_node(&mut self, kind: NodeKind, span: Span) {
        if matches!(kind, NodeKind::WikiLink(_)) {
            self.last_wiki = Some(self.nodes.len());
        }
        self.open.push(self.nodes.len());
        self.last_child.push(None);
        self.nodes.push(Node { kind, place: span.into(), end: 0 });
    }

    pub(in crate::parse) fn close_node(&mut self) {
        let Some(index) = self.open.pop() else { return };
        let last = self.last_child.pop().flatten();
        if let (NodeKind::Tabs, Some(last)) = (&self.nodes[index].kind, last) {
            let span = Span { start: self.nodes[index].span().start, end: self.nodes[last].span().end };
            self.nodes[index].place = span.into();
        }
        let is_bare = matches!(self.nodes[index].kind, NodeKind::Paragraph | NodeKind::CalloutTitle);
        if is_bare && !self.hidden.is_empty() && self.nodes.len() == index + 1 {
            self.nodes.pop();
            return;
        }
        self.nodes[index].end = self.nodes.len() as u32;
        self.note_child(index);
    }

    fn note_child(&mut self, index: usize) {
        if let Some(last) = self.last_child.last_mut() {
            *last = Some(index);
        }
    }

    /// Where the last finished child of the innermost open node ends.
    fn last_child_end(&self) -> Option<usize> {
        let index = self.last_child.last().copied().flatten()?;
        Some(self.nodes[index].span().end)
    }

    /// A span of the file as a span of the body.
    fn in_body(&self, span: Span) -> Span {
        Span::new(span.start - self.start, span.end - self.start)
    }

    /// Whether a span of the body stands in a comment.
    pub(in crate::parse) fn is_hidden(&self, range: Span) -> bool {
        let next = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        self.hidden.get(next).is_some_and(|hidden| hidden.contains(range))
    }

    /// A span of the body as a span of the file.
    pub(in crate::parse) fn in_file(&self, range: Span) -> Span {
        range.shifted(self.start)
    }

    /// The next node is a quote; `prefix` are the bytes before its title, which are no text.
    pub(in crate::parse) fn enter_callout(&mut self, prefix: Option<Span>, title: NodeKind) {
        self.callout.enter(prefix, title, self.open.len());
    }

    /// How many nodes are open.
    pub(in crate::parse) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The kind of the innermost open node.
    pub(in crate::parse) fn innermost(&self) -> Option<&NodeKind> {
        self.open.last().map(|index| &self.nodes[*index].kind)
    }

    fn leaf(&mut self, kind: NodeKind, span: Span) {
        if self.is_hidden(self.in_body(span)) {
            return;
        }
        let end = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { kind, place: span.into(), end });
        self.note_child(end as usize - 1);
    }

    fn end_code(&mut self) {
        let (Some((_, text, source)), Some(&index)) = (self.code.take(), self.open.last()) else { return };
        if let NodeKind::CodeBlock(block) = &mut self.nodes[index].kind {
            block.code = match source {
                Some(span) if span.of(self.file) == text => Str::Source(span.into()),
                _ => Str::Own(text.into()),
            };
        }
    }

    /// Closes what is open, reads the inline notation and gives the headings their ids.
    pub(in crate::parse) fn finish(mut self, abbreviations: &Abbreviations<'_>) -> Body {
        self.flush(true);
        while !self.open.is_empty() {
            self.close_node();
        }
        let mut document = self.rewrite(abbreviations);
        let mut slugger = Slugger::default();
        for heading in self.headings.iter().filter(|heading| heading.is_explicit_id) {
            slugger.reserve(&heading.id);
        }
        for heading in self.headings.iter_mut().filter(|heading| !heading.is_explicit_id) {
            heading.id = slugger.id(&heading.text, self.flavor.heading_ids);
        }
        document.nodes.shrink_to_fit();
        let mut places = Vec::with_capacity(self.links.len());
        let mut links = Vec::with_capacity(self.links.len());
        for link in self.links {
            places.push(links.len() as u32);
            links.extend(link);
        }
        if links.len() < places.len() {
            document.renumber_links(|link| places[link as usize]);
        }
        Body {
            document,
            headings: self.headings,
            links,
            blocks: self.blocks,
            html_anchors: self.html_anchors,
            comments: self.comments,
            tags: self.tags,
            missing_snippets: Vec::new(),
        }
    }
}

const fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
