//! The icons that a diagram names, for merman.
//!
//! Text → a registry of those that there are, and a fault for each of the others. Must never read a pack from anywhere but
//! [`crate::icons`].

use std::collections::{BTreeMap, BTreeSet};

use merman::svg::{IconPack, IconRegistry, IconRegistryBuilder};
use serde_json::{Map, Value, json};

use crate::diagram::Fault;
use crate::icons::{self, Icon};
use crate::text::Span;

/// Names that an unknown icon is told to be like.
const NEAREST: usize = 3;

/// The icons that merman has itself.
const BUILT_IN: [&str; 6] = ["cloud", "database", "disk", "internet", "server", "blank"];

/// A name of an icon in a text: prefix, name, and where they stand.
type Named<'a> = (&'a str, &'a str, Span);

/// The icons of a diagram that there are, and faults for those that there are not.
pub(super) fn registry(text: &str) -> (Option<IconRegistry>, Vec<Fault>) {
    let (mut packs, mut faults, mut seen) = (BTreeMap::<&str, Map<String, Value>>::new(), Vec::new(), BTreeSet::new());
    for (prefix, name, span) in named(text) {
        if !seen.insert((prefix, name)) {
            continue;
        }
        match of_label(prefix, name) {
            Some(icon) => {
                packs.entry(prefix).or_default().insert(name.to_owned(), entry(icon));
            }
            None => faults.push(unknown(prefix, name, span)),
        }
    }
    let mut builder = IconRegistryBuilder::new();
    for (prefix, icons) in packs {
        let pack = json!({"prefix": prefix, "icons": icons}).to_string();
        builder = match builder.add_pack(IconPack::new(pack.as_bytes())) {
            Ok(builder) => builder,
            // Without the pack its icons are placeholders.
            Err(_) => return (None, faults),
        };
    }
    (builder.build().ok(), faults)
}

/// An icon by prefix and name. `fa` is any of the three packs of Font Awesome.
pub(super) fn of_label(prefix: &str, name: &str) -> Option<Icon> {
    let others = if prefix == "fa" { ["fab", "far"].as_slice() } else { &[] };
    icons::find(prefix, name).or_else(|| others.iter().find_map(|prefix| icons::find(prefix, name)))
}

fn entry(icon: Icon) -> Value {
    let mut numbers = icon.view_box.split(' ').filter_map(|part| part.parse::<f64>().ok());
    let (left, top) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let (width, height) = (numbers.next().unwrap_or(24.0), numbers.next().unwrap_or(24.0));
    json!({"body": icon.body, "left": left, "top": top, "width": width, "height": height})
}

fn unknown(prefix: &str, name: &str, span: Span) -> Fault {
    let near = icons::near(prefix, name, NEAREST);
    let hint = if near.is_empty() {
        "the packs are `mdi`, `si`, `octicon`, `fa`, `fas`, `far` and `fab`".to_owned()
    } else {
        let near: Vec<String> = near.iter().map(|near| format!("`{prefix}:{near}`")).collect();
        format!("near names: {}", near.join(", "))
    };
    Fault { span, message: format!("no pack has the icon `{prefix}:{name}`"), hint: Some(hint) }
}

/// The icons that a text names where types of diagrams take them: `(mdi:cloud)`, `icon: "fa:car"`, `::icon(fa fa-book)`.
fn named(text: &str) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(':') {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let prefix_start = at - text[..at].bytes().rev().take_while(|byte| is_name(char::from(*byte))).count();
        let length = text[at + 1..].find(|c| !is_name(c)).unwrap_or(text.len() - at - 1);
        let (prefix, name) = (&text[prefix_start..at], &text[at + 1..at + 1 + length]);
        if prefix.is_empty() || name.is_empty() || BUILT_IN.contains(&prefix) {
            continue;
        }
        let span = Span::new(prefix_start, at + 1 + length);
        let (before, after) = (text[..prefix_start].chars().next_back(), text[at + 1 + length..].chars().next());
        let before_quote = text[..prefix_start].trim_end_matches(['"', '\'', ' ']);
        let in_parentheses = before == Some('(') && after == Some(')');
        let is_attribute = before_quote.ends_with("icon:");
        // `fa:fa-car` in a label.
        if let Some(short) = name.strip_prefix("fa-").filter(|_| prefix.starts_with("fa")) {
            found.push((prefix, short, span));
        } else if (in_parentheses && is_service(text, prefix_start)) || is_attribute {
            found.push((prefix, name, span));
        }
    }
    found
}

/// Whether the line is one of an architecture: `service db(mdi:database)[Database]`.
fn is_service(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    let line = line.trim_start();
    line.starts_with("service ") || line.starts_with("group ") || line.starts_with("::icon") || line.contains("::icon")
}

#[cfg(test)]
mod tests {
    use super::{named, registry};

    #[test]
    fn icons_are_named_in_four_ways() {
        let text = "service a(mdi:server)[A]\nB@{ icon: \"si:python\" }\nC[fa:fa-car go]\n::icon(fa:book)\nD: x\nÖ: ü\nE(ns:name)";
        let found: Vec<(&str, &str)> = named(text).into_iter().map(|(prefix, name, _)| (prefix, name)).collect();
        assert_eq!(found, [("mdi", "server"), ("si", "python"), ("fa", "car"), ("fa", "book")]);
    }

    #[test]
    fn an_unknown_icon_is_told_with_its_place() {
        let (registry, faults) = registry("service a(mdi:sever)[A]");
        assert!(registry.is_some_and(|registry| registry.is_empty()));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].message, "no pack has the icon `mdi:sever`");
        assert!(faults[0].hint.as_deref().is_some_and(|hint| hint.contains("`mdi:server`")), "{faults:?}");
    }
}
