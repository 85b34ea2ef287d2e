//! `mkdocs.yml` as a configuration: what MkDocs 1.6 with Material reads there, and what this site makes of it.
//!
//! The path of a file → what `quadrille.toml` could say of it ([`File`]), and the rest as [`MkDocs`], in five steps:
//! 1. `tree`: the values with their places, over all files that it inherits from (`scalar`: their types);
//! 2. `read`: each key by its type (`fields`, `nav`, `patterns`, `theme`, `links`);
//! 3. `honour`: the one table of what is honoured;
//! 4. `remarks`: what is not, as findings;
//! 5. `report`: all of it, for `import-report`; `convert`: the same as `quadrille.toml`.
//!
//! Nothing of Python is imported or run. Must never change a file.
//!
//! # Source
//! MkDocs 1.6, <https://www.mkdocs.org/user-guide/configuration/>; Material for MkDocs 9.

mod bundles;
mod convert;
mod fields;
pub mod honour;
mod links;
mod nav;
pub mod overrides;
mod patterns;
mod read;
mod remarks;
mod report;
mod scalar;
#[cfg(test)]
mod tests;
mod theme;
mod tree;
mod versions;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::diag::{Diagnostic, Severity};

pub(super) use convert::toml;
pub use honour::{HONOURS, Honour, Part, Support};
pub use nav::{NavItem, NavTarget};
pub use patterns::Patterns;
pub(super) use read::read;
pub use report::{ReportRow, report};
pub use tree::ConfigText;
pub(super) use tree::World;

/// Plugins that read the navigation from files, and what these are called.
pub const NAV_FILES: [(&str, &str); 2] = [("awesome-nav", ".nav.yml"), ("awesome-pages", ".pages")];

/// The plugin that reads front matter for all cards of a folder, and what its files are called.
const SHARED_FRONT_MATTER: (&str, &str) = ("meta", ".meta.yml");

/// The names of the file, best first.
pub const FILE_NAMES: [&str; 2] = ["mkdocs.yml", "mkdocs.yaml"];

/// What `mkdocs.yml` says beyond `quadrille.toml`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MkDocs {
    /// The file and those that it inherits from.
    pub files: Vec<ConfigText>,
    /// What is not honoured, at its place.
    pub remarks: Vec<Diagnostic>,
    /// The whole configuration as data, for templates and reports.
    pub values: Value,
    /// `nav`; `None`: the files make it.
    pub nav: Option<Vec<NavItem>>,
    /// Whether a page is a folder of its own: `a/` instead of `a.html`.
    pub use_directory_urls: bool,
    /// Whether warnings fail a build.
    pub strict: bool,
    /// Where the preview listens, as written.
    pub dev_addr: Option<String>,
    /// `theme`, as far as `[theme]` cannot say it.
    pub theme: MkDocsTheme,
    /// `extra`, a map.
    pub extra: Map<String, Value>,
    /// `extra_javascript`.
    pub scripts: Vec<Script>,
    /// `markdown_extensions` in their order, with their options.
    pub extensions: Vec<(String, Value)>,
    /// `plugins` in their order, those left out that are not `enabled`.
    pub plugins: Vec<Plugin>,
    /// Files that are neither pages nor assets.
    pub exclude: Patterns,
    /// Files that are left out because they are not finished.
    pub drafts: Patterns,
    /// Pages that are meant to stand outside of the navigation.
    pub not_in_nav: Patterns,
    /// How much it matters that something of `nav` is not there.
    pub nav_not_found: Option<Severity>,
    /// How much it matters that a page is not in `nav`.
    pub nav_omitted: Option<Severity>,
    /// Whether paths with a `/` in front count from the docs root in `nav`.
    pub nav_from_root: bool,
    /// Whether they do in pages; else they are addresses of the host.
    pub links_from_root: bool,
}

/// What a theme of MkDocs can say beyond `[theme]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MkDocsTheme {
    /// `material`, `mkdocs`, …; `None` for one of its own.
    pub name: Option<String>,
    /// The features that are on.
    pub features: Vec<String>,
    /// The palettes, first the usual one.
    pub palettes: Vec<Palette>,
    /// The folder of its templates, absolute.
    pub custom_dir: Option<PathBuf>,
    /// Icons by their use: `logo`, `repo`, `admonition`.
    pub icon: Map<String, Value>,
    /// `ltr` or `rtl`, where it is said.
    pub direction: Option<String>,
}

