//! Embeds: cards, sections and blocks within a page, pictures, sound, films, PDF.
//!
//! An embed with its resolution → HTML. Each embedded card has a frame of its own. Must never go round in a
//! circle, nor let a page of a few bytes become one of gigabytes: depth, number and size are bounded.

use std::ops::Range;

use crate::graph::{FragmentStatus, Graph, Status, Target};
use crate::parse::card::{Card, Link};
use crate::parse::document::NodeKind;
use crate::parse::scheme::Use;
use crate::render::escape;

use super::images::{Picture, written_size};
use super::links::{Way, shown_text};
use super::{Closing, Frame, Writer};

/// How deep cards embed cards.
const MAX_DEPTH: usize = 5;
/// How many cards one page embeds.
const MAX_EMBEDS: usize = 200;
/// How large a page may be for more to come into it than its author wrote, in bytes: a card, an icon, the meaning of an
/// abbreviation.
pub(super) const MAX_PAGE_BYTES: usize = 4 << 20;

impl<'a> Writer<'a> {
    pub(super) fn embed(&mut self, index: usize, at: usize) -> usize {
        let card: &'a Card = self.frame.card;
        let next = card.document.nodes[at].end as usize;
        let Some(link) = card.links.get(index) else { return next };
        let way = self.way(index, Use::Image);
        let resolution = self.resolution(index);
        let is_found = resolution.is_some_and(|found| matches!(found.status, Status::Resolved | Status::SelfLink));
        let target = resolution.and_then(|found| found.target).filter(|_| is_found);
        match (self.scene(), target) {
            (Some(scene), Some(Target::Card(id))) => {
                let Some(range) = resolution.and_then(|found| part(scene.graph, id, &found.fragment)) else {
                    self.linked(link, &way, index);
                    return next;
                };
                self.embed_card(id, range, index, &way);
            }
            _ => self.medium(link, &way, index),
        }
        next
    }

    fn embed_card(&mut self, id: usize, range: Range<usize>, index: usize, way: &Way) {
        let (Some(scene), Some(link)) = (self.scene(), self.frame.card.links.get(index)) else { return };
        let is_cycle = self.chain.contains(&(id, range.start));
        let is_full = self.chain.len() > MAX_DEPTH || self.embeds >= MAX_EMBEDS || self.out.len() > MAX_PAGE_BYTES;
        if is_cycle || is_full || !self.can_hold_blocks() {
            self.linked(link, way, index);
            if is_cycle {
                self.out.push_str(" <em class=\"embed-note\">(not shown: this card embeds itself)</em>");
            } else if is_full {
                self.out.push_str(" <em class=\"embed-note\">(not shown: too many embeds)</em>");
            }
            return;
        }
        self.leave_paragraph();
        self.embeds += 1;
        let card = &scene.graph.cards[id];
        let is_item = matches!(card.document.nodes.get(range.start).map(|node| &node.kind), Some(NodeKind::Item));
        self.out.push_str("<div class=\"embed\">\n");
        self.out.push_str(if is_item { "<ul>\n" } else { "" });
        self.chain.push((id, range.start));
        let inner = Frame::new(card, Some(id), format!("{}:", self.embeds));
        let outer = std::mem::replace(&mut self.frame, inner);
        self.write_range(range);
        self.out.push_str(if is_item { "</ul>\n" } else { "" });
        self.write_footnotes();
        self.frame = outer;
        self.chain.pop();
        self.fresh_line();
        self.out.push_str("<p class=\"embed-source\">");
        self.linked(link, way, index);
        self.out.push_str("</p>\n</div>\n");
        self.enter_paragraph();
    }

    /// Whether a block may stand here: in a paragraph (which is closed and opened again) or among blocks.
    fn can_hold_blocks(&self) -> bool {
        match self.frame.closers.last().map(|closer| &closer.tag) {
            None | Some(Closing::Paragraph { .. }) => true,
            Some(Closing::Block(tag)) => {
                matches!(*tag, "</li>" | "</dd>" | "</td>" | "</div>" | "</blockquote>" | "</details>")
            }
            Some(_) => false,
        }
    }

    /// Writes a block. Python-Markdown lets a fence stand in a paragraph, which HTML does not: on a page the paragraph
    /// ends before it and goes on after it.
    pub(super) fn among_blocks(&mut self, write: impl FnOnce(&mut Self)) {
        let is_in_paragraph =
            matches!(self.frame.closers.last().map(|last| &last.tag), Some(Closing::Paragraph { .. }));
        if !self.is_site() || !is_in_paragraph {
            return write(self);
        }
        self.leave_paragraph();
        write(self);
        self.enter_paragraph();
    }

