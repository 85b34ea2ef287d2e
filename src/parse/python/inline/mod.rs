//! Inline patterns in their order over each text of the tree, as Python-Markdown applies them.
//!
//! A pattern looks at a whole text and says what it finds; each find is put away (`stash`) and leaves a sign, so that the
//! patterns behind it see a text that is ever simpler. What a find holds is read by the patterns behind the one that
//! found it. At the end the signs become children. Texts that are atomic are not read. Must never recurse deeper
//! than there are patterns.

mod autolink;
mod code;
mod delimiters;
mod emoji;
mod emphasis;
mod escape;
mod escape_all;
mod flanks;
mod footnote;
mod highlight;
mod html;
mod keys;
mod link;
mod magiclink;
mod mark;
mod math;
mod progress;
pub(super) mod providers;
mod reference;
mod regions;
pub(super) mod shorthand;
mod smarty;
mod symbols;
mod wiki_link;
mod wiki_word;

pub(super) use code::code_regions;

use super::reader::Reader;
use super::stash::{self, Node, Sign};
use super::text::{Joined, Text};
use super::tree::Id;
use crate::config::Extensions;

/// An inline pattern.
pub(super) struct Pattern {
    /// Its name; of two that are on and have the same, the later replaces the earlier.
    name: &'static str,
    /// The higher, the earlier it is applied; tenths of Python-Markdown's numbers are whole here.
    priority: i32,
    /// The extension that turns it on; empty for what is always there.
    of: &'static str,
    /// A character without which a text cannot hold it: one of these.
    signs: &'static [u8],
    /// The elements in which it means nothing.
    not_in: &'static [&'static str],
    /// All that it finds in a text: in order, none touching the next.
    find: fn(&mut Reader<'_>, &Text) -> Vec<Found>,
}

/// What a pattern finds: bytes of the text, and what stands there instead.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) made: Made,
}

/// What stands in place of a find.
#[derive(Debug)]
pub(super) enum Made {
    /// An element, whose text is yet to be read unless it is atomic.
    Element(Id),
    /// Text that no other pattern sees.
    Text(Text),
}

