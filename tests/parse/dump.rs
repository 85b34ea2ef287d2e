//! A card as text that people can read and compare: one line a node, indented by depth.
//!
//! A node's line has its kind, what it holds, and for a link `line:col`, kind, target and the rest. Below the tree: the
//! title, links without a node, anchors, tags, aliases, suppressions, problems.

use std::fmt::Write as _;

use quadrille::parse::card::{Card, Link, LinkKind, TitleOrigin};
use quadrille::parse::document::{Caption, Node, NodeKind};
use quadrille::parse::inline::attributes::Attributes;
use quadrille::text::{LineMap, Span};

/// Writes a card down.
pub(super) fn dump(card: &Card) -> String {
    let lines = LineMap::new(&card.text);
    let mut out = String::new();
    let mut ends: Vec<usize> = Vec::new();
    for (index, node) in card.document.nodes.iter().enumerate() {
        while ends.last().is_some_and(|end| *end <= index) {
            ends.pop();
        }
        let given = card.document.attributes(index).map(given).unwrap_or_default();
        let _ = writeln!(out, "{}{}{given}", "  ".repeat(ends.len()), line(card, &lines, node));
        ends.push(node.end as usize);
    }
    rest(card, &lines, &mut out);
    out
}

fn line(card: &Card, lines: &LineMap, node: &Node) -> String {
    let file = &*card.text;
    let linked = |index: u32| link(card, lines, &card.links[index as usize]);
    let titled = |words: &str| if words.is_empty() { String::new() } else { format!(" title {words:?}") };
    match &node.kind {
        NodeKind::Heading(index) => {
            let heading = &card.headings[*index as usize];
            let given = if heading.is_explicit_id { " given" } else { "" };
            let mut line = format!("heading {} #{}{given} {:?}", heading.level, heading.id, heading.text);
            heading.classes.iter().for_each(|class| line.push_str(&format!(" .{class}")));
            heading.attributes.iter().for_each(|(key, value)| line.push_str(&format!(" {key}={value:?}")));
            line
        }
        NodeKind::Callout(callout) => {
            let mut line = format!("callout {} {:?}", callout.kind, callout.fold);
            callout.classes.iter().for_each(|class| line.push_str(&format!(" .{class}")));
            if callout.caption == Caption::None {
                line.push_str(" without title");
            }
            line
        }
        NodeKind::Tab { is_selected } => format!("tab{}", if *is_selected { " selected" } else { "" }),
        NodeKind::CodeBlock(block) => format!("code block {:?} {:?}", block.info.get(file), block.code.get(file)),
        NodeKind::HtmlBlock(html) => format!("html block {:?}", html.get(file)),
        NodeKind::List { start } => start.map_or("list".to_owned(), |start| format!("list from {start}")),
        NodeKind::TaskMarker { done } => format!("task {}", if *done { "done" } else { "open" }),
        NodeKind::FootnoteDefinition(name) => format!("footnote {name:?}"),
        NodeKind::FootnoteReference(name) => format!("footnote reference {name:?}"),
        NodeKind::Table(columns) => format!("table {columns:?}"),
        NodeKind::Link { link, title } | NodeKind::Image { link, title } => {
            format!("{}{}", linked(*link), titled(title.get(file)))
        }
        NodeKind::WikiLink(link) | NodeKind::Embed(link) => linked(*link),
        NodeKind::Abbreviation(title) => format!("abbreviation {:?}", title.get(file)),
        NodeKind::Keys(chord) => format!("keys {:?}", chord.get(file)),
        NodeKind::Element(tag) => format!("element {tag}"),
        NodeKind::Icon(name) => format!("icon {:?}", name.get(file)),
        NodeKind::Text(text) => format!("text {:?}", text.get(file)),
        NodeKind::Code(text) => format!("code {:?}", text.get(file)),
        NodeKind::InlineHtml(text) => format!("html {:?}", text.get(file)),
        NodeKind::InlineMath(text) => format!("math {:?}", text.get(file)),
        NodeKind::DisplayMath(text) => format!("display math {:?}", text.get(file)),
        NodeKind::BlockId(index) => {
            let block = &card.blocks[*index as usize];
            let owner = &card.document.nodes[block.node as usize];
            let marks = name(&owner.kind);
            format!(
                "block id ^{} {} of {marks} {}",
                block.id,
                at(card, lines, block.span),
                at(card, lines, owner.span())
            )
        }
        other => name(other),
    }
}

