//! Images: Markdown's own, and embeds of pictures.
//!
//! An image with the way to it → `<img>`, as large as its author says, else as large as the file is, so that the page
//! does not jump when it appears. Must never write an attribute that runs code.

use crate::graph::Target;
use crate::parse::card::Card;
use crate::parse::document::{Document, Str};
use crate::parse::scheme::Use;
use crate::render::escape;

use super::Writer;
use super::links::Way;

/// Fragments of addresses that show an image in one colour scheme only, with the class that does it.
const SCHEMES: &[(&str, &str)] = &[
    ("#only-light", "only-light"),
    ("#only-dark", "only-dark"),
    ("#gh-light-mode-only", "only-light"),
    ("#gh-dark-mode-only", "only-dark"),
];

/// An image to be written.
pub(super) struct Picture<'a> {
    /// Where it is.
    pub(super) way: &'a Way,
    /// What is said where it cannot be seen.
    pub(super) alt: &'a str,
    /// The title, empty where there is none.
    pub(super) title: &'a str,
    /// The sides that the author wants, in CSS pixels.
    pub(super) asked: Asked,
    /// Width and height of the file, in pixels.
    pub(super) real: Option<(u32, u32)>,
}

/// Width and height that an author wants, in CSS pixels.
pub(super) type Asked = (Option<u32>, Option<u32>);

impl<'a> Writer<'a> {
    /// Writes an image node; returns the node that comes next.
    pub(super) fn image(&mut self, index: usize, title: &'a Str, at: usize) -> usize {
        let card: &'a Card = self.frame.card;
        let end = card.document.nodes[at].end as usize;
        let text = Document::words(&card.document.nodes[at + 1..end], &card.text);
        let way = self.way(index, Use::Image);
        let label = card.links.get(index).and_then(|link| link.label.as_deref());
        let (alt, size) = match text.rsplit_once('|') {
            Some((alt, size)) if self.is_site() && written_size(size).is_some() => (alt, written_size(size)),
            _ => (text.as_str(), label.and_then(written_size)),
        };
        let (real, title) = (self.real_size(index), title.get(&card.text));
        // Other units, and all else that the list holds, are put into the tag by `attributes`.
        let given = |side: &str| {
            let (_, value) = card.document.attributes(at)?.pairs.iter().find(|(name, _)| name == side)?;
            value.strip_suffix("px").unwrap_or(value).parse().ok()
        };
        let (width, height) = size.unwrap_or_default();
        let asked = (given("width").or(width), given("height").or(height));
        self.picture(&Picture { way: &way, alt, title, asked, real });
        end
    }

    /// Width and height of the file that a link leads to.
    pub(super) fn real_size(&self, link: usize) -> Option<(u32, u32)> {
        match self.resolution(link)?.target? {
            Target::Asset(index) => self.scene()?.graph.assets.get(index)?.size,
            Target::Card(_) => None,
        }
    }

    pub(super) fn picture(&mut self, picture: &Picture<'_>) {
        match picture.way {
            Way::Closed { class, reason } => {
                self.closed(class, reason);
                escape::text(&mut self.out, picture.alt);
                self.out.push_str("</span>");
            }
            Way::Open { address, .. } if self.is_site() => self.site_picture(picture, address),
            Way::Open { address, .. } => {
                self.source(address, picture);
                self.dimensions(picture.asked);
                self.out.push_str(" />");
            }
        }
    }

    fn source(&mut self, address: &str, picture: &Picture<'_>) {
        self.out.push_str("<img src=\"");
        escape::address(&mut self.out, address);
        self.out.push('"');
        self.attribute("alt", picture.alt);
        if !picture.title.is_empty() {
            self.attribute("title", picture.title);
        }
    }

    fn dimensions(&mut self, (width, height): Asked) {
        for (name, side) in [("width", width), ("height", height)] {
            if let Some(side) = side {
                self.out.push_str(&format!(" {name}=\"{side}\""));
            }
        }
    }

    fn site_picture(&mut self, picture: &Picture<'_>, address: &str) {
        let scheme = SCHEMES.iter().find_map(|(end, class)| Some((address.strip_suffix(end)?, *class)));
        let (address, scheme) = scheme.map_or((address, None), |(address, class)| (address, Some(class)));
        self.source(address, picture);
        if let Some(class) = scheme {
            self.attribute("class", class);
        }
        self.dimensions(in_proportion(picture.asked, picture.real));
        self.images += 1;
        // The first image is likely to be seen at once: it is not to wait for the layout.
        self.out.push_str(if self.images > 1 { " loading=\"lazy\"" } else { "" });
        self.out.push_str(" decoding=\"async\">");
    }
}

/// The sides that the author asks for, else those of the file; one side alone is given the other in proportion.
fn in_proportion(asked: Asked, real: Option<(u32, u32)>) -> Asked {
    let ratio = |side: u32, real: u32, other: u32| {
        let scaled = (u64::from(side) * u64::from(other) + u64::from(real) / 2) / u64::from(real.max(1));
        u32::try_from(scaled.max(1)).ok()
    };
    match (asked, real) {
        ((Some(width), None), Some(real)) => (Some(width), ratio(width, real.0, real.1)),
        ((None, Some(height)), Some(real)) => (ratio(height, real.1, real.0), Some(height)),
        ((None, None), Some(real)) => (Some(real.0), Some(real.1)),
        (asked, _) => asked,
    }
}

/// Reads `300` or `300x200`, in CSS pixels.
pub(super) fn written_size(label: &str) -> Option<Asked> {
    let label = label.trim();
    match label.split_once('x') {
        Some((width, height)) => Some((Some(width.parse().ok()?), Some(height.parse().ok()?))),
        None => Some((Some(label.parse().ok()?), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_proportion, written_size};

    #[test]
    fn the_author_says_how_large_and_the_file_how_high() {
        let real = Some((400, 100));
        for (asked, real, expected) in [
            ((None, None), None, (None, None)),
            ((None, None), real, (Some(400), Some(100))),
            ((Some(200), None), real, (Some(200), Some(50))),
            ((Some(200), None), None, (Some(200), None)),
            ((Some(200), Some(7)), real, (Some(200), Some(7))),
            ((None, Some(50)), real, (Some(200), Some(50))),
            ((Some(1), None), Some((1000, 1)), (Some(1), Some(1))),
            ((Some(u32::MAX), None), Some((1, u32::MAX)), (Some(u32::MAX), None)),
        ] {
            assert_eq!(in_proportion(asked, real), expected, "{asked:?} {real:?}");
        }
    }

    #[test]
    fn sizes_are_whole_numbers() {
        for (label, expected) in [
            ("300", Some((Some(300), None))),
            (" 300x200 ", Some((Some(300), Some(200)))),
            ("300x", None),
            ("-1", None),
            ("x", None),
            ("99999999999", None),
        ] {
            assert_eq!(written_size(label), expected, "{label}");
        }
    }
}
