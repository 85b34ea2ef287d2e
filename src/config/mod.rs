//! `quadrille.toml` or `mkdocs.yml` as one validated [`Config`].
//!
//! Text of a configuration file → [`Config`], in four steps:
//! 1. `locate`: which file and docs root a command means;
//! 2. `validate`: the text against the schema of `file`, with positions; `mkdocs` reads the other kind;
//! 3. `formats`: what single strings may be;
//! 4. `load`: the defaults filled in.
//!
//! Must never be half-filled: every field has its final value.

mod color;
mod error;
pub mod extensions;
mod file;
mod forge;
mod formats;
mod globs;
mod interval;
mod load;
mod locate;
pub mod mkdocs;
mod review;
mod schema;
#[cfg(test)]
mod tests;
mod validate;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::Severity;
use crate::path::CardPath;

pub use color::Color;
pub use error::{ConfigError, Problem};
pub use extensions::{Arguments, Extensions, Includes};
pub use file::{
    AliasType, BoxArt, Diagrams, Features, File, Publish, ReviewOrder, ReviewPreset, Scheme, Search, SearchEngine,
    Versions,
};
pub use globs::Globs;
pub use interval::Interval;
pub use load::{load, toml_of_mkdocs};
pub use locate::{FILE_NAME, Located, Request, zero_config_root};
pub use mkdocs::MkDocs;
pub use review::{ReviewConfig, ReviewKeys};
pub use schema::schema;

/// Everything that can be set, with defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The file that it was read from; `None` for the defaults.
    pub file: Option<PathBuf>,
    /// The project folder, absolute: where the configuration file stands, else the folder that was given.
    pub project: PathBuf,
    /// The docs root, absolute.
    pub root: PathBuf,
    /// Where the site goes, absolute.
    pub output: PathBuf,
    /// `[site]`.
    pub site: SiteConfig,
    /// `[docs]`.
    pub docs: DocsConfig,
    /// `[links]`.
    pub links: LinksConfig,
    /// `[front-matter]`.
    pub front_matter: FrontMatterConfig,
    /// `[check]`.
    pub check: CheckConfig,
    /// `[review]`.
    pub review: ReviewConfig,
    /// `[theme] templates`: a folder of templates that override the shipped ones, absolute.
    pub templates: Option<PathBuf>,
    /// The rest of `[theme]`.
    pub theme: ThemeConfig,
    /// `[features]`.
    pub features: Features,
    /// `[diagrams]`.
    pub diagrams: Diagrams,
    /// `[search]`.
    pub search: Search,
    /// `[publish]`.
    pub publish: Publish,
    /// `[versions]`.
    pub versions: Versions,
    /// The version that this build is of, where it is one of several.
    pub version: Option<String>,
    /// The extensions of Python-Markdown that the cards are read with; `None`: they are read as CommonMark.
    pub python_markdown: Option<Arc<Extensions>>,
    /// What `mkdocs.yml` says besides, where it is the configuration.
    pub mkdocs: Option<Arc<MkDocs>>,
}

/// How the pages look. Paths are those of assets, relative to the docs root.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThemeConfig {
    /// Light or dark, before the reader chooses.
    pub scheme: Scheme,
    /// The colour of the header: a name of the palette or `#rrggbb`.
    pub primary: Option<String>,
    /// The colour of links, as `primary`.
    pub accent: Option<String>,
    /// The image beside the site's name.
    pub logo: Option<String>,
    /// The icon of the browser's tab.
    pub favicon: Option<String>,
    /// The font of text.
    pub font: Option<String>,
    /// The font of code.
    pub code_font: Option<String>,
    /// Further style sheets.
    pub css: Vec<String>,
    /// Further scripts.
    pub js: Vec<String>,
}

/// What the site says of itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SiteConfig {
    /// The site's name; `None`: the title of the home card, else the name of the project folder.
    pub name: Option<String>,
    /// Its address, with a `/` at its end: makes canonical links and the sitemap.
    pub url: Option<String>,
    /// One sentence.
    pub description: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// A line for the footer.
    pub copyright: Option<String>,
    /// BCP 47 language of the pages.
    pub language: String,
    /// The repository's web address.
    pub repo_url: Option<String>,
    /// Path from `repo_url` to the folder of the docs root in the repository's editor: `edit/main/docs/`.
    pub edit_uri: Option<String>,
    /// Path from `repo_url` to the text of the docs root: `raw/main/docs/`.
    pub view_uri: Option<String>,
}

