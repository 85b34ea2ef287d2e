//! One file for each rule; `catalog` lists them.
//!
//! A rule reads the graph and makes findings. Must never parse text again, and never take more time than the corpus
//! is long.

pub(super) mod ambiguous_diagram_label;
pub(super) mod ambiguous_link;
pub(super) mod ambiguous_width;
pub(super) mod bad_date;
pub(super) mod bad_diagram;
pub(super) mod bad_encoding;
pub(super) mod bad_front_matter;
pub(super) mod bad_type;
pub(super) mod box_too_narrow;
pub(super) mod broken_anchor;
pub(super) mod broken_block;
pub(super) mod broken_embed;
pub(super) mod broken_link;
pub(super) mod case_collision;
pub(super) mod case_mismatch;
pub(super) mod dangerous_url;
pub(super) mod dangling_arrow;
pub(super) mod duplicate_anchor;
pub(super) mod duplicate_key;
pub(super) mod duplicate_stem;
pub(super) mod embed_cycle;
pub(super) mod future_date;
pub(super) mod line_drift;
pub(super) mod misplaced_field;
pub(super) mod missing_asset;
pub(super) mod missing_field;
pub(super) mod missing_from_index;
pub(super) mod missing_index;
pub(super) mod missing_junction;
pub(super) mod missing_snippet;
pub(super) mod orphan_card;
pub(super) mod output_collision;
pub(super) mod outside_root;
pub(super) mod path_link;
pub(super) mod ragged_box;
pub(super) mod short_separator;
pub(super) mod spaced_link;
pub(super) mod tab_in_diagram;
pub(super) mod unclosed_front_matter;
pub(super) mod unknown_icon;
pub(super) mod unportable_name;
pub(super) mod unreadable_file;
pub(super) mod unused_suppression;
