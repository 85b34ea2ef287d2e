//! The text of a wiki-link after the pipe: Markdown of one line, without links.
//!
//! Text → nodes. Raw HTML in it is text, images are their alternative text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::parse::document::NodeKind;
use crate::parse::document::Str;

/// One step of building the nodes of a label.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A node opens.
    Open(NodeKind),
    /// The innermost node closes.
    Close,
    /// A node without children.
    Leaf(NodeKind),
}

/// Stands in front of a label, so that `- x` or `# x` is no block; punctuation, so that emphasis behind it opens.
const MARK: char = '\u{a7}';

/// Reads a label.
pub(super) fn steps(label: &str) -> Vec<Step> {
    if !label.contains(['*', '_', '`', '~', '\\', '&', '<', '!', '[']) {
        return vec![Step::Leaf(NodeKind::Text(Str::from(label)))];
    }
    let text = format!("{MARK}{label}");
    let mut steps = Vec::new();
    for event in Parser::new_ext(&text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Emphasis) => steps.push(Step::Open(NodeKind::Emphasis)),
            Event::Start(Tag::Strong) => steps.push(Step::Open(NodeKind::Strong)),
            Event::Start(Tag::Strikethrough) => steps.push(Step::Open(NodeKind::Strikethrough)),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => steps.push(Step::Close),
            Event::Code(code) => steps.push(Step::Leaf(NodeKind::Code(Str::from(code.as_ref())))),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                let words = if steps.is_empty() { text.strip_prefix(MARK).unwrap_or(&text) } else { &text };
                if !words.is_empty() {
                    steps.push(Step::Leaf(NodeKind::Text(Str::from(words))));
                }
            }
            _ => {}
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};
    use crate::parse::document::{NodeKind, Str};

    #[test]
    fn markup_in_a_label_stays_inside_of_it() {
        let text = |words: &str| Step::Leaf(NodeKind::Text(Str::from(words)));
        assert_eq!(steps("plain words"), [text("plain words")]);
        assert_eq!(steps("- *it*"), [text("- "), Step::Open(NodeKind::Emphasis), text("it"), Step::Close]);
        assert_eq!(steps("<img src=x>"), [text("<img src=x>")]);
        assert_eq!(steps("a [b](c)"), [text("a "), text("b")]);
    }
}
