//! A card as Markdown for programs: the author's text, with links that lead from twin to twin.
//!
//! A card with its resolved links → text. Everything between the links stays byte for byte, but for what no reader
//! sees: comments of Obsidian, and those that silence a rule. Must never show a link that the page would refuse.

use crate::config::Config;
use crate::graph::{CardId, FragmentStatus, Graph, Reason, Resolution, Status, Target};
use crate::parse::card::{Card, Link, LinkKind};
use crate::parse::document::{Document, Node, NodeKind};
use crate::parse::markdown::{Flavor, hidden};
use crate::render::html::shown_text;
use crate::render::sitemap::absolute;
use crate::render::summary::{changed, date, day, description, plain};
use crate::render::toc::first_title;
use crate::render::{Plan, escape, url};
use crate::text::{BOM, Span};

use super::{TWIN, destination, text};

/// Extensions of pictures.
const PICTURES: [&str; 10] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "ico", "apng"];

/// What becomes of a link.
enum Way {
    /// It leads to this address.
    To(String),
    /// It leads nowhere.
    Nowhere,
    /// It stays as it is.
    AsWritten,
    /// Its address is not allowed.
    Refused,
}

/// Writes the twin of a card.
pub(crate) fn twin(plan: &Plan, id: CardId) -> String {
    let card = &plan.graph.cards[id];
    let mut out = String::with_capacity(card.text.len() + card.text.len() / 8 + 200);
    front_matter(&mut out, plan, id);
    let start = body_start(card);
    if first_title(card).is_none() {
        out.push_str(&format!("# {}\n\n", text(&card.title.text)));
    }
    let mut at = start;
    for (span, new) in edits(&plan.graph, &plan.config, id, start) {
        // What stands in something that went away goes with it.
        if span.start >= at && span.end <= card.text.len() {
            push_lines(&mut out, &card.text[at..span.start]);
            out.push_str(&new);
            at = span.end;
        }
    }
    push_lines(&mut out, &card.text[at..]);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out.shrink_to_fit();
    out
}

/// Appends text with line feeds alone at the ends of lines.
fn push_lines(out: &mut String, text: &str) {
    for (index, piece) in text.split("\r\n").enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(piece);
    }
}

