//! Text with signs → text nodes, breaks, and what the signs stand for.

use super::super::html::is_block_html;
use super::super::scan::decoded;
use super::super::stash::{self, Raw, Sign};
use super::super::text::Text;
use super::raw::Place;
use super::{Context, Emitter, Task};
use crate::parse::document::{NodeKind, Str};

impl Emitter<'_, '_> {
    /// Writes text.
    pub(super) fn text(&mut self, text: &Text, context: Context) {
        if text.is_empty() || (context == Context::Blocks && text.trim().is_empty()) {
            return;
        }
        let mut at = 0;
        while let Some((range, sign)) = stash::find(text, at) {
            self.lines(&text.slice(at..range.start));
            let span = text.span(range.clone());
            match sign {
                Sign::Character(character) => {
                    let own = Str::from(&*character.encode_utf8(&mut [0; 4]));
                    self.leaf(NodeKind::Text(own), span);
                }
                Sign::Ampersand => {
                    self.leaf(NodeKind::Text(Str::from("&")), span);
                }
                Sign::Html(number) => {
                    // What stands in its place may be many nodes: the rest waits for them.
                    self.tasks.push(Task::Text(text.from(range.end), context));
                    let is_block = context == Context::Blocks && self.is_block_raw(number);
                    self.stashed(number, if is_block { Place::Block } else { Place::Line });
                    return;
                }
                Sign::Node(_) => {}
            }
            at = range.end;
        }
        self.lines(&text.from(at));
    }

    /// Whether a piece of raw HTML is a block.
    fn is_block_raw(&self, number: usize) -> bool {
        match self.reader.stash.raw.get(number) {
            Some(Raw::Html(html)) => is_block_html(html),
            Some(Raw::Element(_)) | None => true,
        }
    }

    /// Plans what a sign of raw HTML stands for.
    pub(super) fn stashed(&mut self, number: usize, place: Place) {
        match self.reader.stash.raw.get(number).cloned() {
            Some(Raw::Html(html)) if is_entity(&html) => {
                let characters = decoded(&html);
                self.leaf(NodeKind::Text(Str::from(characters.as_str())), html.whole());
            }
            Some(Raw::Html(html)) => self.tasks.push(Task::Raw(html, place)),
            Some(Raw::Element(id)) => self.tasks.push(Task::Open(id)),
            None => {}
        }
    }

    /// Writes text without signs.
    fn lines(&mut self, text: &Text) {
        for (index, line) in text.rows().into_iter().enumerate() {
            if index > 0 {
                self.leaf(NodeKind::SoftBreak, line.span(0..0));
            }
            if !line.is_empty() {
                let words = self.str(&line);
                self.leaf(NodeKind::Text(words), line.whole());
            }
        }
    }

    /// A text as the string of a node: a slice of the file where it is one.
    pub(super) fn str(&self, text: &Text) -> Str {
        let span = text.whole();
        if self.reader.file.get(span.start..span.end) == Some(&**text) {
            Str::Source(span.into())
        } else {
            Str::from(&**text)
        }
    }
}

fn is_entity(html: &str) -> bool {
    html.strip_prefix('&')
        .and_then(|rest| rest.strip_suffix(';'))
        .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'))
}

/// A value as readers of HTML see it: escapes and entities decoded.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((range, sign)) = stash::find(text, at) {
        out.push_str(&text[at..range.start]);
        match sign {
            Sign::Character(character) => out.push(character),
            Sign::Ampersand => out.push('&'),
            Sign::Html(_) | Sign::Node(_) => {}
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    decoded(&out)
}
