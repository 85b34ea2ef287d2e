//! Where notation stands in the text of a card.
//!
//! Nodes → [`Found`], in one walk with a frame for each element that is open. A mark may open in one piece of text and
//! close in a later one of the same element. Must never change a node.

pub(super) mod found;
mod lists;
mod marks;
mod piece;

use crate::icons;
use crate::parse::card::LinkKind;
use crate::parse::document::{Node, NodeKind, Str};
use crate::parse::inline::attributes::Attributes;
use crate::parse::inline::mark::Opener;
use crate::parse::inline::scan::found::{Cut, Found, Given, Target, What};
use crate::parse::inline::scan::lists::takes_inline_list;
use crate::parse::inline::scan::piece::Piece;
use crate::parse::inline::shortcode::{self, Meaning};
use crate::parse::inline::{Input, Notation, keys};

/// An element that is open.
#[derive(Default)]
struct Frame {
    node: usize,
    end: usize,
    /// The last child that was read, and the one before it.
    last: Option<usize>,
    last_but_one: Option<usize>,
    openers: Vec<Opener>,
    /// Whether it is, or is in, an address that is its own text.
    is_verbatim: bool,
    /// Whether it is, or is in, a link.
    is_link: bool,
    has_words: bool,
    /// The cut of the first icon in it.
    icon: Option<usize>,
}

/// Stands for a neighbour that is a node: neither blank nor letter.
const NEIGHBOUR: char = '\u{fffc}';

struct Scan<'a> {
    input: &'a Input<'a>,
    frames: Vec<Frame>,
    found: Found,
    /// How many entries of the literals belong to earlier nodes.
    literals_done: usize,
}

/// Reads all text.
pub(super) fn scan(input: &Input<'_>) -> Found {
    let root = Frame { end: input.nodes.len(), node: usize::MAX, ..Frame::default() };
    let mut scan = Scan { input, frames: vec![root], found: Found::default(), literals_done: 0 };
    for (at, node) in input.nodes.iter().enumerate() {
        scan.leave(at);
        if let NodeKind::Text(text) = &node.kind {
            scan.text_node(at, text);
        } else if !matches!(
            node.kind,
            NodeKind::SoftBreak | NodeKind::HardBreak | NodeKind::BlockId(_) | NodeKind::InlineHtml(_)
        ) {
            scan.frame().has_words |= node.end as usize == at + 1;
        }
        let frame = scan.frame();
        frame.last_but_one = frame.last.replace(at);
        if node.end as usize > at + 1 {
            scan.enter(at, node);
        }
    }
    scan.leave(input.nodes.len());
    scan.found
}

