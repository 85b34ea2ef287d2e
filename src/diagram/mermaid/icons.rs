//! The icons that a diagram names, for merman.
//!
//! Text → a registry of those that there are, and a fault for each of the others. Must never read a pack from anywhere but
//! [`crate::icons`], nor pass an icon of the project on as it was written.

use std::collections::{BTreeMap, BTreeSet};

use merman::svg::{IconPack, IconRegistry, IconRegistryBuilder};
use serde_json::{Map, Value, json};

use crate::diagram::Fault;
use crate::diagram::mermaid::links::Places;
use crate::diagram::mermaid::paint::Palette;
use crate::diagram::mermaid::tree;
use crate::diagram::mermaid::write::{self, Plan};
use crate::icons::{self, Icon, OwnIcons};
use crate::text::Span;

/// Names that an unknown icon is told to be like.
const NEAREST: usize = 3;

/// The icons that merman has itself.
const BUILT_IN: [&str; 6] = ["cloud", "database", "disk", "internet", "server", "blank"];

/// A name of an icon in a text: prefix, name, and where they stand.
type Named<'a> = (&'a str, &'a str, Span);

/// The icons of a diagram that there are, and faults for those that there are not.
pub(super) fn registry(text: &str, own: Option<&OwnIcons>) -> (Option<IconRegistry>, Vec<Fault>) {
    let (mut packs, mut faults, mut seen) = (BTreeMap::<&str, Map<String, Value>>::new(), Vec::new(), BTreeSet::new());
    for (prefix, name, span) in named(text) {
        if !seen.insert((prefix, name)) {
            continue;
        }
        let found = match own.and_then(|own| own.find(prefix, name)) {
            Some(svg) => rewritten(svg).ok_or_else(|| unreadable(prefix, name, span)),
            None => match of_label(prefix, name) {
                Some(icon) => Ok(entry(icon.view_box, icon.body)),
                None => Err(unknown(prefix, name, span, own)),
            },
        };
        match found {
            Ok(entry) => {
                packs.entry(prefix).or_default().insert(name.to_owned(), entry);
            }
            Err(fault) => faults.push(fault),
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

/// An icon of the project, written anew: as a drawing is, from what is allowed alone. `None` where it is no SVG.
fn rewritten(svg: &str) -> Option<Value> {
    let tree = tree::parse(svg)?;
    let root = tree.nodes.first().filter(|root| root.name() == "svg")?;
    let size = |name| root.number(name).filter(|size| *size > 0.0).unwrap_or(24.0);
    let view_box =
        root.attribute("viewBox").map_or_else(|| format!("0 0 {} {}", size("width"), size("height")), str::to_owned);
    let plan =
        Plan { id: "icon", palette: Palette::Author, background: None, links: Places::default(), icon: &|_, _| None };
    let (body, _) = write::body(&tree, &tree.styles(), &plan);
    if body.is_empty() {
        return None;
    }
    // The style sheet of the site does not reach into what merman reads: what has no colour says so, and ink is the
    // colour of the text around.
    let body = [("fi si", ["fill", "stroke"].as_slice()), ("fi", &["fill"]), ("si", &["stroke"])].iter().fold(
        format!("<g fill=\"none\">{body}</g>"),
        |body, (classes, properties)| {
            let colors: Vec<String> = properties.iter().map(|name| format!("{name}=\"currentColor\"")).collect();
            body.replace(&format!("class=\"{classes}\""), &colors.join(" "))
        },
    );
    Some(entry(&view_box, &body))
}

fn entry(view_box: &str, body: &str) -> Value {
    let mut numbers =
        view_box.split([' ', ',']).filter(|part| !part.is_empty()).filter_map(|part| part.parse::<f64>().ok());
    let (left, top) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let (width, height) = (numbers.next().unwrap_or(24.0), numbers.next().unwrap_or(24.0));
    json!({"body": body, "left": left, "top": top, "width": width, "height": height})
}

fn unreadable(prefix: &str, name: &str, span: Span) -> Fault {
    let hint = Some("it must be one `<svg>` with shapes in it, well-formed and without a `<!DOCTYPE>`".to_owned());
    Fault { span, message: format!("the icon `{prefix}:{name}` of the project cannot be drawn"), hint }
}

fn unknown(prefix: &str, name: &str, span: Span, own: Option<&OwnIcons>) -> Fault {
    let own = own.filter(|own| !own.is_empty());
    let mut near = own.map(|own| own.near(prefix, name, NEAREST)).unwrap_or_default();
    near.extend(icons::near(prefix, name, NEAREST - near.len()));
    let hint = if near.is_empty() {
        let own: Vec<String> =
            own.iter().flat_map(|own| own.prefixes()).map(|prefix| format!(", `{prefix}`")).collect();
        let packs = format!("the packs are `mdi`, `si`, `octicon`, `fa`, `fas`, `far`, `fab`{}", own.concat());
        if own.is_empty() { format!("{packs}; others stand in the folder `icons` of `[diagrams]`") } else { packs }
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
    use super::{named, registry, rewritten};
    use crate::icons::OwnIcons;

    #[test]
    fn icons_are_named_in_four_ways() {
        let text = "service a(mdi:server)[A]\nB@{ icon: \"si:python\" }\nC[fa:fa-car go]\n::icon(fa:book)\nD: x\nÖ: ü\nE(ns:name)";
        let found: Vec<(&str, &str)> = named(text).into_iter().map(|(prefix, name, _)| (prefix, name)).collect();
        assert_eq!(found, [("mdi", "server"), ("si", "python"), ("fa", "car"), ("fa", "book")]);
    }

    #[test]
    fn an_unknown_icon_is_told_with_its_place() {
        let (registry, faults) = registry("service a(mdi:sever)[A]", None);
        assert!(registry.is_some_and(|registry| registry.is_empty()));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].message, "no pack has the icon `mdi:sever`");
        assert!(faults[0].hint.as_deref().is_some_and(|hint| hint.contains("`mdi:server`")), "{faults:?}");
    }

    #[test]
    fn icons_of_the_project_are_written_anew() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" onload="x()"><script>x()</script>
            <style>path{fill:#c00}</style><image href="https://evil.example/x.png"/><foreignObject><b>x</b></foreignObject>
            <linearGradient id="g"><stop offset="0" stop-color="#00c"/></linearGradient><path d="M0 0h9v9z" onclick="x()"/>
            <use href="https://evil.example/x.svg#a"/><circle r="3" fill="url(#g)"/><path d="M1 1h2" fill="none" stroke="currentColor"/></svg>"##;
        let icon = rewritten(svg).expect("it can be drawn");
        let body = icon["body"].as_str().expect("it is a text");
        assert!(body.contains("M0 0h9v9z") && body.contains("url(#icon-0)") && body.contains("#c00"), "{body}");
        for banned in ["script", "evil", "onload", "onclick", "foreignObject", "<style", "<image", "<b>"] {
            assert!(!body.contains(banned), "{banned}: {body}");
        }
        assert!(body.starts_with("<g fill=\"none\">") && body.contains("stroke=\"currentColor\""), "{body}");
        assert_eq!(icon["width"], 10.0);
        assert!(rewritten("<svg").is_none() && rewritten("<html/>").is_none() && rewritten("<svg/>").is_none());
    }

    #[test]
    fn icons_of_the_project_come_first_and_are_near_names() {
        let own = OwnIcons::of_files([("mdi/server.svg", "<svg><path d='M1 2h3'/></svg>"), ("box.svg", "nothing")]);
        let (_, faults) =
            registry("service a(mdi:server)[A]\nservice b(own:box)[B]\nservice c(own:bux)[C]", Some(&own));
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, ["the icon `own:box` of the project cannot be drawn", "no pack has the icon `own:bux`"]);
        assert_eq!(faults[1].hint.as_deref(), Some("near names: `own:box`"));
    }
}
