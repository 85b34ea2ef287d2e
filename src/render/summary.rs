//! What a card is about, in a sentence, and when it changed: for feeds, link previews and lists.
//!
//! A card → plain text without markup. Must never look at other cards.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::discover::History;
use crate::parse::card::Card;
use crate::parse::date::parse_date;
use crate::parse::document::{Node, NodeKind};

/// How long a summary is made of a paragraph, in characters: what search engines show.
const MAX_CHARS: usize = 160;

/// The `description` in the front matter.
pub(crate) fn description(card: &Card) -> Option<&str> {
    card.front_matter.get("description")?.value.as_text().map(str::trim).filter(|text| !text.is_empty())
}

/// The description, else the words of the first paragraph, cut at a word.
pub(crate) fn summary(card: &Card) -> Option<String> {
    match description(card) {
        Some(text) => Some(plain(text)),
        None => first_paragraph(card).map(|text| cut(&text, MAX_CHARS)),
    }
}

/// Text on one line, without characters that XML does not have.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')));
    }
    out
}

/// The start of a text of one line, at most `most` characters, cut at a word.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    // One character is for the ellipsis.
    let end = text.char_indices().nth(most.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let is_word_end = text[end..].starts_with(' ');
    let head = &text[..end];
    let head = if is_word_end { head } else { head.rsplit_once(' ').map_or(head, |(before, _)| before) };
    format!("{}…", head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—')))
}

/// When a card was last changed: by git, else by `modified` in its front matter.
pub(crate) fn changed(history: &History, card: &Card) -> Option<Timestamp> {
    let by_git = history.cards.get(&card.path).map(|changes| changes.modified);
    by_git.or_else(|| midnight(date(card, "modified")?))
}

/// The date in a field of the front matter.
pub(crate) fn date(card: &Card, key: &str) -> Option<Date> {
    parse_date(card.front_matter.get(key)?.value.as_text()?).ok()
}

/// The start of a day in UTC.
pub(crate) fn midnight(date: Date) -> Option<Timestamp> {
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// A day in UTC, as `2026-11-21`.
pub(crate) fn day(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

/// The words of the first paragraph that has any and stands neither in a list nor in a quote.
fn first_paragraph(card: &Card) -> Option<String> {
    let nodes = &card.document.nodes;
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        let end = node.end as usize;
        if node.kind == NodeKind::Paragraph {
            let text = plain(&words(&nodes[at + 1..end], at + 1, &card.text));
            if !text.is_empty() {
                return Some(text);
            }
        }
        at = end.max(at + 1);
    }
    None
}

/// The words of nodes, `first` being the index of the first one; what stands in for a picture is no word.
fn words(nodes: &[Node], first: usize, file: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        match &node.kind {
            NodeKind::Image { .. } => {
                at = (node.end as usize - first).max(at + 1);
                continue;
            }
            NodeKind::Text(text) | NodeKind::Code(text) | NodeKind::InlineMath(text) => out.push_str(text.get(file)),
            NodeKind::SoftBreak | NodeKind::HardBreak => out.push(' '),
            _ => {}
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cut, plain, summary};
    use crate::render::samples;

    #[test]
    fn a_card_is_summed_up_by_its_description_or_first_paragraph() {
        let of = |text: &str| summary(&samples::parsed("a.md", text));
        assert_eq!(of("---\ndescription: ' What\n\n  it is '\n---\nText.").as_deref(), Some("What it is"));
        let card = "# T\n\n- list\n\n> quote\n\n![badge](b.png)\n\nThe *first*\nwords of [[pin]] & `code`.\n\nMore.";
        assert_eq!(of(card).as_deref(), Some("The first words of pin & code."));
        assert_eq!(of("# T\n\n- list"), None);
        let long = of(&"wörd ".repeat(100)).expect("words");
        assert!(long.ends_with(" wörd…") && long.chars().count() <= 160, "{long}");
    }

    #[test]
    fn text_is_cut_at_words_and_fits_into_xml() {
        assert_eq!(cut("one two", 7), "one two");
        assert_eq!(cut("one two, three", 9), "one two…");
        assert_eq!(cut("unbreakable", 5), "unbr…");
        assert_eq!(plain("a\u{c}b\n\tc\u{ffff} \u{1b}"), "a b c");
    }
}
