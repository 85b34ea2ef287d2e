//! The finished tree → the flat document, with links, headings, anchors and comments.
//!
//! One walk with a stack of its own. Elements that mean something get the node that says so (`kind`), all others a
//! generic one; signs of raw HTML become what they stand for (`raw`). Must never lose a piece of text.

mod kind;
mod raw;
mod text;

use super::reader::Reader;
use super::stash;
use super::text::Text;
use super::tree::{Id, Meaning};
use crate::parse::card::{Anchor, Heading, Link};
use crate::parse::document::{Document, Node, NodeKind};
use crate::parse::inline::attributes::Attributes;
use crate::parse::markdown::Body;
use crate::text::Span;

/// What is yet to be done, the next last.
enum Task {
    /// Write an element.
    Open(Id),
    /// Write text that stands in a block, or in a line.
    Text(Text, Context),
    /// Write a piece of raw HTML.
    Raw(Text, raw::Place),
    /// Write a row of a table; whether it is the head.
    Row(Id, bool),
    /// Write a cell of a table.
    Cell(Id),
    /// End the node of this index.
    Close(usize),
}

/// Where text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Among blocks: white space is nothing.
    Blocks,
    /// In a line.
    Line,
}

struct Emitter<'r, 'a> {
    reader: &'r mut Reader<'a>,
    document: Document,
    links: Vec<Link>,
    headings: Vec<Heading>,
    html_anchors: Vec<Anchor>,
    comments: Vec<Span>,
    tasks: Vec<Task>,
}

/// Makes the document.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) -> Body {
    let mut emitter = Emitter {
        reader,
        document: Document::default(),
        links: Vec::new(),
        headings: Vec::new(),
        html_anchors: Vec::new(),
        comments: Vec::new(),
        tasks: Vec::new(),
    };
    emitter.children(root, Context::Blocks);
    emitter.work();
    emitter.done()
}

impl Emitter<'_, '_> {
    fn work(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Open(id) => self.open(id),
                Task::Text(text, context) => self.text(&text, context),
                Task::Raw(html, place) => self.raw(&html, place),
                Task::Row(id, is_head) => self.row(id, is_head),
                Task::Cell(id) => self.cell(id),
                Task::Close(index) => self.document.nodes[index].end = self.document.nodes.len() as u32,
            }
        }
    }

    /// Plans the text and the children of an element.
    fn children(&mut self, id: Id, context: Context) {
        let tree = &self.reader.tree;
        let element = &tree[id];
        let is_inline = |child: Option<&Id>| {
            child.is_some_and(|child| !super::html::is_block(&tree[*child].tag) && tree[*child].tag != "br")
        };
        // White space between two elements of a line is seen, whatever else stands in the block.
        let around = |before: Option<&Id>, behind: Option<&Id>| {
            if is_inline(before) && is_inline(behind) { Context::Line } else { context }
        };
        let mut tasks = Vec::with_capacity(element.children.len() * 2 + 1);
        tasks.push(Task::Text(element.text.clone(), context));
        for (at, child) in element.children.iter().enumerate() {
            tasks.push(Task::Open(*child));
            let tail = &tree[*child].tail;
            // A break ends the line already.
            let is_break = tree[*child].tag == "br" && tail.starts_with('\n');
            let tail = if is_break { tail.from(1) } else { tail.clone() };
            tasks.push(Task::Text(tail, around(Some(child), element.children.get(at + 1))));
        }
        self.tasks.extend(tasks.into_iter().rev());
    }

    fn leaf(&mut self, kind: NodeKind, span: Span) -> usize {
        let index = self.document.nodes.len();
        self.document.nodes.push(Node { kind, place: span.into(), end: index as u32 + 1 });
        index
    }

    /// Opens the node of an element and plans what is in it.
    fn node(&mut self, kind: NodeKind, id: Id, context: Context) -> usize {
        let span = self.reader.tree[id].span;
        let index = self.leaf(kind, span);
        self.tasks.push(Task::Close(index));
        self.children(id, context);
        index
    }

    /// Gives a node the attributes of its element, but for those that the node says itself.
    fn dress(&mut self, node: usize, id: Id, but: &[&str]) {
        let mut attributes = Attributes::default();
        for (name, value) in &self.reader.tree[id].attributes {
            let value = value.as_ref().map(|value| text::plain(&stash::unescape(value))).unwrap_or_default();
            match name.as_str() {
                name if but.contains(&name) => {}
                "id" => attributes.id = Some(value),
                "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
                name => attributes.pairs.push((name.to_owned(), value)),
            }
        }
        if let Some(own) = &attributes.id
            && !matches!(self.document.nodes[node].kind, NodeKind::FootnoteReference(_))
        {
            let span = self.reader.tree[id].span;
            self.html_anchors.push(Anchor { id: own.clone(), span, node: node as u32 });
        }
        if attributes != Attributes::default() {
            self.document.attributes.push((node as u32, attributes));
        }
    }

    /// Where text stands that is directly in an element.
    fn context(&self, id: Id) -> Context {
        let tree = &self.reader.tree;
        let element = &tree[id];
        let is_of_blocks = matches!(
            &*element.tag,
            "ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tr" | "blockquote" | "div" | "details" | "section"
        ) && !matches!(element.meaning, Meaning::Math { .. });
        let holds_blocks = element.children.iter().any(|child| super::html::is_block(&tree[*child].tag));
        if is_of_blocks || holds_blocks { Context::Blocks } else { Context::Line }
    }

    fn done(mut self) -> Body {
        // Footnotes stand behind the text, wherever they were defined.
        let mut order: Vec<usize> = (0..self.links.len()).collect();
        order.sort_by_key(|index| self.links[*index].span.start);
        let mut places = vec![0; order.len()];
        for (place, index) in order.iter().enumerate() {
            places[*index] = place as u32;
        }
        self.document.renumber_links(|link| places[link as usize]);
        let mut links: Vec<Option<Link>> = self.links.into_iter().map(Some).collect();
        let links = order.into_iter().filter_map(|index| links[index].take()).collect();
        self.html_anchors.sort_by_key(|anchor| anchor.span.start);
        self.comments.sort_unstable();
        self.document.nodes.shrink_to_fit();
        Body {
            document: self.document,
            headings: self.headings,
            links,
            blocks: Vec::new(),
            html_anchors: self.html_anchors,
            comments: self.comments,
            tags: Vec::new(),
            missing_snippets: Vec::new(),
        }
    }
}