const fn pattern(
    (name, of): (&'static str, &'static str),
    priority: i32,
    signs: &'static [u8],
    find: fn(&mut Reader<'_>, &Text) -> Vec<Found>,
) -> Pattern {
    Pattern { name, priority, of, signs, not_in: &[], find }
}

/// A pattern that means nothing in the text of a link.
const fn outside_links(pattern: &Pattern) -> Pattern {
    Pattern { not_in: &["a"], ..*pattern }
}

/// What the runs of PyMdown Extensions are made of.
const RUNS: &[u8] = b"*_=^~";

/// What turns wiki-links on is no extension but a plugin.
const WIKI_LINKS: &str = "[[";

/// All of them.
static PATTERNS: &[Pattern] = &[
    pattern(("backtick", ""), 1900, b"`", code::find),
    pattern(("escape", ""), 1800, b"\\", escape::find),
    pattern(("wiki_link", WIKI_LINKS), 1790, b"[", wiki_link::find),
    pattern(("footnote", "footnotes"), 1750, b"[", footnote::find),
    pattern(("reference", ""), 1700, b"[", reference::links),
    pattern(("link", ""), 1600, b"[", link::links),
    pattern(("image_link", ""), 1500, b"!", link::images),
    pattern(("image_reference", ""), 1400, b"!", reference::images),
    pattern(("short_reference", ""), 1300, b"[", reference::short_links),
    pattern(("short_image_ref", ""), 1250, b"!", reference::short_images),
    pattern(("autolink", ""), 1200, b"<", autolink::addresses),
    pattern(("automail", ""), 1100, b"<", autolink::mails),
    pattern(("linebreak", ""), 1000, b"\n", html::breaks),
    pattern(("html", ""), 900, b"<", html::tags),
    pattern(("entity", ""), 800, b"&", html::entities),
    pattern(("em_strong", ""), 600, b"*_", emphasis::find),
    pattern(("emoji", "pymdownx.emoji"), 750, b":", emoji::find),
    pattern(("backtick", "pymdownx.inlinehilite"), 1900, b"`", highlight::find),
    pattern(("arithmatex-inline", "pymdownx.arithmatex"), 1899, b"$\\", math::find),
    pattern(("keys-custom", "pymdownx.keys"), 1850, b"+", keys::quoted),
    pattern(("escape", "pymdownx.escapeall"), 1800, b"\\", escape_all::find),
    pattern(("progress-bar", "pymdownx.progressbar"), 1790, b"=", progress::find),
    pattern(("autolink", "pymdownx.magiclink"), 1200, b"<", magiclink::autolinks),
    outside_links(&pattern(("magic-link", "pymdownx.magiclink"), 850, b":wW", magiclink::links)),
    outside_links(&pattern(("magic-mail", "pymdownx.magiclink"), 849, b"@", magiclink::mails)),
    outside_links(&pattern(("magic-mention", "pymdownx.magiclink"), 799, b"@", shorthand::mentions)),
    outside_links(&pattern(("magic-refs", "pymdownx.magiclink"), 795, b"", shorthand::references)),
    pattern(("wikilink", "wikilinks"), 750, b"[", wiki_word::find),
    pattern(("keys", "pymdownx.keys"), 700, b"+", keys::find),
    pattern(("hardbreak", "pymdownx.escapeall"), 51, b"\\", escape_all::breaks),
    pattern(("nl", "nl2br"), 50, b"\n", html::line_ends),
    pattern(("delimiter", "pymdownx.betterem"), 600, RUNS, mark::find),
    pattern(("delimiter", "pymdownx.mark"), 600, RUNS, mark::find),
    pattern(("delimiter", "pymdownx.caret"), 600, RUNS, mark::find),
    pattern(("delimiter", "pymdownx.tilde"), 600, RUNS, mark::find),
];

/// Patterns that work on the words of the finished tree: symbols by their look.
pub(super) static SYMBOLS: &[Pattern] = &[pattern(("smart-symbols", ""), 300, b"(/-=1234567890", symbols::find)];

/// And typographic signs.
pub(super) static SMARTY: &[Pattern] = &[
    pattern(("smarty-em-dashes", ""), 500, b"-", smarty::em_dashes),
    pattern(("smarty-en-dashes", ""), 450, b"-", smarty::en_dashes),
    pattern(("smarty-angle-quotes", ""), 400, b"<>", smarty::angled_quotes),
    pattern(("smarty-quotes", ""), 300, b"'\"", smarty::quotes),
    pattern(("smarty-ellipses", ""), 100, b".", smarty::ellipses),
];

/// Characters that a backslash escapes, by the extension that adds them.
static ESCAPES: &[(&str, &str)] = &[
    ("", "\\`*_{}[]()>#+-.!"),
    ("tables", "|"),
    ("pymdownx.mark", "="),
    ("pymdownx.emoji", ":"),
    ("pymdownx.caret", "^"),
    ("pymdownx.tilde", "~"),
    ("pymdownx.keys", "+"),
    ("pymdownx.arithmatex", "$"),
    ("pymdownx.progressbar", "="),
    ("pymdownx.blocks.admonition", "/"),
    ("pymdownx.blocks.details", "/"),
    ("pymdownx.blocks.definition", "/"),
    ("pymdownx.blocks.html", "/"),
    ("pymdownx.blocks.tab", "/"),
    ("pymdownx.blocks.caption", "/"),
    ("smarty", "\"'"),
];

/// The characters that a backslash escapes.
pub(super) fn escapable(extensions: &Extensions) -> String {
    let space = if mark::needs_no_space(extensions) { " " } else { "" };
    let signs = ESCAPES.iter().filter(|(of, _)| of.is_empty() || extensions.has(of)).map(|(_, signs)| *signs);
    let is_short = extensions.get("pymdownx.magiclink").is_some_and(shorthand::is_on);
    signs.chain([space, if is_short { "@" } else { "" }]).collect()
}

/// The patterns that are on, in the order in which they are applied.
pub(super) fn patterns(extensions: &Extensions) -> Vec<&'static Pattern> {
    let mut on: Vec<&Pattern> = Vec::new();
    let is_on = |of: &str| of.is_empty() || extensions.has(of) || (of == WIKI_LINKS && extensions.wiki_links);
    for pattern in PATTERNS.iter().filter(|pattern| is_on(pattern.of)) {
        match on.iter_mut().find(|known| known.name == pattern.name) {
            Some(known) => *known = pattern,
            None => on.push(pattern),
        }
    }
    on.sort_by_key(|pattern| std::cmp::Reverse(pattern.priority));
    on
}

/// Reads all texts under an element.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let parents = reader.tree.parents(root);
    for id in reader.tree.under(root) {
        reader.ancestors = ancestors(reader, &parents, id);
        let text = std::mem::take(&mut reader.tree[id].text);
        reader.tree[id].text = read(reader, text, 0);
        reader.ancestors.pop();
        if id != root {
            let tail = std::mem::take(&mut reader.tree[id].tail);
            reader.tree[id].tail = read(reader, tail, 0);
        }
    }
    reader.ancestors.clear();
    resolve(reader, root);
}

/// Reads all texts under an element with other patterns, once it is finished.
pub(super) fn run_again(reader: &mut Reader<'_>, root: Id, patterns: &'static [Pattern]) {
    let usual = std::mem::replace(&mut reader.patterns, patterns.iter().collect());
    run(reader, root);
    reader.patterns = usual;
}

/// The tags from the root down to an element, with its own.
fn ancestors(reader: &Reader<'_>, parents: &[Option<Id>], id: Id) -> Vec<super::tree::Tag> {
    let mut tags = Vec::new();
    let mut here = Some(id);
    // Deep enough for every question that patterns ask.
    while let Some(element) = here.filter(|_| tags.len() < 100) {
        tags.push(reader.tree[element].tag.clone());
        here = parents.get(element).copied().flatten();
    }
    tags.reverse();
    tags
}