impl<'a> Scan<'a> {
    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root's frame is never closed before the end")
    }

    fn enter(&mut self, at: usize, node: &Node) {
        let outer = self.frame();
        let (mut is_link, mut is_verbatim) = (outer.is_link, outer.is_verbatim);
        if let NodeKind::Link { link, .. } = node.kind {
            is_link = true;
            let link = self.input.links.get(link as usize).and_then(Option::as_ref);
            is_verbatim |= link.is_some_and(|link| link.kind == LinkKind::Autolink);
        }
        is_link |= matches!(node.kind, NodeKind::WikiLink(_));
        self.frames.push(Frame { node: at, end: node.end as usize, is_verbatim, is_link, ..Frame::default() });
    }

    /// Closes the elements that end before a node.
    fn leave(&mut self, at: usize) {
        while self.frames.len() > 1 && self.frames.last().is_some_and(|frame| frame.end <= at) {
            let Some(frame) = self.frames.pop() else { return };
            let outer = self.frame();
            outer.has_words |= frame.has_words;
            outer.icon = outer.icon.or(frame.icon);
            let is_outermost = frame.is_link && !outer.is_link;
            if let Some(cut) = frame.icon.filter(|_| is_outermost && !frame.has_words) {
                self.name_icon(cut);
            }
        }
    }

    /// An icon that is all of a link is read out by its name.
    fn name_icon(&mut self, cut: usize) {
        if let What::Leaf(NodeKind::Icon(name)) = &self.found.cuts[cut].what {
            let label = ("aria-label".to_owned(), icons::words(name.get(self.input.file)));
            let attributes = Attributes { pairs: vec![label], ..Attributes::default() };
            self.found.labels.push(Given { to: Target::Cut(cut), attributes, id: None });
        }
    }

    fn text_node(&mut self, at: usize, text: &'a Str) {
        let (input, literals) = (self.input, self.literals(at));
        let words = text.get(input.file);
        let (source, place) = match text {
            Str::Source(place) => (Some(place.span().start), place.span()),
            Str::Own(_) => (None, input.nodes[at].span()),
        };
        let is_break = |kind: &NodeKind| matches!(kind, NodeKind::SoftBreak | NodeKind::HardBreak);
        let frame = self.frame();
        let before = frame.last.map_or(' ', |last| if is_break(&input.nodes[last].kind) { ' ' } else { NEIGHBOUR });
        let next = input.nodes[at].end as usize;
        let after = match input.nodes.get(next).filter(|_| next < frame.end) {
            Some(node) if !is_break(&node.kind) && !matches!(node.kind, NodeKind::BlockId(_)) => NEIGHBOUR,
            _ => ' ',
        };
        let piece = Piece { node: at, text: words, source, place, literals, before, after };
        let (is_verbatim, is_link) = (frame.is_verbatim, frame.is_link);
        let first = self.found.cuts.len();
        if !is_verbatim && !self.block_list(piece) {
            self.text(piece);
        }
        if is_link {
            let has_words = self.has_words(words, first);
            self.frame().has_words |= has_words;
        }
    }

    fn literals(&mut self, at: usize) -> &'a [(u32, u32)] {
        let all = self.input.literals;
        while all.get(self.literals_done).is_some_and(|(node, _)| (*node as usize) < at) {
            self.literals_done += 1;
        }
        all.get(self.literals_done).filter(|(node, _)| *node as usize == at).map_or(&[], |(_, ranges)| ranges)
    }

    /// Whether anything of a text is left for a reader besides icons and what was dropped.
    fn has_words(&self, text: &str, first: usize) -> bool {
        let mut at = 0;
        for cut in &self.found.cuts[first..] {
            let is_gone = match &cut.what {
                What::Leaf(kind) => matches!(kind, NodeKind::Icon(_)),
                What::Nothing | What::Open(_) | What::Close => true,
                What::Text | What::Around(_) => false,
            };
            if !text[at..cut.from].trim().is_empty() || !is_gone {
                return true;
            }
            at = cut.to;
        }
        !text[at..].trim().is_empty()
    }

    fn text(&mut self, piece: Piece<'a>) {
        let is_all = self.input.notation == Notation::All;
        let mut at = 0;
        if is_all
            && let Some(last) = self.frame().last
            && takes_inline_list(&self.input.nodes[last].kind)
        {
            at = self.list(Target::Node(last), piece, 0);
        }
        while let Some(step) = piece.text.as_bytes()[at..].iter().position(|byte| self.is_special(*byte)) {
            let here = at + step;
            let byte = piece.text.as_bytes()[here];
            at = match byte {
                _ if piece.is_literal(here) => None,
                b'=' => Some(self.run(piece, here)),
                b'^' | b'~' if is_all => Some(self.run(piece, here)),
                b'+' if is_all => self.keys(piece, here),
                b':' if is_all => self.shortcode(piece, here),
                _ => None,
            }
            .or_else(|| self.abbreviation(piece, here))
            .unwrap_or_else(|| here + piece.text[here..].chars().next().map_or(1, char::len_utf8));
        }
    }

    fn is_special(&self, byte: u8) -> bool {
        matches!(byte, b'=' | b'^' | b'~' | b'+' | b':') || self.input.abbreviations.may_start(byte)
    }

    fn cut(&mut self, piece: Piece<'_>, from: usize, to: usize, what: What) -> usize {
        self.found.cuts.push(Cut { node: piece.node, from, to, what });
        self.found.cuts.len() - 1
    }

    fn keys(&mut self, piece: Piece<'a>, here: usize) -> Option<usize> {
        let is_apart = |c: char| !c.is_alphanumeric() && c != '+';
        let length = keys::read(&piece.text[here..], |at| piece.is_literal(here + at))?;
        let end = here + length;
        if !is_apart(piece.char_before(here)) || !is_apart(piece.char_from(end)) {
            return None;
        }
        let chord = piece.part(here + 2, end - 2);
        let cut = self.cut(piece, here, end, What::Leaf(NodeKind::Keys(chord)));
        Some(self.list(Target::Cut(cut), piece, end))
    }

    fn shortcode(&mut self, piece: Piece<'a>, here: usize) -> Option<usize> {
        let name = shortcode::name(&piece.text[here..])?;
        let end = here + name.len() + 2;
        let is_apart = |c: char| !c.is_alphanumeric();
        // Codes may stand side by side: then the colon before is the end of one.
        let follows_code = self.found.cuts.last().is_some_and(|cut| cut.node == piece.node && cut.to == here);
        let before = piece.char_before(here);
        if (!follows_code && (!is_apart(before) || before == ':'))
            || !is_apart(piece.char_from(end))
            || piece.is_literal(end - 1)
        {
            return None;
        }
        let (kind, is_icon) = match shortcode::meaning(name)? {
            Meaning::Emoji(emoji) => (NodeKind::Text(Str::from(emoji)), false),
            Meaning::Icon => (NodeKind::Icon(piece.part(here + 1, end - 1)), true),
        };
        let cut = self.cut(piece, here, end, What::Leaf(kind));
        if !is_icon {
            return Some(end);
        }
        let frame = self.frame();
        frame.icon = frame.icon.or(Some(cut));
        Some(self.list(Target::Cut(cut), piece, end))
    }

    fn abbreviation(&mut self, piece: Piece<'a>, here: usize) -> Option<usize> {
        let (end, title) = self.input.abbreviations.word_at(piece.text, here)?;
        let title = NodeKind::Abbreviation(Str::Source(title.shifted(self.input.start).into()));
        self.cut(piece, here, end, What::Around(title));
        Some(end)
    }
}
