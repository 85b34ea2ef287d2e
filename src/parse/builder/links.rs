//! Links of a body: wiki-links, Markdown links and images, and what raw HTML points at.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::parse::builder::Builder;
use crate::parse::card::{Anchor, Link, LinkKind};
use crate::parse::document::{Node, NodeKind, Str};
use crate::parse::label::{self, Step};
use crate::parse::wiki_link::Unmask;
use crate::parse::{destination, raw_html, wiki_link};
use crate::text::Span;

/// Raw HTML that the parser gives line by line, without the marks of quotes and lists around it.
#[derive(Debug, Default)]
pub(super) struct Html {
    text: String,
    /// Where each piece starts: in the text, and in the file.
    pieces: Vec<(usize, usize)>,
    end: usize,
}

impl Html {
    /// Adds a piece that stands at `span` of the file, which the parser saw as `source`: there each line but the first
    /// may have marks before it.
    pub(super) fn push(&mut self, text: &str, source: &str, span: Span) {
        let mut written = source.split_inclusive('\n');
        let (mut at, mut start) = (self.text.len(), span.start);
        for line in text.split_inclusive('\n') {
            let source = written.next().unwrap_or_default();
            let marks = source.trim_end().len().saturating_sub(line.trim_end().len());
            self.pieces.push((at, start + marks));
            at += line.len();
            start += source.len();
        }
        self.text.push_str(text);
        self.end = span.end;
    }

    /// Where a span of the text stands in the file. Its ends are looked up apart: between them may stand marks of
    /// quotes and line ends of two bytes.
    fn in_file(&self, span: Span) -> Span {
        let start = self.offset(span.start, span.start);
        Span::new(start, self.offset(span.end, span.end.saturating_sub(1)).max(start))
    }

    /// Where an offset stands that belongs to the same piece as `byte`.
    fn offset(&self, offset: usize, byte: usize) -> usize {
        let piece = self.pieces.partition_point(|(at, _)| *at <= byte).saturating_sub(1);
        let (at, start) = self.pieces[piece];
        start + offset - at
    }
}

impl Builder<'_> {
    pub(super) fn wiki_link(&mut self, span: Span) {
        let link = wiki_link::read(self.file, span);
        if link.kind == LinkKind::Embed {
            let index = self.push_link(link);
            self.leaf(NodeKind::Embed(index), span);
            return;
        }
        let shown = wiki_link::default_text(&link);
        let text = link.label.clone();
        let index = self.push_link(link);
        self.open_node(NodeKind::WikiLink(index), span);
        match text {
            Some(text) => {
                for step in label::steps(&text) {
                    match step {
                        Step::Open(kind) => self.open_node(kind, span),
                        Step::Close => self.close_node(),
                        Step::Leaf(kind) => self.leaf(kind, span),
                    }
                }
            }
            None => self.leaf(NodeKind::Text(Str::Own(shown.into())), span),
        }
        self.close_node();
    }

    pub(super) fn push_link(&mut self, link: Link) -> u32 {
        self.links.push(Some(link));
        self.links.len() as u32 - 1
    }

    /// A destination that turned out to be that of an image.
    pub(super) fn make_image(&mut self, link: u32) {
        if let Some(Some(link)) = self.links.get_mut(link as usize) {
            link.kind = LinkKind::Image;
        }
    }

    pub(super) fn markdown_link(&mut self, link_type: LinkType, url: &CowStr<'_>, span: Span) -> u32 {
        let kind = match link_type {
            LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
            _ => LinkKind::Markdown,
        };
        let mut url = match kind {
            LinkKind::Autolink => self.own(url, self.in_body(span)).get(self.file).to_owned(),
            _ => url.to_string(),
        };
        if link_type == LinkType::Email {
            url.insert_str(0, "mailto:");
        }
        self.push_link(destination::split(kind, span, span, &url))
    }

    /// Finds where the destination of an inline link or image stands, now that its text is read, and takes the masks
    /// off it and off the title.
    pub(super) fn place_destination(&mut self, index: usize) {
        let after = self.last_child_end();
        let (NodeKind::Link { link, title } | NodeKind::Image { link, title }) = &mut self.nodes[index].kind else {
            return;
        };
        let Some(Some(link)) = self.links.get_mut(*link as usize) else { return };
        if link.kind == LinkKind::Autolink {
            return;
        }
        link.destination_span = destination::place(self.file, link.span, after);
        let from = after.unwrap_or(link.span.start).clamp(link.span.start, link.span.end) - self.start;
        let behind = Span::new(from, link.span.end - self.start);
        let mut masked = Unmask::new(&self.file[self.start..], &self.wiki, behind);
        if masked.is_done() {
            return;
        }
        link.target = masked.piece(&link.target);
        link.query = masked.piece(&link.query);
        link.fragment = link.fragment.take().map(|fragment| masked.piece(&fragment));
        *title = Str::from(masked.piece(title.get(self.file)).as_str());
    }

    /// A Markdown link that holds a wiki-link is no link: links do not nest, and the inner one counts.
    pub(super) fn end_link(&mut self) {
        let Some(&index) = self.open.last() else { return };
        if self.last_wiki.is_none_or(|wiki| wiki < index) {
            self.place_destination(index);
            self.close_node();
            return;
        }
        let span = self.nodes[index].span();
        if let NodeKind::Link { link, .. } = self.nodes[index].kind {
            self.links[link as usize] = None;
        }
        let first = self.nodes[index + 1].span().start;
        let last = self.last_child_end().unwrap_or(first);
        let before = Span::new(span.start, first.max(span.start));
        self.nodes[index] =
            Node { kind: NodeKind::Text(Str::Source(before.into())), place: before.into(), end: index as u32 + 1 };
        self.open.pop();
        self.last_child.pop();
        let after = Span::new(last.min(span.end), span.end);
        self.leaf(NodeKind::Text(Str::Source(after.into())), after);
    }

    /// Raw HTML is kept as it is; its ids, addresses and comments are noted.
    pub(super) fn raw_html(&mut self, html: Html, kind: fn(Str) -> NodeKind) {
        let Some((_, start)) = html.pieces.first().copied() else { return };
        let span = Span::new(start, html.end.max(start));
        let is_hidden = self.is_hidden(self.in_body(span));
        for attribute in raw_html::attributes(if is_hidden { "" } else { &html.text }) {
            let place = Some(html.in_file(attribute.span)).filter(|place| self.file.get(Range::from(*place)).is_some());
            let place = place.unwrap_or(span);
            let value = raw_html::decode_entities(&attribute.value);
            if matches!(attribute.name.as_str(), "id" | "name") {
                let node = self.nodes.len() as u32;
                self.html_anchors.push(Anchor { id: value.into_owned(), span: place, node });
            } else {
                self.push_link(destination::split(LinkKind::Html, place, place, value.trim()));
            }
        }
        let mut at = 0;
        while let Some(open) = html.text[at..].find("<!--").map(|step| at + step) {
            let end = html.text[open..].find("-->").map_or(html.text.len(), |end| open + end + 3);
            let place = html.in_file(Span::new(open, end));
            if place.of(self.file).starts_with("<!--") {
                self.comments.push(place);
            }
            at = end;
        }
        let text = if span.of(self.file) == html.text { Str::Source(span.into()) } else { Str::Own(html.text.into()) };
        self.leaf(kind(text), span);
    }
}
