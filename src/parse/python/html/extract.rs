//! Raw HTML blocks → signs: what Python-Markdown takes out of the text before it parses blocks.
//!
//! A block tag at the start of a line opens a raw block, which ends with the tag that closes it. With `md_in_html` a
//! tag with the attribute `markdown` opens an element instead (`nested`), whose text is parsed as Markdown later.
//! Must never lose a character: what is no raw block stays in the text.

use super::is_block;
use super::nested::Nested;
use super::scan::{self, Opening, Tag};
use crate::parse::python::reader::Reader;
use crate::parse::python::scan::Fuel;
use crate::parse::python::text::{Joined, Text};
use crate::text::Span;

/// Tags without an end tag that can hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The work on one text.
pub(super) struct Extractor<'r, 'a, 't> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) text: &'t Text,
    /// Where the thing starts that is being looked at.
    pub(super) at: usize,
    /// What is left of the text.
    pub(super) clean: Joined,
    /// The raw block that is open, and its tags.
    raw: Option<(Joined, Vec<String>)>,
    /// Whether the text follows a raw block in its line.
    pub(super) is_in_tail: bool,
    /// The inline tags of the paragraph that are open.
    inline: Vec<String>,
    /// The raw element whose text is no HTML.
    literal: Option<String>,
    /// Whether no comment ends behind the last place that asked.
    is_without_comments: bool,
    pub(super) nested: Option<Nested>,
    fuel: Fuel,
    /// Whether too much was looked at in vain: then `<` is text.
    is_tired: bool,
}

/// Takes the raw HTML out of a text.
pub(in crate::parse::python) fn run(reader: &mut Reader<'_>, text: Text) -> Text {
    if !text.contains('<') && !text.contains('&') {
        return text;
    }
    let nested = reader.has("md_in_html").then(Nested::default);
    let mut extractor = Extractor {
        reader,
        text: &text,
        at: 0,
        clean: Joined::default(),
        raw: None,
        is_in_tail: false,
        inline: Vec::new(),
        literal: None,
        is_without_comments: false,
        nested,
        fuel: Fuel::of(text.len()),
        is_tired: false,
    };
    extractor.walk();
    extractor.finish()
}