fn body_start(card: &Card) -> usize {
    let bom = if card.text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let start = card.front_matter.block.map_or(bom, |block| block.end);
    let rest = &card.text[start..];
    start + (rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}

fn front_matter(out: &mut String, plan: &Plan, id: CardId) {
    let card = &plan.graph.cards[id];
    let quoted = |text: &str| serde_json::Value::from(plain(text)).to_string();
    out.push_str(&format!("---\ntitle: {}\n", quoted(&card.title.text)));
    if let Some(description) = description(card) {
        out.push_str(&format!("description: {}\n", quoted(description)));
    }
    if let Some(site) = plan.config.site.url.as_deref() {
        out.push_str(&format!("url: {}\n", quoted(&absolute(site, plan.graph.pages.url(id)))));
    }
    if !card.tags.is_empty() {
        let tags: Vec<String> = card.tags.iter().map(|tag| quoted(&tag.name)).collect();
        out.push_str(&format!("tags: [{}]\n", tags.join(", ")));
    }
    if let Some(time) = changed(&plan.history, card) {
        out.push_str(&format!("modified: {}\n", day(time)));
    }
    if let Some(reviewed) = date(card, &plan.config.review.keys.date) {
        out.push_str(&format!("last-reviewed: {reviewed}\n"));
    }
    out.push_str("---\n\n");
}

/// What is written anew, in order of place.
fn edits(graph: &Graph, config: &Config, id: CardId, start: usize) -> Vec<(Span, String)> {
    let card = &graph.cards[id];
    let flavor = Flavor::of(config.links.dialect, config.links.heading_ids);
    let mut edits: Vec<(Span, String)> = hidden(&card.text, start, flavor)
        .into_iter()
        .chain(card.suppressions.iter().map(|suppression| suppression.span))
        .map(|span| (span, String::new()))
        .collect();
    for (index, node) in card.document.nodes.iter().enumerate() {
        if let NodeKind::WikiLink(link)
        | NodeKind::Embed(link)
        | NodeKind::Link { link, .. }
        | NodeKind::Image { link, .. } = node.kind
        {
            let link = link as usize;
            if let (Some(written), Some(resolution)) = (card.links.get(link), graph.resolutions[id].get(link)) {
                let children = &card.document.nodes[index + 1..node.end as usize];
                edits.extend(edit(graph, id, (written, resolution), children));
            }
        }
    }
    for (link, resolution) in graph.links(id).filter(|(link, _)| link.kind == LinkKind::Html) {
        edits.extend(html_edit(graph, id, link, resolution));
    }
    edits.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    edits
}

fn edit(graph: &Graph, id: CardId, found: (&Link, &Resolution), children: &[Node]) -> Option<(Span, String)> {
    let (link, resolution) = found;
    let card = &graph.cards[id];
    let way = way(graph, id, link, resolution);
    let linked = |mark: &str, shown: String| match &way {
        Way::To(address) => format!("{mark}[{shown}]({})", destination(address)),
        _ => shown,
    };
    match link.kind {
        LinkKind::Wiki => {
            let is_plain = |label: &&str| !label.contains(['[', ']', '|', '\\', '<']);
            let label = link.label.as_deref().filter(is_plain).map(str::to_owned);
            let shown = label.unwrap_or_else(|| text(&Document::words(children, &card.text)));
            Some((link.span, linked("", shown)))
        }
        LinkKind::Embed => {
            let name = link.target.rsplit('/').next().unwrap_or_default();
            let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
            let is_asset = matches!(resolution.target, Some(Target::Asset(_)));
            let is_picture = is_asset && PICTURES.contains(&extension.to_ascii_lowercase().as_str());
            let label = link.label.as_deref().filter(|label| !is_size(label));
            Some((
                link.span,
                match (is_picture, is_asset) {
                    (true, _) => linked("!", text(label.unwrap_or(stem))),
                    (false, true) => linked("", text(label.unwrap_or(name))),
                    _ => linked("", text(&shown_text(Some(graph), link, Some(resolution)))),
                },
            ))
        }
        LinkKind::Autolink => {
            matches!(way, Way::Refused).then(|| (link.span, format!("`{}`", link.target.replace('`', ""))))
        }
        LinkKind::Markdown | LinkKind::Image => {
            let address = match way {
                Way::To(address) => destination(&address),
                Way::Refused => "#".to_owned(),
                Way::Nowhere | Way::AsWritten => return None,
            };
            if link.destination_span != link.span {
                return Some((link.destination_span, address));
            }
            // By reference: the definition stands elsewhere, perhaps for other links, too.
            let after = children.last().map_or(link.span.start + 1, |last| last.span().end);
            let behind = Span::new(after.clamp(link.span.start, link.span.end), link.span.end);
            let close = behind.start + behind.of(&card.text).find(']')?;
            Some((Span::new(close, link.span.end), format!("]({address})")))
        }
        LinkKind::Html | LinkKind::Label => None,
    }
}

fn html_edit(graph: &Graph, id: CardId, link: &Link, resolution: &Resolution) -> Option<(Span, String)> {
    let address = match way(graph, id, link, resolution) {
        Way::To(address) => address,
        Way::Refused => "#".to_owned(),
        Way::Nowhere | Way::AsWritten => return None,
    };
    // The place is that of the whole tag where the parser could not tell: then nothing can be put there.
    let written = link.destination_span.of(&graph.cards[id].text);
    let is_address = !written.is_empty() && !written.contains(['<', '>', '\n']);
    let mut escaped = String::new();
    escape::address(&mut escaped, &address);
    is_address.then_some((link.destination_span, escaped))
}

/// Whether a label is `300` or `300x200`.
fn is_size(label: &str) -> bool {
    label.split('x').all(|number| number.trim().parse::<u32>().is_ok())
}

/// Where a link of a card leads from its twin.
fn way(graph: &Graph, from: CardId, link: &Link, resolution: &Resolution) -> Way {
    let here = graph.pages.url(from);
    match resolution.status {
        Status::External | Status::Words => Way::AsWritten,
        Status::Broken(Reason::Dangerous) => Way::Refused,
        Status::Broken(_) | Status::Ambiguous => Way::Nowhere,
        Status::Resolved | Status::SelfLink => match resolution.target.unwrap_or(Target::Card(from)) {
            Target::Card(id) => {
                let page = graph.pages.url(id);
                let fragment = match &resolution.fragment {
                    FragmentStatus::Resolved(id) => format!("#{}", url::encode_fragment(id)),
                    _ => String::new(),
                };
                let is_here = page == here && !fragment.is_empty();
                let file = if is_here { String::new() } else { url::relative(here, &format!("{page}{TWIN}")) };
                Way::To(file + &fragment)
            }
            Target::Asset(index) => {
                let Some(asset) = graph.assets.get(index) else { return Way::Nowhere };
                let fragment = link.fragment.as_deref().map(|text| format!("#{text}")).unwrap_or_default();
                let tail = url::encode_written(&format!("{}{fragment}", link.query));
                Way::To(url::relative(here, asset.path.as_str()) + &tail)
            }
        },
    }
}
