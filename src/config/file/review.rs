//! The table of `quadrille.toml` that says how cards are reviewed.
//!
//! A part of `file`: docstrings, types, defaults, one example each. Must never hold a value that is not spelled in the
//! file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::one;

/// How cards are reviewed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct Review {
    /// How long a review holds: `90d`, `6 months`, `never`. A card can say so itself, as `review-interval`.
    #[schemars(extend("format" = "interval"), example = &"6 months")]
    pub interval: String,
    /// The same for the cards of a quadrant: the quadrant = the interval.
    #[schemars(
        extend("additionalProperties" = {"type": "string", "format": "interval"}),
        example = one("how-to", "90d")
    )]
    pub quadrants: BTreeMap<String, String>,
    /// The same for the cards with a tag: the tag = the interval. It goes before that of the quadrant; of several tags the shortest counts.
    #[schemars(
        extend("additionalProperties" = {"type": "string", "format": "interval"}),
        example = one("security", "30d")
    )]
    pub tags: BTreeMap<String, String>,
    /// The same for some files: a glob = the interval. It goes before that of a tag; of several globs the shortest counts.
    #[schemars(
        extend(
            "propertyNames" = {"format": "glob"},
            "additionalProperties" = {"type": "string", "format": "interval"}
        ),
        example = one("archive/**", "never")
    )]
    pub paths: BTreeMap<String, String>,
    /// How long before its day a card is due soon.
    #[schemars(extend("format" = "interval"), example = &"1 month")]
    pub due_soon: String,
    /// What comes first in the queue: the longest wait (`date`), or what is wrong (`state`: never reviewed, edited, overdue, the rest).
    #[schemars(example = &"state")]
    pub order: ReviewOrder,
    /// Whether `review mark` writes a seal: a hash of what was read.
    #[schemars(example = &true)]
    pub seal: bool,
    /// Whose names the keys of the front matter have.
    #[schemars(example = &"govuk")]
    pub preset: ReviewPreset,
    /// The key for the day of the last review, where it is not that of the preset.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"checked")]
    pub date_key: Option<String>,
    /// The key for who reviewed it, where it is not that of the preset.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"checked-by")]
    pub by_key: Option<String>,
    /// The key for the interval, where it is not that of the preset.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", example = &"check-every")]
    pub interval_key: Option<String>,
    /// Whether the site has a page of all reviews, `review/`, with their data as `review.json`: where a card was reviewed.
    #[schemars(example = &false)]
    pub page: bool,
    /// Whether the page of a card that is overdue says so above the text.
    #[schemars(example = &true)]
    pub banner: bool,
    /// Whether the site has a calendar of the days on which cards are due, `review.ics`.
    #[schemars(example = &true)]
    pub calendar: bool,
    /// What a reviewer looks at; a card can say so itself, as `review-checklist`.
    #[schemars(example = ["Do the commands still work?", "Is it still true?"])]
    pub checklist: Vec<String>,
}

impl Default for Review {
    fn default() -> Self {
        let checklist = [
            "Is it still true? Try its commands and look at what it describes.",
            "Does its reader find all that is needed and nothing else?",
            "Is it in the right quadrant and does its title say what it is?",
            "Do its links lead on and do the right cards link here?",
        ];
        Self {
            interval: "180d".to_owned(),
            quadrants: BTreeMap::new(),
            tags: BTreeMap::new(),
            paths: BTreeMap::new(),
            due_soon: "14d".to_owned(),
            order: ReviewOrder::Date,
            seal: false,
            preset: ReviewPreset::Quadrille,
            date_key: None,
            by_key: None,
            interval_key: None,
            page: true,
            banner: false,
            calendar: false,
            checklist: checklist.map(str::to_owned).to_vec(),
        }
    }
}

/// What comes first in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "order")]
pub enum ReviewOrder {
    /// Never reviewed, then the oldest review.
    #[default]
    Date,
    /// Never reviewed, then edited, then overdue, then the oldest review.
    State,
}

/// Whose names the keys of the front matter have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(title = "preset")]
pub enum ReviewPreset {
    /// `last-reviewed`, `reviewed-by`, `review-interval`, `owner`.
    #[default]
    Quadrille,
    /// The technical documentation of GOV.UK: `last_reviewed_on`, `review_in`, `owner_slack`.
    Govuk,
    /// The documentation of Dart: `lastVerified`.
    Dart,
    /// `last_reviewed`, and `stale_after`: an interval, or the day until which the card holds.
    StaleAfter,
}
