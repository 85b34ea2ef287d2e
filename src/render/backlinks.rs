//! The panel of backlinks: which cards link here, and in which words.
//!
//! `Graph` and a card → a sorted list. Must never read more of a linking card than the text near its link.

use crate::graph::{CardId, Graph};
use crate::parse::card::{Card, Diagram};
use crate::parse::code_info::CodeInfo;
use crate::parse::document::{Node, NodeKind};
use crate::parse::inline::keys;
use crate::path::fold_case;
use crate::render::html::shown_text;

/// How many nodes on either side of a link are looked at: enough for a sentence full of markup.
const MAX_NODES: usize = 60;
/// How many cards are shown with the words of their link.
const MAX_SHOWN: usize = 5;
/// How many cards are named: a page must not grow with the number of cards that link to it.
const MAX_NAMED: usize = 100;
/// How much text is shown on either side of a link, in characters.
const MAX_CHARS: usize = 140;

/// A card that links here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The card.
    pub(crate) from: CardId,
    /// The sentence round its first link, as plain text; empty for those that are only named.
    pub(crate) text: String,
}

/// The cards that link to a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    /// By title, each once: those that are shown with their sentence.
    pub(crate) shown: Vec<Mention>,
    /// By title, each once: those that are only named.
    pub(crate) named: Vec<Mention>,
    /// How many are neither shown nor named.
    pub(crate) left_out: usize,
}

/// The cards that link to a card.
pub(crate) fn mentions(graph: &Graph, card: CardId) -> Mentions {
    let mut found: Vec<(CardId, usize)> = Vec::new();
    for backlink in graph.backlinks(card) {
        if found.last().is_none_or(|(last, _)| *last != backlink.from) {
            found.push((backlink.from, backlink.link));
        }
    }
    found.sort_by_cached_key(|(from, _)| (fold_case(&graph.cards[*from].title.text), *from));
    let (shown, rest) = found.split_at(found.len().min(MAX_SHOWN));
    let named = &rest[..rest.len().min(MAX_NAMED)];
    Mentions {
        shown: shown.iter().map(|(from, link)| Mention { from: *from, text: sentence(graph, *from, *link) }).collect(),
        named: named.iter().map(|(from, _)| Mention { from: *from, text: String::new() }).collect(),
        left_out: rest.len() - named.len(),
    }
}

/// The sentence in which a card's link stands, as plain text; empty where there is nothing but the link.
fn sentence(graph: &Graph, from: CardId, link: usize) -> String {
    let card = &graph.cards[from];
    let nodes = &card.document.nodes;
    if card.links[link].is_in_diagram {
        return in_diagram(card, link);
    }
    let Some(at) = node_of(nodes, card.links[link].span.start, link) else { return String::new() };
    let block = (at.saturating_sub(MAX_NODES)..at)
        .rev()
        .find(|index| nodes[*index].end as usize > at && is_text_block(&nodes[*index].kind));
    let first = block.map_or(at.saturating_sub(MAX_NODES), |block| block + 1);
    let mut last = nodes.len().min(at + MAX_NODES);
    if let Some(block) = block {
        last = last.min(nodes[block].end as usize);
    }
    let end = nodes[at].end as usize;
    let before = words(graph, from, first..at);
    let own = words(graph, from, at..end.min(last));
    let after = words(graph, from, end.min(last)..last);
    let before = before
        .rfind(['.', '!', '?'])
        .filter(|stop| before[*stop + 1..].starts_with(' '))
        .map_or_else(|| tail(&before), |stop| tail(&before[stop + 1..]));
    let text = format!("{before}{own}{}", head(&after));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text == own.trim() { String::new() } else { text }
}

/// Words that stand for a link in a diagram: the title of the diagram, else of what it stands under.
fn in_diagram(card: &Card, link: usize) -> String {
    let holds = |diagram: &&Diagram| diagram.links.iter().flatten().any(|own| *own as usize == link);
    let Some(diagram) = card.diagrams.iter().find(holds) else { return String::new() };
    let node = diagram.node as usize;
    let info = match &card.document.nodes[node].kind {
        NodeKind::CodeBlock(block) => block.info.get(&card.text),
        _ => "",
    };
    format!("Diagram: {}", CodeInfo::read(info).title.unwrap_or_else(|| card.title_over(node)))
}

/// The node of a link, found by its place.
fn node_of(nodes: &[Node], start: usize, link: usize) -> Option<usize> {
    let after = nodes.partition_point(|node| node.span().start <= start);
    (after.saturating_sub(MAX_NODES)..nodes.len().min(after + MAX_NODES)).rev().find(|index| match nodes[*index].kind {
        NodeKind::Link { link: own, .. }
        | NodeKind::Image { link: own, .. }
        | NodeKind::WikiLink(own)
        | NodeKind::Embed(own) => own as usize == link,
        _ => false,
    })
}

const fn is_text_block(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Paragraph
            | NodeKind::Heading(_)
            | NodeKind::Item
            | NodeKind::TableCell
            | NodeKind::TableRow
            | NodeKind::DefinitionTerm
            | NodeKind::DefinitionDetails
            | NodeKind::BlockQuote
            | NodeKind::Callout { .. }
            | NodeKind::FootnoteDefinition(_)
    )
}

/// The words of some nodes of a card, up to the first block after them.
fn words(graph: &Graph, from: CardId, range: std::ops::Range<usize>) -> String {
    let card = &graph.cards[from];
    let file: &str = &card.text;
    let mut out = String::new();
    for index in range {
        let node = &card.document.nodes[index];
        match &node.kind {
            NodeKind::Text(text) | NodeKind::Code(text) | NodeKind::InlineMath(text) => out.push_str(text.get(file)),
            NodeKind::Keys(chord) => out.push_str(&keys::words(chord.get(file))),
            NodeKind::SoftBreak | NodeKind::HardBreak => out.push(' '),
            NodeKind::Embed(link) => {
                let resolution = graph.resolutions[from].get(*link as usize);
                if let Some(link) = card.links.get(*link as usize) {
                    out.push_str(&shown_text(Some(graph), link, resolution));
                }
            }
            kind if is_text_block(kind) || matches!(kind, NodeKind::List { .. } | NodeKind::CodeBlock(_)) => break,
            _ => {}
        }
    }
    out
}

/// The end of a text, cut at a word.
fn tail(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(MAX_CHARS) else { return text.to_owned() };
    let text = &text[cut..];
    format!("… {}", text.split_once(' ').map_or(text, |(_, rest)| rest))
}

/// The start of a text: to the end of its sentence, else cut at a word.
fn head(text: &str) -> String {
    let stop = text
        .match_indices(['.', '!', '?'])
        .find(|(at, _)| text[at + 1..].is_empty() || text[at + 1..].starts_with(' '));
    let text = stop.map_or(text, |(at, _)| &text[..=at]);
    let Some((cut, _)) = text.char_indices().nth(MAX_CHARS) else { return text.to_owned() };
    let text = &text[..cut];
    format!("{} …", text.rsplit_once(' ').map_or(text, |(rest, _)| rest))
}

#[cfg(test)]
mod tests {
    use super::{head, tail};

    #[test]
    fn texts_are_cut_at_sentences_and_words() {
        assert_eq!(head(" here. Then more."), " here.");
        assert_eq!(head(" v1.2 is out"), " v1.2 is out");
        assert!(head(&" word".repeat(100)).ends_with("word …"));
        assert!(tail(&"wörd ".repeat(100)).starts_with("… wörd "));
        assert_eq!(tail("short "), "short ");
    }
}
