//! The list of all rules, and their only registration.
//!
//! Sorted by name. Must never hold more than the list and the way to look things up in it.

use crate::check::rule::Rule;
use crate::check::rules::{
    ambiguous_diagram_label, ambiguous_link, ambiguous_width, bad_date, bad_diagram, bad_encoding, bad_front_matter,
    bad_type, box_too_narrow, broken_anchor, broken_block, broken_embed, broken_link, card_not_in_nav, case_collision,
    case_mismatch, dangerous_url, dangling_arrow, duplicate_anchor, duplicate_key, duplicate_stem, embed_cycle,
    future_date, line_drift, misplaced_field, missing_asset, missing_field, missing_from_index, missing_index,
    missing_junction, missing_nav_target, missing_snippet, missing_theme_file, orphan_card, output_collision,
    outside_root, path_link, ragged_box, short_separator, spaced_link, tab_in_diagram, unclosed_front_matter,
    unknown_config_key, unknown_extension, unknown_icon, unportable_name, unreadable_file, unsupported_feature,
    unsupported_hook, unsupported_plugin, unused_suppression,
};

/// All rules, sorted by name.
pub static RULES: &[Rule] = &[
    ambiguous_diagram_label::RULE,
    ambiguous_link::RULE,
    ambiguous_width::RULE,
    bad_date::RULE,
    bad_diagram::RULE,
    bad_encoding::RULE,
    bad_front_matter::RULE,
    bad_type::RULE,
    box_too_narrow::RULE,
    broken_anchor::RULE,
    broken_block::RULE,
    broken_embed::RULE,
    broken_link::RULE,
    card_not_in_nav::RULE,
    case_collision::RULE,
    case_mismatch::RULE,
    dangerous_url::RULE,
    dangling_arrow::RULE,
    duplicate_anchor::RULE,
    duplicate_key::RULE,
    duplicate_stem::RULE,
    embed_cycle::RULE,
    future_date::RULE,
    line_drift::RULE,
    misplaced_field::RULE,
    missing_asset::RULE,
    missing_field::RULE,
    missing_from_index::RULE,
    missing_index::RULE,
    missing_junction::RULE,
    missing_nav_target::RULE,
    missing_snippet::RULE,
    missing_theme_file::RULE,
    orphan_card::RULE,
    output_collision::RULE,
    outside_root::RULE,
    path_link::RULE,
    ragged_box::RULE,
    short_separator::RULE,
    spaced_link::RULE,
    tab_in_diagram::RULE,
    unclosed_front_matter::RULE,
    unknown_config_key::RULE,
    unknown_extension::RULE,
    unknown_icon::RULE,
    unportable_name::RULE,
    unreadable_file::RULE,
    unsupported_feature::RULE,
    unsupported_hook::RULE,
    unsupported_plugin::RULE,
    unused_suppression::RULE,
];

/// The rule of this name.
#[must_use]
pub fn get(name: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by(|rule| rule.name.cmp(name)).ok()?;
    Some(&RULES[at])
}
