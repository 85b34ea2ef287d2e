//! Fences whose language is not what they hold: a drawing that is called code, and the other way round.
//!
//! Code blocks of a card → [`Mistagged`]s, in order of place. Drawings are found as in fences without a language, but more
//! is asked of them, since code that looks like one is no fault of its author.

use crate::config::{BoxArt, Diagrams};
use crate::diagram::guard;
use crate::parse::card::Card;
use crate::parse::code_info::CodeInfo;
use crate::parse::diagram::{BOX_ART, PLAIN, is_off};
use crate::parse::document::{CodeBlock, Node, NodeKind};
use crate::text::Span;

/// Languages that hold text with diagrams in it, or notations of their own.
const OTHERS: [&str; 8] = ["mermaid", "md", "markdown", "mdx", "math", "latex", "tex", "console"];
/// The rule whose flaw says that a drawing is none.
const EMPTY: &str = "mistagged-diagram";

/// A fence with the wrong language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistagged {
    /// The language in the file; the fence where it is not written there.
    pub language: Span,
    /// What the fence holds.
    pub holds: Holds,
}

/// What a fence holds against its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A drawing, though it is called code.
    Drawing,
    /// Words, though it is called a drawing.
    Words,
}

/// The fences of a card with the wrong language.
#[must_use]
pub fn mistagged(card: &Card, config: &Diagrams) -> Vec<Mistagged> {
    let mut found = Vec::new();
    if config.ascii == BoxArt::Off || is_off(&card.front_matter) {
        return found;
    }
    for node in &card.document.nodes {
        let NodeKind::CodeBlock(block) = &node.kind else { continue };
        let info = CodeInfo::read(block.info.get(&card.text));
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(info.language));
        let may_hold = block.is_fenced && info.is_drawn.is_none() && config.ascii == BoxArt::Detect;
        if may_hold && !is(&PLAIN) && !is(&BOX_ART) && !is(&OTHERS) {
            let code = block.code.get(&card.text);
            if guard::is_drawing(code, config.limit()) {
                found.push(Mistagged { language: language(card, node, block), holds: Holds::Drawing });
            }
        }
    }
    for diagram in card.diagrams.iter().filter(|diagram| diagram.flaws.iter().any(|flaw| flaw.rule == EMPTY)) {
        if let Some(node) = card.document.nodes.get(diagram.node as usize)
            && let NodeKind::CodeBlock(block) = &node.kind
        {
            found.push(Mistagged { language: language(card, node, block), holds: Holds::Words });
        }
    }
    found.sort_by_key(|mistagged| mistagged.language);
    found
}

/// The place of the language in the line of the fence; the whole line where it is not by its language that the
/// fence is a drawing.
fn language(card: &Card, node: &Node, block: &CodeBlock) -> Span {
    let language = CodeInfo::read(block.info.get(&card.text)).language;
    let fence = node.span().of(&card.text);
    let line = &fence[..fence.find(['\n', '\r']).unwrap_or(fence.len())];
    let marks = line.len() - line.trim_start_matches(['`', '~']).len();
    let is_plain = PLAIN.iter().any(|name| name.eq_ignore_ascii_case(language));
    let (start, length) = match line[marks..].find(language).filter(|_| !is_plain) {
        Some(at) => (marks + at, language.len()),
        None => (0, line.len()),
    };
    Span::new(node.span().start + start, node.span().start + start + length)
}