impl Extractor<'_, '_, '_> {
    fn walk(&mut self) {
        while self.at < self.text.len() {
            if let Some(tag) = self.literal.clone() {
                let Some(end) = self.literal_end(&tag) else {
                    let rest = self.text.len();
                    self.data(self.at..rest);
                    self.at = rest;
                    break;
                };
                self.data(self.at..end);
                self.at = end;
                self.literal = None;
            }
            let here = self.at;
            let next =
                memchr::memchr2(b'<', b'&', &self.text.as_bytes()[here..]).map_or(self.text.len(), |at| here + at);
            if next > here {
                self.data(here..next);
            }
            self.at = next;
            if next >= self.text.len() {
                break;
            }
            self.at = self.markup(next).max(next + 1);
        }
    }

    /// Where the end tag of an element starts whose text is no HTML.
    fn literal_end(&self, tag: &str) -> Option<usize> {
        let rest = &self.text[self.at..];
        let is_end = |at: &usize| {
            let inner = rest[at + 2..].trim_start();
            let name = inner.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag));
            name && inner[tag.len()..].trim_start().starts_with('>')
        };
        rest.match_indices("</").map(|(at, _)| at).find(is_end).map(|at| self.at + at)
    }

    /// Reads what starts with `<` or `&`; gives back where it ends.
    fn markup(&mut self, start: usize) -> usize {
        let text = self.text;
        let rest = &text[start..];
        let second = rest.as_bytes().get(1).copied().unwrap_or_default();
        if rest.starts_with('&') {
            return self.entity(start);
        }
        if second.is_ascii_alphabetic() {
            return self.opening(start);
        }
        if second == b'/' {
            let is_tag = rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic);
            let Some((name, end)) = is_tag.then(|| scan::closing(text, start)).flatten() else {
                self.data(start..start + 2);
                return start + 2;
            };
            self.end_tag(&name, end);
            return end;
        }
        if rest.starts_with("<!--") {
            return self.comment(start);
        }
        match second {
            b'?' | b'!' => self.declaration(start, second),
            _ => {
                self.data(start..start + 1);
                start + 1
            }
        }
    }

    fn entity(&mut self, start: usize) -> usize {
        let rest = &self.text[start + 1..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let is_entity = length > 0 && rest.as_bytes().get(length) == Some(&b';');
        let end = if is_entity { start + length + 2 } else { start + 1 };
        if is_entity {
            self.empty_tag(start..end, false);
        } else {
            self.data(start..end);
        }
        end
    }

    fn opening(&mut self, start: usize) -> usize {
        let text = self.text;
        if self.is_tired {
            self.data(start..start + 1);
            return start + 1;
        }
        let tag = match scan::opening(text, start) {
            Opening::Tag(tag) => tag,
            Opening::Text(end, seen) => {
                self.is_tired |= !self.fuel.pay(seen - start);
                self.data(start..end);
                return end;
            }
        };
        let name = tag.name.to_ascii_lowercase();
        let end = tag.end;
        if tag.is_closed {
            self.empty_tag(start..end, is_block(&name));
            return end;
        }
        if matches!(&*name, "script" | "style") {
            self.literal = Some(name.clone());
        }
        self.start_tag(&name, &tag, start);
        end
    }

    fn start_tag(&mut self, name: &str, tag: &Tag<'_>, start: usize) {
        if self.nested.is_some() && self.nested_start(name, tag, start) {
            return;
        }
        if name == "hr" {
            return self.empty_tag(start..tag.end, true);
        }
        if is_block(name) && (self.is_in_tail || (self.is_at_line_start() && self.raw.is_none())) {
            if self.raw.is_none() {
                self.raw = Some((Joined::default(), Vec::new()));
            }
            self.clean.push_own("\n", Span::at(self.text.place(start)));
        }
        if let Some((html, stack)) = &mut self.raw {
            stack.push(name.to_owned());
            html.push(&self.text.slice(start..tag.end));
            return;
        }
        self.clean.push(&self.text.slice(start..tag.end));
        self.open_inline(name);
        // A tag of its own in a line is shown as it is, most likely in code.
        self.literal = None;
    }

    fn open_inline(&mut self, name: &str) {
        if !is_block(name) && !VOID.contains(&name) && self.inline.len() < 100 {
            self.inline.push(name.to_owned());
        }
    }

    fn end_tag(&mut self, name: &str, end: usize) {
        if self.nested.is_some() && self.nested_end(name, end) {
            return;
        }
        let piece = self.text.slice(self.at..end);
        let Some((html, stack)) = &mut self.raw else {
            self.clean.push(&piece);
            return self.close_inline(name);
        };
        html.push(&piece);
        if let Some(open) = stack.iter().rposition(|open| open == name) {
            stack.truncate(open);
        }
        if stack.is_empty() {
            if scan::starts_blank(&self.text[end..]) {
                html.push_own("\n", Span::at(self.text.place(end)));
            } else {
                self.is_in_tail = true;
            }
            self.end_raw();
            self.clean.push_own("\n\n", Span::at(self.text.place(end)));
        }
    }

    /// Puts the raw block that is open away.
    fn end_raw(&mut self) {
        let Some((html, _)) = self.raw.take() else { return };
        let html = html.done();
        let place = html.whole();
        let sign = self.reader.stash.html(html);
        self.clean.push_own(&sign, place);
    }

    pub(super) fn close_inline(&mut self, name: &str) {
        if let Some(open) = self.inline.iter().rposition(|open| open == name) {
            self.inline.truncate(open);
        }
    }

    /// Whether only spaces, and at most three, stand before the place in its line.
    pub(super) fn is_at_line_start(&self) -> bool {
        let line = self.text[..self.at].bytes().rev().take(4).take_while(|byte| *byte == b' ').count();
        line <= 3 && (self.at == line || self.text.as_bytes()[self.at - line - 1] == b'\n')
    }

    pub(super) fn clear_literal_now(&mut self) {
        self.literal = None;
    }

    pub(super) fn is_raw(&self) -> bool {
        self.raw.is_some()
    }

    /// Text as it is.
    pub(super) fn data(&mut self, range: std::ops::Range<usize>) {
        let piece = self.text.slice(range);
        self.piece(&piece);
    }

    pub(super) fn piece(&mut self, piece: &Text) {
        if self.is_in_tail && piece.contains('\n') {
            self.is_in_tail = false;
        }
        if let Some((html, _)) = &mut self.raw {
            html.push(piece);
        } else if !self.nested_data(piece) {
            if !self.inline.is_empty() && scan::holds_blank(piece) {
                self.inline.clear();
            }
            self.clean.push(piece);
        }
    }

    /// Something that holds nothing: a tag that closes itself, an entity, a comment.
    fn empty_tag(&mut self, range: std::ops::Range<usize>, is_block: bool) {
        let piece = self.text.slice(range.clone());
        if self.raw.is_none() && self.nested_empty(&piece, is_block) {
            return;
        }
        if let Some((html, _)) = &mut self.raw {
            return html.push(&piece);
        }
        let place = piece.whole();
        if self.is_in_tail {
            // It belongs to the block that ended before it in its line.
            let sign = self.reader.stash.html(piece);
            return self.clean.push_own(&sign, place);
        }
        if !is_block || !self.is_at_line_start() {
            return self.clean.push(&piece);
        }
        let mut html = Joined::default();
        html.push(&piece);
        if scan::starts_blank(&self.text[range.end..]) {
            html.push_own("\n", Span::at(place.end));
        } else {
            self.is_in_tail = true;
        }
        self.fresh_block(place.start);
        let sign = self.reader.stash.html(html.done());
        self.clean.push_own(&sign, place);
        self.clean.push_own("\n\n", Span::at(place.end));
    }

    /// Ends the paragraph before a block that follows in the next line.
    pub(super) fn fresh_block(&mut self, place: usize) {
        let clean = self.clean.as_str();
        if clean.ends_with('\n') && !clean.ends_with("\n\n") {
            self.clean.push_own("\n", Span::at(place));
        }
    }

    fn comment(&mut self, start: usize) -> usize {
        let rest = &self.text[start + 4..];
        let found = if self.is_without_comments {
            None
        } else {
            let (usual, odd) = (rest.find("-->"), rest.find("--!>"));
            match (usual, odd) {
                (Some(usual), Some(odd)) if odd < usual => Some((odd, 4)),
                (Some(usual), _) => Some((usual, 3)),
                (None, odd) => odd.map(|odd| (odd, 4)),
            }
        };
        let Some((length, close)) = found else {
            self.is_without_comments = true;
            self.data(start..start + 1);
            return start + 1;
        };
        let end = start + 4 + length + close;
        let is_block = scan::holds_blank(&rest[..length]) || !self.inline_close_follows(end);
        self.empty_tag(start..end, is_block);
        end
    }

    /// Whether an inline tag that is open closes in the paragraph behind a place.
    fn inline_close_follows(&self, from: usize) -> bool {
        if self.inline.is_empty() {
            return false;
        }
        let rest = &self.text[from..];
        let paragraph = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
        paragraph
            .match_indices("</")
            .any(|(at, _)| scan::closing(paragraph, at).is_some_and(|(name, _)| self.inline.contains(&name)))
    }

    fn declaration(&mut self, start: usize, second: u8) -> usize {
        let text = self.text;
        let is_free = self.is_at_line_start() || self.is_in_tail || self.is_nested();
        let rest = &text[start..];
        let close = match second {
            b'?' => "?>",
            _ if rest.starts_with("<![CDATA[") => "]]>",
            _ => ">",
        };
        let is_block = close != ">" || rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype"));
        if let Some(length) = rest[2..].find(close).filter(|_| is_free) {
            let end = start + 2 + length + close.len();
            self.empty_tag(start..end, is_block);
            end
        } else {
            self.data(start..start + 2);
            start + 2
        }
    }

    fn finish(mut self) -> Text {
        self.nested_close();
        self.end_raw();
        self.clean.done()
    }
}
