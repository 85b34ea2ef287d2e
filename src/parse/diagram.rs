//! The diagrams of a card: which fences are some, and where their labels lead or may lead.
//!
//! Code blocks of a finished tree → [`Diagram`]s, and links like those of the text, in order of place:
//! 1. the language says that a fence holds a diagram, or a plain fence looks like one; options take it back;
//! 2. `diagram::guard` reads its labels;
//! 3. [`Lines`] leads from bytes of the code back to the file: fences in quotes, lists and containers lose the marks
//!    before their lines.
//!
//! Must never draw, and never look a name up.

mod mistagged;

pub use self::mistagged::{Holds, Mistagged, mistagged};

use crate::config::{BoxArt, Diagrams};
use crate::diagram::{Fault, Flaw, Label, Notation, Target, guard, is_built};
use crate::parse::card::{Card, Diagram, Link, LinkKind};
use crate::parse::code_info::CodeInfo;
use crate::parse::document::{CodeBlock, Document, Node, NodeKind, Str};
use crate::parse::front_matter::FrontMatter;
use crate::parse::{destination, wiki_link};
use crate::text::Span;

/// Languages of fences that hold box art whatever it looks like.
const BOX_ART: [&str; 8] = ["ascii", "ascii-art", "diagram", "bob", "svgbob", "goat", "ditaa", "aasvg"];
/// Languages of fences that may hold box art.
const PLAIN: [&str; 5] = ["", "text", "txt", "plain", "plaintext"];
/// The longest label that can be a card's name, in bytes.
const LONGEST_NAME: usize = 300;

/// Takes a card's diagrams into its links: gives back all links in order of place, and the diagrams. `config` is
/// `[diagrams]`.
pub(in crate::parse) fn read(
    file: &str,
    document: &mut Document,
    front_matter: &FrontMatter,
    config: &Diagrams,
    links: Vec<Link>,
) -> (Vec<Link>, Vec<Diagram>) {
    let mut found = Vec::new();
    let mut diagrams = Vec::new();
    if is_off(front_matter) {
        return (links, diagrams);
    }
    for (index, node) in document.nodes.iter().enumerate() {
        if let NodeKind::CodeBlock(block) = &node.kind
            && let Some(diagram) = one(file, (index, node), block, config, &mut found)
        {
            diagrams.push(diagram);
        }
    }
    if found.is_empty() {
        return (links, diagrams);
    }
    let merged = Merged::new(links, found);
    document.renumber_links(|link| merged.places[link as usize]);
    for link in diagrams.iter_mut().flat_map(|diagram| &mut diagram.links).flatten() {
        *link = merged.further_places[*link as usize];
    }
    (merged.links, diagrams)
}

/// Where a span of a diagram's source stands in its card's file.
#[must_use]
pub fn in_file(card: &Card, diagram: &Diagram, span: Span) -> Span {
    card.document.nodes.get(diagram.node as usize).map_or(diagram.span, |node| match &node.kind {
        NodeKind::CodeBlock(block) => Lines::new(&card.text, node, block).in_file(span),
        _ => diagram.span,
    })
}

/// The code of a diagram, without what stands before its lines in the file.
#[must_use]
pub fn code<'a>(card: &'a Card, diagram: &Diagram) -> Option<&'a str> {
    match &card.document.nodes.get(diagram.node as usize)?.kind {
        NodeKind::CodeBlock(block) => Some(block.code.get(&card.text)),
        _ => None,
    }
}

/// `diagrams: false` in the front matter.
fn is_off(front_matter: &FrontMatter) -> bool {
    let value = front_matter.get("diagrams").and_then(|field| field.value.as_text());
    value.is_some_and(|text| ["false", "off", "no"].iter().any(|off| text.eq_ignore_ascii_case(off)))
}

/// Who says that a fence is a diagram.
#[derive(PartialEq)]
enum By {
    Author,
    Looks,
}