/// Applies the patterns from one on to a text.
pub(super) fn read(reader: &mut Reader<'_>, mut text: Text, from: usize) -> Text {
    if text.is_atomic || text.is_empty() {
        return text;
    }
    for index in from..reader.patterns.len() {
        let pattern = reader.patterns[index];
        let may_be = text.bytes().any(|byte| pattern.signs.contains(&byte)) || pattern.signs.is_empty();
        if !may_be || reader.ancestors.iter().any(|tag| pattern.not_in.contains(&&**tag)) {
            continue;
        }
        let found = (pattern.find)(reader, &text);
        if !found.is_empty() {
            text = replaced(reader, &text, found, index);
        }
    }
    text
}

/// A text with a sign in place of each find.
fn replaced(reader: &mut Reader<'_>, text: &Text, found: Vec<Found>, index: usize) -> Text {
    let mut joined = Joined::default();
    let mut at = 0;
    for Found { start, end, made } in found {
        let node = match made {
            Made::Text(text) => Node::Text(text),
            Made::Element(id) => {
                if !reader.tree[id].text.is_atomic {
                    read_inside(reader, id, index + 1);
                }
                Node::Element(id)
            }
        };
        joined.push(&text.slice(at..start));
        let sign = reader.stash.node(node, text.slice(start..end));
        joined.push_own(&sign, text.span(start..end));
        at = end;
    }
    joined.push(&text.from(at));
    joined.done()
}

/// Reads the texts of an element that a pattern made.
fn read_inside(reader: &mut Reader<'_>, root: Id, from: usize) {
    let depth = reader.ancestors.len();
    let mut stack = vec![(root, 0)];
    while let Some((id, level)) = stack.pop() {
        reader.ancestors.truncate(depth + level);
        if id != root {
            let tail = std::mem::take(&mut reader.tree[id].tail);
            reader.tree[id].tail = read(reader, tail, from);
        }
        reader.ancestors.push(reader.tree[id].tag.clone());
        let text = std::mem::take(&mut reader.tree[id].text);
        reader.tree[id].text = read(reader, text, from);
        stack.extend(reader.tree[id].children.iter().rev().map(|child| (*child, level + 1)));
    }
    reader.ancestors.truncate(depth);
}

/// Puts what was found in place of its signs, everywhere under an element.
fn resolve(reader: &mut Reader<'_>, root: Id) {
    let mut stack = vec![root];
    while let Some(id) = stack.pop() {
        let text = std::mem::take(&mut reader.tree[id].text);
        let (text, mut children) = parts(reader, &text);
        reader.tree[id].text = text;
        for child in std::mem::take(&mut reader.tree[id].children) {
            let tail = std::mem::take(&mut reader.tree[child].tail);
            let (tail, behind) = parts(reader, &tail);
            reader.tree[child].tail = tail;
            children.push(child);
            children.extend(behind);
        }
        stack.extend(children.iter().rev());
        reader.tree[id].children = children;
    }
}

/// A text up to its first element, and the elements with what stands behind each.
fn parts(reader: &mut Reader<'_>, text: &Text) -> (Text, Vec<Id>) {
    if !text.contains(stash::STX) {
        return (text.clone(), Vec::new());
    }
    let mut pieces: Vec<(Option<Id>, Joined)> = vec![(None, Joined::default())];
    let (mut at, mut from) = (0, 0);
    while let Some((range, sign)) = stash::find(text, from) {
        from = range.end;
        let Sign::Node(number) = sign else { continue };
        let Some(node) = reader.stash.nodes.get(number).cloned() else { continue };
        let Some((_, piece)) = pieces.last_mut() else { break };
        piece.push(&text.slice(at..range.start));
        at = range.end;
        match node {
            Node::Text(words) => piece.push(&words),
            Node::Element(id) => pieces.push((Some(id), Joined::default())),
        }
    }
    if let Some((_, piece)) = pieces.last_mut() {
        piece.push(&text.from(at));
    }
    let (mut lead, mut elements) = (text.to(0), Vec::new());
    for (id, piece) in pieces {
        if let Some(id) = id {
            reader.tree[id].tail = piece.done();
            elements.push(id);
        } else {
            lead = piece.done();
            lead.is_atomic = text.is_atomic;
        }
    }
    (lead, elements)
}

/// A text as it would be read aloud: the words of what was found in place of its signs.
pub(super) fn unstash(reader: &Reader<'_>, text: &Text) -> Text {
    let mut joined = Joined::default();
    let (mut at, mut from) = (0, 0);
    while let Some((range, sign)) = stash::find(text, from) {
        from = range.end;
        let Sign::Node(number) = sign else { continue };
        let Some(node) = reader.stash.nodes.get(number) else { continue };
        joined.push(&text.slice(at..range.start));
        match node {
            Node::Text(piece) => joined.push(piece),
            Node::Element(id) => joined.push_own(&reader.tree.inner_text(*id), text.span(range.clone())),
        }
        at = range.end;
    }
    joined.push(&text.from(at));
    joined.done()
}

/// Whether a character is part of a word, as Python's `\w` has it.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