/// What an attribute list gives: ` {#id .class key="value"}`.
fn given(attributes: &Attributes) -> String {
    let mut words: Vec<String> = attributes.id.iter().map(|id| format!("#{id}")).collect();
    words.extend(attributes.classes.iter().map(|class| format!(".{class}")));
    words.extend(attributes.pairs.iter().map(|(name, value)| format!("{name}={value:?}")));
    format!(" {{{}}}", words.join(" "))
}

/// `BlockQuote` → `block quote`.
fn name(kind: &NodeKind) -> String {
    let mut name = String::new();
    for c in format!("{kind:?}").chars().take_while(char::is_ascii_alphabetic) {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push(' ');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

fn at(card: &Card, lines: &LineMap, span: Span) -> String {
    let place = lines.line_col(&card.text, span.start);
    format!("{}:{}", place.line, place.col)
}

fn link(card: &Card, lines: &LineMap, link: &Link) -> String {
    let kind = match link.kind {
        LinkKind::Wiki => "wiki-link",
        LinkKind::Embed => "embed",
        LinkKind::Markdown => "link",
        LinkKind::Image => "image",
        LinkKind::Autolink => "autolink",
        LinkKind::Html => "html link",
        LinkKind::Label => "label",
    };
    let mut line = format!("{kind} {} {:?}", at(card, lines, link.span), link.target);
    for (name, part) in [("fragment", &link.fragment), ("label", &link.label)] {
        if let Some(part) = part {
            line.push_str(&format!(" {name} {part:?}"));
        }
    }
    if !link.query.is_empty() {
        line.push_str(&format!(" query {:?}", link.query));
    }
    if link.is_spaced {
        line.push_str(" spaced");
    }
    let written = link.destination_span.of(&card.text);
    if written != link.target {
        line.push_str(&format!(" written {written:?}"));
    }
    line
}

/// The links that no node shows: those of raw HTML, of properties, and in comments.
fn unshown(card: &Card) -> Vec<&Link> {
    let mut shown = vec![false; card.links.len()];
    for node in &card.document.nodes {
        if let NodeKind::Link { link, .. }
        | NodeKind::Image { link, .. }
        | NodeKind::WikiLink(link)
        | NodeKind::Embed(link) = &node.kind
        {
            shown[*link as usize] = true;
        }
    }
    let rest = card.links.iter().zip(shown).filter(|(link, shown)| !shown && !link.is_in_diagram);
    rest.map(|(link, _)| link).collect()
}

fn rest(card: &Card, lines: &LineMap, out: &mut String) {
    let place = |span| at(card, lines, span);
    if card.title.origin != TitleOrigin::Stem {
        let _ = writeln!(out, "title {:?} {}", card.title.text, place(card.title.span));
    }
    for unshown in unshown(card) {
        let _ = writeln!(out, "{}", link(card, lines, unshown));
    }
    for diagram in &card.diagrams {
        let _ = writeln!(out, "diagram {} {}", place(diagram.span), diagram.notation.name());
        for label in diagram.links.iter().flatten() {
            let _ = writeln!(out, "  {}", link(card, lines, &card.links[*label as usize]));
        }
        if let Some(fault) = &diagram.fault {
            let _ = writeln!(out, "  fault {} {}", place(fault.span), fault.message);
        }
    }
    for anchor in &card.html_anchors {
        let _ = writeln!(out, "anchor {:?} {}", anchor.id, place(anchor.span));
    }
    for (kind, names) in [("tag", &card.tags), ("alias", &card.aliases)] {
        for named in names {
            let _ = writeln!(out, "{kind} {:?} {}", named.name, place(named.span));
        }
    }
    for suppression in &card.suppressions {
        let rules: Vec<&str> = suppression.rules.iter().map(|rule| rule.name.as_str()).collect();
        let of = suppression.line.map_or("the file".to_owned(), |line| format!("line {line}"));
        let _ = writeln!(out, "suppression {} of {of}: {}", place(suppression.span), rules.join(", "));
    }
    for problem in &card.problems {
        let _ = writeln!(out, "problem {} {}: {}", place(problem.span), problem.rule, problem.message);
    }
}
