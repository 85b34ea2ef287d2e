//! The tree of one card's Markdown, flat: nodes in reading order, each knowing where its subtree ends.
//!
//! Made by `parse::markdown`, read by `render::html` and the rules. Flat because hostile input nests tens of
//! thousands deep: nothing here recurses. Must never hold anything of another file.

use std::sync::Arc;

use crate::config::Extensions;
use crate::parse::inline::attributes::Attributes;
use crate::parse::inline::keys;
use crate::text::Span;

/// A card's body: nodes in pre-order.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// All nodes. The children of node `i` are the nodes from `i + 1` up to, not including, `nodes[i].end`.
    pub nodes: Vec<Node>,
    /// What the author gave to nodes in attribute lists: by index of the node, rising, each once.
    pub attributes: Vec<(u32, Attributes)>,
    /// Whose HTML the nodes are written as.
    pub markup: Markup,
}

/// Whose HTML the nodes of a document are written as.
#[derive(Debug, Clone, Default)]
pub enum Markup {
    /// Our own, or that of the CommonMark specification.
    #[default]
    Own,
    /// That of Python-Markdown with these extensions: classes, ids, structure.
    Python(Arc<Extensions>),
}

/// One node of the tree.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its bytes in the file.
    pub place: Place,
    /// Index one past the last node of its subtree; `index + 1` for a leaf.
    pub end: u32,
}

/// A span in half the room: a card has hundreds of nodes, and no text of a card is as long as 4 GiB (discovery
/// refuses it long before).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    start: u32,
    end: u32,
}

impl Place {
    /// The span, wide.
    #[must_use]
    pub const fn span(self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: narrow(span.start), end: narrow(span.end) }
    }
}

impl Node {
    /// Its bytes in the file.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.place.span()
    }
}

/// Text of a node: mostly a slice of the file, sometimes (entities, escapes) text of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Str {
    /// As it stands in the file.
    Source(Place),
    /// Not as it stands in the file.
    Own(Box<str>),
}

impl Str {
    /// The text itself, given the text of the file.
    #[must_use]
    pub fn get<'a>(&'a self, file: &'a str) -> &'a str {
        match self {
            Self::Source(place) => place.span().of(file),
            Self::Own(text) => text,
        }
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        Self::Own(text.into())
    }
}

/// A code block; in a box, so that it does not make every other node as large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The whole info string (`rust title="x"`); empty for indented code.
    pub info: Str,
    /// The code with its line ends as `\n`.
    pub code: Str,
    /// Whether it stands between fences; else it is indented.
    pub is_fenced: bool,
}

/// How a table column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the reader's style says.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A callout: a box with a kind, and mostly a title. In a box of its own, as code blocks are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callout {
    /// `note`, `tip`, …, or whatever the author wrote, in lower case.
    pub kind: Box<str>,
    /// Further classes of an admonition; `inline` and `inline end` say where the box stands.
    pub classes: Vec<String>,
    /// Whether it can be folded.
    pub fold: Fold,
    /// What stands above its body.
    pub caption: Caption,
}

/// What stands above the body of a callout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caption {
    /// The name of its kind.
    Usual,
    /// The author's title, which is the callout's first child.
    Own,
    /// Nothing: the author gave an empty title.
    None,
}

/// What a callout looks like before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Cannot be folded.
    Fixed,
    /// `[!note]+`: can be folded, is open.
    Open,
    /// `[!note]-`: is folded.
    Closed,
}

