//! A stand-in for the engines in unit tests: it does what a text tells it.
//!
//! A text whose first line is `double` → labels, faults, panics by its further lines: `name WORDS`, `wiki NAME`,
//! `address URL`, `icon NAME` (a fault of the drawing), `fault MESSAGE`, `panic`, `forever`. Must never be in a program.

use std::time::Duration;

use crate::diagram::{Drawing, Dress, Fault, Label, Outline, Target};
use crate::text::Span;

/// Whether a text is one for it.
pub(super) fn knows(source: &str) -> bool {
    source.lines().next() == Some("double")
}

/// The lines behind the first, with what they say and where.
fn orders(source: &str) -> impl Iterator<Item = (&str, &str, Span)> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        let (verb, text) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let start = at + line.find(text).unwrap_or_default();
        at += line.len();
        (verb, text, Span { start, end: start + text.len() })
    })
}

/// What stands for an engine's outline.
pub(super) fn outline(source: &str) -> Result<Outline, Fault> {
    let mut labels = Vec::new();
    for (verb, text, span) in orders(source) {
        let target = match verb {
            "name" => Target::Name,
            "wiki" => Target::Wiki,
            "address" => Target::Address,
            "fault" => return Err(Fault { span, message: text.to_owned(), hint: None }),
            "forever" => loop {
                std::thread::sleep(Duration::from_secs(1));
            },
            "panic" => std::panic::resume_unwind(Box::new(())),
            _ => continue,
        };
        let inner = text.split("[[").nth(1).and_then(|rest| rest.split("]]").next()).unwrap_or(text);
        let text = if target == Target::Wiki { inner } else { text };
        labels.push(Label { span, text: text.to_owned(), target });
    }
    Ok(Outline { labels, ..Outline::default() })
}

/// What stands for an engine's drawing: its labels, one behind the other.
pub(super) fn draw(source: &str, dress: &Dress<'_>) -> Result<Drawing, Fault> {
    let labels = outline(source)?.labels;
    let title = dress.title.unwrap_or_default().to_owned();
    let mut svg =
        format!("<svg class=\"dg\" aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{title}</title>", id = dress.id);
    for (index, label) in labels.iter().enumerate() {
        match dress.hrefs.get(index).and_then(Option::as_ref) {
            Some(href) => svg.push_str(&format!("<a href=\"{href}\">{}</a>", label.text)),
            None => svg.push_str(&format!("<text>{}</text>", label.text)),
        }
    }
    let icons = orders(source).filter(|(verb, ..)| *verb == "icon");
    let faults =
        icons.map(|(_, text, span)| Fault { span, message: format!("no icon `{text}`"), hint: None }).collect();
    Ok(Drawing { svg: svg + "</svg>", title, description: String::new(), faults })
}
