//! What a link leads to: one resolver for checks and site.
//!
//! A [`Link`] of a card → [`Resolution`], in order:
//! 1. addresses with a scheme lead elsewhere, or are refused;
//! 2. a link without target leads to its own card;
//! 3. wiki-links are looked up by name, as the dialect has it ([`wiki`]), Markdown links by path ([`path`]);
//! 4. words of diagrams are links only where they are a name ([`label`]);
//! 5. the fragment is looked up in the card that was found ([`fragment`]).
//!
//! Every step can be told ([`Trace`]): `quadrille explain` prints the same run that checks and site rely on. Must
//! never report: what a mismatch means is for the rules to say.

pub mod fragment;
pub mod label;
pub mod path;
pub mod wiki;

use std::sync::Arc;

use crate::config::Config;
use crate::discover::Asset;
use crate::graph::{CardId, Names, Pages};
use crate::parse::card::{Card, Link, LinkKind};
use crate::parse::scheme::{Use, is_allowed, scheme};
use crate::path::CardPath;

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The outcome.
    pub status: Status,
    /// The card or asset; also for `Status::SelfLink`, where it is the card itself. `None` unless there is exactly one.
    pub target: Option<Target>,
    /// What the name could mean, sorted, where it is ambiguous, though never more than [`MAX_CANDIDATES`]; empty
    /// otherwise.
    pub candidates: Vec<CardPath>,
    /// How many files the name could mean, those included that are not listed.
    pub candidate_count: usize,
    /// What became of the fragment.
    pub fragment: FragmentStatus,
    /// Whether the target was found only by ignoring case: the name as the disk has it.
    pub case_mismatch: Option<String>,
    /// Whether a wiki-link named a path where the dialect wants a stem.
    pub is_path: bool,
}

impl Resolution {
    /// Whether it is that of a link, and not of mere words.
    #[must_use]
    pub fn is_link(&self) -> bool {
        self.status != Status::Words
    }

    /// Takes what a look-up found. Words stay words, unless they name one card.
    fn settle(&mut self, world: &World<'_>, found: Found, trace: &mut Trace) {
        let is_words = self.status == Status::Words;
        match found {
            Found::One(target, case_mismatch) => {
                trace.note(|| format!("result: `{}`", world.path_of(target)));
                self.status = Status::Resolved;
                self.target = Some(target);
                self.case_mismatch = case_mismatch;
            }
            Found::Many(targets, count) => {
                trace.note(|| format!("result: ambiguous, {count} candidates"));
                self.candidate_count = count;
                self.status = if is_words { Status::Words } else { Status::Ambiguous };
                self.candidates = targets.iter().map(|target| world.path_of(*target).clone()).collect();
                self.candidates.sort();
            }
            Found::Nothing if is_words => trace.note(|| "result: words, and no link".to_owned()),
            Found::Nothing => trace.note(|| "result: broken, there is nothing by that name".to_owned()),
            Found::Outside => {
                trace.note(|| "result: broken, the path leaves the docs root".to_owned());
                self.status = Status::Broken(Reason::OutsideRoot);
            }
        }
    }
}

/// The outcome of a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Exactly one card or asset.
    Resolved,
    /// None.
    Broken(Reason),
    /// Several.
    Ambiguous,
    /// The card itself (`[[#Heading]]`, `#heading`).
    SelfLink,
    /// Another site, a mail address, …
    External,
    /// No link: the words of a diagram's label that are not the name of one other card. Where several cards have that
    /// name, they are the candidates.
    Words,
}

/// Why a link is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is nothing by that name.
    Missing,
    /// It leads out of the docs root.
    OutsideRoot,
    /// Its scheme is not on the list of allowed ones (`javascript:`).
    Dangerous,
}

/// What became of a link's fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FragmentStatus {
    /// The link has none, or leads where fragments are not looked at (other sites, assets, broken links).
    None,
    /// It leads to this published id.
    Resolved(String),
    /// The card has no such heading, block or anchor.
    Broken,
}

/// What a resolved link points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A card.
    Card(CardId),
    /// An asset: index into `Graph::assets`.
    Asset(usize),
}

/// Everything that a link can lead to.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The cards.
    pub cards: &'a [Arc<Card>],
    /// The assets.
    pub assets: &'a [Asset],
    /// Their names.
    pub names: &'a Names,
    /// Their places on the site.
    pub pages: &'a Pages,
    /// The dialect and its options.
    pub config: &'a Config,
}

