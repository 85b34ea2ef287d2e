//! The tables of `quadrille.toml` that say how the site looks, what it can do, and what is published beside the pages.
//!
//! A part of `file`: docstrings, types, defaults, one example each. Must never hold a value that is not spelled in the
//! file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the pages look.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    /// A folder of templates that override the shipped ones, relative to the configuration file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"overrides")]
    pub templates: Option<String>,
    /// Whether pages are light or dark before the reader chooses; `auto` follows the reader's system.
    #[schemars(example = &"auto")]
    pub scheme: Scheme,
    /// The colour of the header: a name of the palette or `#rrggbb`. Without it the header has the colour of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "color"), example = &"indigo")]
    pub primary: Option<String>,
    /// The colour of links and marks: a name of the palette or `#rrggbb`. It is made darker or lighter where it would be hard to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "color"), example = &"teal")]
    pub accent: Option<String>,
    /// An image beside the site's name, relative to the docs root.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "asset-path"), example = &"assets/logo.svg")]
    pub logo: Option<String>,
    /// The icon of the browser's tab, relative to the docs root.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "asset-path"), example = &"assets/favicon.png")]
    pub favicon: Option<String>,
    /// The font of text: the name of a font that readers have or that `css` brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "font-name"), example = &"Source Serif 4")]
    pub font: Option<String>,
    /// The font of code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "font-name"), example = &"JetBrains Mono")]
    pub code_font: Option<String>,
    /// Style sheets that every page loads after the shipped one, relative to the docs root.
    #[schemars(extend("items" = {"type": "string", "format": "asset-path"}), example = ["assets/extra.css"])]
    pub css: Vec<String>,
    /// Scripts that every page loads, relative to the docs root.
    #[schemars(extend("items" = {"type": "string", "format": "asset-path"}), example = ["assets/extra.js"])]
    pub js: Vec<String>,
}

/// Whether pages are light or dark before the reader chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "scheme")]
pub enum Scheme {
    /// As the reader's system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    /// As it is spelled in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the pages can do. All is on; each can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Features {
    /// The sections as tabs in the header.
    #[schemars(example = &false)]
    pub tabs: bool,
    /// Pages that are exchanged without loading everything anew.
    #[schemars(example = &false)]
    pub instant: bool,
    /// Pages that are loaded ahead when the pointer rests on a link.
    #[schemars(example = &false)]
    pub prefetch: bool,
    /// A preview of the card behind a link when the pointer or the focus rests on it.
    #[schemars(example = &false)]
    pub previews: bool,
    /// The page with the graph of all cards, and the graph round each card.
    #[schemars(example = &false)]
    pub graph: bool,
    /// The list of cards that link to a card.
    #[schemars(example = &false)]
    pub backlinks: bool,
    /// Links to the previous and the next page.
    #[schemars(example = &false)]
    pub neighbours: bool,
    /// The button that copies a block of code.
    #[schemars(example = &false)]
    pub copy: bool,
    /// Images that can be shown large.
    #[schemars(example = &false)]
    pub zoom: bool,
    /// The contents of a footnote when the pointer or the focus rests on its mark.
    #[schemars(example = &false)]
    pub footnote_tooltips: bool,
    /// The badge that says how long ago a card was reviewed.
    #[schemars(example = &false)]
    pub freshness: bool,
    /// Dates and authors of the last change, from git.
    #[schemars(example = &false)]
    pub history: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            tabs: true,
            instant: true,
            prefetch: true,
            previews: true,
            graph: true,
            backlinks: true,
            neighbours: true,
            copy: true,
            zoom: true,
            footnote_tooltips: true,
            freshness: true,
            history: true,
        }
    }
}

/// How readers search.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Search {
    /// What searches: the built-in engine, an installed Pagefind that runs after the build, or nothing.
    #[schemars(example = &"pagefind")]
    pub engine: SearchEngine,
    /// Globs of cards that are not found.
    #[schemars(extend("items" = {"type": "string", "format": "glob"}), example = ["archive/**"])]
    pub exclude: Vec<String>,
}

/// What searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "search engine")]
pub enum SearchEngine {
    /// In the reader's browser, over one file.
    #[default]
    Builtin,
    /// Pagefind, for very large sites.
    Pagefind,
    /// Nothing.
    None,
}

/// What is published beside the pages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Publish {
    /// An Atom feed of changed and newly reviewed cards, `feed.xml`. It needs `site.url`.
    #[schemars(example = &false)]
    pub feed: bool,
    /// `llms.txt`, and each card as Markdown beside its page.
    #[schemars(example = &false)]
    pub llms: bool,
    /// `objects.inv`, by which Sphinx projects link to the cards.
    #[schemars(example = &false)]
    pub inventory: bool,
    /// `search/search_index.json`, in the form that MkDocs writes.
    #[schemars(example = &true)]
    pub search_index: bool,
    /// A picture of each card for link previews. It needs `site.url`.
    #[schemars(example = &true)]
    pub social_cards: bool,
}

impl Default for Publish {
    fn default() -> Self {
        Self { feed: true, llms: true, inventory: true, search_index: false, social_cards: false }
    }
}

impl SearchEngine {
    /// As it is spelled in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Builtin => "builtin",
            Self::Pagefind => "pagefind",
            Self::None => "none",
        }
    }
}
