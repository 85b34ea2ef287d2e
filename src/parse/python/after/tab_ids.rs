//! Ids of content tabs, made of their labels where the project wants it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reader::Reader;
use super::super::tree::{Id, Meaning};
use super::headings::unique;
use super::slug::Slugs;
use super::words;

/// Gives tabs their ids.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let named = ["pymdownx.tabbed", "pymdownx.blocks.tab"].into_iter().filter_map(|name| reader.options(name));
    let Some(options) = named.into_iter().find(|options| !options.value("slugify").is_null()) else { return };
    if options.callable("slugify").is_none() && !options.is_on("slugify") {
        return;
    }
    let (slugs, separator) =
        (Slugs::of(options.value("slugify"), options.text("separator")), options.text("separator"));
    let is_combined = options.is_on("combine_header_slug");
    let ids = reader.tree.under(root);
    let mut taken: BTreeSet<String> =
        ids.iter().filter_map(|id| reader.tree[*id].get("id")).map(str::to_owned).collect();
    let mut counters = BTreeMap::new();
    let parents = reader.tree.parents(root);
    for set in ids {
        if !matches!(reader.tree[set].meaning, Meaning::Tabs { .. }) {
            continue;
        }
        let heading = if is_combined { heading_over(reader, &parents, set) } else { None };
        for tab in reader.tree[set].children.clone() {
            let Some(label) = reader.tree[tab].children.first().copied() else { continue };
            let slug = slugs.slug(&words::of_element(reader, label));
            let slug = match &heading {
                Some(heading) => format!("{heading}{separator}{slug}"),
                None => slug,
            };
            let id = unique(slug, &mut taken, &mut counters);
            reader.tree[tab].set_own("id", id);
        }
    }
}

/// The id of the heading before an element, or before what it stands in.
fn heading_over(reader: &Reader<'_>, parents: &[Option<Id>], element: Id) -> Option<String> {
    let mut here = element;
    while let Some(parent) = parents.get(here).copied().flatten() {
        let before = reader.tree[parent].children.iter().take_while(|child| **child != here);
        let heading =
            before.filter(|child| matches!(&*reader.tree[**child].tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
        if let Some(heading) = heading.last() {
            return reader.tree[*heading].get("id").filter(|id| !id.is_empty()).map(str::to_owned);
        }
        here = parent;
    }
    None
}
