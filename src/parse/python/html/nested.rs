//! Markdown inside of HTML blocks: the extension `md_in_html`.
//!
//! A block tag with the attribute `markdown` → an element of the tree, put away until the block parser meets its sign.
//! Elements that nest in it are put away in turn, and leave a sign in its text.

use super::extract::Extractor;
use super::is_block;
use super::scan::{self, Tag};
use crate::parse::python::DEEPEST;
use crate::parse::python::scan::decoded;
use crate::parse::python::stash::Raw;
use crate::parse::python::text::{Joined, Text};
use crate::parse::python::tree::{Id, Meaning, concat};
use crate::text::Span;

/// Tags of blocks whose text is one line of Markdown.
const SPANS: &[&str] =
    &["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"];
/// Tags whose text is never Markdown.
const RAW: &[&str] = &["canvas", "math", "option", "pre", "script", "style", "textarea"];

/// What the text of an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Block,
    Span,
    Off,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Span => "span",
            Self::Off => "off",
        }
    }
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    tag: String,
    state: State,
    id: Id,
    /// Whether nothing but its tag was read yet.
    is_fresh: bool,
    /// Its text since its tag or its last child.
    text: Joined,
}

/// The elements that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Nested {
    open: Vec<Open>,
}

impl Nested {
    fn state(&self, name: &str, markdown: Option<&str>) -> State {
        let wanted = match markdown {
            Some("markdown") => "1",
            Some(value) => value,
            None => "0",
        };
        let parent = self.open.last().map(|open| open.state);
        let wanted = match parent {
            Some(State::Off) => "off",
            Some(State::Span) if wanted != "0" => "span",
            _ => wanted,
        };
        let is_span = SPANS.contains(&name);
        let is_block = is_block(name) && !is_span && !RAW.contains(&name) && name != "hr";
        match wanted {
            "1" if is_block => State::Block,
            "1" if is_span => State::Span,
            "block" if is_block || is_span => State::Block,
            "span" if is_block || is_span => State::Span,
            _ => State::Off,
        }
    }
}

