//! `objects.inv`: the names of all cards and headings, for Sphinx projects that link here.
//!
//! Cards → the inventory of Sphinx's format 2: four lines of text, then one line a name, compressed by zlib:
//! `name domain:role priority uri title`, where `-` stands for a title that is the name
//! (<https://sphobjinv.readthedocs.io/en/stable/syntax.html>). A card is a `std:doc` by its path without extension, and
//! a `std:label` by its stem where no other card has it; a heading is a `std:label` by `path:id`, as Sphinx's
//! `autosectionlabel` has it with prefixes. Must never hold two lines with one name and role.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rustc_hash::FxHashSet;

use crate::render::output::Body;
use crate::render::places::Place;
use crate::render::summary::plain;
use crate::render::toc::first_title;
use crate::render::{Plan, Site, url};

/// Where the inventory stands in the site.
pub(crate) const PATH: &str = "objects.inv";
/// The deepest level of headings that have a name.
const MAX_LEVEL: u8 = 3;

/// Makes the inventory.
pub(crate) fn make(site: &Site) -> Body {
    let plan = &site.plan;
    let header = format!(
        "# Sphinx inventory version 2\n# Project: {}\n# Version: \n\
         # The remainder of this file is compressed using zlib.\n",
        plain(&plan.name)
    );
    let mut encoder = ZlibEncoder::new(header.into_bytes(), Compression::default());
    // Writing into memory does not fail.
    let _ = write_names(site, &mut encoder);
    let mut bytes = encoder.finish().unwrap_or_default();
    bytes.shrink_to_fit();
    Body::Bytes(bytes)
}

fn write_names(site: &Site, out: &mut impl Write) -> io::Result<()> {
    let plan = &site.plan;
    for (page, place) in site.listed() {
        let Place::Card(id) = place else { continue };
        let card = &plan.graph.cards[*id];
        let (page, name) = (url::encode_path(page), plain(card.path.without_extension()));
        line(out, &name, "doc", &page, &card.title.text)?;
        if let Some(stem) = own_stem(plan, *id) {
            line(out, &stem, "label", &page, &card.title.text)?;
        }
        let title = first_title(card);
        // An author can give one id twice.
        let mut ids = FxHashSet::default();
        for (index, heading) in card.headings.iter().enumerate() {
            let is_named = !heading.id.is_empty() && ids.insert(heading.id.as_str());
            if Some(index) != title && heading.level <= MAX_LEVEL && is_named {
                let address = format!("{page}#{}", url::encode_fragment(&heading.id));
                line(out, &format!("{name}:{}", plain(&heading.id)), "label", &address, &heading.text)?;
            }
        }
    }
    Ok(())
}

/// The stem of a card that is the only one to have it.
fn own_stem(plan: &Plan, id: usize) -> Option<String> {
    let stem = plan.graph.cards[id].path.stem();
    (plan.graph.names.with_stem(stem) == [id]).then(|| plain(stem))
}

fn line(out: &mut impl Write, name: &str, role: &str, address: &str, title: &str) -> io::Result<()> {
    let title = plain(title);
    let title = if title.is_empty() || title == name { "-" } else { &title };
    writeln!(out, "{name} std:{role} -1 {address} {title}")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use crate::render::output::Body;
    use crate::render::{Site, samples};

    #[test]
    fn cards_and_headings_have_names() {
        let cards = vec![
            samples::parsed("index.md", "# Home"),
            samples::parsed("how-to/pin it.md", "# Pin it\n\n## Steps\n\n## Twice {#t}\n\n## Twice {#t}\n\n#### Deep"),
            samples::parsed("a/same.md", ""),
            samples::parsed("b/same.md", ""),
        ];
        let site = Site::new(&samples::inputs(cards, samples::config())).expect("a site");
        let Body::Bytes(bytes) = super::make(&site) else { panic!("bytes") };
        let header = "# Sphinx inventory version 2\n# Project: Home\n# Version: \n\
                      # The remainder of this file is compressed using zlib.\n";
        assert!(bytes.starts_with(header.as_bytes()));
        let mut names = String::new();
        flate2::read::ZlibDecoder::new(&bytes[header.len()..]).read_to_string(&mut names).expect("zlib");
        assert_eq!(
            names,
            "index std:doc -1  Home\n\
             index std:label -1  Home\n\
             a/same std:doc -1 a/same/ same\n\
             b/same std:doc -1 b/same/ same\n\
             how-to/pin it std:doc -1 how-to/pin%20it/ Pin it\n\
             pin it std:label -1 how-to/pin%20it/ Pin it\n\
             how-to/pin it:steps std:label -1 how-to/pin%20it/#steps Steps\n\
             how-to/pin it:t std:label -1 how-to/pin%20it/#t Twice\n"
        );
    }
}
