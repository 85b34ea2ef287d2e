//! The table of `quadrille.toml` that says which fences are drawn.
//!
//! A part of `file`: docstrings, types, defaults, one example each. Must never hold a value that is not spelled in the
//! file.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which fences become drawings, and what their labels lead to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Diagrams {
    /// Fences of the language `mermaid`.
    #[schemars(example = &false)]
    pub mermaid: bool,
    /// Box art: in all plain fences that hold such a drawing (`detect`), only in those that say so (`named`), or nowhere (`off`).
    #[schemars(example = &"named")]
    pub ascii: BoxArt,
    /// Labels that are links because they are the name of a card. What is written as a link is one in any case.
    #[schemars(example = &false)]
    pub links: bool,
    /// A `mermaid.js` of your own, by its path in the docs root: draws in the reader's browser what cannot be drawn here, and is loaded by those pages alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "asset-path"), example = &"assets/mermaid.min.js")]
    pub fallback: Option<String>,
    /// A folder of icons of your own, by its path in the docs root: SVG files and Iconify JSON, for diagrams that name icons.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "asset-path"), example = &"assets/icons")]
    pub icons: Option<String>,
    /// How long one diagram may take, in seconds.
    #[schemars(range(min = 1, max = 600), example = &10)]
    pub time_limit: u16,
}

impl Diagrams {
    /// How long one diagram may take.
    #[must_use]
    pub const fn limit(&self) -> Duration {
        Duration::from_secs(self.time_limit as u64)
    }
}

impl Default for Diagrams {
    fn default() -> Self {
        Self { mermaid: true, ascii: BoxArt::Detect, links: true, fallback: None, icons: None, time_limit: 5 }
    }
}

/// Which fences hold box art.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "way to find box art")]
pub enum BoxArt {
    /// Those that say so, and plain ones that look like it.
    #[default]
    Detect,
    /// Those that say so.
    Named,
    /// None.
    Off,
}
