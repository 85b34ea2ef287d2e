//! What a card requires: the names under `requires`, and what they lead to.
//!
//! Front matter → [`Requirement`]s. A name is what stands between the brackets of a wiki-link, and is looked up as one
//! that stands in the card; brackets round it are allowed. Must never have a second way of looking names up.

use crate::config::Config;
use crate::graph::{CardId, Graph, Status, Target as Found};
use crate::parse::card::{Link, LinkKind};
use crate::parse::front_matter::{Value, ValueKind};
use crate::path::CardPath;
use crate::text::Span;

/// One entry of `requires`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The name, without brackets.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// What it leads to.
    pub target: Target,
}

/// What the name of a requirement leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One card.
    Card(CardId),
    /// Several.
    Ambiguous(Vec<CardPath>),
    /// None.
    Missing,
}

impl Target {
    /// The card, where it is one.
    #[must_use]
    pub const fn card(&self) -> Option<CardId> {
        match self {
            Self::Card(id) => Some(*id),
            _ => None,
        }
    }
}

/// The requirements of a card; one name may stand without a list.
pub(super) fn of(graph: &Graph, config: &Config, card: CardId) -> Vec<Requirement> {
    let Some(field) = graph.cards[card].front_matter.get("requires") else { return Vec::new() };
    let names = names(&field.value).into_iter();
    names
        .map(|(name, span)| Requirement { target: target(graph, config, card, name), name: name.to_owned(), span })
        .collect()
}

/// The names in a value. YAML reads `[[name]]` without quotes as a list in a list, so lists may be nested.
fn names(value: &Value) -> Vec<(&str, Span)> {
    let (mut names, mut waiting) = (Vec::new(), vec![value]);
    while let Some(value) = waiting.pop() {
        match &value.kind {
            ValueKind::List(items) => waiting.extend(items.iter().rev()),
            ValueKind::Scalar { text, .. } => names.push((bare(text), value.span)),
            ValueKind::Null | ValueKind::Map(_) => {}
        }
    }
    names.retain(|(name, _)| !name.is_empty());
    names
}

/// The name of a wiki-link without its brackets, fragment and text.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    inner.map_or(text, |inner| inner.split(['|', '#']).next().unwrap_or(inner).trim())
}

fn target(graph: &Graph, config: &Config, card: CardId, name: &str) -> Target {
    let link = Link {
        kind: LinkKind::Wiki,
        span: Span::at(0),
        destination_span: Span::at(0),
        target: name.to_owned(),
        fragment: None,
        query: String::new(),
        label: None,
        is_spaced: false,
        is_in_diagram: false,
    };
    let resolution = graph.resolve(card, &link, config);
    match (resolution.status, resolution.target) {
        (Status::Resolved | Status::SelfLink, Some(Found::Card(id))) => Target::Card(id),
        (Status::Ambiguous, _) => Target::Ambiguous(resolution.candidates),
        _ => Target::Missing,
    }
}