/// A palette that readers can choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// The media query under which it is the usual one.
    pub media: Option<String>,
    /// `default`, `slate`, or one of the project's own style sheets.
    pub scheme: Option<String>,
    /// The colour of the header.
    pub primary: Option<String>,
    /// The colour of links.
    pub accent: Option<String>,
    /// The icon of the switch to the next palette.
    pub toggle_icon: Option<String>,
    /// The words of that switch.
    pub toggle_name: Option<String>,
}

/// A script that every page loads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// Its path in the docs root.
    pub path: String,
    /// `module` or another type.
    pub kind: Option<String>,
    /// Whether it runs when it is there.
    pub is_async: bool,
    /// Whether it runs after the page is read.
    pub is_deferred: bool,
}

/// A plugin that is on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plugin {
    /// Its name without `material/`.
    pub name: String,
    /// Its options.
    pub options: Map<String, Value>,
}

impl MkDocs {
    /// The first plugin of a name.
    #[must_use]
    pub fn plugin(&self, name: &str) -> Option<&Plugin> {
        self.plugins.iter().find(|plugin| plugin.name == name)
    }

    /// Whether a feature of the theme is on.
    #[must_use]
    pub fn has_feature(&self, name: &str) -> bool {
        self.theme.features.iter().any(|feature| feature == name)
    }

    /// Whether the index of a folder stands for its section, instead of in it.
    #[must_use]
    pub fn has_section_indexes(&self) -> bool {
        self.has_feature("navigation.indexes") || self.plugin("section-index").is_some()
    }

    /// Whether a file of the docs root is read by a plugin for what it says of others: `.nav.yml`, `.pages`, `.meta.yml`.
    #[must_use]
    pub fn is_side_file(&self, path: &str) -> bool {
        let is_nav = |(plugin, usual): (&str, &str)| self.is_file_of(path, plugin, "filename", usual);
        NAV_FILES.into_iter().any(is_nav) || self.is_shared_front_matter(path)
    }

    /// Whether a file of the docs root says front matter for all cards of its folder.
    #[must_use]
    pub fn is_shared_front_matter(&self, path: &str) -> bool {
        let (plugin, usual) = SHARED_FRONT_MATTER;
        self.is_file_of(path, plugin, "meta_file", usual)
    }

    /// Whether a file has the name that an option of a plugin says.
    fn is_file_of(&self, path: &str, plugin: &str, option: &str, usual: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.plugin(plugin).is_some_and(|plugin| name == plugin.text(option).unwrap_or(usual))
    }

    /// Whether a page holds a part of the navigation for the plugin literate-nav.
    #[must_use]
    pub fn is_summary(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.plugin("literate-nav").is_some_and(|plugin| name == plugin.text("nav_file").unwrap_or("SUMMARY.md"))
    }

    /// Old paths of pages and what is there now: `redirect_maps` of the plugin `redirects`.
    #[must_use]
    pub fn redirects(&self) -> BTreeMap<&str, &str> {
        let maps = self.plugin("redirects").and_then(|plugin| plugin.options.get("redirect_maps"));
        let pairs = maps.and_then(Value::as_object).into_iter().flatten();
        pairs.filter_map(|(old, new)| Some((old.as_str(), new.as_str()?))).collect()
    }
}

impl Plugin {
    /// A plugin by its name as written; `None` where it is switched off.
    fn of(name: &str, options: Value) -> Option<Self> {
        let options = if let Value::Object(options) = options { options } else { Map::new() };
        // A group is looked at on its own terms.
        let is_on = options.get("enabled") != Some(&Value::Bool(false));
        let name = name.strip_prefix("material/").unwrap_or(name).to_owned();
        is_on.then_some(Self { name, options })
    }

    /// An option that is text.
    #[must_use]
    pub fn text(&self, option: &str) -> Option<&str> {
        self.options.get(option).and_then(Value::as_str)
    }
}