/// Which files are cards, and how they are grouped.
#[derive(Debug, Clone, PartialEq)]
pub struct DocsConfig {
    /// Globs of files and folders that are neither cards nor assets, relative to the docs root.
    pub exclude: Vec<String>,
    /// File names of a folder's index, best first; `{folder}` is the folder's name.
    pub index: Vec<String>,
    /// The top folders that are quadrants, in the order of the navigation.
    pub quadrants: Vec<String>,
    /// Cards that are copied from elsewhere: their place and the file, absolute.
    pub virtual_cards: Vec<VirtualCard>,
}

/// A card that is copied from a file outside of the docs root at build time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirtualCard {
    /// Its place in the docs root.
    pub path: CardPath,
    /// The file, absolute. It may be missing: then the card is empty, and a build warns.
    pub source: PathBuf,
}

/// How links are read.
#[derive(Debug, Clone, PartialEq)]
pub struct LinksConfig {
    /// The rules of resolution.
    pub dialect: Dialect,
    /// Schemes that links may have besides the usual ones (`http`, `https`, `mailto`, `tel`, …), in lower case.
    pub schemes: Vec<String>,
    /// How headings get their ids.
    pub heading_ids: HeadingIds,
}

/// How wiki-links are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "dialect")]
pub enum Dialect {
    /// Unique stems, no paths; ambiguity is an error.
    #[default]
    Strict,
    /// As Obsidian 1.13.
    Obsidian,
    /// As Quartz 4, links by shortest path.
    Quartz,
    /// As MkDocs with roamlinks.
    Mkdocs,
}

/// How headings get their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "kind of heading ids")]
pub enum HeadingIds {
    /// As Python-Markdown's `toc`: ASCII, `-`, then `_1`.
    #[default]
    Mkdocs,
    /// As GitHub: any script, `-`, then `-1`.
    Github,
}

/// What front matter must and may hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FrontMatterConfig {
    /// Keys that every card needs.
    pub required: Vec<String>,
    /// Keys that only cards under these folders (or matching these globs) may have.
    pub only_in: BTreeMap<String, Vec<String>>,
    /// Types of keys, besides the built-in ones.
    pub types: BTreeMap<String, FieldType>,
}

/// The type of a front matter key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "type")]
pub enum FieldType {
    /// A single value of any spelling.
    String,
    /// A list of single values; one value alone counts as a list of one.
    List,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// `2026-11-20`, also with a time.
    Date,
}

/// Which rules run, and how much they matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CheckConfig {
    /// The only rules that run; empty: all that are on by default.
    pub select: Vec<String>,
    /// Rules that do not run.
    pub ignore: Vec<String>,
    /// Severities that differ from the catalogue; a rule that is off by default and stands here runs.
    pub severity: BTreeMap<String, Severity>,
    /// Rules that do not run on files that match a glob.
    pub per_file_ignores: BTreeMap<String, Vec<String>>,
}

impl Config {
    /// Makes it the configuration of a version: one of several sites, each in a folder of the address.
    pub fn publish_as(&mut self, version: &str) {
        let plugin = self.mkdocs.as_ref().and_then(|own| own.plugin("mike"));
        let canonical = plugin.and_then(|plugin| plugin.text("canonical_version")).unwrap_or(version);
        self.site.url = self.site.url.as_ref().map(|url| format!("{url}{canonical}/"));
        self.version = Some(version.to_owned());
    }

    /// Whether readers can switch between versions of the site. A build that is none of several has no list of them beside it,
    /// and asks for none.
    #[must_use]
    pub fn has_version_switch(&self) -> bool {
        self.version.is_some() && self.mkdocs.as_ref().is_none_or(|own| own.has_version_switch())
    }

    /// Whether pages are addressed by their folder: `a/` for `a/index.html`.
    #[must_use]
    pub fn has_directory_urls(&self) -> bool {
        self.mkdocs.as_ref().is_none_or(|own| own.use_directory_urls)
    }

    /// The text of a file of the configuration, by the path that findings give it.
    #[must_use]
    pub fn text_at(&self, path: &CardPath) -> Option<&str> {
        let file = self.mkdocs.as_ref()?.files.iter().find(|file| file.path == *path)?;
        Some(&file.text)
    }

    /// The defaults for a docs root, given as an absolute path.
    #[must_use]
    pub fn defaults(project: PathBuf, root: PathBuf) -> Self {
        load::fill(File::default(), project, root, Dialect::Strict)
    }
}
