//! What a rule is, and what it may look at.
//!
//! Must never hold state: a rule is a value.

use jiff::civil::Date;

use crate::config::Config;
use crate::diag::{Diagnostic, Severity};
use crate::graph::{CardId, Graph, Resolution};
use crate::parse::card::{Card, Link};
use crate::path::CardPath;

/// One check with its documentation.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case name of the fault.
    pub name: &'static str,
    /// What it is about; the group's name selects all of its rules.
    pub group: Group,
    /// What it weighs unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it runs unless the configuration says otherwise.
    pub is_on: bool,
    /// What a finding means for `build`.
    pub in_build: InBuild,
    /// One line for lists: what it finds.
    pub summary: &'static str,
    /// Its documentation card, `docs/reference/rules/<name>.md`.
    pub page: &'static str,
    /// Finds the fault. Findings need no order, and carry any severity: the caller sets the configured one.
    pub check: fn(&Context<'_>) -> Vec<Diagnostic>,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Links and embeds, and what they lead to.
    Links,
    /// Names of files.
    Names,
    /// How cards hang together.
    Structure,
    /// The block at the start of a card.
    FrontMatter,
    /// Fences that are drawn.
    Diagrams,
    /// Files as such, and comments to the checker.
    Files,
    /// What a configuration of MkDocs asks for.
    Configuration,
    /// When cards were last looked at.
    Review,
}

impl Group {
    /// All groups, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Links,
        Self::Names,
        Self::Structure,
        Self::FrontMatter,
        Self::Diagrams,
        Self::Files,
        Self::Configuration,
        Self::Review,
    ];

    /// The name by which the group is selected.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Names => "names",
            Self::Structure => "structure",
            Self::FrontMatter => "front-matter",
            Self::Diagrams => "diagrams",
            Self::Files => "files",
            Self::Configuration => "configuration",
            Self::Review => "review",
        }
    }
}

/// What a finding means for a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InBuild {
    /// The site would be wrong or incomplete: the build fails and publishes nothing.
    Fails,
    /// The page has a flaw that readers see: the build warns, and `--strict` fails.
    Warns,
    /// The site does not show it: only `check` tells.
    Silent,
}

/// What rules may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The linked cards.
    pub graph: &'a Graph,
    /// The configuration.
    pub config: &'a Config,
    /// The day on which `future-date` counts.
    pub today: Date,
    /// What discovery could not take.
    pub discovered: &'a [Diagnostic],
    /// Files that are on disk but not in the git index, where the index decides what exists.
    pub untracked: &'a [CardPath],
}

/// A link with the card that holds it and what it leads to.
#[derive(Debug, Clone, Copy)]
pub struct PlacedLink<'a> {
    /// The card that holds it.
    pub card: &'a Card,
    /// The card's index in the graph.
    pub id: CardId,
    /// The link as written.
    pub link: &'a Link,
    /// What it leads to.
    pub resolution: &'a Resolution,
}

impl<'a> Context<'a> {
    /// The cards that are checked: all but the virtual ones, sorted by path.
    pub fn cards(&self) -> impl Iterator<Item = (CardId, &'a Card)> + use<'a> {
        self.graph.cards.iter().map(|card| &**card).enumerate().filter(|(_, card)| !card.is_virtual)
    }

    /// The links of the cards that are checked, by card and place.
    pub fn links(&self) -> impl Iterator<Item = PlacedLink<'a>> + use<'a> {
        let graph = self.graph;
        self.cards().flat_map(move |(id, card)| {
            let links = graph.links(id).filter(|(_, resolution)| resolution.is_link());
            links.map(move |(link, resolution)| PlacedLink { card, id, link, resolution })
        })
    }

    /// The index cards of the folders that hold a card, the nearest first; the card itself is none of them.
    pub fn indexes_over(&self, id: CardId) -> impl Iterator<Item = CardId> + use<'a> {
        let graph = self.graph;
        let mut folder = Some(graph.cards[id].path.folder());
        std::iter::from_fn(move || {
            let here = folder?;
            folder = (!here.is_empty()).then(|| here.rsplit_once('/').map_or("", |(above, _)| above));
            Some(here)
        })
        .filter_map(move |folder| graph.pages.index_of(folder))
        .filter(move |index| *index != id)
    }

    /// Whether a rule about knowledge bases speaks to these cards: not where they link by path alone, as in a site
    /// whose readers go by its navigation, unless the configuration names the rule.
    #[must_use]
    pub fn is_for(&self, rule: &Rule) -> bool {
        self.config.check.severity.contains_key(rule.name) || !self.graph.links_by_path_alone()
    }

    /// What reading the configuration, discovery and parsing have already found under a rule's name.
    #[must_use]
    pub fn reported(&self, rule: &str) -> Vec<Diagnostic> {
        self.cards()
            .flat_map(|(_, card)| &card.problems)
            .chain(self.discovered)
            .chain(self.config.mkdocs.iter().flat_map(|mkdocs| &mkdocs.remarks))
            .filter(|problem| problem.rule == rule)
            .cloned()
            .collect()
    }
}
