//! Links and images with their destination: `[text](destination "title")`.

use super::super::reader::Reader;
use super::super::scan::Fuel;
use super::super::text::Text;
use super::super::tree::Id;
use super::{Found, Made, unstash};

/// Links.
pub(super) fn links(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, Bracket::Link, |reader, text, label, place| {
        let id = reader.tree.make("a", place.span);
        reader.tree[id].text = text.slice(label);
        reader.tree[id].set("href", Some(place.address));
        if let Some(title) = place.title {
            reader.tree[id].set("title", Some(title));
        }
        id
    })
}

/// Images.
pub(super) fn images(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    each(reader, text, Bracket::Image, |reader, text, label, place| {
        let id = reader.tree.make("img", place.span);
        reader.tree[id].set("src", Some(place.address));
        if let Some(title) = place.title {
            reader.tree[id].set("title", Some(title));
        }
        let alt = unstash(reader, &text.slice(label));
        reader.tree[id].set("alt", Some(alt));
        id
    })
}

/// What stands before an opening bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// No `!`.
    Link,
    /// A `!`.
    Image,
}

/// A destination as it is read.
pub(super) struct Place {
    /// The whole link in the file.
    pub(super) span: crate::text::Span,
    pub(super) address: Text,
    pub(super) title: Option<Text>,
}

type Make = fn(&mut Reader<'_>, &Text, std::ops::Range<usize>, Place) -> Id;

fn each(reader: &mut Reader<'_>, text: &Text, bracket: Bracket, make: Make) -> Vec<Found> {
    let closes = matching(text);
    let mut fuel = Fuel::of(text.len());
    let (mut found, mut at) = (Vec::new(), 0);
    for open in brackets(text, bracket) {
        let Some(close) = closes[open].filter(|_| open >= at) else { continue };
        let Some(target) = target(text, close + 1, &mut fuel) else { continue };
        let start = if bracket == Bracket::Image { open - 1 } else { open };
        let title = target.title.map(|title| {
            let title = unstash(reader, &title.trimmed());
            spaced(&dequoted(&title))
        });
        let address = unstash(reader, &target.address).trimmed();
        let place = Place { span: text.span(start..target.end), address, title };
        let id = make(reader, text, open + 1..close, place);
        found.push(Found { start, end: target.end, made: Made::Element(id) });
        at = target.end;
    }
    found
}

/// The opening brackets of links, or of images.
pub(super) fn brackets(text: &str, bracket: Bracket) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_image = |at: usize| at > 0 && bytes[at - 1] == b'!';
    memchr::memchr_iter(b'[', bytes).filter(|at| is_image(*at) == (bracket == Bracket::Image)).collect()
}

/// For each opening bracket the one that closes it.
pub(super) fn matching(text: &str) -> Vec<Option<usize>> {
    let mut closes = vec![None; text.len() + 1];
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop() {
                    closes[start] = Some(at);
                }
            }
            _ => {}
        }
    }
    closes
}

struct Target {
    address: Text,
    title: Option<Text>,
    end: usize,
}

/// Reads what stands in the parentheses that open at a byte.
fn target(text: &Text, at: usize, fuel: &mut Fuel) -> Option<Target> {
    let inner = text.get(at..)?.strip_prefix('(')?;
    if let Some(target) = pointed(text, inner) {
        return Some(target);
    }
    let start = text.len() - inner.trim_start().len();
    let mut scan = Scan::new(start);
    for byte in text.as_bytes()[start..].iter().copied() {
        if !fuel.pay(1) {
            return None;
        }
        scan.step(byte);
        if scan.brackets == 0 {
            return Some(scan.closed(text));
        }
        if byte != b' ' {
            scan.last = byte;
        }
    }
    // A quote that turned out to be no title.
    let end = scan.backup.filter(|_| scan.backtrack == 0)?;
    Some(Target { address: text.slice(start..end - 1), title: None, end })
}

/// `<destination> "title")`.
fn pointed(text: &Text, inner: &str) -> Option<Target> {
    let rest = inner.trim_start().strip_prefix('<')?;
    let (address, rest) = rest.split_at(rest.find(['<', '>'])?);
    let rest = rest.strip_prefix('>')?.trim_start();
    let mut title = None;
    let mut end = rest;
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (words, behind) = rest[1..].split_once(quote)?;
        title = Some(text.part(words));
        end = behind.trim_start();
    }
    let end = end.strip_prefix(')')?;
    Some(Target { address: text.part(address).trimmed(), title, end: text.len() - end.len() })
}

/// The way through a destination: parentheses nest, a title in quotes may hold some that do not.
struct Scan {
    start: usize,
    at: usize,
    brackets: usize,
    backtrack: usize,
    backup: Option<usize>,
    quote: Option<u8>,
    quote_start: usize,
    quote_end: Option<usize>,
    other: Option<u8>,
    other_start: usize,
    other_end: Option<usize>,
    is_in_title: bool,
    last: u8,
}

impl Scan {
    fn new(start: usize) -> Self {
        Self {
            start,
            at: start,
            brackets: 1,
            backtrack: 1,
            backup: None,
            quote: None,
            quote_start: 0,
            quote_end: None,
            other: None,
            other_start: 0,
            other_end: None,
            is_in_title: false,
            last: 0,
        }
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'(' if !self.is_in_title => self.brackets += 1,
            b'(' => self.backtrack = self.backtrack.saturating_sub(1),
            b')' => {
                let closes = (self.quote_end.is_some() && self.quote == Some(self.last))
                    || (self.other_end.is_some() && self.other == Some(self.last));
                if closes {
                    self.brackets = 0;
                } else if !self.is_in_title {
                    self.brackets -= 1;
                } else if self.backtrack > 0 {
                    self.backtrack -= 1;
                    if self.backtrack == 0 {
                        self.backup = Some(self.at + 1);
                    }
                }
            }
            b'"' | b'\'' => self.quote(byte),
            _ => {}
        }
        self.at += 1;
    }

    fn quote(&mut self, byte: u8) {
        match (self.quote, self.other) {
            (None, _) => {
                self.is_in_title = true;
                self.backtrack = self.brackets;
                self.brackets = 1;
                self.quote_start = self.at + 1;
                self.quote = Some(byte);
            }
            (Some(quote), None) if byte != quote => {
                self.other_start = self.at + 1;
                self.other = Some(byte);
            }
            (Some(quote), _) if byte == quote => self.quote_end = Some(self.at + 1),
            _ => self.other_end = Some(self.at + 1),
        }
    }

    fn closed(&self, text: &Text) -> Target {
        let end = self.at;
        let title = match (self.quote_end, self.other_end) {
            (Some(close), _) if self.quote == Some(self.last) => Some((self.quote_start, close)),
            (_, Some(close)) if self.other == Some(self.last) => Some((self.other_start, close)),
            _ => None,
        };
        match title {
            Some((open, close)) => {
                Target { address: text.slice(self.start..open - 1), title: Some(text.slice(open..close - 1)), end }
            }
            None => Target { address: text.slice(self.start..end - 1), title: None, end },
        }
    }
}

fn dequoted(text: &Text) -> Text {
    let is_quoted = |quote: char| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    if is_quoted('"') || is_quoted('\'') { text.slice(1..text.len() - 1) } else { text.clone() }
}

/// A text whose white space is spaces.
fn spaced(text: &Text) -> Text {
    if !text.contains(['\n', '\t', '\r']) {
        return text.clone();
    }
    Text::own(text.replace(['\n', '\t', '\r'], " "), text.whole())
}
