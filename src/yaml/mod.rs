//! YAML with a place for every key and value.
//!
//! Text → [`YamlNode`] or [`YamlError`]. Ground floor, and the only module that knows the YAML crate: its events are
//! put together here, in a loop over a stack. Scalars keep their spelling (`no`, `1_000`, `2026-03-01`); what type
//! they have is for the reader to say. Must never take long: depth, number of nodes, size and what aliases unfold
//! to are bounded.
//!
//! # Source
//! YAML 1.2.2, <https://yaml.org/spec/1.2.2/>.

mod fault;

use rustc_hash::FxHashMap;
use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span as EventSpan, Tag};

use crate::text::Span;

pub use fault::YamlError;

/// How deep lists and maps may stand in each other. Real front matter needs three or four levels.
pub const MAX_DEPTH: usize = 64;
/// How many keys and values a text may have, unfolded aliases included.
pub const MAX_NODES: usize = 10_000;
/// Bytes that a text may have.
pub const MAX_BYTES: usize = 1 << 20;

/// The same for a configuration: the navigation of a large site alone has a line for each page.
const LARGE: Budget = Budget { nodes: 500_000, bytes: 1 << 24 };

/// How large a text may be.
#[derive(Debug, Clone, Copy)]
struct Budget {
    nodes: usize,
    bytes: usize,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlNode {
    /// What it is.
    pub kind: YamlKind,
    /// Where it stands, quotes and brackets included; for a missing value empty, for an alias the alias.
    pub span: Span,
    /// The tag that stands before it, without what stands for YAML itself: `!ENV`, `python/name:a.b`.
    pub tag: Option<Box<str>>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlKind {
    /// `null`, `~` or nothing.
    Null,
    /// Any other scalar.
    Scalar {
        /// The text, without quotes and with escapes decoded.
        text: String,
        /// Whether it stood in quotes or in a block, or was tagged `!!str`.
        is_quoted: bool,
    },
    /// A list.
    List(Vec<YamlNode>),
    /// A map in the order of the text; keys may repeat.
    Map(Vec<YamlPair>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlPair {
    /// The key as text; a merge key `<<` is a key like any other.
    pub key: String,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// Its value.
    pub value: YamlNode,
}

/// Reads one YAML document; a text without content is null.
///
/// # Errors
/// At the first fault, with its place and with the top-level pairs that were complete before it.
pub fn parse_spanned(text: &str) -> Result<YamlNode, YamlError> {
    parse_within(text, Budget { nodes: MAX_NODES, bytes: MAX_BYTES })
}

/// As [`parse_spanned`], for configurations, which may be larger than front matter.
///
/// # Errors
/// As [`parse_spanned`].
pub fn parse_large(text: &str) -> Result<YamlNode, YamlError> {
    parse_within(text, LARGE)
}

fn parse_within(text: &str, budget: Budget) -> Result<YamlNode, YamlError> {
    let mut builder =
        Builder { text, budget, open: Vec::new(), root: None, anchors: FxHashMap::default(), nodes: 0, seen: 0 };
    match builder.read() {
        Ok(()) => Ok(builder.root.unwrap_or(YamlNode { kind: YamlKind::Null, span: Span::at(text.len()), tag: None })),
        Err(error) => Err(YamlError { read: builder.complete_pairs(error.span), ..error }),
    }
}

/// A list or map that is not closed yet.
struct Open {
    children: Children,
    start: usize,
    anchor: usize,
    tag: Option<Box<str>>,
}

enum Children {
    List(Vec<YamlNode>),
    Map { pairs: Vec<YamlPair>, key: Option<(String, Span)> },
}

/// What an alias stands for.
struct Anchored {
    node: YamlNode,
    nodes: usize,
    depth: usize,
}

struct Builder<'t> {
    text: &'t str,
    budget: Budget,
    open: Vec<Open>,
    root: Option<YamlNode>,
    anchors: FxHashMap<usize, Anchored>,
    nodes: usize,
    /// Where the last event ended.
    seen: usize,
}

impl Builder<'_> {
    fn read(&mut self) -> Result<(), YamlError> {
        if self.text.len() > self.budget.bytes {
            let message = format!("the text is larger than {} MiB", self.budget.bytes >> 20);
            return Err(YamlError::new(Span::at(0), message).hint("move long texts elsewhere"));
        }
        let mut options = Options::default();
        options.set_emit_comments(false);
        options.flow_nesting_limit = MAX_DEPTH;
        options.block_nesting_limit = MAX_DEPTH;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = event.map_err(|error| fault::reword(self.text, &error))?;
            let span = byte_span(self.text, &span);
            self.take(event, span)?;
            self.seen = span.end;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_quoted =
                    style != ScalarStyle::Plain || tag.as_ref().is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let kind = if !is_quoted && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
                    YamlKind::Null
                } else {
                    YamlKind::Scalar { text: text.into_owned(), is_quoted }
                };
                let span = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => self.with_block_header(span),
                    _ if span.is_empty() => self.after_colon(span),
                    _ => span,
                };
                self.count(1, span)?;
                self.put(YamlNode { kind, span, tag: name_of(tag.as_deref()) }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                let (children, tag) = (Children::List(Vec::new()), name_of(tag.as_deref()));
                self.begin(Open { children, start: span.start, anchor, tag }, span)
            }
            Event::MappingStart(_, anchor, tag) => {
                let (children, tag) = (Children::Map { pairs: Vec::new(), key: None }, name_of(tag.as_deref()));
                self.begin(Open { children, start: span.start, anchor, tag }, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(id) => self.unfold(id, span),
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(YamlError::new(span, "a second document starts here")
                    .hint("indent a line of dashes that belongs to a value"))
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, open: Open, span: Span) -> Result<(), YamlError> {
        self.count(1, span)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(fault::too_deep(span));
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), YamlError> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (kind, last) = match open.children {
            Children::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (YamlKind::List(items), last)
            }
            Children::Map { pairs, .. } => {
                let last = pairs.last().map(|pair| pair.value.span.end);
                (YamlKind::Map(pairs), last)
            }
        };
        // Only brackets have an end of their own; a block ends with its last value, not with the lines after it.
        let end = if span.is_empty() { last.unwrap_or(span.end) } else { span.end };
        let node = YamlNode { kind, span: Span::new(open.start, end.max(open.start)), tag: open.tag };
        self.put(node, open.anchor)
    }

