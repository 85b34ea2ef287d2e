//! The body of a card: Markdown → a flat tree with its links, headings and anchors.
//!
//! `CommonMark` 0.31.2 by pulldown-cmark with tables, strikethrough, task lists, footnotes, callouts, definition
//! lists, math, heading attributes and bare addresses. In two passes over the text, which is the body itself, or, where
//! it holds admonitions and the like, what `containers` makes of it:
//! 1. where code, math and raw HTML stand, so that wiki-links are looked for outside of them ([`opaque_spans`]); where
//!    `guess` tells so already, and the second pass agrees, the first is not needed;
//! 2. the masked text, event by event, into the tree ([`read`]).
//!
//! Must never decide where a link leads, and never recurse.

mod guess;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::config::{Dialect, HeadingIds};
use crate::parse::builder::Builder;
use crate::parse::card::{Anchor, Heading, Link, Named};
use crate::parse::containers::nodes::Frames;
use crate::parse::document::Document;
use crate::parse::inline::Notation;
use crate::parse::inline::abbreviation::Abbreviations;
use crate::parse::inline::before;
use crate::parse::{containers, obsidian, wiki_link};
use crate::snippet::Fault;
use crate::text::Span;

/// What is understood besides `CommonMark`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flavor {
    /// Tables, strikethrough, task lists, bare addresses.
    pub gfm: bool,
    /// Footnotes, callouts, definition lists, math, heading attributes, block ids.
    pub extended: bool,
    /// Wiki-links.
    pub wiki_links: bool,
    /// Admonitions, details and content tabs, as in MkDocs.
    pub containers: bool,
    /// `%% comments %%` and `#tags`, as in Obsidian.
    pub obsidian: bool,
    /// Marks, keys, emoji, icons, abbreviations, attribute lists.
    pub notation: Notation,
    /// How headings get their ids.
    pub heading_ids: HeadingIds,
}

impl Flavor {
    /// The flavor of the cards of a dialect.
    #[must_use]
    pub const fn of(dialect: Dialect, heading_ids: HeadingIds) -> Self {
        let obsidian = matches!(dialect, Dialect::Obsidian | Dialect::Quartz);
        let notation = if obsidian { Notation::Mark } else { Notation::All };
        Self { gfm: true, extended: true, wiki_links: true, containers: !obsidian, obsidian, notation, heading_ids }
    }

    fn options(self) -> Options {
        let mut options = Options::empty();
        options.set(Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS, self.gfm);
        options.set(
            Options::ENABLE_FOOTNOTES
                | Options::ENABLE_MATH
                | Options::ENABLE_DEFINITION_LIST
                | Options::ENABLE_HEADING_ATTRIBUTES,
            self.extended,
        );
        options
    }
}

/// What a body holds. Spans are bytes of the whole file.
#[derive(Debug, Default)]
pub struct Body {
    /// The tree.
    pub document: Document,
    /// The headings, with unique ids.
    pub headings: Vec<Heading>,
    /// The links, in order.
    pub links: Vec<Link>,
    /// The block ids.
    pub blocks: Vec<Anchor>,
    /// The ids of raw HTML.
    pub html_anchors: Vec<Anchor>,
    /// The raw HTML comments.
    pub comments: Vec<Span>,
    /// The `#tags`, where the flavor has them.
    pub tags: Vec<Named>,
    /// The snippets that are not taken in, with the places where they are named.
    pub missing_snippets: Vec<(Span, Fault)>,
}

/// Reads the body of a file, which starts at byte `start`.
#[must_use]
pub fn read(file: &str, start: usize, flavor: Flavor) -> Body {
    let body = &with_line_feeds(&file[start..]);
    let mut refused = BTreeSet::new();
    for _ in 0..if flavor.containers { LAYOUTS } else { 0 } {
        let Some(layout) = containers::lay_out(body, &refused) else { break };
        let made = format!("{}{}", &file[..start], layout.text);
        match read_text(&made, &layout.text, flavor, Frames::of(&layout)) {
            Ok(body) => return containers::relocate(body, &layout, (&made, file), start),
            Err(missed) => refused.extend(missed),
        }
    }
    read_text(file, body, flavor, Frames::default()).unwrap_or_default()
}

/// How often a body is laid out anew, without the containers that were not read as such, before they all are text.
const LAYOUTS: usize = 3;

/// Reads a body, which is the end of a file.
///
/// # Errors
/// The markers of the containers that were not read as such.
fn read_text(file: &str, body: &str, flavor: Flavor, frames: Frames<'_>) -> Result<Body, BTreeSet<usize>> {
    let (body, abbreviations) = covered(body, flavor);
    // Mostly the lines tell where code stands, and then the parser need not run twice.
    if let Some(wiki) = guess::links(&body, flavor) {
        let (read, opaque) = parse(file, &body, flavor, (wiki.clone(), Vec::new()), (frames.clone(), &abbreviations));
        if wiki_link::find(&body, &opaque) == wiki {
            return read;
        }
    }
    parse(file, &body, flavor, live_marks(&body, flavor), (frames, &abbreviations)).0
}

