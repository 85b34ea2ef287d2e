//! HTML that the author wrote: kept, but for the addresses in it.
//!
//! Raw HTML and the links that the parser found in it → HTML. An address that names a card or an asset is made
//! right for the page; one with a dangerous scheme goes away. Must never change anything else.

use crate::graph::{Reason, Status};
use crate::parse::card::{Card, LinkKind};
use crate::parse::document::{Node, Str};
use crate::parse::scheme::{self, Use};
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
        if !scheme::is_allowed(&decoded(link.destination_span.of(&card.text)), Use::Image, scene.schemes) {
            return Some("#".to_owned());
        }
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

/// An attribute's value with those entities decoded that can hide a scheme: numbers, and the names of the
/// characters that schemes are made of or that browsers skip.
fn decoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (character, length) = entity(after);
        out.push(character.unwrap_or('&'));
        let behind = &after[length..];
        rest = if character.is_some() { behind.strip_prefix(';').unwrap_or(behind) } else { after };
    }
    out.push_str(rest);
    out
}

/// The character that an entity stands for, given what follows its `&`, and how many bytes name it.
fn entity(text: &str) -> (Option<char>, usize) {
    let run = |text: &str, belongs: fn(&u8) -> bool| text.bytes().take_while(belongs).count();
    if let Some(digits) = text.strip_prefix("#x").or_else(|| text.strip_prefix("#X")) {
        let length = run(digits, u8::is_ascii_hexdigit);
        return (u32::from_str_radix(&digits[..length], 16).ok().and_then(char::from_u32), length + 2);
    }
    if let Some(digits) = text.strip_prefix('#') {
        let length = run(digits, u8::is_ascii_digit);
        return (digits[..length].parse().ok().and_then(char::from_u32), length + 1);
    }
    let length = run(text, u8::is_ascii_alphanumeric);
    let character = match &text[..length] {
        "colon" => Some(':'),
        "Tab" => Some('\t'),
        "NewLine" => Some('\n'),
        "nbsp" | "shy" | "zwj" | "zwnj" | "NoBreak" => Some(' '),
        _ => None,
    };
    (character, length)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn entities_do_not_hide_a_scheme() {
        for hidden in [
            "javascript&colon;x",
            "java&#115;cript:x",
            "java&#x00073;cript:x",
            "jav&Tab;ascript&#58x",
            "&#106avascript:x",
        ] {
            let shown = decoded(hidden);
            assert!(!crate::parse::scheme::is_harmless(&shown, crate::parse::scheme::Use::Link), "{hidden} → {shown}");
        }
        assert_eq!(decoded("a.md?x&y=1&amp;é&"), "a.md?x&y=1&amp;é&");
    }
}
