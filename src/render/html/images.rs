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
use super::blocks::is_attribute_name;
use super::links::Way;

/// Fragments of addresses that show an image in one colour scheme only, with the class that does it.
const SCHEMES: &[(&str, &str)] = &[
    ("#only-light", "only-light"),
    ("#only-dark", "only-dark"),
    ("#gh-light-mode-only", "only-light"),
    ("#gh-dark-mode-only", "only-dark"),
];

/// What an author asks for between braces behind an image: `{ .class width=300 }`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attributes<'a> {
    pub(super) classes: &'a [String],
    /// Names with their values, in order.
    pub(super) pairs: &'a [(String, Option<String>)],
}

/// An image to be written.
pub(super) struct Picture<'a> {
    /// Where it is.
    pub(super) way: &'a Way,
    /// What is said where it cannot be seen.
    pub(super) alt: &'a str,
    /// The title, empty where there is none.
    pub(super) title: &'a str,
    /// The width that the author wants, perhaps with a height, in CSS pixels.
    pub(super) size: Option<(u32, Option<u32>)>,
    /// Width and height of the file, in pixels.
    pub(super) real: Option<(u32, u32)>,
    pub(super) attributes: Attributes<'a>,
}

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
        let real = self.real_size(index);
        let (title, attributes) = (title.get(&card.text), Attributes::default());
        self.picture(&Picture { way: &way, alt, title, size, real, attributes });
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
                if let Some((width, height)) = picture.size {
                    self.dimensions(width, height);
                }
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

    fn dimensions(&mut self, width: u32, height: Option<u32>) {
        self.out.push_str(&format!(" width=\"{width}\""));
        if let Some(height) = height {
            self.out.push_str(&format!(" height=\"{height}\""));
        }
    }

    fn site_picture(&mut self, picture: &Picture<'_>, address: &str) {
        let scheme = SCHEMES.iter().find_map(|(end, class)| Some((address.strip_suffix(end)?, *class)));
        let (address, scheme) = scheme.map_or((address, None), |(address, class)| (address, Some(class)));
        self.source(address, picture);
        let attributes = Styled::of(picture);
        let mut classes: Vec<&str> = picture.attributes.classes.iter().map(String::as_str).collect();
        classes.extend(attributes.align.into_iter().chain(scheme));
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        if let Some((width, height)) = attributes.size {
            self.dimensions(width, height);
        }
        if !attributes.style.is_empty() {
            self.attribute("style", &attributes.style);
        }
        for (name, value) in &attributes.others {
            self.attribute(name, value);
        }
        self.images += 1;
        // The first image is likely to be seen at once: it is not to wait for the layout.
        let is_lazy = self.images > 1 && !attributes.others.iter().any(|(name, _)| *name == "loading");
        self.out.push_str(if is_lazy { " loading=\"lazy\"" } else { "" });
        self.out.push_str(" decoding=\"async\">");
    }
}

/// An author's attributes as HTML has them today.
#[derive(Default)]
struct Styled<'a> {
    size: Option<(u32, Option<u32>)>,
    align: Option<&'static str>,
    /// Lengths that are not in pixels.
    style: String,
    others: Vec<(&'a str, &'a str)>,
}

impl<'a> Styled<'a> {
    fn of(picture: &Picture<'a>) -> Self {
        let mut found = Self::default();
        let (mut width, mut height) = (None, None);
        for (name, value) in picture.attributes.pairs {
            let value = value.as_deref().unwrap_or_default().trim();
            match name.to_ascii_lowercase().as_str() {
                "width" => found.length("width", value, &mut width),
                "height" => found.length("height", value, &mut height),
                "align" => found.align = alignment(value),
                "src" | "alt" | "decoding" => {}
                "title" if !picture.title.is_empty() => {}
                "loading" if !matches!(value, "lazy" | "eager") => {}
                _ if is_attribute_name(name, true) && !found.others.iter().any(|(known, _)| known == name) => {
                    found.others.push((name, value));
                }
                _ => {}
            }
        }
        let ratio = |side: u32, real: u32, other: u32| {
            let scaled = (u64::from(side) * u64::from(other) + u64::from(real) / 2) / u64::from(real.max(1));
            u32::try_from(scaled.max(1)).ok()
        };
        let asked = width.map(|width| (width, height)).or(picture.size);
        found.size = match (asked, height, picture.real) {
            (Some((width, None)), _, Some(real)) => Some((width, ratio(width, real.0, real.1))),
            (None, Some(height), Some(real)) => ratio(height, real.1, real.0).map(|width| (width, Some(height))),
            (None, None, Some(real)) => Some((real.0, Some(real.1))),
            (asked, ..) => asked,
        };
        if let (None, Some(height)) = (found.size, height) {
            found.style.push_str(&format!("height:{height}px;"));
        }
        found
    }

