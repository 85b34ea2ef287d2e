//! The shape of `quadrille.toml`: its tables, keys, types, defaults and one example each.
//!
//! The only registration of a key. The docstrings are what `quadrille schema` says, and the schema that is made of
//! them is what the file is checked against. Must never hold a value that is not spelled in the file.

mod diagrams;
mod look;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Dialect, FieldType, HeadingIds};
use crate::diag::Severity;

pub use diagrams::{BoxArt, Diagrams};
pub(super) use look::Theme;
pub use look::{Features, Publish, Scheme, Search, SearchEngine};

/// The configuration of Quadrille, `quadrille.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "quadrille.toml")]
pub struct File {
    /// What the site says of itself.
    pub site: Site,
    /// Which files are cards, and how they are grouped.
    pub docs: Docs,
    /// How links are read.
    pub links: Links,
    /// What front matter must and may hold.
    pub front_matter: FrontMatter,
    /// Which rules run, and how much they matter.
    pub check: Check,
    /// How the pages look.
    pub theme: Theme,
    /// What the pages can do. All is on; each can be switched off.
    pub features: Features,
    /// Which fences become drawings, and what their labels lead to.
    pub diagrams: Diagrams,
    /// How readers search.
    pub search: Search,
    /// What is published beside the pages.
    pub publish: Publish,
}

/// What the site says of itself.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// The site's name. Without it: the title of the home card, else the name of the project folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"Harbour Handbook")]
    pub name: Option<String>,
    /// The address of the published site. It makes canonical links and the sitemap.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "uri"), example = &"https://docs.example.org/")]
    pub url: Option<String>,
    /// One sentence that search engines and link previews show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"How the harbour is run.")]
    pub description: Option<String>,
    /// Who wrote the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"The harbour office")]
    pub author: Option<String>,
    /// A line for the footer of every page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"© 2026 The harbour office")]
    pub copyright: Option<String>,
    /// The language of the pages, as a BCP 47 tag.
    #[schemars(extend("format" = "language-tag"), example = &"en-GB")]
    pub language: String,
    /// The web address of the repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "uri"), example = &"https://git.example.org/harbour/handbook")]
    pub repo_url: Option<String>,
    /// The path from `repo-url` to the editor of the docs root. It makes the link "edit this page". Known for the usual forges.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"edit/main/docs/")]
    pub edit_uri: Option<String>,
    /// The path from `repo-url` to the text of the docs root. It makes the link "view source". Known for the usual forges.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"raw/main/docs/")]
    pub view_uri: Option<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: None,
            url: None,
            description: None,
            author: None,
            copyright: None,
            language: "en".to_owned(),
            repo_url: None,
            edit_uri: None,
            view_uri: None,
        }
    }
}

/// Which files are cards, and how they are grouped.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Docs {
    /// The docs root, relative to the configuration file. Without it: `docs` where there is such a folder, else `.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"docs")]
    pub dir: Option<String>,
    /// The folder of the built site, relative to the project folder. Without it: `site`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"build/site")]
    pub output: Option<String>,
    /// Globs of files and folders that are neither cards nor assets.
    #[schemars(extend("items" = {"type": "string", "format": "glob"}), example = ["changelog.d", "*.draft.md"])]
    pub exclude: Vec<String>,
    /// File names of a folder's index, best first; `{folder}` stands for the folder's name.
    #[schemars(extend("items" = {"type": "string", "format": "card-name"}), example = ["index.md"])]
    pub index: Vec<String>,
    /// The top folders that are quadrants, in the order of the navigation.
    #[schemars(extend("items" = {"type": "string", "format": "folder-name"}), example = ["guides", "reference"])]
    pub quadrants: Vec<String>,
    /// Cards that are copied from elsewhere: the place in the docs root = the file, relative to the docs root.
    #[schemars(extend("propertyNames" = {"format": "card-path"}), example = one("CHANGELOG.md", "../CHANGELOG.md"))]
    pub r#virtual: BTreeMap<String, String>,
}

impl Default for Docs {
    fn default() -> Self {
        Self {
            dir: None,
            output: None,
            exclude: vec!["changelog.d".to_owned()],
            index: ["index.md", "README.md", "{folder}.md"].map(str::to_owned).to_vec(),
            quadrants: ["tutorials", "how-to", "reference", "explanation"].map(str::to_owned).to_vec(),
            r#virtual: BTreeMap::new(),
        }
    }
}

/// How links are read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Links {
    /// How wiki-links are resolved. Without it: `obsidian` where the docs root holds `.obsidian`, else `strict`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Dialect", example = &"strict")]
    pub dialect: Option<Dialect>,
    /// Schemes that links may have besides the usual ones.
    #[schemars(extend("items" = {"type": "string", "format": "link-scheme"}), example = ["obsidian", "ssh"])]
    pub schemes: Vec<String>,
    /// How headings get their ids. Without it: `mkdocs` for the dialects `strict` and `mkdocs`, else `github`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "HeadingIds", example = &"github")]
    pub heading_ids: Option<HeadingIds>,
}

/// What front matter must and may hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrontMatter {
    /// Keys that every card needs.
    #[schemars(example = ["title", "tags"])]
    pub required: Vec<String>,
    /// Keys that only some cards may have: the key = globs of the cards or their folders.
    #[schemars(
        extend("additionalProperties" = {"type": "array", "items": {"type": "string", "format": "glob"}}),
        example = one("status", ["how-to"])
    )]
    pub only_in: BTreeMap<String, Vec<String>>,
    /// Types of keys besides the built-in ones.
    #[schemars(example = one("owner", "string"))]
    pub types: BTreeMap<String, FieldType>,
}

/// Which rules run, and how much they matter.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Check {
    /// The only rules that run. Without any: all that are on by default.
    #[schemars(extend("items" = {"type": "string", "format": "rule-name"}), example = ["broken-link"])]
    pub select: Vec<String>,
    /// Rules that do not run.
    #[schemars(extend("items" = {"type": "string", "format": "rule-name"}), example = ["orphan-card"])]
    pub ignore: Vec<String>,
    /// How much a rule matters: the rule = `error`, `warning` or `info`. A rule that is off by default then runs.
    #[schemars(
        with = "BTreeMap<String, String>",
        extend(
            "propertyNames" = {"format": "rule-name"},
            "additionalProperties" = {"title": "severity", "type": "string", "enum": ["error", "warning", "info"]}
        ),
        example = one("broken-anchor", "warning")
    )]
    pub severity: BTreeMap<String, Severity>,
    /// Rules that do not run on some files: a glob = the rules.
    #[schemars(
        extend(
            "propertyNames" = {"format": "glob"},
            "additionalProperties" = {"type": "array", "items": {"type": "string", "format": "rule-name"}}
        ),
        example = one("archive/**", ["orphan-card"])
    )]
    pub per_file_ignores: BTreeMap<String, Vec<String>>,
}

/// A map of one entry, for examples.
fn one<V: Serialize>(key: &str, value: V) -> BTreeMap<&str, V> {
    BTreeMap::from([(key, value)])
}
