//! Symbols and typographic signs in the words of the finished tree.

use crate::parse::python::inline;
use crate::parse::python::reader::Reader;
use crate::parse::python::tree::Id;

/// Symbols by their look.
pub(super) fn symbols(reader: &mut Reader<'_>, root: Id) {
    inline::run_again(reader, root, inline::SYMBOLS);
}

/// Quotes, dashes, dots.
pub(super) fn smarty(reader: &mut Reader<'_>, root: Id) {
    inline::run_again(reader, root, inline::SMARTY);
}
