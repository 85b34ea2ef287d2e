//! Where inline notation meets the events of the Markdown parser: lists of headings, single tildes, and the pass over the
//! finished nodes.
//!
//! Must never read the notation itself: that is for `inline`.

use pulldown_cmark::CowStr;

use crate::parse::builder::Builder;
use crate::parse::card::Heading;
use crate::parse::document::Document;
use crate::parse::inline::abbreviation::Abbreviations;
use crate::parse::inline::{self, Notation, attributes};
use crate::text::Span;

impl Builder<'_> {
    /// A heading with what its list gives it. The parser reads the list without quotes and without the colon: it is
    /// read again where all of the notation is in use.
    pub(super) fn heading(
        &self,
        id: Option<&CowStr<'_>>,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
        span: Span,
    ) -> Heading {
        let range = self.in_body(span);
        let block = range.of(self.masked).rfind('{').map_or(range.end, |at| range.start + at);
        let block = Span::new(block, range.end);
        let own = |text: &CowStr<'_>| self.own(text, block).get(self.file).to_owned();
        let heading = Heading {
            level: 1,
            text: String::new(),
            id: id.map(own).unwrap_or_default(),
            is_explicit_id: id.is_some(),
            classes: classes.iter().map(own).collect(),
            attributes: attributes.iter().map(|(key, value)| (own(key), value.as_ref().map(own))).collect(),
            span,
            node: self.nodes.len() as u32,
        };
        let is_plain = id.is_none() && classes.is_empty() && attributes.is_empty();
        if is_plain || self.flavor.notation != Notation::All {
            return heading;
        }
        let Some(list) = attributes::read(block.shifted(self.start).of(self.file)) else { return heading };
        let given = list.attributes;
        Heading {
            is_explicit_id: given.id.is_some(),
            id: given.id.unwrap_or_default(),
            classes: given.classes,
            attributes: given.pairs.into_iter().map(|(name, value)| (name, Some(value))).collect(),
            ..heading
        }
    }

    /// Whether struck-through text is a word in single tildes: `~2~`.
    pub(super) fn is_subscript(&mut self, range: Span) -> bool {
        if self.flavor.notation != Notation::All || range.of(self.masked).starts_with("~~") {
            return false;
        }
        // Found once for all that nest in front of it.
        if self.next_blank < range.start {
            let rest = &self.masked[range.start..];
            self.next_blank = range.start + rest.find(char::is_whitespace).unwrap_or(rest.len());
        }
        self.next_blank >= range.end
    }

    /// Reads the inline notation, and then the words of the headings.
    pub(super) fn rewrite(&mut self, abbreviations: &Abbreviations<'_>) -> Document {
        let output = inline::apply(inline::Input {
            file: self.file,
            start: self.start,
            nodes: std::mem::take(&mut self.nodes),
            literals: &self.literals,
            links: &self.links,
            abbreviations,
            notation: self.flavor.notation,
        });
        if let Some(moved) = output.moved {
            let anchors = self.blocks.iter_mut().chain(&mut self.html_anchors).map(|anchor| &mut anchor.node);
            for node in anchors.chain(self.headings.iter_mut().map(|heading| &mut heading.node)) {
                *node = moved[*node as usize];
            }
        }
        self.html_anchors.extend(output.anchors);
        self.html_anchors.sort_by_key(|anchor| anchor.span.start);
        for heading in &mut self.headings {
            let index = heading.node as usize;
            let end = output.nodes[index].end as usize;
            let words = Document::words(&output.nodes[index + 1..end], self.file);
            heading.text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Document { nodes: output.nodes, attributes: output.attributes, ..Document::default() }
    }
}
