//! The table of `quadrille.toml` that says how versions of the site are published side by side.
//!
//! A part of `file`: docstrings, types, defaults, one example each. Must never hold a value that is not spelled in the
//! file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How `quadrille deploy` publishes versions of the site side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Versions {
    /// The branch that holds them.
    #[schemars(example = &"pages")]
    pub branch: String,
    /// The remote that the branch is pushed to.
    #[schemars(example = &"upstream")]
    pub remote: String,
    /// The folder of the branch that they lie in; empty for the branch itself.
    #[schemars(example = &"docs")]
    pub prefix: String,
    /// What an alias is on the branch.
    #[schemars(example = &"copy")]
    pub alias_type: AliasType,
    /// The versions or aliases whose readers are not told that there is a newer one.
    #[schemars(example = ["stable"])]
    pub latest: Vec<String>,
    /// Whether the switch names the alias of a version beside its title.
    #[schemars(example = &true)]
    pub show_alias: bool,
}

/// What an alias of a version is on the branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "kind of alias")]
pub enum AliasType {
    /// A symlink to the folder of the version.
    #[default]
    Symlink,
    /// A folder of pages that lead to those of the version.
    Redirect,
    /// A folder with the same files.
    Copy,
}

impl Default for Versions {
    fn default() -> Self {
        Self {
            branch: "gh-pages".to_owned(),
            remote: "origin".to_owned(),
            prefix: String::new(),
            alias_type: AliasType::Symlink,
            latest: vec!["latest".to_owned()],
            show_alias: false,
        }
    }
}
