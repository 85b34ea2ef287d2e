//! Inline notation of MkDocs Material and Obsidian, which the Markdown parser knows nothing of.
//!
//! A card's nodes → the same nodes with text cut into more of them. In order:
//! 1. `before` covers what the Markdown parser would take for something else;
//! 2. `scan` reads the text of each element, through its children, and notes what to cut: marks (`mark`), keys
//!    (`keys`), emoji and icons (`shortcode`), abbreviations (`abbreviation`), attribute lists (`attributes`);
//! 3. `rewrite` makes the nodes anew, and tells where each old one has gone.
//!
//! The last two are a pass over nodes, not over text: code, formulas, raw HTML and addresses are nodes of their own by then, and cannot
//! be touched. A card without any of it keeps its nodes. Must never take from a text what it does not understand.

pub(in crate::parse) mod abbreviation;
pub mod attributes;
pub(in crate::parse) mod before;
pub mod keys;
pub(in crate::parse) mod mark;
mod rewrite;
mod scan;
mod shortcode;

use crate::parse::card::{Anchor, Link};
use crate::parse::document::Node;
use crate::parse::inline::abbreviation::Abbreviations;
use crate::parse::inline::attributes::Attributes;

/// How much of the notation a card may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Nothing: plain Markdown.
    None,
    /// `==marked==` alone, as in Obsidian.
    Mark,
    /// All of it, as in MkDocs with Material's extensions.
    All,
}

/// The characters of text nodes that an author has escaped or written as entities: ranges of bytes in the node's text,
/// by node, both rising. They are never notation.
pub(in crate::parse) type Literals = Vec<(u32, Vec<(u32, u32)>)>;

/// What the pass reads.
pub(in crate::parse) struct Input<'a> {
    /// The text of the file.
    pub(in crate::parse) file: &'a str,
    /// Where the body starts in it.
    pub(in crate::parse) start: usize,
    pub(in crate::parse) nodes: Vec<Node>,
    pub(in crate::parse) literals: &'a Literals,
    /// The links that the nodes point at.
    pub(in crate::parse) links: &'a [Option<Link>],
    pub(in crate::parse) abbreviations: &'a Abbreviations<'a>,
    pub(in crate::parse) notation: Notation,
}

/// What the pass gives back.
pub(in crate::parse) struct Output {
    pub(in crate::parse) nodes: Vec<Node>,
    /// What authors gave to nodes: by node, rising, each once.
    pub(in crate::parse) attributes: Vec<(u32, Attributes)>,
    /// The ids among that, in order of position.
    pub(in crate::parse) anchors: Vec<Anchor>,
    /// The new index of each old node; `None` where none has moved.
    pub(in crate::parse) moved: Option<Vec<u32>>,
}

/// Runs the pass.
pub(in crate::parse) fn apply(input: Input<'_>) -> Output {
    let body = &input.file[input.start..];
    if input.notation == Notation::None || (input.abbreviations.is_empty() && !may_hold(body, input.notation)) {
        return Output { nodes: input.nodes, attributes: Vec::new(), anchors: Vec::new(), moved: None };
    }
    let found = scan::scan(&input);
    rewrite::rewrite(input, found)
}

/// Whether a body has a character that any notation starts with.
fn may_hold(body: &str, notation: Notation) -> bool {
    let bytes = body.as_bytes();
    let is_code = |at: usize| {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-');
        bytes.get(at + 1).is_some_and(is_part) && !(at > 0 && bytes[at - 1].is_ascii_alphanumeric())
    };
    memchr::memmem::find(bytes, b"==").is_some()
        || notation == Notation::All
            && (memchr::memchr3(b'{', b'^', b'~', bytes).is_some()
                || memchr::memmem::find(bytes, b"++").is_some()
                || memchr::memchr_iter(b':', bytes).any(is_code))
}
