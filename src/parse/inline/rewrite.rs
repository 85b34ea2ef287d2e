//! The nodes of a card, made anew with what was found in their text.
//!
//! Nodes and [`Found`] → [`Output`]. Old nodes keep their order; where one is dropped, the one before takes its place in
//! what points at nodes. Must never be asked to cut a text that stands in two elements.

use crate::parse::card::Anchor;
use crate::parse::document::{Node, NodeKind, Str};
use crate::parse::inline::attributes::Attributes;
use crate::parse::inline::scan::found::{Cut, Found, Given, Target, What};
use crate::parse::inline::{Input, Output};
use crate::text::Span;

struct Rewriter<'a> {
    file: &'a str,
    nodes: Vec<Node>,
    /// The old nodes that are open: old end, new index.
    open: Vec<(u32, u32)>,
    /// The marks that are open.
    marks: Vec<u32>,
    /// The node that each cut became.
    made: Vec<u32>,
}

/// Makes the nodes.
pub(super) fn rewrite(input: Input<'_>, found: Found) -> Output {
    if found.cuts.is_empty() && found.dropped.is_empty() {
        return finish(input.nodes, found, None, &[]);
    }
    let mut rewriter = Rewriter {
        file: input.file,
        nodes: Vec::with_capacity(input.nodes.len() + found.cuts.len() * 2),
        open: Vec::new(),
        marks: Vec::new(),
        made: Vec::with_capacity(found.cuts.len()),
    };
    let mut moved = Vec::with_capacity(input.nodes.len());
    let mut cuts = found.cuts.as_slice();
    let mut dropped = found.dropped.iter().copied().peekable();
    let mut gone = 0;
    for (at, node) in input.nodes.into_iter().enumerate() {
        rewriter.close_until(at);
        if dropped.next_if_eq(&at).is_some() {
            gone = node.end as usize;
        }
        if at < gone {
            moved.push(rewriter.nodes.len().saturating_sub(1) as u32);
            continue;
        }
        moved.push(rewriter.nodes.len() as u32);
        let of_node = cuts.iter().take_while(|cut| cut.node == at).count();
        let (own, rest) = cuts.split_at(of_node);
        cuts = rest;
        match &node.kind {
            NodeKind::Text(text) if !own.is_empty() => rewriter.text(text, node.span(), own),
            _ => rewriter.node(node, at),
        }
    }
    rewriter.close_until(usize::MAX);
    finish(rewriter.nodes, found, Some(moved), &rewriter.made)
}

impl Rewriter<'_> {
    fn close_until(&mut self, at: usize) {
        while let Some((_, new)) = self.open.pop_if(|(end, _)| *end as usize <= at) {
            self.nodes[new as usize].end = self.nodes.len() as u32;
        }
    }

    fn node(&mut self, mut node: Node, at: usize) {
        let new = self.nodes.len() as u32;
        if node.end as usize > at + 1 {
            self.open.push((node.end, new));
        }
        node.end = new + 1;
        self.nodes.push(node);
    }

    fn text(&mut self, text: &Str, place: Span, cuts: &[Cut]) {
        let mut done = 0;
        for cut in cuts {
            if !matches!(cut.what, What::Text) {
                self.piece(text, place, done, cut.from);
                done = cut.to;
            }
            self.made.push(self.nodes.len() as u32);
            match &cut.what {
                What::Text | What::Nothing => {}
                What::Open(kind) => {
                    self.marks.push(self.nodes.len() as u32);
                    self.leaf(kind.node(), text, place, (cut.from, cut.to));
                }
                What::Close => self.close_mark(text, place, cut.to),
                What::Leaf(kind) => self.leaf(kind.clone(), text, place, (cut.from, cut.to)),
                What::Around(kind) => {
                    let new = self.nodes.len();
                    self.leaf(kind.clone(), text, place, (cut.from, cut.to));
                    self.piece(text, place, cut.from, cut.to);
                    self.nodes[new].end = self.nodes.len() as u32;
                }
            }
        }
        self.piece(text, place, done, text.get(self.file).len());
    }

    fn close_mark(&mut self, text: &Str, place: Span, to: usize) {
        let Some(mark) = self.marks.pop() else { return };
        let end = part(text, place, (to, to)).end;
        let count = self.nodes.len() as u32;
        let mark = &mut self.nodes[mark as usize];
        mark.end = count;
        let start = mark.span().start;
        mark.place = Span { start, end: end.max(start) }.into();
    }

    fn piece(&mut self, text: &Str, place: Span, from: usize, to: usize) {
        if from == to {
            return;
        }
        let words = match text {
            Str::Source(_) => Str::Source(part(text, place, (from, to)).into()),
            Str::Own(words) => Str::from(&words[from..to]),
        };
        self.leaf(NodeKind::Text(words), text, place, (from, to));
    }

    fn leaf(&mut self, kind: NodeKind, text: &Str, place: Span, (from, to): (usize, usize)) {
        let end = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { kind, place: part(text, place, (from, to)).into(), end });
    }
}

/// Where a part of a text stands in the file: all of its place where the file has it otherwise.
fn part(text: &Str, place: Span, (from, to): (usize, usize)) -> Span {
    match text {
        Str::Source(source) => {
            let start = source.span().start;
            Span::new(start + from, start + to)
        }
        Str::Own(_) => place,
    }
}

fn finish(nodes: Vec<Node>, found: Found, moved: Option<Vec<u32>>, made: &[u32]) -> Output {
    let index = |to: Target| match to {
        Target::Node(at) => moved.as_ref().map_or(at as u32, |moved| moved[at]),
        Target::Cut(cut) => made[cut],
    };
    let mut anchors = Vec::new();
    let mut attributes: Vec<(u32, Attributes)> = Vec::new();
    let mut given: Vec<(u32, Given)> =
        found.labels.into_iter().chain(found.given).map(|given| (index(given.to), given)).collect();
    given.sort_by_key(|(node, _)| *node);
    for (node, given) in given {
        if let (Some(id), Some(span)) = (&given.attributes.id, given.id) {
            anchors.push(Anchor { id: id.clone(), span, node });
        }
        match attributes.last_mut() {
            Some((last, known)) if *last == node => known.add(given.attributes),
            _ => attributes.push((node, given.attributes)),
        }
    }
    anchors.sort_by_key(|anchor| anchor.span);
    Output { nodes, attributes, anchors, moved }
}
