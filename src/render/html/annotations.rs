//! Annotations of code: markers such as `# (1)` in its comments, explained by the ordered list behind the block.
//!
//! As MkDocs-Material has them: the marker becomes a link to the item of that number, `(1)!` takes the whole comment
//! with it. In a block of the class `annotate` a marker may stand among other words of a comment; in any other block it
//! must be all that the comment says. Without a list behind the block nothing is changed. Must never touch what is not
//! a comment, and never link to an item that is not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::code_info::CodeInfo;
use crate::parse::document::NodeKind;

use super::Writer;

/// The lists of a card that explain code.
#[derive(Default)]
pub(super) struct Annotations {
    lists: BTreeSet<usize>,
    /// The items, by node, with their ids.
    items: BTreeMap<usize, String>,
}

/// Whether other words may stand beside a marker.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comments {
    Any,
    MarkerAlone,
}

impl Writer<'_> {
    /// Makes links of the markers in the highlighted code that starts at byte `start`; the block is node `at`.
    pub(super) fn annotate(&mut self, start: usize, info: &CodeInfo<'_>, at: usize) {
        let Some(list) = self.list_behind(at) else { return };
        let comments = if info.is_annotated() { Comments::Any } else { Comments::MarkerAlone };
        if !self.out[start..].contains(COMMENT) {
            return;
        }
        let nodes = &self.frame.card.document.nodes;
        let (mut items, mut next) = (Vec::new(), list + 1);
        while next < nodes[list].end as usize {
            items.push(next);
            next = nodes[next].end as usize;
        }
        let prefix = format!("q:an-{}", self.annotated + 1);
        let Some(html) = linked(&self.out[start..], items.len(), comments, &prefix) else { return };
        self.out.truncate(start);
        self.out.push_str(&html);
        self.annotated += 1;
        let annotations = &mut self.frame.annotations;
        annotations.lists.insert(list);
        annotations.items.extend((1..).zip(items).map(|(number, item)| (item, format!("{prefix}-{number}"))));
    }

    /// The ordered list that stands directly behind a block, in the part of the card that is being written.
    fn list_behind(&self, at: usize) -> Option<usize> {
        let nodes = &self.frame.card.document.nodes;
        let next = nodes.get(at)?.end as usize;
        let end = self.frame.closers.last().map_or(self.frame.end, |parent| parent.end.min(self.frame.end));
        let is_list = matches!(nodes.get(next)?.kind, NodeKind::List { start: Some(_) });
        (is_list && next < end).then_some(next)
    }

    /// Whether a list explains code.
    pub(super) fn is_of_annotations(&self, list: usize) -> bool {
        self.frame.annotations.lists.contains(&list)
    }

    /// Opens the item of a list that explains code; gives back whether it is one.
    pub(super) fn annotation_item(&mut self, item: usize) -> bool {
        let Some(id) = self.frame.annotations.items.get(&item) else { return false };
        self.out.push_str(&format!("<li id=\"{id}\">"));
        true
    }
}

/// How the highlighter begins a comment; the rest of its class follows.
const COMMENT: &str = "<span class=\"c";

/// The HTML with its markers as links; `None` where there are none.
fn linked(html: &str, items: usize, comments: Comments, prefix: &str) -> Option<String> {
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    let mut is_changed = false;
    while let Some(at) = rest.find(COMMENT) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let (open, tail) = tag.split_at(tag.find('>').map_or(tag.len(), |end| end + 1));
        let (body, behind) = tail.split_at(tail.find("</span>").unwrap_or(tail.len()));
        rest = behind;
        let is_comment = matches!(&open[COMMENT.len()..], "\">" | "1\">" | "m\">");
        let markers = if is_comment { markers(body, items, comments) } else { Vec::new() };
        is_changed |= !markers.is_empty();
        if let Some(marker) = markers.iter().find(|marker| marker.is_whole) {
            push_link(&mut out, prefix, marker.number);
            rest = rest.strip_prefix("</span>").unwrap_or(rest);
            continue;
        }
        out.push_str(open);
        let mut from = 0;
        for marker in markers {
            out.push_str(&body[from..marker.start]);
            push_link(&mut out, prefix, marker.number);
            from = marker.end;
        }
        out.push_str(&body[from..]);
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

fn push_link(out: &mut String, prefix: &str, number: usize) {
    out.push_str(&format!(
        "<a class=\"annotation\" href=\"#{prefix}-{number}\" aria-label=\"Annotation {number}\">{number}</a>"
    ));
}

/// `(1)` or `(1)!` in the HTML of a comment.
struct Marker {
    start: usize,
    end: usize,
    number: usize,
    /// Whether the comment goes with it.
    is_whole: bool,
}

fn markers(comment: &str, items: usize, comments: Comments) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = comment[from..].find('(').map(|step| from + step) {
        from = start + 1;
        let digits = comment[from..].bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = comment[from..from + digits].parse().unwrap_or_default();
        let is_marker = comment[from + digits..].starts_with(')') && (1..=items).contains(&number);
        let end = from + digits + 1;
        if is_marker {
            found.push(Marker { start, end, number, is_whole: comment[end..].starts_with('!') });
            from = end;
        }
        if comments == Comments::MarkerAlone {
            found.retain(|marker| is_wordless(&comment[..marker.start]) && is_wordless(&comment[marker.end..]));
            break;
        }
    }
    found
}

/// Whether a piece of a comment holds nothing but the signs that make it one, such as `<!--` in HTML's spelling.
fn is_wordless(piece: &str) -> bool {
    !piece.replace("&lt;", "").replace("&gt;", "").contains(|c: char| c.is_alphanumeric() || c == '(')
}
