//! What the scan hands to the rewrite: the places to cut, and what authors gave.
//!
//! Plain data; must never know how it was found.

use crate::parse::document::NodeKind;
use crate::parse::inline::attributes::Attributes;
use crate::parse::inline::mark::Kind;
use crate::text::Span;

/// What is to be done with the nodes.
#[derive(Debug, Default)]
pub(in crate::parse::inline) struct Found {
    /// By node and place, rising; they do not overlap.
    pub(in crate::parse::inline) cuts: Vec<Cut>,
    /// Nodes that go away with all in them, rising.
    pub(in crate::parse::inline) dropped: Vec<usize>,
    /// Names of icons, and then what authors gave, which counts more.
    pub(in crate::parse::inline) labels: Vec<Given>,
    pub(in crate::parse::inline) given: Vec<Given>,
}

/// Bytes of a text node that are no text.
#[derive(Debug)]
pub(in crate::parse::inline) struct Cut {
    pub(in crate::parse::inline) node: usize,
    pub(in crate::parse::inline) from: usize,
    pub(in crate::parse::inline) to: usize,
    pub(in crate::parse::inline) what: What,
}

/// What stands in place of a cut.
#[derive(Debug)]
pub(in crate::parse::inline) enum What {
    /// The text itself: a mark that nothing closed.
    Text,
    /// A node that runs to the next [`What::Close`] of its depth.
    Open(Kind),
    /// The end of a node.
    Close,
    /// A node without children.
    Leaf(NodeKind),
    /// A node around the text.
    Around(NodeKind),
    /// Nothing.
    Nothing,
}

/// Attributes, and what has them.
#[derive(Debug)]
pub(in crate::parse::inline) struct Given {
    pub(in crate::parse::inline) to: Target,
    pub(in crate::parse::inline) attributes: Attributes,
    /// Where the id stands in the file.
    pub(in crate::parse::inline) id: Option<Span>,
}

/// What attributes belong to.
#[derive(Debug, Clone, Copy)]
pub(in crate::parse::inline) enum Target {
    /// A node.
    Node(usize),
    /// The node that a cut makes, by the cut's index.
    Cut(usize),
}
