//! Raw HTML → nodes, with the ids and addresses in it.

use super::{Emitter, Task};
use crate::parse::card::{Anchor, LinkKind};
use crate::parse::document::NodeKind;
use crate::parse::python::html::is_block_html;
use crate::parse::python::stash::{self, Sign};
use crate::parse::python::text::Text;
use crate::parse::{destination, raw_html};
use crate::text::Span;

/// Where raw HTML stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// By itself.
    Block,
    /// In a line.
    Line,
}

impl Emitter<'_, '_> {
    /// Writes raw HTML, which may hold signs of what was taken out before it.
    pub(super) fn raw(&mut self, html: &Text, place: Place) {
        let mut at = 0;
        while let Some((range, sign)) = stash::find(html, at) {
            if let Sign::Html(number) = sign {
                self.piece(&html.to(range.start), place);
                self.tasks.push(Task::Raw(html.from(range.end), place));
                self.stashed(number, place);
                return;
            }
            at = range.end;
        }
        self.piece(html, place);
    }

    fn piece(&mut self, html: &Text, place: Place) {
        if html.is_empty() {
            return;
        }
        let node = self.document.nodes.len() as u32;
        for attribute in raw_html::attributes(html) {
            let value = raw_html::decode_entities(&attribute.value);
            let span = html.span(attribute.span.start..attribute.span.end);
            if matches!(attribute.name.as_str(), "id" | "name") {
                self.html_anchors.push(Anchor { id: value.into_owned(), span, node });
            } else {
                self.links.push(destination::split(LinkKind::Html, span, span, value.trim()));
            }
        }
        self.comments(html);
        let text = self.str(html);
        let kind = if place == Place::Block { NodeKind::HtmlBlock(text) } else { NodeKind::InlineHtml(text) };
        self.leaf(kind, html.whole());
    }

    fn comments(&mut self, html: &Text) {
        let mut at = 0;
        while let Some(open) = html[at..].find("<!--").map(|step| at + step) {
            let end = html[open..].find("-->").map_or(html.len(), |end| open + end + 3);
            let span: Span = html.span(open..end);
            if self.reader.file.get(span.start..span.end).is_some_and(|text| text.starts_with("<!--")) {
                self.comments.push(span);
            }
            at = end;
        }
    }

    /// Writes what a paragraph holds that is one sign of raw HTML alone, if that is no paragraph; gives back whether.
    pub(super) fn lone_sign(&mut self, text: &str) -> bool {
        let Some(number) = stash::whole_html(text) else { return self.lone_marks(text) };
        if self.is_critic(number) {
            self.mark_of_blocks(number);
            return true;
        }
        let is_block = match self.reader.stash.raw.get(number) {
            // Nothing is left of a comment that the project does not want.
            Some(stash::Raw::Html(html)) => html.is_empty() || is_block_html(html),
            Some(stash::Raw::Element(_)) => true,
            None => false,
        };
        if is_block {
            self.stashed(number, Place::Block);
        }
        is_block
    }

    /// Writes what a paragraph holds that is two marks of editors, and no paragraph; gives back whether.
    fn lone_marks(&mut self, text: &str) -> bool {
        let Some((first, Sign::Html(one))) = stash::read(text, 0) else { return false };
        let Some((second, Sign::Html(other))) = stash::read(text, first.end) else { return false };
        let is_all = second.end == text.len() && self.is_critic(one) && self.is_critic(other);
        if is_all {
            self.mark_of_blocks(one);
            self.mark_of_blocks(other);
        }
        is_all
    }

    /// Whether a piece of raw HTML is a mark of an editor.
    fn is_critic(&self, number: usize) -> bool {
        const MARKS: [&str; 7] = [
            "<ins class=\"critic",
            "<del class=\"critic",
            "<mark class=\"critic",
            "<span class=\"critic",
            "</ins>",
            "</del>",
            "</mark>",
        ];
        let Some(stash::Raw::Html(html)) = self.reader.stash.raw.get(number) else { return false };
        self.reader.has("pymdownx.critic") && MARKS.iter().any(|mark| html.starts_with(mark))
    }

    /// Writes a mark that stands round blocks.
    fn mark_of_blocks(&mut self, number: usize) {
        if let Some(stash::Raw::Html(html)) = self.reader.stash.raw.get_mut(number)
            && !html.contains("critic break")
            && let Some((tag, rest)) = html.split_once(" class=\"critic\"")
        {
            *html = Text::own(format!("{tag} class=\"critic block\"{rest}"), html.whole());
        }
        self.stashed(number, Place::Block);
    }
}
