//! Emphasis of Python-Markdown itself: `*` and `_`.

use super::super::reader::Reader;
use super::super::text::Text;
use super::Found;
use super::delimiters::{self, Delimiter};

const STAR: Delimiter = Delimiter { token: b'*', tags: ("strong", "em"), ..Delimiter::PLAIN };
const UNDERSCORE: Delimiter = Delimiter { token: b'_', is_smart: true, ..STAR };
const LEGACY: Delimiter = Delimiter { token: b'_', ..STAR };

/// Emphasis; underscores within words are none, unless `legacy_em` is on.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    if reader.has("pymdownx.betterem") {
        return Vec::new();
    }
    let underscore = if reader.has("legacy_em") { LEGACY } else { UNDERSCORE };
    delimiters::find(reader, text, &[STAR, underscore])
}
