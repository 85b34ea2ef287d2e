//! Links: where they lead from the page that is being written, and what shows that they do not.
//!
//! A link with its resolution → an address, or the reason why there is none. Must never write an address that
//! leads nowhere, but in projects of MkDocs, where it stays as written: it may lead to what stands beside the site.
//! Must never write one with a scheme that is not allowed.

use crate::graph::{FragmentStatus, Graph, Reason, Resolution, Status, Target};
use crate::parse::card::{Card, Link, LinkKind};
use crate::parse::document::{Node, NodeKind};
use crate::parse::scheme::{self, Use};
use crate::render::escape;
use crate::render::url;

use super::{Closing, Scene, Writer, python};

/// What a link becomes.
pub(super) enum Way {
    /// A link: its address, and whether it leaves the site.
    Open { address: String, is_external: bool, class: Option<&'static str> },
    /// No link: the class that shows it and the words that tell why.
    Closed { class: &'static str, reason: String },
}

impl<'a> Writer<'a> {
    pub(super) fn open_link(&mut self, node: &'a Node, at: usize) -> usize {
        let card: &'a Card = self.frame.card;
        match &node.kind {
            NodeKind::Link { link, title } => {
                let way = self.way(*link as usize, Use::Link);
                self.anchor(node, &way, title.get(&card.text));
                at + 1
            }
            NodeKind::WikiLink(link) => {
                let index = *link as usize;
                let way = self.way(index, Use::Link);
                self.anchor(node, &way, "");
                at + 1
            }
            _ => at + 1,
        }
    }

    /// Where a link of the current card leads.
    pub(super) fn way(&self, index: usize, place: Use) -> Way {
        let Some(link) = self.frame.card.links.get(index) else {
            return Way::Closed { class: "broken-link", reason: String::new() };
        };
        match (self.scene(), self.resolution(index)) {
            (Some(scene), Some(resolution)) => resolved(scene, self.frame.id, link, resolution, place),
            _ if self.is_plain_python() => python::way(link, place),
            _ => as_written(link, place),
        }
    }

    fn anchor(&mut self, node: &Node, way: &Way, title: &str) {
        match way {
            Way::Open { address, is_external, class } => {
                self.out.push_str("<a href=\"");
                escape::address(&mut self.out, address);
                self.out.push('"');
                if !title.is_empty() {
                    self.attribute("title", title);
                }
                if let Some(class) = class {
                    self.attribute("class", class);
                }
                if *is_external {
                    self.out.push_str(" rel=\"noopener\"");
                }
                self.out.push('>');
                self.push(node, Closing::Inline("</a>"));
            }
            Way::Closed { class, reason } => {
                self.closed(class, reason);
                self.push(node, Closing::Inline("</span>"));
            }
        }
    }

    /// Opens the span that stands for a link that leads nowhere.
    pub(super) fn closed(&mut self, class: &str, reason: &str) {
        self.out.push_str("<span");
        self.attribute("class", class);
        if !reason.is_empty() {
            self.attribute("title", reason);
        }
        self.out.push('>');
    }
}

/// The words of an embed that is shown as a link: the title of the card or the words of the heading that it
/// leads to, else what stands between the brackets.
pub(crate) fn shown_text(graph: Option<&Graph>, link: &Link, resolution: Option<&Resolution>) -> String {
    if let Some(label) = link.label.as_deref().filter(|label| !label.is_empty()) {
        return label.to_owned();
    }
    let card = match (graph, resolution.and_then(|resolution| resolution.target)) {
        (Some(graph), Some(Target::Card(id))) => graph.cards.get(id),
        _ => None,
    };
    let heading = match (card, resolution.map(|resolution| &resolution.fragment)) {
        (Some(card), Some(FragmentStatus::Resolved(id))) => card.headings.iter().find(|heading| heading.id == *id),
        _ => None,
    };
    match (card, heading, &link.fragment) {
        (_, Some(heading), _) if link.target.is_empty() => heading.text.clone(),
        (Some(card), Some(heading), _) => format!("{}: {}", card.title.text, heading.text),
        (Some(card), None, _) if !link.target.is_empty() => card.title.text.clone(),
        (_, _, Some(fragment)) => format!("{}#{fragment}", link.target),
        _ => link.target.clone(),
    }
}

/// What stands behind the `#` and the `?`, with them.
pub(super) fn tail(link: &Link) -> String {
    let mut out = link.query.clone();
    if let Some(fragment) = &link.fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

fn as_written(link: &Link, place: Use) -> Way {
    let address = format!("{}{}", link.target, tail(link));
    if !scheme::is_harmless(&address, place) {
        return Way::Closed { class: "unsafe-link", reason: String::new() };
    }
    Way::Open { address: url::encode_written(&address), is_external: false, class: None }
}

/// Where a resolved link leads, seen from the page of the scene; `from` is the card that holds the link.
pub(super) fn resolved(scene: Scene<'_>, from: Option<usize>, link: &Link, resolution: &Resolution, place: Use) -> Way {
    let name = if link.target.is_empty() { tail(link) } else { link.target.clone() };
    let is_lost =
        matches!(resolution.status, Status::Broken(Reason::Missing | Reason::OutsideRoot) | Status::Ambiguous);
    if is_lost && stays_as_written(scene, link) {
        return match as_written(link, place) {
            Way::Open { address, .. } => Way::Open { address, is_external: false, class: Some("broken-link") },
            closed @ Way::Closed { .. } => closed,
        };
    }
    match resolution.status {
        Status::External => external(scene, link, place),
        Status::Words => Way::Closed { class: "", reason: String::new() },
        Status::Broken(Reason::Missing) => broken(format!("Broken link: there is no “{name}”")),
        Status::Broken(Reason::OutsideRoot) => broken(format!("Broken link: “{name}” is outside of this site")),
        Status::Broken(Reason::Dangerous) => dangerous(),
        Status::Ambiguous => {
            let all: Vec<&str> = resolution.candidates.iter().map(crate::path::CardPath::as_str).collect();
            broken(format!("Ambiguous link: “{name}” could be {}", all.join(", ")))
        }
        Status::Resolved | Status::SelfLink => match resolution.target.or(from.map(Target::Card)) {
            Some(Target::Card(id)) => card_way(scene, id, link, resolution),
            Some(Target::Asset(index)) => scene.graph.assets.get(index).map_or_else(
                || broken(format!("Broken link: there is no “{name}”")),
                |asset| Way::Open {
                    address: url::relative(scene.page_url, asset.path.as_str()) + &url::encode_written(&tail(link)),
                    is_external: false,
                    class: None,
                },
            ),
            None => broken(format!("Broken link: there is no “{name}”")),
        },
    }
}

fn card_way(scene: Scene<'_>, id: usize, link: &Link, resolution: &Resolution) -> Way {
    let page = scene.graph.pages.url(id);
    let is_here = page == scene.page_url;
    let (fragment, class) = match &resolution.fragment {
        FragmentStatus::Resolved(id) => (Some(url::encode_fragment(id)), None),
        FragmentStatus::Broken if stays_as_written(scene, link) => {
            (link.fragment.as_deref().map(url::encode_written), Some("broken-anchor"))
        }
        FragmentStatus::Broken if is_here => {
            let name = link.fragment.as_deref().unwrap_or_default();
            return broken(format!("Broken link: this card has no “{name}”"));
        }
        FragmentStatus::Broken => (None, Some("broken-anchor")),
        FragmentStatus::None => (None, None),
    };
    // `[](){ #name }` is a place, and no link.
    if is_here
        && link.target.is_empty()
        && link.query.is_empty()
        && link.fragment.is_none()
        && stays_as_written(scene, link)
    {
        return Way::Open { address: String::new(), is_external: false, class };
    }
    let address = match fragment {
        Some(fragment) if is_here => format!("#{fragment}"),
        fragment => {
            let mut address = url::relative(scene.page_url, &url::page_file(page));
            address.push_str(&url::encode_written(&link.query));
            if let Some(fragment) = fragment {
                address.push('#');
                address.push_str(&fragment);
            }
            address
        }
    };
    Way::Open { address, is_external: false, class }
}

/// Whether a link that leads nowhere keeps its address, as MkDocs leaves it.
fn stays_as_written(scene: Scene<'_>, link: &Link) -> bool {
    scene.graph.navigation.is_some() && !matches!(link.kind, LinkKind::Wiki | LinkKind::Embed | LinkKind::Label)
}

fn external(scene: Scene<'_>, link: &Link, place: Use) -> Way {
    match as_written(link, place) {
        Way::Open { address, .. } if scheme::is_allowed(&address, place, scene.schemes) => {
            let is_external = scheme::scheme(&address).is_some();
            Way::Open { address, is_external, class: None }
        }
        _ => dangerous(),
    }
}

fn broken(reason: String) -> Way {
    Way::Closed { class: "broken-link", reason }
}

fn dangerous() -> Way {
    Way::Closed { class: "unsafe-link", reason: "This address is not allowed here".to_owned() }
}