    fn leave_paragraph(&mut self) {
        if let Some(Closing::Paragraph { start }) = self.frame.closers.last().map(|closer| &closer.tag) {
            let start = *start;
            self.close(&Closing::Paragraph { start });
        }
        self.fresh_line();
    }

    fn enter_paragraph(&mut self) {
        if let Some(Closing::Paragraph { start }) = self.frame.closers.last_mut().map(|closer| &mut closer.tag) {
            self.out.push_str("<p>");
            *start = self.out.len();
        }
    }

    /// Writes the embed as a link, or as text where it leads nowhere.
    fn linked(&mut self, link: &Link, way: &Way, index: usize) {
        let text = shown_text(self.scene().map(|scene| scene.graph), link, self.resolution(index));
        match way {
            Way::Open { address, .. } => {
                self.out.push_str("<a href=\"");
                escape::address(&mut self.out, address);
                self.out.push_str("\">");
                escape::text(&mut self.out, &text);
                self.out.push_str("</a>");
            }
            Way::Closed { class, reason } => {
                self.closed(class, reason);
                escape::text(&mut self.out, &text);
                self.out.push_str("</span>");
            }
        }
    }

    fn medium(&mut self, link: &Link, way: &Way, index: usize) {
        let label = link.label.as_deref().unwrap_or_default();
        let size = written_size(label);
        let name = link.target.rsplit('/').next().unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let shown = if self.is_site() { stem } else { name };
        let alt = if size.is_some() || label.is_empty() { shown } else { label };
        let tag = match extension.to_ascii_lowercase().as_str() {
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp" | "ico" | "apng" => {
                let real = self.real_size(index);
                return self.picture(&Picture { way, alt, title: "", asked: size.unwrap_or_default(), real });
            }
            "mp3" | "wav" | "m4a" | "ogg" | "oga" | "opus" | "flac" | "aac" => "audio",
            "mp4" | "webm" | "ogv" | "mov" | "mkv" | "m4v" => "video",
            "pdf" if self.is_site() => "iframe",
            _ => return self.linked(link, way, index),
        };
        let Way::Open { address, .. } = way else { return self.linked(link, way, index) };
        self.out.push_str(&format!("<{tag} class=\"embed-{tag}\" src=\""));
        escape::address(&mut self.out, address);
        self.out.push('"');
        self.attribute(if tag == "iframe" { "title" } else { "aria-label" }, alt);
        if let Some((Some(width), _)) = size.filter(|_| tag != "audio") {
            self.attribute("width", &width.to_string());
        }
        let more = if tag == "iframe" { " loading=\"lazy\"" } else { " controls preload=\"metadata\"" };
        self.out.push_str(&format!("{more}></{tag}>"));
    }
}

/// The nodes of a card that a fragment names: all, a section with what stands below it, or one block.
/// `None` where the card has no such part.
fn part(graph: &Graph, id: usize, fragment: &FragmentStatus) -> Option<Range<usize>> {
    match fragment {
        FragmentStatus::None => Some(0..graph.cards.get(id)?.document.nodes.len()),
        FragmentStatus::Broken => None,
        FragmentStatus::Resolved(fragment) => part_of(graph, id, fragment),
    }
}

/// The nodes of the section or block with a published id; a section is that with what stands below it.
pub(crate) fn part_of(graph: &Graph, id: usize, fragment: &str) -> Option<Range<usize>> {
    let card = graph.cards.get(id)?;
    let nodes = &card.document.nodes;
    if let Some(heading) = card.headings.iter().find(|heading| heading.id == fragment) {
        let start = heading.node as usize;
        let mut end = nodes.get(start)?.end as usize;
        while let Some(node) = nodes.get(end) {
            if let NodeKind::Heading(next) = node.kind
                && card.headings.get(next as usize).is_some_and(|next| next.level <= heading.level)
            {
                break;
            }
            end = node.end as usize;
        }
        return Some(start..end);
    }
    let anchor = card.blocks.iter().chain(&card.html_anchors).find(|anchor| anchor.id == fragment)?;
    let start = anchor.node as usize;
    Some(start..nodes.get(start)?.end as usize)
}
