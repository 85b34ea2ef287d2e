//! One picture: words of a card → SVG → PNG.
//!
//! 1. the words are broken into lines, and the SVG is written;
//! 2. resvg draws it;
//! 3. the pixels are written as PNG with a palette, a third of the size of one without.
//!
//! Must never draw the same words in two ways.

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{Options, Tree};
use rustc_hash::FxHashMap;

use crate::config::Color;
use crate::render::escape;

use super::font::{FAMILY, Weight, database, written};
use super::layout::{Face, lines};
use super::{HEIGHT_PX, WIDTH_PX};

/// What stands in a picture.
pub(super) struct Words<'a> {
    pub(super) site: &'a str,
    pub(super) title: &'a str,
    pub(super) section: Option<&'a str>,
    pub(super) about: Option<&'a str>,
    /// A name of the palette or `#rrggbb`.
    pub(super) accent: Option<&'a str>,
}

/// The accent of the shipped style sheet.
const ACCENT: &str = "#2b50b4";
const PAPER: &str = "#fbfbfd";
const INK: &str = "#16181d";
const SOFT: &str = "#4d5563";
/// From the edge to the words.
const MARGIN_PX: f32 = 80.0;
/// The room for words.
const ROOM_PX: f32 = 1040.0;
/// The sizes of a title, with the number of lines that each may take: the first that holds the whole title counts.
const TITLES: [(f32, usize); 3] = [(84.0, 2), (68.0, 3), (54.0, 4)];
/// The line at the foot.
const BAR_PX: u32 = 14;

/// Draws a picture as PNG; empty where the renderer fails, which no words should make it do.
pub(super) fn draw(words: &Words<'_>) -> Vec<u8> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb: database(), ..Options::default() };
    let Ok(tree) = Tree::from_str(&svg(words), &options) else { return Vec::new() };
    let Some(mut pixels) = Pixmap::new(WIDTH_PX, HEIGHT_PX) else { return Vec::new() };
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    encode(&pixels).unwrap_or_default()
}

fn svg(words: &Words<'_>) -> String {
    let accent = words.accent.and_then(Color::named).or_else(|| Color::named(ACCENT)).unwrap_or(Color::BLACK);
    let accent = Color::named(PAPER).map_or(accent, |paper| accent.readable_on(paper, 4.5)).css();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH_PX}\" height=\"{HEIGHT_PX}\" font-family=\"{FAMILY}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"{PAPER}\"/>\
         <rect y=\"{}\" width=\"100%\" height=\"{BAR_PX}\" fill=\"{accent}\"/>",
        HEIGHT_PX - BAR_PX
    );
    if let Some(section) = words.section.and_then(written) {
        text(&mut out, &section, 118.0, &accent, Face { size_px: 34.0, weight: Weight::Bold });
    }
    let title = written(words.title).unwrap_or_default();
    let (face, broken) = title_lines(&title);
    let mut y = 150.0 + face.size_px;
    for line in &broken {
        text(&mut out, line, y, INK, face);
        y += face.size_px * 1.18;
    }
    if let Some(about) = words.about.and_then(written) {
        let face = Face { size_px: 34.0, weight: Weight::Regular };
        y += 12.0;
        let most = if y > 400.0 { 2 } else { 3 };
        for line in lines(&about, face, ROOM_PX, most) {
            text(&mut out, &line, y, SOFT, face);
            y += face.size_px * 1.4;
        }
    }
    if let Some(site) = written(words.site) {
        let face = Face { size_px: 32.0, weight: Weight::Bold };
        for line in lines(&site, face, ROOM_PX, 1) {
            text(&mut out, &line, 562.0, INK, face);
        }
    }
    out.push_str("</svg>");
    out
}

/// The title at the largest size at which it is whole; else at the smallest, cut.
fn title_lines(title: &str) -> (Face, Vec<String>) {
    let at = |(size_px, most): (f32, usize)| {
        let face = Face { size_px, weight: Weight::Bold };
        (face, lines(title, face, ROOM_PX, most))
    };
    let is_whole = |(_, lines): &(Face, Vec<String>)| lines.join(" ") == title;
    TITLES.into_iter().map(at).find(is_whole).unwrap_or_else(|| at(TITLES[TITLES.len() - 1]))
}

fn text(out: &mut String, words: &str, y_px: f32, fill: &str, face: Face) {
    out.push_str(&format!(
        "<text x=\"{MARGIN_PX}\" y=\"{y_px}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{fill}\">",
        face.size_px,
        face.weight.number()
    ));
    escape::text(out, words);
    out.push_str("</text>");
}

/// Pixels as PNG: with a palette, since letters on paper have few shades, else as they are.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, WIDTH_PX, HEIGHT_PX);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some((palette, numbers)) = numbered(pixels) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.write_header()?.write_image_data(&numbers)?;
    } else {
        let data: Vec<u8> = pixels.pixels().iter().flat_map(|pixel| color(*pixel)).collect();
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header()?.write_image_data(&data)?;
    }
    out.shrink_to_fit();
    Ok(out)
}

/// The colours in the order in which they come, and the number of that of each pixel; `None` where a byte cannot count
/// them.
fn numbered(pixels: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette: Vec<u8> = Vec::new();
    let mut known: FxHashMap<[u8; 3], u8> = FxHashMap::default();
    let mut numbers = Vec::with_capacity(pixels.pixels().len());
    let mut last: Option<([u8; 3], u8)> = None;
    for pixel in pixels.pixels() {
        let color = color(*pixel);
        let number = match last {
            Some((same, number)) if same == color => number,
            _ => match known.get(&color) {
                Some(number) => *number,
                None => {
                    let number = u8::try_from(known.len()).ok()?;
                    known.insert(color, number);
                    palette.extend(color);
                    number
                }
            },
        };
        last = Some((color, number));
        numbers.push(number);
    }
    Some((palette, numbers))
}

/// The paper is opaque, so that no pixel is transparent.
fn color(pixel: PremultipliedColorU8) -> [u8; 3] {
    [pixel.red(), pixel.green(), pixel.blue()]
}
