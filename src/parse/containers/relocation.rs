//! What was read from a made text → the same, of the file.
//!
//! Must never leave a span as it was: each one that a body holds is named here.

use crate::parse::containers::Layout;
use crate::parse::document::Str;
use crate::parse::markdown::Body;
use crate::text::Span;

/// Turns the spans of a body that was read from `made` into those of `file`. The body starts at byte `start` of both.
pub(in crate::parse) fn relocate(mut body: Body, layout: &Layout, (made, file): (&str, &str), start: usize) -> Body {
    let in_file = |span: Span| {
        let inner = Span { start: span.start.max(start) - start, end: span.end.max(start) - start };
        layout.map.in_file(inner).shifted(start)
    };
    for node in &mut body.document.nodes {
        node.place = in_file(node.span()).into();
        node.kind.each_text(&mut |text| {
            let Str::Source(place) = text else { return };
            let words = place.span().of(made);
            let place = in_file(place.span());
            *text = if place.of(file) == words { Str::Source(place.into()) } else { Str::from(words) };
        });
    }
    for heading in &mut body.headings {
        heading.span = in_file(heading.span);
    }
    for link in &mut body.links {
        link.span = in_file(link.span);
        link.destination_span = in_file(link.destination_span);
    }
    for anchor in body.blocks.iter_mut().chain(&mut body.html_anchors) {
        anchor.span = in_file(anchor.span);
    }
    for comment in &mut body.comments {
        *comment = in_file(*comment);
    }
    for tag in &mut body.tags {
        tag.span = in_file(tag.span);
    }
    body
}
