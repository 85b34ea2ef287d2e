//! The text that is made for the Markdown parser, as it grows.
//!
//! ```text
//! !!! note "Title"        <!-- -->
//!     Body                > (Title
//!                         > <!-- -->
//!                         > Body
//!                         <!-- -->
//! ```
//!
//! What comes from the file is taken over in pieces, and noted; all else is made up here. A comment is a block of its own
//! wherever it stands: no paragraph goes on behind it, no quote joins the next one, and no list is loosened by a blank
//! line. Must never take over a byte twice.

use crate::parse::containers::levels::Level;
use crate::parse::containers::marker::{Kind, Marker};
use crate::parse::containers::source_map::SourceMap;
use crate::parse::containers::{Container, Layout, Sentinel};

/// Means nothing at the start of a line, and opens no emphasis, link or address that would not open without it.
const TITLE_MARK: &str = "(";

/// The text so far.
#[derive(Debug, Default)]
pub(super) struct Rewriting {
    text: String,
    containers: Vec<Container>,
    sentinels: Vec<Sentinel>,
    map: SourceMap,
}

/// A container that opens.
#[derive(Debug)]
pub(super) struct Opening<'a> {
    pub(super) marker: Marker,
    pub(super) continues_set: bool,
    /// The line from the marker on, without its line end, and where it stands in the file.
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Rewriting {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes + bytes / 4), ..Self::default() }
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// How many containers there are.
    pub(super) fn count(&self) -> usize {
        self.containers.len()
    }

    pub(super) fn is_tab(&self, container: usize) -> bool {
        self.containers.get(container).is_some_and(|container| matches!(container.kind, Kind::Tab { .. }))
    }

    /// Takes over what stands in the file from byte `at` on.
    pub(super) fn take_over(&mut self, at: usize, text: &str) {
        if !text.is_empty() {
            self.map.push(self.text.len(), at, text.len());
            self.text.push_str(text);
        }
    }

    pub(super) fn spaces(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    /// The start of a line that goes on with these levels.
    pub(super) fn prefix(&mut self, levels: &[Level]) {
        for level in levels {
            match level.width() {
                Some(width) if !matches!(level, Level::Body { .. }) => self.spaces(width),
                _ => self.text.push_str("> "),
            }
        }
    }

    /// Opens a container within `levels`, in a line that has been begun.
    pub(super) fn open(&mut self, opening: Opening<'_>, levels: &[Level]) {
        let Opening { marker, continues_set, text, at } = opening;
        let container = self.containers.len();
        self.sentinel(container);
        self.prefix(levels);
        let quote = self.text.len();
        self.map.push(quote, at, 0);
        self.text.push_str("> ");
        let title_mark = marker.title.map(|_| self.text.len());
        if let Some(title) = marker.title {
            self.text.push_str(TITLE_MARK);
            self.take_over(at + title.start, title.of(text));
        }
        self.map.push(self.text.len(), at + text.trim_end().len(), 0);
        self.text.push('\n');
        if title_mark.is_some() {
            self.prefix(levels);
            self.text.push_str("> ");
            self.sentinel(container);
        }
        self.containers.push(Container { kind: marker.kind, at: quote, title_mark, continues_set, marker: at });
    }

    /// Closes a container within `levels`.
    pub(super) fn close(&mut self, container: usize, levels: &[Level]) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.prefix(levels);
        self.sentinel(container);
    }

    fn sentinel(&mut self, container: usize) {
        self.sentinels.push(Sentinel { at: self.text.len(), container });
        self.text.push_str("<!-- -->\n");
    }

    /// The whole; `None` where there is no container.
    pub(super) fn finish(self) -> Option<Layout> {
        let Self { text, containers, sentinels, map } = self;
        (!containers.is_empty()).then_some(Layout { text, containers, sentinels, map })
    }
}
