//! Blocks that are a marker and an indented body, as MkDocs has them: admonitions, details, content tabs.
//!
//! ```text
//! container = marker line-end *( body-line | blank-line )      ; body-line: four columns deeper than the marker
//! marker    = "!!!" …  ; `admonition`
//!           / "???" …  ; `details`
//!           / "===" …  ; `tabs`
//! ```
//!
//! The Markdown parser knows nothing of them, so its text is made for it. Body of a file → [`Layout`]:
//! 1. a body without a marker costs a search for three strings, and is left as it is;
//! 2. `scan` reads the lines as CommonMark would (`cursor`, `levels`, `lines`, `html`): which quotes and lists are open,
//!    and what is code, HTML or a paragraph; where a marker may stand, it is read (`marker`, and one file per notation);
//! 3. `rewriting` writes each container as a block quote, with a comment before, behind, and behind its title: the
//!    parser itself then ends all that a body leaves open. It notes where the pieces of the text come from;
//! 4. `nodes` tells the builder which quotes are containers, and which comments are not the author's: by their exact
//!    offset, so that nobody can forge one;
//! 5. `relocation` turns every span of what was read back into one of the file.
//!
//! Where the parser does not see a container as `scan` does, its marker is text. Must never change what stands outside
//! of a container, nor read what is in it.

mod admonition;
mod cursor;
mod details;
mod html;
mod levels;
mod lines;
mod marker;
pub(in crate::parse) mod nodes;
mod relocation;
mod rewriting;
mod scan;
mod source_map;
mod tabs;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use memchr::memmem;

use crate::parse::containers::marker::Kind;
use crate::parse::containers::source_map::SourceMap;

pub(in crate::parse) use relocation::relocate;

/// A body as the Markdown parser is to see it.
#[derive(Debug)]
pub(in crate::parse) struct Layout {
    /// The text.
    pub(in crate::parse) text: String,
    /// The containers, in order.
    containers: Vec<Container>,
    /// The comments round them, in order.
    sentinels: Vec<Sentinel>,
    /// From the text to the body as written.
    map: SourceMap,
}

/// One container, and where it stands in the text of the layout.
#[derive(Debug)]
struct Container {
    kind: Kind,
    /// The `>` of its quote.
    at: usize,
    /// The character before its title that keeps the title from being a list or a heading.
    title_mark: Option<usize>,
    /// Whether it is a tab that stands in one set with the tab before.
    continues_set: bool,
    /// Where its marker stands in the body as written.
    marker: usize,
}

/// A comment that keeps a container apart from what stands next to it.
#[derive(Debug)]
struct Sentinel {
    /// Where it stands in the text of the layout.
    at: usize,
    /// Whose it is.
    container: usize,
}

/// Writes the containers of a body as quotes; `None` where there are none. `refused` are the markers, by their place in
/// the body, that are to be text.
pub(in crate::parse) fn lay_out(body: &str, refused: &BTreeSet<usize>) -> Option<Layout> {
    if !may_hold_marker(body) {
        return None;
    }
    scan::Scanner::new(body, refused).run()
}

fn may_hold_marker(body: &str) -> bool {
    let bytes = body.as_bytes();
    let follows = |text: &str, may_follow: fn(u8) -> bool| {
        memmem::find_iter(bytes, text).any(|at| bytes.get(at + text.len()).is_some_and(|next| may_follow(*next)))
    };
    follows(admonition::MARK, |next| next != b'!' && !next.is_ascii_control())
        || follows(details::MARK, |next| next != b'?' && !next.is_ascii_control())
        || follows(tabs::MARK, |next| matches!(next, b' ' | b'+' | b'!'))
}
