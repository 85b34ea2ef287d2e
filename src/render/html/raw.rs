//! HTML that the author wrote: kept, but for the addresses in it.
//!
//! Raw HTML and the links that the parser found in it → HTML. An address that names a card or an asset is made
//! right for the page; one with a dangerous scheme goes away. Must never change anything else.

use crate::graph::{Reason, Status};
use crate::parse::card::{Card, LinkKind};
use crate::parse::document::{Node, Str};
use crate::parse::scheme::Use;
use crate::render::escape;

use super::Writer;
use super::links::{Way, resolved};

impl<'a> Writer<'a> {
    pub(super) fn raw_block(&mut self, node: &'a Node, html: &'a Str, at: usize) -> usize {
        self.fresh_line();
        let file: &'a str = &self.frame.card.text;
        self.raw(node, html.get(file), html);
        self.fresh_line();
        at + 1
    }

    pub(super) fn raw(&mut self, node: &Node, html: &str, origin: &Str) {
        let card: &'a Card = self.frame.card;
        let first = card.links.partition_point(|link| link.span.start < node.span().start);
        let mut done = 0;
        for (index, link) in card.links.iter().enumerate().skip(first) {
            if link.span.start >= node.span().end {
                break;
            }
            if link.kind != LinkKind::Html {
                continue;
            }
            let Some(address) = self.raw_address(index) else { continue };
            let written = link.destination_span.of(&card.text);
            let found = match origin {
                Str::Source(place) => link.destination_span.start.checked_sub(place.span().start),
                Str::Own(_) => html.get(done..).and_then(|rest| rest.find(written)).map(|at| at + done),
            };
            let Some(start) = found.filter(|start| *start >= done) else { continue };
            let end = start + written.len();
            if written.is_empty() || html.get(start..end) != Some(written) {
                continue;
            }
            self.out.push_str(&html[done..start]);
            escape::address(&mut self.out, &address);
            done = end;
        }
        self.out.push_str(&html[done..]);
    }

    /// What stands instead of the address of a link in raw HTML; `None` where it stays as it is.
    fn raw_address(&self, index: usize) -> Option<String> {
        let (scene, resolution) = (self.scene()?, self.resolution(index)?);
        let card = self.frame.card;
        let link = card.links.get(index)?;
        match resolution.status {
            Status::Resolved | Status::SelfLink => match resolved(scene, self.frame.id, link, resolution, Use::Link) {
                Way::Open { address, .. } => Some(address),
                Way::Closed { .. } => None,
            },
            Status::Broken(Reason::Dangerous) => Some("#".to_owned()),
            _ => None,
        }
    }
}