fn notation(block: &CodeBlock, info: &str, config: &Diagrams) -> Option<(Notation, By)> {
    let info = CodeInfo::read(info);
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(info.language));
    let wanted = if !block.is_fenced || info.is_drawn == Some(false) {
        None
    } else if is(&["mermaid"]) {
        config.mermaid.then_some((Notation::Mermaid, By::Author))
    } else if config.ascii == BoxArt::Off {
        None
    } else if is(&BOX_ART) || (is(&PLAIN) && info.is_drawn == Some(true)) {
        Some((Notation::Ascii, By::Author))
    } else {
        (config.ascii == BoxArt::Detect && is(&PLAIN)).then_some((Notation::Ascii, By::Looks))
    };
    wanted.filter(|(notation, _)| is_built(*notation))
}

fn one(
    file: &str,
    (index, node): (usize, &Node),
    block: &CodeBlock,
    config: &Diagrams,
    found: &mut Vec<Link>,
) -> Option<Diagram> {
    let (notation, by) = notation(block, block.info.get(file), config)?;
    let code = block.code.get(file);
    let outline = match by {
        By::Looks => Ok(guard::detect(code, config.limit())?),
        By::Author => guard::outline(notation, code, config.limit()),
    };
    let lines = Lines::new(file, node, block);
    let span = lines.in_file(Span::new(0, code.len()));
    let mut diagram = Diagram { node: index as u32, notation, span, links: Vec::new(), fault: None, flaws: Vec::new() };
    match outline {
        Ok(outline) => {
            let placed = |flaw: Flaw| Flaw { span: lines.in_file(flaw.span), ..flaw };
            diagram.flaws = outline.flaws.into_iter().map(placed).collect();
            for label in outline.labels {
                let is_one = label.target != Target::Name || (config.links && may_name(&label.text));
                diagram.links.push(is_one.then_some(found.len() as u32));
                if is_one {
                    found.push(link(file, &label, lines.in_file(label.span)));
                }
            }
        }
        Err(fault) => diagram.fault = Some(Fault { span: lines.in_file(fault.span), ..fault }),
    }
    Some(diagram)
}

fn may_name(words: &str) -> bool {
    !words.trim().is_empty() && words.len() <= LONGEST_NAME
}

/// The link that a label is; `span` is its place in the file.
fn link(file: &str, label: &Label, span: Span) -> Link {
    let inner = |text: &str| {
        span.of(file).find(text).filter(|_| !text.is_empty()).map_or(span, |at| {
            let start = span.start + at;
            Span::new(start, start + text.len())
        })
    };
    let link = match label.target {
        Target::Name => {
            Link { target: label.text.trim().to_owned(), ..destination::split(LinkKind::Label, span, span, "") }
        }
        Target::Address => destination::split(LinkKind::Markdown, span, inner(&label.text), &label.text),
        Target::Wiki => wiki(file, label, span),
    };
    Link { is_in_diagram: true, ..link }
}

/// The wiki-link of a label; where the file spells it in another way, with the place of the whole label.
fn wiki(file: &str, label: &Label, span: Span) -> Link {
    let written = wiki_link::find(span.of(file), &[]).into_iter().map(|found| {
        let found = found.shifted(span.start);
        // The `!` of an embed stands for itself: a drawing holds no card.
        if file[found.start..].starts_with('!') { Span::new(found.start + 1, found.end) } else { found }
    });
    let mut written: Vec<Link> = written.map(|found| wiki_link::read(file, found)).collect();
    let made = format!("[[{}]]", label.text);
    let mut wanted = wiki_link::read(&made, Span::new(0, made.len()));
    if let Some(at) =
        written.iter().position(|link| (&link.target, &link.fragment) == (&wanted.target, &wanted.fragment))
    {
        return written.swap_remove(at);
    }
    (wanted.span, wanted.destination_span) = (span, span);
    wanted
}

