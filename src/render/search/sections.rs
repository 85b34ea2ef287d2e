//! A card cut at its headings.
//!
//! A card → its sections as plain words, code apart from prose. A section ends where the next heading of any level
//! starts. Must never hold what is not the card's own text: no embedded cards, no addresses.

use crate::parse::card::{Card, LinkKind};
use crate::parse::document::NodeKind;
use crate::parse::inline::keys;
use crate::render::toc;

use super::words::{Words, of_html};

/// How much code of one section is searched, in bytes: enough for a file that a reader would read on a page, and a
/// limit to what a dump of one weighs.
const MAX_CODE_BYTES: usize = 8 << 10;

/// A part of a card.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    /// The id of its heading; empty for the part above the first heading.
    pub(super) anchor: &'a str,
    /// The level of its heading; 0 for the part above the first heading.
    pub(super) level: u8,
    /// The words of its heading. For the part above the first heading: those of the title in the text, where the card
    /// has another title in its front matter.
    pub(super) heading: &'a str,
    /// The words of its prose: paragraphs, lists, tables, callouts.
    pub(super) text: String,
    /// The words of its code blocks.
    pub(super) code: String,
}

/// A section that still grows.
struct Growing<'a> {
    anchor: &'a str,
    level: u8,
    heading: &'a str,
    text: Words,
    code: Words,
}

/// The sections of a card in reading order. The first one is the part above the first heading, whatever is in it.
pub(super) fn sections(card: &Card) -> Vec<Section<'_>> {
    let file: &str = &card.text;
    let nodes = &card.document.nodes;
    let title = toc::first_title(card);
    let shown = title.map_or("", |title| card.headings[title].text.as_str());
    let mut done = Vec::new();
    let mut open = Growing::new("", 0, if shown == card.title.text { "" } else { shown });
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        let mut next = at + 1;
        match &node.kind {
            NodeKind::Heading(index) => {
                // The words of a heading are known; the title's are the card's.
                next = node.end as usize;
                let index = *index as usize;
                if let Some(heading) = card.headings.get(index).filter(|_| Some(index) != title) {
                    done.push(open.close());
                    open = Growing::new(&heading.id, heading.level, &heading.text);
                }
            }
            NodeKind::Text(text) | NodeKind::Code(text) => open.text.push(text.get(file)),
            NodeKind::Keys(chord) => open.text.push(&keys::words(chord.get(file))),
            NodeKind::SoftBreak | NodeKind::HardBreak => open.text.space(),
            NodeKind::CodeBlock(block) => {
                open.text.stop();
                open.code.space();
                open.code.push_up_to(block.code.get(file), MAX_CODE_BYTES);
            }
            NodeKind::HtmlBlock(html) => {
                open.text.stop();
                open.text.push(&of_html(html.get(file)));
            }
            NodeKind::Link { link, .. }
                if card.links.get(*link as usize).is_some_and(|link| link.kind == LinkKind::Autolink) =>
            {
                next = node.end as usize;
            }
            kind if is_block(kind) => open.text.stop(),
            _ => {}
        }
        at = next.max(at + 1);
    }
    done.push(open.close());
    done
}

impl<'a> Growing<'a> {
    fn new(anchor: &'a str, level: u8, heading: &'a str) -> Self {
        Self { anchor, level, heading, text: Words::default(), code: Words::default() }
    }

    fn close(self) -> Section<'a> {
        Section {
            anchor: self.anchor,
            level: self.level,
            heading: self.heading,
            text: self.text.done(),
            code: self.code.done(),
        }
    }
}

/// Whether a sentence ends where such a node starts.
const fn is_block(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Paragraph
            | NodeKind::BlockQuote
            | NodeKind::Callout { .. }
            | NodeKind::CalloutTitle
            | NodeKind::Tabs
            | NodeKind::Tab { .. }
            | NodeKind::TabLabel
            | NodeKind::List { .. }
            | NodeKind::Item
            | NodeKind::FootnoteDefinition(_)
            | NodeKind::DefinitionList
            | NodeKind::DefinitionTerm
            | NodeKind::DefinitionDetails
            | NodeKind::Table(_)
            | NodeKind::TableHead
            | NodeKind::TableRow
            | NodeKind::TableCell
            | NodeKind::Rule
    )
}

#[cfg(test)]
mod tests {
    use super::{MAX_CODE_BYTES, sections};
    use crate::render::samples;

    fn texts(markdown: &str) -> Vec<(String, u8, String, String, String)> {
        let card = samples::parsed("a.md", markdown);
        let own = |section: super::Section<'_>| {
            (section.anchor.to_owned(), section.level, section.heading.to_owned(), section.text, section.code)
        };
        sections(&card).into_iter().map(own).collect()
    }

    fn text(markdown: &str) -> String {
        texts(markdown).remove(0).3
    }

    #[test]
    fn a_section_reaches_to_the_next_heading_of_any_level() {
        let found = texts("# T\n\nLead.\n\n## One\n\n### Two\n\nDeep.\n\n```sh\nls  -l\n```\n");
        let short: Vec<_> =
            found.iter().map(|(anchor, level, _, text, code)| (&**anchor, *level, &**text, &**code)).collect();
        assert_eq!(short, [("", 0, "Lead.", ""), ("one", 2, "", ""), ("two", 3, "Deep.", "ls -l")]);
    }

    #[test]
    fn a_title_in_the_text_is_kept_where_the_card_has_another() {
        assert_eq!(texts("---\ntitle: Front\n---\n# Inner\n")[0].2, "Inner");
        assert_eq!(texts("# Inner\n")[0].2, "");
        assert_eq!(texts("")[0], (String::new(), 0, String::new(), String::new(), String::new()));
    }

    #[test]
    fn blocks_are_set_apart_and_markup_is_gone() {
        assert_eq!(text("- *a*\n- `b`\n\n  c\n"), "a · b · c");
        assert_eq!(text("| a | b |\n|---|---|\n| [[x|c]] | ![d](e.png) |\n"), "a · b · c · d");
        assert_eq!(text("> [!tip] Mind. \n> the\n> gap\n"), "Mind. the gap");
        assert_eq!(text("a<br>b <https://example.org/x> [c](https://example.org)\n"), "a b c".replace("a b", "ab"));
    }

    #[test]
    fn tabs_keys_and_abbreviations_bring_their_words() {
        assert_eq!(text("=== \"Linux\"\n\n    one\n\n=== \"Mac\"\n\n    ++cmd+k++\n"), "Linux · one · Mac · Cmd+K");
        assert_eq!(text("The HTML ==marked==.\n\n*[HTML]: A language\n"), "The HTML marked.");
    }

    #[test]
    fn an_embed_brings_no_text() {
        assert_eq!(text("a ![[other]] b\n"), "a b");
    }

    #[test]
    fn raw_html_brings_what_a_reader_sees() {
        assert_eq!(text("<div class=\"x\">\n<b>Bold</b> &amp; <!-- no --> seen\n</div>\n"), "Bold & seen");
    }

    #[test]
    fn drawn_boxes_leave_their_words_and_long_code_is_cut() {
        assert_eq!(texts("```\n┌────┐\n│ db │\n└────┘\n```\n")[0].4, "db");
        let long = format!("```\n{}```\n", "word\n".repeat(MAX_CODE_BYTES));
        let code = &texts(&long)[0].4;
        assert!(code.len() <= MAX_CODE_BYTES && code.ends_with("word"), "{}", code.len());
    }

    #[test]
    fn nesting_of_any_depth_is_walked() {
        assert!(text(&format!("{}deep\n", "> ".repeat(5000))).ends_with("deep"));
    }
}
