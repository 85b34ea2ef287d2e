//! `review.ics`: the days on which cards are due, for calendars.
//!
//! Each card that is due on a day is an event of that whole day. Its UID is made of the card's path alone, so that a
//! calendar moves the event when the card was reviewed; its DTSTAMP is the day of the last review, since there is no
//! clock here. Must never write a line of more than 75 bytes, nor cut one inside of a character.
//!
//! # Source
//! RFC 5545, <https://www.rfc-editor.org/rfc/rfc5545>: folding in 3.1, escaping in 3.3.11, VEVENT in 3.6.1. RFC 7986 for
//! NAME and REFRESH-INTERVAL.

use jiff::civil::Date;

use crate::due::Due;
use crate::render::Plan;
use crate::render::sitemap::absolute;
use crate::render::summary::plain;

/// Where it stands in the site.
pub(crate) const PATH: &str = "review.ics";
/// Bytes of a line, without its end.
const LINE: usize = 75;

/// Writes the calendar: events by day, ties by path.
pub(crate) fn write(plan: &Plan) -> String {
    let mut dues: Vec<(Date, &Due)> = plan.reviews.all().filter_map(|due| Some((due.due_on?, due))).collect();
    dues.sort_by_key(|(on, due)| (*on, due.card));
    let mut out = String::new();
    let name = format!("Reviews: {}", plan.name);
    for (key, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Quadrille//Review calendar//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        line(&mut out, key, value);
    }
    line(&mut out, "NAME", &text(&name));
    line(&mut out, "X-WR-CALNAME", &text(&name));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    for (on, due) in dues {
        event(&mut out, plan, on, due);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, plan: &Plan, on: Date, due: &Due) {
    let card = &plan.graph.cards[due.card];
    let path = card.path.as_str();
    let reviewed = match (due.last_reviewed, &due.reviewed_by) {
        (Some(date), Some(by)) => format!("Last reviewed on {date} by {by}."),
        (Some(date), None) => format!("Last reviewed on {date}."),
        (None, _) => "Never reviewed.".to_owned(),
    };
    let owners = if due.owners.is_empty() { String::new() } else { format!("\nOwner: {}", due.owners.join(", ")) };
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &format!("{}@review.quadrille", &blake3::hash(path.as_bytes()).to_hex()[..32]));
    line(out, "DTSTAMP", &format!("{}T000000Z", digits(due.last_reviewed.unwrap_or(on))));
    line(out, "DTSTART;VALUE=DATE", &digits(on));
    line(out, "SUMMARY", &text(&format!("Review: {}", plain(&card.title.text))));
    line(out, "DESCRIPTION", &text(&format!("{path}\n{reviewed}{owners}")));
    if let Some(site) = plan.config.site.url.as_deref() {
        line(out, "URL", &absolute(site, plan.graph.pages.url(due.card)));
    }
    if let Some(quadrant) = card.path.top_folder() {
        line(out, "CATEGORIES", &text(quadrant));
    }
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

/// `20260309`; years before 0 cannot be written, and no card was reviewed then.
fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year().max(0), date.month(), date.day())
}

/// A value of type TEXT: what would end or part it is escaped, control characters are left out.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a content line, folded.
fn line(out: &mut String, key: &str, value: &str) {
    let mut width = 0;
    for c in key.chars().chain([':']).chain(value.chars()) {
        if width + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{line, text};

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, "SUMMARY", &"é€😀a".repeat(40));
        assert!(out.ends_with("\r\n") && out.lines().count() > 4);
        assert!(out.lines().all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "é€😀a".repeat(40)));
    }

    #[test]
    fn text_cannot_end_its_line() {
        assert_eq!(text("a,b;c\\d\ne\r\u{7}f:\"g\""), "a\\,b\\;c\\\\d\\nef:\"g\"");
    }
}