/// From bytes of a code block to those of the file.
struct Lines {
    pieces: Vec<Piece>,
    end: usize,
}

/// Bytes of code that stand in the file as they are.
struct Piece {
    code: usize,
    file: usize,
    length: usize,
}

impl Lines {
    fn new(file: &str, node: &Node, block: &CodeBlock) -> Self {
        if let Str::Source(place) = &block.code {
            let span = place.span();
            let piece = Piece { code: 0, file: span.start, length: span.end - span.start };
            return Self { pieces: vec![piece], end: span.end };
        }
        let mut rest = node.span();
        take_line(file, &mut rest);
        // Without a line of code, all that can be shown is the fence.
        let mut lines = Self { pieces: Vec::new(), end: node.span().start };
        let mut at = 0;
        for line in block.code.get(file).split_inclusive('\n') {
            let written = take_line(file, &mut rest);
            lines.push(file, at, line.trim_end_matches('\n'), written);
            at += line.len();
        }
        lines
    }

    /// Adds a line of code that stands at the end of a line of the file. A tab in front may be blanks in the code.
    fn push(&mut self, file: &str, code: usize, line: &str, written: Span) {
        let blanks = line.len() - line.trim_start().len();
        let kept =
            [line, &line[blanks..]].into_iter().find(|kept| written.of(file).ends_with(*kept)).unwrap_or_default();
        let lead = line.len() - kept.len();
        let start = if kept.is_empty() && lead > 0 { written.start } else { written.end - kept.len() };
        if lead > 0 {
            self.pieces.push(Piece { code, file: start, length: 0 });
        }
        self.pieces.push(Piece { code: code + lead, file: start, length: kept.len() });
        self.end = written.end;
    }

    fn in_file(&self, span: Span) -> Span {
        let start = self.offset(span.start, span.start);
        // The end belongs to the line of the last byte, not to the one behind it.
        Span::new(start, self.offset(span.end, span.end.saturating_sub(1).max(span.start)).max(start))
    }

    /// Where an offset stands that belongs to the same piece as `byte`.
    fn offset(&self, offset: usize, byte: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.code <= byte);
        next.checked_sub(1).map_or(self.end, |at| {
            let piece = &self.pieces[at];
            piece.file + offset.saturating_sub(piece.code).min(piece.length)
        })
    }
}

/// The next line of a span of the file, without its end.
fn take_line(file: &str, rest: &mut Span) -> Span {
    let text = rest.of(file);
    let length = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = Span::new(rest.start, rest.start + length);
    let end = if text[length..].starts_with("\r\n") { 2 } else { usize::from(length < text.len()) };
    rest.start = line.end + end;
    line
}

/// Two lists of links as one, in order of place.
struct Merged {
    links: Vec<Link>,
    /// Where those of the first list stand now.
    places: Vec<u32>,
    /// Where those of the second list stand now.
    further_places: Vec<u32>,
}

impl Merged {
    fn new(links: Vec<Link>, further: Vec<Link>) -> Self {
        let mut merged = Self {
            places: vec![0; links.len()],
            further_places: vec![0; further.len()],
            links: Vec::with_capacity(links.len() + further.len()),
        };
        let mut further: Vec<(usize, Link)> = further.into_iter().enumerate().collect();
        further.sort_by_key(|(_, link)| link.span);
        let mut further = further.into_iter().peekable();
        for (index, link) in links.into_iter().enumerate() {
            while let Some((index, before)) = further.next_if(|(_, other)| other.span.start < link.span.start) {
                merged.further_places[index] = merged.links.len() as u32;
                merged.links.push(before);
            }
            merged.places[index] = merged.links.len() as u32;
            merged.links.push(link);
        }
        for (index, link) in further {
            merged.further_places[index] = merged.links.len() as u32;
            merged.links.push(link);
        }
        merged
    }
}

#[cfg(test)]
mod tests;
