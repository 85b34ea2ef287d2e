//! The page of a project that lists its tags: where the plugin `tags` has put its marker, or what `tags_file` names.
//!
//! Cards and tags → which card it is, and the list in the place of the marker. Must never change a page without a marker.
//!
//! # Source
//! Material for MkDocs 9, <https://squidfunk.github.io/mkdocs-material/plugins/tags/>.

use crate::config::Config;
use crate::graph::{CardId, Graph};
use crate::path::CardPath;
use crate::render::escape;
use crate::render::tags::{Tags, slug};
use crate::render::url::{Base, encode_fragment, encode_path, page_file};

/// How the marker begins, as a comment; options of it are not read.
const MARKER: &str = "<!-- material/tags";
/// What older projects write, in the page that `tags_file` names.
const OLD_MARKER: &str = "<p>[TAGS]</p>";

/// The card that lists all tags.
pub(in crate::render) fn find(graph: &Graph, config: &Config) -> Option<CardId> {
    let plugin = config.mkdocs.as_ref()?.plugin("tags")?;
    let named = plugin.text("tags_file").and_then(CardPath::new);
    named
        .and_then(|path| graph.card_at(&path))
        .or_else(|| graph.cards.iter().position(|card| card.text.contains(MARKER)))
}

/// Puts the list in the place of the first marker; at the end of a page that has none but is named.
pub(in crate::render) fn fill(content: &str, graph: &Graph, tags: &Tags, base: &Base) -> String {
    let comment = content.find(MARKER).and_then(|at| Some((at, at + content[at..].find("-->")? + "-->".len())));
    let place = comment.or_else(|| content.find(OLD_MARKER).map(|at| (at, at + OLD_MARKER.len())));
    let (from, to) = place.unwrap_or((content.len(), content.len()));
    let mut out = String::with_capacity(content.len());
    out.push_str(&content[..from]);
    for (_, tag) in tags.iter() {
        out.push_str("<h2 id=\"");
        escape::attribute(&mut out, &anchor(&tag.name));
        out.push_str("\"><span class=\"tag md-tag\">");
        escape::text(&mut out, &tag.name);
        out.push_str("</span></h2>\n<ul>\n");
        for id in &tag.cards {
            out.push_str("<li><a href=\"");
            let mut address = String::new();
            base.push_relative(&mut address, &encode_path(&page_file(graph.pages.url(*id))));
            escape::address(&mut out, &address);
            out.push_str("\">");
            let title = graph.navigation.as_ref().map(|navigation| navigation.title(*id));
            escape::text(&mut out, title.unwrap_or(&graph.cards[*id].title.text));
            out.push_str("</a></li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str(&content[to..]);
    out
}

/// The id of a tag on that page.
fn anchor(tag: &str) -> String {
    format!("tag:{}", slug(tag))
}

/// The address of a tag on that page, counted from the root of the site.
pub(in crate::render) fn address(graph: &Graph, listing: CardId, tag: &str) -> String {
    format!(
        "{}#{}",
        encode_path(&page_file(graph.pages.url(listing))),
        encode_fragment(&anchor(tag)).replace("%3A", ":")
    )
}