    fn unfold(&mut self, id: usize, span: Span) -> Result<(), YamlError> {
        let alias = span.of(self.text).to_owned();
        let Some(anchored) = self.anchors.get(&id) else {
            return Err(YamlError::new(span, format!("the alias `{alias}` stands inside of what it names")));
        };
        if anchored.depth + self.open.len() > MAX_DEPTH {
            return Err(YamlError::new(
                span,
                format!("the alias `{alias}` nests values deeper than {MAX_DEPTH} levels"),
            ));
        }
        let (nodes, kind, tag) = (anchored.nodes, anchored.node.kind.clone(), anchored.node.tag.clone());
        let most = self.budget.nodes;
        if self.nodes + nodes > most {
            return Err(YamlError::new(span, format!("the alias `{alias}` unfolds to more than {most} values"))
                .hint("write the values out, or use fewer aliases"));
        }
        self.nodes += nodes;
        self.put(YamlNode { kind, span, tag }, 0)
    }

    fn put(&mut self, node: YamlNode, anchor: usize) -> Result<(), YamlError> {
        if anchor != 0 {
            let (nodes, depth) = measure(&node);
            self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, depth });
        }
        match self.open.last_mut().map(|parent| &mut parent.children) {
            None => self.root = Some(node),
            Some(Children::List(items)) => items.push(node),
            Some(Children::Map { pairs, key }) => {
                if let Some((key, key_span)) = key.take() {
                    pairs.push(YamlPair { key, key_span, value: node });
                } else {
                    *key = Some((key_text(self.text, &node)?, node.span));
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), YamlError> {
        self.nodes += nodes;
        if self.nodes > self.budget.nodes {
            return Err(YamlError::new(span, format!("there are more than {} values", self.budget.nodes)));
        }
        Ok(())
    }

    /// The span of a block scalar from its `|` or `>`, which the parser leaves out, to the end of its last line.
    fn with_block_header(&self, span: Span) -> Span {
        let before = self.text.get(self.seen..span.start).unwrap_or_default();
        let start = before.find(['|', '>']).map_or(span.start, |at| self.seen + at);
        let text = Span::new(start, span.end.max(start)).of(self.text);
        Span::new(start, start + text.trim_end_matches(['\n', '\r', ' ', '\t']).len())
    }

    /// The place of a missing value; the parser puts it at the end of its key.
    fn after_colon(&self, span: Span) -> Span {
        let before = self.text.get(self.seen..).unwrap_or_default();
        let blanks = before.len() - before.trim_start_matches([' ', '\t']).len();
        if before[blanks..].starts_with(':') { Span::at(self.seen + blanks + 1) } else { span }
    }

    /// The top-level pairs before a fault, without one that the fault's own line belongs to.
    fn complete_pairs(self, fault: Span) -> Vec<YamlPair> {
        let outermost = self.open.into_iter().next();
        let mut pairs = match (outermost.map(|open| open.children), self.root.map(|root| root.kind)) {
            (Some(Children::Map { pairs, .. }), _) | (None, Some(YamlKind::Map(pairs))) => pairs,
            _ => Vec::new(),
        };
        let is_apart = |end: usize| self.text.get(end..fault.start).is_some_and(|gap| gap.contains(['\n', '\r']));
        pairs.truncate(pairs.iter().take_while(|pair| is_apart(pair.value.span.end)).count());
        pairs
    }
}

/// A tag as it is written, `!ENV`; one of YAML's own without the `!!`.
fn name_of(tag: Option<&Tag>) -> Option<Box<str>> {
    let tag = tag?;
    Some(if tag.handle() == "!" { format!("!{}", tag.suffix()).into() } else { tag.suffix().into() })
}

/// The text of a node in place of a key: of a null its spelling.
fn key_text(text: &str, node: &YamlNode) -> Result<String, YamlError> {
    match &node.kind {
        YamlKind::Scalar { text, .. } => Ok(text.clone()),
        YamlKind::Null => Ok(node.span.of(text).to_owned()),
        YamlKind::List(_) | YamlKind::Map(_) => {
            Err(YamlError::new(node.span, "a list or map stands in place of a key")
                .hint("put the text in quotes if its brackets are part of it"))
        }
    }
}

/// Counts the nodes and levels of a finished node, which is never deeper than [`MAX_DEPTH`].
fn measure(root: &YamlNode) -> (usize, usize) {
    let (mut nodes, mut deepest) = (0, 0);
    let mut rest = vec![(root, 0)];
    while let Some((node, depth)) = rest.pop() {
        nodes += 1;
        deepest = deepest.max(depth);
        match &node.kind {
            YamlKind::List(items) => rest.extend(items.iter().map(|item| (item, depth + 1))),
            YamlKind::Map(pairs) => {
                nodes += pairs.len();
                rest.extend(pairs.iter().map(|pair| (&pair.value, depth + 1)));
            }
            _ => {}
        }
    }
    (nodes, deepest)
}

/// The bytes of an event, made to fit the text whatever the parser says.
fn byte_span(text: &str, span: &EventSpan) -> Span {
    let fit = |offset: Option<usize>| text.floor_char_boundary(offset.unwrap_or(text.len()).min(text.len()));
    let (start, end) = (fit(span.start.byte_offset()), fit(span.end.byte_offset()));
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests;