impl Extractor<'_, '_, '_> {
    pub(super) fn is_nested(&self) -> bool {
        self.nested.as_ref().is_some_and(|nested| !nested.open.is_empty())
    }

    /// Takes an opening tag, if it is one of this extension.
    pub(super) fn nested_start(&mut self, name: &str, tag: &Tag<'_>, start: usize) -> bool {
        let is_line_start = self.is_at_line_start();
        let Some(nested) = &mut self.nested else { return false };
        let is_fresh = nested.open.last().is_some_and(|open| open.is_fresh);
        if self.is_raw() || name == "hr" {
            return false;
        }
        let Some(nested) = &mut self.nested else { return false };
        if !is_block(name) || !(is_line_start || self.is_in_tail || is_fresh) || nested.open.len() >= DEEPEST {
            return self.nested_span(start..tag.end);
        }
        let text = self.text;
        let value = tag.attributes.iter().find(|(key, _)| text[key.clone()].eq_ignore_ascii_case("markdown"));
        let value = value.map(|(_, value)| value.clone().map_or("markdown", |value| &text[value]));
        let state = nested.state(name, value);
        if state == State::Off && nested.open.is_empty() {
            return false;
        }
        if nested.open.iter().any(|open| open.tag == "p") {
            self.nested_end("p", start);
        }
        let id = self.reader.tree.make(name.to_owned(), text.span(start..tag.end));
        self.reader.tree[id].meaning = Meaning::Author;
        for (key, value) in &tag.attributes {
            let key = text[key.clone()].to_ascii_lowercase();
            if key == "markdown" {
                continue;
            }
            let value = value
                .clone()
                .map_or_else(|| Text::own(key.as_str(), text.span(start..start)), |value| text.slice(value));
            self.reader.tree[id].set(&key, Some(value));
        }
        self.reader.tree[id].set_own("markdown", state.name());
        let Some(nested) = &mut self.nested else { return false };
        if let Some(parent) = nested.open.last_mut() {
            let text = std::mem::take(&mut parent.text).done();
            self.reader.tree.append_text(parent.id, &text);
            self.reader.tree[parent.id].children.push(id);
        }
        nested.open.push(Open { tag: name.to_owned(), state, id, is_fresh: true, text: Joined::default() });
        self.clear_literal_now();
        true
    }

    /// A tag in a line: text of the element, or raw where that is no Markdown.
    fn nested_span(&mut self, range: std::ops::Range<usize>) -> bool {
        let Some(state) = self.nested.as_ref().and_then(|nested| nested.open.last()).map(|open| open.state) else {
            return false;
        };
        let piece = self.text.slice(range);
        if state == State::Off {
            let place = piece.whole();
            let sign = self.reader.stash.html(piece);
            self.piece(&Text::own(sign, place));
        } else {
            self.piece(&piece);
        }
        self.clear_literal_now();
        true
    }

    /// Takes a closing tag, if it is one of this extension.
    pub(super) fn nested_end(&mut self, name: &str, end: usize) -> bool {
        if self.is_raw() {
            return false;
        }
        let Some(nested) = &mut self.nested else { return false };
        if nested.open.is_empty() {
            return false;
        }
        let Some(at) = nested.open.iter().rposition(|open| open.tag == name).filter(|_| is_block(name)) else {
            return self.nested_span(self.at..end);
        };
        let close = self.text.span(end.saturating_sub(1)..end).end;
        for open in &mut nested.open[at..] {
            let text = std::mem::take(&mut open.text).done();
            self.reader.tree.append_text(open.id, &text);
            self.reader.tree[open.id].span.end = close.max(self.reader.tree[open.id].span.end);
        }
        let id = nested.open[at].id;
        nested.open.truncate(at);
        if at > 0 {
            return true;
        }
        self.fresh_block(close);
        flatten(self, id);
        let place = self.reader.tree[id].span;
        let sign = self.reader.stash.raw(Raw::Element(id));
        self.clean.push_own(&sign, place);
        self.clean.push_own("\n\n", Span::at(place.end));
        if !scan::starts_blank(&self.text[end..]) {
            self.is_in_tail = true;
        }
        true
    }

    /// Takes text, if an element is open.
    pub(super) fn nested_data(&mut self, piece: &Text) -> bool {
        let Some(open) = self.nested.as_mut().and_then(|nested| nested.open.last_mut()) else { return false };
        open.is_fresh = false;
        open.text.push(piece);
        true
    }

    /// Takes something that holds nothing, if an element is open.
    pub(super) fn nested_empty(&mut self, piece: &Text, is_block: bool) -> bool {
        let Some(state) = self.nested.as_ref().and_then(|nested| nested.open.last()).map(|open| open.state) else {
            return false;
        };
        let place = piece.whole();
        if is_block && self.is_at_line_start() {
            let sign = self.reader.stash.html(piece.clone());
            self.piece(&Text::own(format!("\n{sign}\n\n"), place));
        } else if state == State::Off {
            let sign = self.reader.stash.html(piece.clone());
            self.piece(&Text::own(sign, place));
        } else {
            self.piece(piece);
        }
        true
    }

    /// Closes what is open at the end of the text.
    pub(super) fn nested_close(&mut self) {
        let first = self.nested.as_ref().and_then(|nested| nested.open.first()).map(|open| open.tag.clone());
        // The outermost of this name closes all.
        if let Some(tag) = first {
            let end = self.text.len();
            while self.is_nested() {
                self.nested_end(&tag, end);
            }
        }
    }
}

/// Takes the children of an element out of it, each leaving a sign in its text, and so on in those that hold Markdown.
fn flatten(extractor: &mut Extractor<'_, '_, '_>, root: Id) {
    let reader = &mut *extractor.reader;
    let mut waiting = std::collections::VecDeque::from([root]);
    while let Some(current) = waiting.pop_front() {
        for child in std::mem::take(&mut reader.tree[current].children) {
            let text = std::mem::take(&mut reader.tree[current].text);
            let tail = std::mem::take(&mut reader.tree[child].tail);
            let place = reader.tree[child].span;
            let mut joined = Joined::default();
            if text.ends_with("\n\n") {
                joined.push(&text);
            } else {
                joined.push(&text.part(text.trim_end_matches('\n')));
                joined.push_own("\n\n", Span::at(place.start));
            }
            if reader.tree[child].get("markdown") == Some("off") {
                for inner in reader.tree.under(child) {
                    reader.tree[inner].unset("markdown");
                }
            } else {
                waiting.push_back(child);
            }
            let sign = reader.stash.raw(Raw::Element(child));
            joined.push_own(&sign, place);
            if &*tail == "\n" {
                joined.push(&tail);
            } else {
                joined.push_own("\n", Span::at(place.end));
                joined.push(&tail.part(tail.trim_end_matches('\n')));
            }
            reader.tree[current].text = concat(&reader.tree[current].text, &joined.done());
        }
    }
    for id in reader.tree.under(root) {
        let attributes = std::mem::take(&mut reader.tree[id].attributes);
        for (name, value) in attributes {
            let value =
                value.map(|value| if value.contains('&') { Text::own(decoded(&value), value.whole()) } else { value });
            reader.tree[id].set(&name, value);
        }
    }
}
