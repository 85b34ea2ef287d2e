//! The table of contents of a page: headings → nested lists.
//!
//! Must never look at anything but the headings.

use crate::parse::card::Card;
use crate::render::{escape, url};

/// The deepest level that is listed.
const MAX_LEVEL: u8 = 4;
/// A list with more entries than this leaves out its deepest level, down to level 2.
const MAX_ENTRIES: usize = 60;

/// The nested lists of a card's headings; empty where there are none but the title.
pub(crate) fn write(card: &Card) -> String {
    let title = first_title(card);
    let listed = |deepest: u8| {
        let headings = card.headings.iter().enumerate();
        headings
            .filter(move |(index, heading)| Some(*index) != title && heading.level <= deepest)
            .map(|(_, heading)| heading)
    };
    let deepest = (2..=MAX_LEVEL).rev().find(|level| listed(*level).count() <= MAX_ENTRIES).unwrap_or(2);
    let mut out = String::new();
    let mut open: Vec<u8> = Vec::new();
    for heading in listed(deepest) {
        while open.len() > 1 && open.last().is_some_and(|level| *level > heading.level) {
            open.pop();
            out.push_str("</li></ul>");
        }
        match open.last_mut() {
            Some(level) if *level >= heading.level => {
                *level = heading.level;
                out.push_str("</li>");
            }
            _ => {
                open.push(heading.level);
                out.push_str("<ul>");
            }
        }
        out.push_str("<li><a href=\"#");
        escape::address(&mut out, &url::encode_fragment(&heading.id));
        out.push_str("\">");
        escape::text(&mut out, &heading.text);
        out.push_str("</a>");
    }
    for _ in open {
        out.push_str("</li></ul>");
    }
    out
}

/// The heading that is the page's title: the first of level 1.
pub(crate) fn first_title(card: &Card) -> Option<usize> {
    card.headings.iter().position(|heading| heading.level == 1)
}

#[cfg(test)]
mod tests {
    use crate::render::samples;

    #[test]
    fn lists_nest_by_level_and_are_closed() {
        let card = samples::card("a.md", &[(1, "T"), (3, "A"), (2, "B"), (3, "C"), (4, "D"), (2, "E"), (5, "F")]);
        let html = super::write(&card);
        assert_eq!(
            html,
            "<ul><li><a href=\"#a\">A</a></li><li><a href=\"#b\">B</a><ul><li><a href=\"#c\">C</a>\
             <ul><li><a href=\"#d\">D</a></li></ul></li></ul></li><li><a href=\"#e\">E</a></li></ul>"
        );
    }

    #[test]
    fn a_long_list_leaves_out_its_deepest_level() {
        let names: Vec<String> = (0..90).map(|n| format!("H{n}")).collect();
        let headings: Vec<(u8, &str)> =
            names.iter().enumerate().map(|(n, name)| (if n % 3 == 0 { 2 } else { 3 }, name.as_str())).collect();
        let html = super::write(&samples::card("a.md", &headings));
        assert_eq!(html.matches("<li>").count(), 30);
    }

    #[test]
    fn a_card_with_a_title_alone_has_no_contents() {
        assert_eq!(super::write(&samples::card("a.md", &[(1, "T")])), "");
    }
}
