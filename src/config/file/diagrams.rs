//! The table of `quadrille.toml` that says which fences are drawn.
//!
//! A part of `file`: docstrings, types, defaults, one example each. Must never hold a value that is not spelled in the
//! file.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which fences become drawings, and what their labels lead to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// What shows a mermaid diagram that cannot be drawn: its source (`none`), or in the reader's browser a script (`mermaid.js`).
    #[schemars(example = &"mermaid.js")]
    pub fallback: Fallback,
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
        Self { mermaid: true, ascii: BoxArt::Detect, links: true, fallback: Fallback::None, time_limit: 5 }
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

/// What shows a diagram that cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "fallback")]
pub enum Fallback {
    /// Its source.
    #[default]
    #[serde(rename = "none")]
    None,
    /// A script in the reader's browser.
    #[serde(rename = "mermaid.js")]
    MermaidJs,
}
