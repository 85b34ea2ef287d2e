//! Which quotes and comments of the made text are containers, told to the builder.
//!
//! Works beside the builder, which asks at each event. By their offsets, which only the rewriting knows: nothing that an
//! author writes can be taken for one. Must never open a node that it does not note as met.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::builder::Builder;
use crate::parse::containers::marker::Kind;
use crate::parse::containers::{Container, Layout, Sentinel};
use crate::parse::document::NodeKind;
use crate::text::Span;

/// The containers of a text, and which of them the parser has seen.
#[derive(Debug, Clone, Default)]
pub(in crate::parse) struct Frames<'a> {
    containers: &'a [Container],
    sentinels: &'a [Sentinel],
    /// How many of the quotes and comments of each container were met.
    met: Vec<u8>,
    is_in_sentinel: bool,
}

impl<'a> Frames<'a> {
    pub(in crate::parse) fn of(layout: &'a Layout) -> Self {
        let met = vec![0; layout.containers.len()];
        Self { containers: &layout.containers, sentinels: &layout.sentinels, met, is_in_sentinel: false }
    }

    /// The container whose quote stands here, if it is the one at this event.
    fn quote(&self, event: &Event<'_>, at: usize) -> Option<usize> {
        let is_quote = matches!(event, Event::Start(Tag::BlockQuote(_)));
        is_quote.then(|| self.containers.binary_search_by_key(&at, |container| container.at).ok()).flatten()
    }

    /// Whether an event belongs to a comment of ours.
    fn skips(&mut self, event: &Event<'_>, at: usize) -> bool {
        if self.is_in_sentinel {
            self.is_in_sentinel = !matches!(event, Event::End(TagEnd::HtmlBlock));
            return true;
        }
        if !matches!(event, Event::Start(Tag::HtmlBlock)) {
            return false;
        }
        let Ok(index) = self.sentinels.binary_search_by_key(&at, |sentinel| sentinel.at) else { return false };
        self.met[self.sentinels[index].container] += 1;
        self.is_in_sentinel = true;
        true
    }

    /// The markers, by their place in the body as written, whose containers the parser has not seen as such.
    pub(in crate::parse) fn missed(&self) -> BTreeSet<usize> {
        let wanted = |container: &Container| if container.title_mark.is_some() { 4 } else { 3 };
        let all = self.containers.iter().zip(&self.met);
        all.filter(|(container, met)| **met != wanted(container)).map(|(container, _)| container.marker).collect()
    }
}

/// Looks at an event before anyone else: whether it is none of the author's. A set of tabs ends at whatever is not the
/// next tab of it.
pub(in crate::parse) fn skips(builder: &mut Builder<'_>, event: &Event<'_>, range: Span) -> bool {
    if builder.containers.containers.is_empty() {
        return false;
    }
    if builder.containers.skips(event, range.start) {
        return true;
    }
    if builder.innermost() == Some(&NodeKind::Tabs) {
        let next = builder.containers.quote(event, range.start);
        if !next.is_some_and(|next| builder.containers.containers[next].continues_set) {
            builder.close_node();
        }
    }
    false
}

/// Whether the quote that starts at `range` of the body is a container: its node, all else being done.
pub(in crate::parse) fn enter(builder: &mut Builder<'_>, range: Span) -> Option<NodeKind> {
    let all = builder.containers.containers;
    let index = all.binary_search_by_key(&range.start, |container| container.at).ok()?;
    let container = &all[index];
    builder.containers.met[index] += 1;
    let (kind, title) = match &container.kind {
        Kind::Callout(callout) => (NodeKind::Callout(callout.clone()), NodeKind::CalloutTitle),
        Kind::Tab { is_selected, .. } => (NodeKind::Tab { is_selected: *is_selected }, NodeKind::TabLabel),
    };
    if matches!(container.kind, Kind::Tab { .. }) && builder.innermost() != Some(&NodeKind::Tabs) {
        builder.open_node(NodeKind::Tabs, builder.in_file(range));
    }
    let mark = container.title_mark.map(|at| builder.in_file(Span::new(at, at + 1)));
    builder.enter_callout(mark, title);
    Some(kind)
}
