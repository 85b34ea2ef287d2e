//! What the steps of one reading share.

use std::collections::{BTreeMap, BTreeSet};

use super::block::fancy_lists::Style;
use super::block::slashes::Slashes;
use super::block::{self, Processor};
use super::inline::{self, Pattern};
use super::stash::Stash;
use super::text::Text;
use super::tree::{Id, Tag, Tree};
use crate::config::Extensions;
use crate::config::extensions::Options;
use crate::snippet::{Fault, Files};
use crate::text::Span;

/// One reading of one body.
pub(super) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) extensions: &'a Extensions,
    /// The files that snippets may take in.
    pub(super) snippets: &'a Files,
    /// The snippets that are not taken in.
    pub(super) missing_snippets: Vec<(Span, Fault)>,
    pub(super) tree: Tree,
    pub(super) stash: Stash,
    /// Link references by their names: destination and title.
    pub(super) references: BTreeMap<String, (Text, Option<Text>)>,
    /// Abbreviations and what they stand for.
    pub(super) abbreviations: BTreeMap<String, Text>,
    /// Footnotes in the order of their definitions: name and text.
    pub(super) footnotes: Vec<(String, Text)>,
    /// How the blocks that are being parsed stand; the innermost last.
    pub(super) states: Vec<State>,
    /// The blocks between slashes that are open.
    pub(super) slashes: Slashes,
    /// The callouts that may have a title of their own.
    pub(super) callouts: Vec<Id>,
    /// How lists are numbered, where they say so.
    pub(super) list_styles: BTreeMap<Id, Style>,
    /// How deep the blocks nest.
    pub(super) depth: usize,
    /// The tags round the text that inline patterns are at work on.
    pub(super) ancestors: Vec<Tag>,
    /// The characters that a backslash escapes.
    pub(super) escapable: String,
    pub(super) processors: Vec<&'static Processor>,
    pub(super) patterns: Vec<&'static Pattern>,
    /// Fences that were taken out, by the number of their raw HTML: what stood there, and how far it was indented.
    pub(super) fences: BTreeMap<usize, (Text, usize)>,
    /// The headings whose ids were made of their words.
    pub(super) made_ids: BTreeSet<Id>,
    /// Names of headings for the table of contents, where the author gave one.
    pub(super) labels: BTreeMap<Id, String>,
}

/// How a block that is being parsed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// In an item of a tight list.
    List,
    /// In an item of a loose list.
    LooseList,
    /// In the body of an item, whose indent was taken off.
    Detabbed,
    /// In a quote.
    Quote,
    /// In a block between slashes.
    Slashes,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, extensions: &'a Extensions, snippets: &'a Files) -> Self {
        Self {
            file,
            extensions,
            snippets,
            missing_snippets: Vec::new(),
            tree: Tree::default(),
            stash: Stash::default(),
            references: BTreeMap::new(),
            abbreviations: glossary(extensions),
            footnotes: Vec::new(),
            states: Vec::new(),
            slashes: Slashes::default(),
            callouts: Vec::new(),
            list_styles: BTreeMap::new(),
            depth: 0,
            ancestors: Vec::new(),
            escapable: inline::escapable(extensions),
            processors: block::processors(extensions),
            patterns: inline::patterns(extensions),
            fences: BTreeMap::new(),
            made_ids: BTreeSet::new(),
            labels: BTreeMap::new(),
        }
    }

    /// Whether an extension is on.
    pub(super) fn has(&self, extension: &str) -> bool {
        self.extensions.has(extension)
    }

    /// The options of an extension that is on.
    pub(super) fn options(&self, extension: &str) -> Option<&'a Options> {
        self.extensions.get(extension)
    }

    /// Whether an option of an extension is on.
    pub(super) fn is_on(&self, extension: &str, option: &str) -> bool {
        self.extensions.get(extension).is_some_and(|options| options.is_on(option))
    }

    /// Whether the innermost block stands so.
    pub(super) fn is_state(&self, state: State) -> bool {
        self.states.last() == Some(&state)
    }
}

/// The abbreviations that the project gives to all cards.
fn glossary(extensions: &Extensions) -> BTreeMap<String, Text> {
    let given = extensions.get("abbr").and_then(|options| options.value("glossary").as_object());
    let text = |value: &serde_json::Value| Some(Text::own(value.as_str()?, Span::at(0)));
    given.into_iter().flatten().filter_map(|(word, value)| Some((word.clone(), text(value)?))).collect()
}