/// What a node is. Leaves carry their text; all others have children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A paragraph; items of tight lists have none.
    Paragraph,
    /// A heading: index into `Card::headings`.
    Heading(u32),
    /// A block quote.
    BlockQuote,
    /// A callout (`> [!note] Title`, `!!! note "Title"`). Its first child is a `CalloutTitle` where the author gave one;
    /// the rest is the body.
    Callout(Box<Callout>),
    /// The title of a callout; its children are text.
    CalloutTitle,
    /// A set of tabs; its children are tabs.
    Tabs,
    /// A tab. Its first child is a `TabLabel` where the author gave one that is not empty; the rest is the body.
    Tab {
        /// Whether it is the one that is seen first.
        is_selected: bool,
    },
    /// The label of a tab; its children are text.
    TabLabel,
    /// A code block.
    CodeBlock(Box<CodeBlock>),
    /// A block of raw HTML.
    HtmlBlock(Str),
    /// A list; ordered where it has a first number.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
    },
    /// A list item.
    Item,
    /// The box of a task list item.
    TaskMarker {
        /// Whether it is ticked.
        done: bool,
    },
    /// The body of a footnote.
    FootnoteDefinition(Box<str>),
    /// A reference to a footnote.
    FootnoteReference(Box<str>),
    /// A definition list.
    DefinitionList,
    /// A term.
    DefinitionTerm,
    /// What a term means.
    DefinitionDetails,
    /// A table with its columns' alignment. Its children: one head, then rows.
    Table(Box<[Align]>),
    /// The head row; its children are cells.
    TableHead,
    /// A body row; its children are cells.
    TableRow,
    /// A cell.
    TableCell,
    /// A line across.
    Rule,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck-through text.
    Strikethrough,
    /// Marked text.
    Mark,
    /// Inserted text.
    Insert,
    /// Text above the line.
    Superscript,
    /// Text below the line.
    Subscript,
    /// An abbreviation: what it stands for. Its child is the word.
    Abbreviation(Str),
    /// Keys of a keyboard, as written between the pluses (`inline::keys` reads them).
    Keys(Str),
    /// An icon: its name in `icons`.
    Icon(Str),
    /// A link that is not a wiki-link: index into `Card::links`. Its children are the text.
    Link {
        /// Index into `Card::links`.
        link: u32,
        /// The title, empty where there is none.
        title: Str,
    },
    /// An image: index into `Card::links`. Its children are the alternative text.
    Image {
        /// Index into `Card::links`.
        link: u32,
        /// The title, empty where there is none.
        title: Str,
    },
    /// A wiki-link: index into `Card::links`. Its children are the text that readers see, always there.
    WikiLink(u32),
    /// An embed `![[…]]`: index into `Card::links`. A leaf.
    Embed(u32),
    /// Text.
    Text(Str),
    /// Code in a line of text.
    Code(Str),
    /// Raw HTML in a line of text.
    InlineHtml(Str),
    /// A line end in the source.
    SoftBreak,
    /// A line end that the author wants to see.
    HardBreak,
    /// A formula in a line of text, in LaTeX.
    InlineMath(Str),
    /// A formula of its own, in LaTeX.
    DisplayMath(Str),
    /// An element that has no kind of its own: its tag. Its attributes stand beside the nodes.
    Element(Box<str>),
    /// A block id `^id` at the end of a block: index into `Card::blocks`. Rendered as an anchor.
    BlockId(u32),
}

impl NodeKind {
    /// Hands over each text that may be a slice of the file. Names all kinds, so that a new one cannot be forgotten.
    pub fn each_text(&mut self, take: &mut impl FnMut(&mut Str)) {
        match self {
            Self::CodeBlock(block) => {
                take(&mut block.info);
                take(&mut block.code);
            }
            Self::HtmlBlock(text)
            | Self::Link { title: text, .. }
            | Self::Image { title: text, .. }
            | Self::Text(text)
            | Self::Code(text)
            | Self::InlineHtml(text)
            | Self::InlineMath(text)
            | Self::DisplayMath(text)
            | Self::Abbreviation(text)
            | Self::Keys(text)
            | Self::Icon(text) => take(text),
            Self::Paragraph
            | Self::Heading(_)
            | Self::BlockQuote
            | Self::Callout(_)
            | Self::CalloutTitle
            | Self::Tabs
            | Self::Tab { .. }
            | Self::TabLabel
            | Self::List { .. }
            | Self::Item
            | Self::TaskMarker { .. }
            | Self::FootnoteDefinition(_)
            | Self::FootnoteReference(_)
            | Self::DefinitionList
            | Self::DefinitionTerm
            | Self::DefinitionDetails
            | Self::Table(_)
            | Self::TableHead
            | Self::TableRow
            | Self::TableCell
            | Self::Rule
            | Self::Emphasis
            | Self::Strong
            | Self::Strikethrough
            | Self::Mark
            | Self::Insert
            | Self::Superscript
            | Self::Subscript
            | Self::WikiLink(_)
            | Self::Embed(_)
            | Self::SoftBreak
            | Self::HardBreak
            | Self::Element(_)
            | Self::BlockId(_) => {}
        }
    }
}

impl Document {
    /// Gives every index into `Card::links` its new value.
    pub fn renumber_links(&mut self, number: impl Fn(u32) -> u32) {
        for node in &mut self.nodes {
            if let NodeKind::Link { link, .. }
            | NodeKind::Image { link, .. }
            | NodeKind::WikiLink(link)
            | NodeKind::Embed(link) = &mut node.kind
            {
                *link = number(*link);
            }
        }
    }

    /// What the author gave to a node.
    #[must_use]
    pub fn attributes(&self, node: usize) -> Option<&Attributes> {
        let at = self.attributes.binary_search_by_key(&node, |(node, _)| *node as usize).ok()?;
        Some(&self.attributes[at].1)
    }

    /// The words of some nodes as a reader sees them, without markup; breaks become spaces.
    #[must_use]
    pub fn words(nodes: &[Node], file: &str) -> String {
        let mut out = String::new();
        for node in nodes {
            match &node.kind {
                NodeKind::Text(text)
                | NodeKind::Code(text)
                | NodeKind::InlineMath(text)
                | NodeKind::DisplayMath(text) => {
                    out.push_str(text.get(file));
                }
                NodeKind::Keys(chord) => out.push_str(&keys::words(chord.get(file))),
                NodeKind::SoftBreak | NodeKind::HardBreak => out.push(' '),
                _ => {}
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn a_node_is_small() {
        // A tree of 10,000 cards has some three million of them.
        assert_eq!(size_of::<Node>(), 40);
    }
}