impl World<'_> {
    /// The path of a target.
    #[must_use]
    pub fn path_of(&self, target: Target) -> &CardPath {
        match target {
            Target::Card(id) => &self.cards[id].path,
            Target::Asset(index) => &self.assets[index].path,
        }
    }
}

/// The steps of one resolution, in order; empty unless asked for.
#[derive(Debug, Default)]
pub struct Trace {
    steps: Option<Vec<String>>,
}

impl Trace {
    /// A trace that keeps what it is told.
    #[must_use]
    pub const fn kept() -> Self {
        Self { steps: Some(Vec::new()) }
    }

    /// The steps so far.
    #[must_use]
    pub fn steps(&self) -> &[String] {
        self.steps.as_deref().unwrap_or_default()
    }

    pub(super) fn note(&mut self, step: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }
}

/// What a look-up by name or path found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One, with the disk's spelling where only the case differs.
    One(Target, Option<String>),
    /// Several: the first [`MAX_CANDIDATES`], and how many there are.
    Many(Vec<Target>, usize),
    /// None.
    Nothing,
    /// A path that leaves the docs root.
    Outside,
}

impl Found {
    fn many(targets: impl ExactSizeIterator<Item = Target>) -> Self {
        let count = targets.len();
        Self::Many(targets.take(MAX_CANDIDATES).collect(), count)
    }
}

/// How many candidates of an ambiguous link are kept: where thousands of cards share a name, each link keeping all of
/// them would be quadratic.
pub const MAX_CANDIDATES: usize = 100;

/// Resolves one link of a card.
#[must_use]
pub fn resolve(world: &World<'_>, from: CardId, link: &Link, trace: &mut Trace) -> Resolution {
    let mut resolution = Resolution {
        status: Status::Broken(Reason::Missing),
        target: None,
        candidates: Vec::new(),
        candidate_count: 0,
        fragment: FragmentStatus::None,
        case_mismatch: None,
        is_path: false,
    };
    if link.kind == LinkKind::Label {
        resolution.status = Status::Words;
        resolution.settle(world, label::find(world, from, &link.target, trace), trace);
        return resolution;
    }
    if let Some(scheme) = scheme(&link.target) {
        resolution.status = outside_status(world, link, &scheme, trace);
        return resolution;
    }
    if is_of_host(world, link) {
        trace.note(|| "an address of the host, as MkDocs takes it".to_owned());
        resolution.status = Status::External;
        return resolution;
    }
    if link.target.is_empty() {
        trace.note(|| "the link names no card: it leads to its own".to_owned());
        resolution.status = Status::SelfLink;
        resolution.target = Some(Target::Card(from));
    } else {
        let found = if matches!(link.kind, LinkKind::Wiki | LinkKind::Embed) {
            resolution.is_path = link.target.contains('/');
            wiki::find(world, from, &link.target, trace)
        } else {
            path::find(world, from, link, trace)
        };
        resolution.settle(world, found, trace);
    }
    if let (Some(Target::Card(id)), Some(text)) = (resolution.target, link.fragment.as_deref()) {
        resolution.fragment = fragment::find(world, id, link, text, trace);
    }
    resolution
}

/// Whether a link of a MkDocs project starts at the root of the host, which is nobody's docs root there.
fn is_of_host(world: &World<'_>, link: &Link) -> bool {
    let is_path = !matches!(link.kind, LinkKind::Wiki | LinkKind::Embed) && link.target.starts_with('/');
    is_path && world.config.mkdocs.as_ref().is_some_and(|mkdocs| !mkdocs.links_from_root)
}

fn outside_status(world: &World<'_>, link: &Link, scheme: &str, trace: &mut Trace) -> Status {
    // Raw HTML shows pictures, too.
    let shows = matches!(link.kind, LinkKind::Image | LinkKind::Html);
    let place = if shows { Use::Image } else { Use::Link };
    if is_allowed(&link.target, place, &world.config.links.schemes) {
        trace.note(|| format!("`{scheme}:` leads to another place: external"));
        return Status::External;
    }
    trace.note(|| format!("`{scheme}:` is not among the allowed schemes: refused"));
    Status::Broken(Reason::Dangerous)
}
