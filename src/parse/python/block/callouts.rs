//! Callouts of the package markdown-callouts: paragraphs and quotes that start with a word of capitals and a colon, and
//! alerts of GitHub.
//!
//! ```text
//! NOTE: A paragraph is a box.
//!
//! > WARNING: So is a quote, and all blocks of it.
//!
//! >? TIP: A box that is folded; with `>!` it is open.
//!
//! > [!CAUTION]
//! > `github-callouts`.
//! ```
//!
//! Strong words at the start become the title: `after::callouts` does that, when inline patterns have run.
//!
//! # Source
//! markdown-callouts 0.4, <https://oprypin.github.io/markdown-callouts/>.

use std::sync::LazyLock;

use regex::Regex;

use super::admonition::{capitalized, push_title};
use super::{Blocks, parse_block, parse_in_state, quote};
use crate::parse::python::reader::{Reader, State};
use crate::parse::python::text::{Text, join};
use crate::parse::python::tree::Id;

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)(^ {0,3}>([!?])? ?|\A)([A-Z]{2,}):([ \n])(.*)").expect("the pattern is well formed")
});

static ALERT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)((?:^|\n) *(?:[^>].*)?(?:^|\n)) {0,3}> *\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] *\n(?: *> *\n)*() *(?:> *[^\s\n]|[^\s\n>])";
    Regex::new(pattern).expect("the pattern is well formed")
});

/// Takes a paragraph or a quote with a marker.
pub(super) fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().filter(|block| block.holds(":")).cloned() else { return false };
    let Some(found) = MARKER.captures(&block) else { return false };
    let (Some(mark), Some(kind), Some(body)) = (found.get(1), found.get(3), found.get(5)) else { return false };
    let is_quote = !mark.is_empty();
    if !is_quote && reader.is_state(State::Quote) {
        return false;
    }
    blocks.pop_front();
    before(reader, parent, &block, mark.start());
    let place = block.part(kind.as_str()).whole();
    let class = kind.as_str().to_lowercase();
    let (tag, class, title) = match found.get(2) {
        Some(_) => ("details", class, ("summary", "")),
        None => ("div", format!("admonition {class}"), ("p", "admonition-title")),
    };
    let id = reader.tree.add(parent, tag, place);
    reader.tree[id].set_own("class", class);
    if found.get(2).is_some_and(|mark| mark.as_str() == "!") {
        reader.tree[id].set_own("open", "open");
    }
    push_title(reader, id, Text::own(capitalized(kind.as_str()), place), title.0, title.1);
    // Words on the line of the marker may be its title.
    if found.get(4).is_some_and(|gap| gap.as_str() == " ") {
        reader.callouts.push(id);
    }
    let body = block.from(body.start());
    fill(reader, id, &if is_quote { unquoted(&body) } else { body });
    true
}

/// Takes an alert of GitHub.
pub(super) fn alert(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    let Some(block) = blocks.front().filter(|block| block.holds("[!")).cloned() else { return false };
    if reader.is_state(State::Quote) {
        return false;
    }
    let Some(found) = ALERT.captures(&block) else { return false };
    let (Some(start), Some(kind), Some(body)) = (found.get(1), found.get(2), found.get(3)) else { return false };
    blocks.pop_front();
    before(reader, parent, &block, start.end());
    let place = block.part(kind.as_str()).whole();
    let class = kind.as_str().to_lowercase();
    let id = reader.tree.add(parent, "div", place);
    reader.tree[id].set_own("class", format!("admonition {}", if class == "caution" { "danger" } else { &class }));
    push_title(reader, id, Text::own(capitalized(&class), place), "p", "admonition-title");
    fill(reader, id, &unquoted(&block.from(body.start())));
    true
}

/// Parses what stands before a marker, up to the end of the line before it.
fn before(reader: &mut Reader<'_>, parent: Id, block: &Text, end: usize) {
    let before = block.to(end);
    let end = before.trim_end_matches('\n').len();
    if end > 0 {
        parse_block(reader, parent, before.to(end));
    }
}

fn unquoted(text: &Text) -> Text {
    let lines: Vec<Text> = text.split('\n').map(|line| text.part(quote::clean(line))).collect();
    join(&lines)
}

fn fill(reader: &mut Reader<'_>, id: Id, body: &Text) {
    let pieces = body.split("\n\n").map(|piece| body.part(piece)).collect();
    parse_in_state(reader, State::Quote, id, pieces);
}