/// Reads a body whose wiki-links and comments are known; also the spans in which brackets mean nothing.
fn parse(
    file: &str,
    body: &str,
    flavor: Flavor,
    (wiki, hidden): (Vec<Span>, Vec<Span>),
    (frames, abbreviations): (Frames<'_>, &Abbreviations<'_>),
) -> (Result<Body, BTreeSet<usize>>, Vec<Span>) {
    let masked = (!wiki.is_empty()).then(|| wiki_link::mask(body, &wiki));
    let text = masked.as_deref().unwrap_or(body);
    let parser = Parser::new_ext(text, flavor.options());
    let mut opaque = Opaque::of(&parser);
    let mut builder = Builder::new(file, text, flavor, wiki, hidden);
    builder.containers = frames;
    for (event, range) in parser.into_offset_iter() {
        opaque.note(&event, &range);
        builder.event(event, range.into());
    }
    let missed = builder.containers.missed();
    let read = if missed.is_empty() { Ok(builder.finish(abbreviations)) } else { Err(missed) };
    (read, opaque.done())
}

/// The body without what the parser would take for something else, and its abbreviations.
fn covered(body: &str, flavor: Flavor) -> (Cow<'_, str>, Abbreviations<'_>) {
    match flavor.notation {
        Notation::All => before::cover(body, |text| opaque_spans(text, flavor.options())),
        Notation::Mark | Notation::None => (Cow::Borrowed(body), Abbreviations::default()),
    }
}

/// The Obsidian comments of a file whose body starts at byte `start`: what no reader is to see.
#[must_use]
pub fn hidden(file: &str, start: usize, flavor: Flavor) -> Vec<Span> {
    if !flavor.obsidian || !file[start..].contains("%%") {
        return Vec::new();
    }
    let body = &with_line_feeds(&file[start..]);
    live_marks(body, flavor).1.into_iter().map(|span| span.shifted(start)).collect()
}

/// The text with a line feed for each carriage return that stands alone: `CommonMark` takes it for a line end, the
/// parser does not.
fn with_line_feeds(body: &str) -> Cow<'_, str> {
    let bytes = body.as_bytes();
    let is_alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(|at| is_alone(&at)) {
        return Cow::Borrowed(body);
    }
    let mut out = String::with_capacity(body.len());
    let mut from = 0;
    for at in memchr::memchr_iter(b'\r', bytes).filter(is_alone) {
        out.push_str(&body[from..at]);
        out.push('\n');
        from = at + 1;
    }
    out.push_str(&body[from..]);
    Cow::Owned(out)
}

/// The wiki-links and the Obsidian comments of a body, both outside of code, math and raw HTML.
fn live_marks(body: &str, flavor: Flavor) -> (Vec<Span>, Vec<Span>) {
    let wants_links = flavor.wiki_links && body.contains("[[");
    let wants_comments = flavor.obsidian && body.contains("%%");
    if !wants_links && !wants_comments {
        return (Vec::new(), Vec::new());
    }
    let opaque = opaque_spans(body, flavor.options());
    let wiki = if wants_links { wiki_link::find(body, &opaque) } else { Vec::new() };
    let hidden = if wants_comments { obsidian::comments(body, &opaque) } else { Vec::new() };
    (wiki, hidden)
}

/// The spans in which brackets mean nothing: code, math, raw HTML, `<https://…>`, link reference definitions; sorted
/// and disjoint.
fn opaque_spans(body: &str, options: Options) -> Vec<Span> {
    let parser = Parser::new_ext(body, options);
    let mut opaque = Opaque::of(&parser);
    for (event, range) in parser.into_offset_iter() {
        opaque.note(&event, &range);
    }
    opaque.done()
}

/// Collects [`opaque_spans`].
struct Opaque {
    spans: Vec<Span>,
    definitions: Vec<Span>,
}

impl Opaque {
    fn of(parser: &Parser<'_>) -> Self {
        let definitions = parser.reference_definitions().iter().map(|(_, def)| def.span.clone().into()).collect();
        Self { spans: Vec::new(), definitions }
    }

    fn note(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let is_opaque = match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => true,
            Event::Start(Tag::Link { link_type, .. }) => matches!(link_type, LinkType::Autolink | LinkType::Email),
            _ => false,
        };
        if is_opaque && self.spans.last().is_none_or(|last| last.end <= range.start) {
            self.spans.push(range.clone().into());
        }
    }

    fn done(mut self) -> Vec<Span> {
        self.spans.extend(self.definitions);
        self.spans.sort_unstable();
        self.spans
    }
}

/// Whether an event ends a block whose last words may be a block id.
pub(in crate::parse) const fn ends_block(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) | Event::Start(Tag::List(_)))
}
