//! Symbols and typographic signs in the words of the finished tree.

use super::super::inline;
use super::super::reader::Reader;
use super::super::tree::Id;

/// Symbols by their look.
pub(super) fn symbols(reader: &mut Reader<'_>, root: Id) {
    inline::run_again(reader, root, inline::SYMBOLS);
}

/// Quotes, dashes, dots.
pub(super) fn smarty(reader: &mut Reader<'_>, root: Id) {
    inline::run_again(reader, root, inline::SMARTY);
}
