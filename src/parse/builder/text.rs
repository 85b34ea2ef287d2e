//! Text of a body: held back until a piece is whole, then cut at links, addresses and block ids.

use pulldown_cmark::CowStr;

use crate::parse::autolink::{self, Address};
use crate::parse::builder::Builder;
use crate::parse::card::{Anchor, LinkKind, Named};
use crate::parse::document::{NodeKind, Str};
use crate::parse::inline::{Notation, mark};
use crate::parse::wiki_link::Unmask;
use crate::parse::{callout, destination, obsidian, wiki_link};
use crate::text::Span;

impl Builder<'_> {
    /// Text as a slice of the file where it is one, else as text of its own with the masks taken off.
    pub(super) fn own(&self, text: &CowStr<'_>, range: Span) -> Str {
        let mut masked = Unmask::new(&self.file[self.start..], &self.wiki, range);
        if masked.is_done() { Str::Own(text.as_ref().into()) } else { Str::Own(masked.piece(text).into()) }
    }

    pub(super) fn text(&mut self, text: &str, range: Span) {
        if let Some((_, code, source)) = &mut self.code {
            let piece = range.shifted(self.start);
            let is_source = piece.of(self.file) == text;
            *source = match source.take() {
                _ if !is_source => Some(Span::at(usize::MAX)),
                None => Some(piece),
                Some(before) if before.end == piece.start => Some(Span { start: before.start, end: piece.end }),
                Some(_) => Some(Span::at(usize::MAX)),
            };
            code.push_str(text);
            return;
        }
        // What is masked may make an address of what was none: then it is one, and no wiki-link stands in it.
        if self.is_in_autolink() {
            let own = self.own(&CowStr::from(text), range);
            self.push_text(range, Some(own.get(self.file)));
            return;
        }
        let is_source = range.of(self.masked) == text;
        let mut at = range.start;
        let first = self.wiki.partition_point(|wiki| wiki.end <= range.start);
        for index in first..self.wiki.len() {
            let wiki = self.wiki[index];
            if wiki.start >= range.end {
                break;
            }
            self.push_text(Span::new(at, wiki.start.max(at)), None);
            self.flush(false);
            if self.is_hidden(wiki) {
                self.push_link(wiki_link::read(self.file, wiki.shifted(self.start)));
            } else {
                self.wiki_link(wiki.shifted(self.start));
            }
            at = wiki.end;
        }
        if at == range.start && !is_source {
            self.push_text(range, Some(text));
        } else if at < range.end {
            self.push_text(Span::new(at, range.end), None);
        }
    }

    fn is_in_autolink(&self) -> bool {
        let Some(NodeKind::Link { link, .. }) = self.innermost() else { return false };
        let link = self.links.get(*link as usize).and_then(Option::as_ref);
        link.is_some_and(|link| link.kind == LinkKind::Autolink)
    }

    /// Holds back a piece of text, without what stands in a comment; `range` is relative to the body.
    fn push_text(&mut self, range: Span, own: Option<&str>) {
        if range.is_empty() && own.is_none() {
            return;
        }
        if let Some(text) = own {
            if !self.is_hidden(range) {
                self.pending.push((Str::from(text), range.shifted(self.start)));
            }
            return;
        }
        let mut at = range.start;
        for index in self.hidden.partition_point(|hidden| hidden.end <= range.start)..self.hidden.len() {
            let hidden = self.hidden[index];
            if hidden.start >= range.end {
                break;
            }
            self.push_source(Span::new(at, hidden.start.max(at)));
            at = hidden.end.min(range.end).max(at);
        }
        self.push_source(Span::new(at, range.end));
    }

    fn push_source(&mut self, range: Span) {
        if range.is_empty() {
            return;
        }
        let span = callout::without_prefix(&self.callout, range.shifted(self.start));
        if span.is_empty() {
            return;
        }
        if let Some((text @ Str::Source(_), place)) = self.pending.last_mut()
            && place.end == span.start
        {
            place.end = span.end;
            *text = Str::Source((*place).into());
            return;
        }
        self.pending.push((Str::Source(span.into()), span));
    }

    /// Turns the text that was held back into nodes.
    pub(super) fn flush(&mut self, at_block_end: bool) {
        if self.pending.is_empty() {
            return;
        }
        let mut pending = std::mem::take(&mut self.pending);
        let block_id = if at_block_end && self.flavor.extended { self.cut_block_id(&mut pending) } else { None };
        if self.flavor.obsidian {
            self.note_tags(&pending);
        }
        if let (Some((_, first)), Some((_, last))) = (pending.first(), pending.last()) {
            let place = Span { start: first.start, end: last.end };
            let literal = self.literal_ranges(&pending);
            let text = match <[_; 1]>::try_from(pending) {
                Ok([(text, _)]) => text,
                Err(pieces) => Str::Own(pieces.iter().map(|(text, _)| text.get(self.file)).collect::<String>().into()),
            };
            self.flush_text(&text, place, &literal);
        }
        if let Some(span) = block_id {
            self.block_id(span);
        }
    }

    /// Where, in the pieces put together, characters stand that are not notation: a character behind a backslash, and
    /// what an entity means.
    fn literal_ranges(&self, pieces: &[(Str, Span)]) -> Vec<(u32, u32)> {
        let mut ranges = Vec::new();
        if self.flavor.notation == Notation::None {
            return ranges;
        }
        let mut at = 0;
        for (text, place) in pieces {
            let words = text.get(self.file);
            let is_escaped = place.start > self.start && self.file.as_bytes()[place.start - 1] == b'\\';
            let length = match text {
                Str::Own(_) => words.len(),
                Str::Source(_) if is_escaped => words.chars().next().map_or(0, char::len_utf8),
                Str::Source(_) => 0,
            };
            if length > 0 {
                ranges.push((at as u32, (at + length) as u32));
            }
            at += words.len();
        }
        ranges
    }

    /// Takes a block id off the end of a block's text.
    fn cut_block_id(&self, pending: &mut Vec<(Str, Span)>) -> Option<Span> {
        let (Str::Source(source), _) = pending.last()? else { return None };
        let span = source.span();
        let id = obsidian::block_id(span.of(self.file))?.shifted(span.start);
        if self.file[self.start..id.start].chars().next_back().is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        let kept = Span::new(span.start, span.start + self.file[span.start..id.start].trim_end().len());
        pending.pop();
        if !kept.is_empty() {
            pending.push((Str::Source(kept.into()), kept));
        }
        Some(id)
    }

    fn note_tags(&mut self, pending: &[(Str, Span)]) {
        let mut follows_word = false;
        for (text, place) in pending {
            let words = text.get(self.file);
            if matches!(text, Str::Source(_)) {
                let found = obsidian::tags(words).into_iter().filter(|tag| tag.start > 0 || !follows_word);
                let names =
                    found.map(|tag| Named { name: tag.of(words)[1..].to_owned(), span: tag.shifted(place.start) });
                self.tags.extend(names);
            }
            follows_word = !words.ends_with(char::is_whitespace);
        }
    }

    fn flush_text(&mut self, text: &Str, place: Span, literal: &[(u32, u32)]) {
        let words = text.get(self.file).to_owned();
        let addresses = if self.flavor.gfm && self.links_open == 0 && self.images_open == 0 {
            self.addresses(&words, place)
        } else {
            Vec::new()
        };
        let piece = |from: usize, to: usize| match text {
            Str::Source(source) => {
                let start = source.span().start;
                Str::Source(Span::new(start + from, start + to).into())
            }
            Str::Own(_) => Str::from(&words[from..to]),
        };
        let where_ = |part: &Str| if let Str::Source(source) = part { source.span() } else { place };
        let mut at = 0;
        for address in addresses {
            if address.span.start > at {
                let part = piece(at, address.span.start);
                self.text_leaf(part.clone(), where_(&part), literals_in(literal, at, address.span.start));
            }
            let part = piece(address.span.start, address.span.end);
            let span = where_(&part);
            let link = self.push_link(destination::split(LinkKind::Autolink, span, span, &address.url));
            self.open_node(NodeKind::Link { link, title: Str::from("") }, span);
            self.leaf(NodeKind::Text(part), span);
            self.close_node();
            at = address.span.end;
        }
        if at < words.len() {
            let part = piece(at, words.len());
            self.text_leaf(part.clone(), where_(&part), literals_in(literal, at, words.len()));
        }
    }

    /// The bare addresses of a text, without the marks around them.
    fn addresses(&self, words: &str, place: Span) -> Vec<Address> {
        let mut found = autolink::find(words, self.file[..place.start].chars().next_back());
        if self.flavor.notation != Notation::None {
            mark::trim_addresses(words, &mut found);
        }
        found
    }

    fn text_leaf(&mut self, text: Str, span: Span, literal: Vec<(u32, u32)>) {
        let index = self.nodes.len();
        self.leaf(NodeKind::Text(text), span);
        // In a comment there is no node.
        if !literal.is_empty() && self.nodes.len() > index {
            self.literals.push((index as u32, literal));
        }
    }

    /// A block id belongs to the block around it; standing alone, to the block before.
    fn block_id(&mut self, span: Span) {
        let mut owner = self.open.last().copied().unwrap_or_default();
        if self.nodes.len() == owner + 1 && self.nodes[owner].kind == NodeKind::Paragraph {
            owner = self.last_child.iter().rev().nth(1).copied().flatten().unwrap_or(owner);
        }
        let id = span.of(self.file)[1..].to_owned();
        self.blocks.push(Anchor { id, span, node: owner as u32 });
        self.leaf(NodeKind::BlockId(self.blocks.len() as u32 - 1), span);
    }
}

/// The ranges that lie in a part of the text, seen from its start.
fn literals_in(ranges: &[(u32, u32)], from: usize, to: usize) -> Vec<(u32, u32)> {
    let (from, to) = (from as u32, to as u32);
    let first = ranges.partition_point(|(_, end)| *end <= from);
    let inside = ranges[first..].iter().take_while(|(start, _)| *start < to);
    inside.map(|(start, end)| (start.saturating_sub(from), end.min(&to) - from)).collect()
}