    /// A length in pixels is an attribute; one in another unit, such as `50%`, can only be a style.
    fn length(&mut self, side: &str, value: &str, pixels: &mut Option<u32>) {
        if let Ok(number) = value.strip_suffix("px").unwrap_or(value).trim().parse() {
            *pixels = Some(number);
        } else if is_length(value) {
            self.style.push_str(&format!("{side}:{value};"));
        }
    }
}

fn is_length(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_unit = matches!(unit, "%" | "em" | "rem" | "ch" | "ex" | "vw" | "vh" | "px" | "pt" | "cm" | "mm" | "in");
    is_unit && value[..value.len() - unit.len()].parse::<f32>().is_ok()
}

/// The attribute `align` is gone from HTML.
fn alignment(value: &str) -> Option<&'static str> {
    match value.to_ascii_lowercase().as_str() {
        "left" => Some("align-left"),
        "right" => Some("align-right"),
        "center" | "middle" => Some("align-center"),
        _ => None,
    }
}

/// Reads `300` or `300x200`, in CSS pixels.
pub(super) fn written_size(label: &str) -> Option<(u32, Option<u32>)> {
    let label = label.trim();
    match label.split_once('x') {
        Some((width, height)) => Some((width.parse().ok()?, Some(height.parse().ok()?))),
        None => Some((label.parse().ok()?, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, Picture, Styled, Way, written_size};

    fn styled(pairs: &[(&str, &str)], size: Option<(u32, Option<u32>)>, real: Option<(u32, u32)>) -> String {
        let pairs: Vec<(String, Option<String>)> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned()))).collect();
        let way = Way::Closed { class: "", reason: String::new() };
        let attributes = Attributes { classes: &[], pairs: &pairs };
        let found = Styled::of(&Picture { way: &way, alt: "", title: "T", size, real, attributes });
        let mut parts = Vec::new();
        parts.extend(
            found
                .size
                .map(|(width, height)| height.map_or_else(|| format!("{width}"), |height| format!("{width}x{height}"))),
        );
        parts.extend(found.align.map(str::to_owned));
        parts.extend(Some(found.style).filter(|style| !style.is_empty()));
        parts.extend(found.others.iter().map(|(name, value)| format!("{name}={value}")));
        parts.join(" ")
    }

    #[test]
    fn the_author_says_how_large_and_the_file_how_high() {
        let real = Some((400, 100));
        for (pairs, size, real, expected) in [
            (&[][..], None, None, ""),
            (&[], None, real, "400x100"),
            (&[], Some((200, None)), real, "200x50"),
            (&[], Some((200, None)), None, "200"),
            (&[], Some((200, Some(7))), real, "200x7"),
            (&[("width", "300")], Some((200, None)), real, "300x75"),
            (&[("width", "300px"), ("HEIGHT", "20")], None, real, "300x20"),
            (&[("height", "50")], None, real, "200x50"),
            (&[("height", "50")], None, None, "height:50px;"),
            (&[("width", "50%")], None, real, "400x100 width:50%;"),
            (&[("width", "1"), ("width", "calc(1px)")], None, Some((1000, 1)), "1x1"),
            (&[("width", "4294967295")], None, Some((1, u32::MAX)), "4294967295"),
            (&[("align", "Right"), ("loading", "eager")], None, None, "align-right loading=eager"),
            (&[("align", "\"><x"), ("loading", "x"), ("width", "1%;x:y")], None, None, ""),
            (&[("src", "x"), ("onload", "x"), ("style", "x"), ("title", "x"), ("id", "x")], None, None, ""),
        ] {
            assert_eq!(styled(pairs, size, real), expected, "{pairs:?} {size:?} {real:?}");
        }
    }

    #[test]
    fn sizes_are_whole_numbers() {
        for (label, expected) in [
            ("300", Some((300, None))),
            (" 300x200 ", Some((300, Some(200)))),
            ("300x", None),
            ("-1", None),
            ("x", None),
            ("99999999999", None),
        ] {
            assert_eq!(written_size(label), expected, "{label}");
        }
    }
}
