//! One card as plain HTML, for `quadrille markdown` and its comparison with the specifications.
//!
//! A card alone → a fragment of HTML. Must never resolve a link.

use crate::parse::card::Card;
use crate::render::html::{self, HtmlMode};

/// Writes the body of a card as CommonMark and GFM say: links as written, code without colours.
#[must_use]
pub fn fragment(card: &Card) -> String {
    html::write(card, HtmlMode::Fragment)
}
