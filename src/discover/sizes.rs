//! How large the pictures are, so that pages do not jump when they appear.
//!
//! The start of a file → width and height in pixels, as a browser shows them. Must never read a picture whole, and
//! never fail: a picture that does not tell its size is shown without.

use std::path::Path;

use crate::discover::read;
use crate::path::CardPath;

/// How much of a file is read at first, in bytes. Most formats tell their size in the first hundred.
const START: u64 = 16 << 10;
/// How much is read of a file that does not: photographs have a preview and colour profiles in front.
const MOST: u64 = 1 << 20;
/// The largest width and height that are believed.
const LARGEST: u32 = 1 << 20;

/// The size of an asset that is a picture by its name.
pub(super) fn of_picture(path: &CardPath, file: &Path) -> Option<(u32, u32)> {
    let (_, extension) = path.file_name().rsplit_once('.')?;
    let size: fn(&[u8]) -> Option<(u32, u32)> = match extension.to_ascii_lowercase().as_str() {
        "png" | "apng" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" => of_pixels,
        "svg" => of_drawing,
        _ => return None,
    };
    // A file that cannot be read is reported when it is published.
    let start = read::read_start(file, START).ok()?;
    let is_all = (start.len() as u64) < START;
    size(&start)
        .or_else(|| if is_all { None } else { size(&read::read_start(file, MOST).ok()?) })
        .filter(|(width, height)| (1..=LARGEST).contains(width) && (1..=LARGEST).contains(height))
}

fn of_pixels(start: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(start).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    Some(if is_turned(start) { (height, width) } else { (width, height) })
}

/// Whether a JPEG says that it lies on its side, which browsers undo.
///
/// # Source
/// CIPA DC-008-2019 (Exif 2.32), 4.5.4 and 4.6.4: tag 0x0112 of the first directory, values 5 to 8.
fn is_turned(jpeg: &[u8]) -> bool {
    orientation(jpeg).is_some_and(|value| (5..=8).contains(&value))
}

fn orientation(jpeg: &[u8]) -> Option<u16> {
    let mut at = jpeg.starts_with(b"\xff\xd8").then_some(2)?;
    let exif = loop {
        let [0xff, marker, high, low] = *jpeg.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        if marker == 0xe1 && jpeg.get(at + 4..)?.starts_with(b"Exif\0\0") {
            break jpeg.get(at + 10..at + 2 + length)?;
        }
        // Segments stand one behind the other, up to the picture itself.
        if marker == 0xda || length < 2 {
            return None;
        }
        at += 2 + length;
    };
    let is_little = exif.starts_with(b"II");
    let short = |at: usize| {
        let bytes = [*exif.get(at)?, *exif.get(at + 1)?];
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let (first, second) = (usize::from(short(4)?), usize::from(short(6)?));
    let directory = if is_little { second << 16 | first } else { first << 16 | second };
    let entries = usize::from(short(directory)?);
    let entry = (0..entries).map(|index| directory + 2 + index * 12).find(|entry| short(*entry) == Some(0x0112))?;
    short(entry + 8)
}

/// The size of an SVG that gives both sides in pixels. Any other takes the room that there is.
fn of_drawing(start: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(start);
    let tag = &text[text.find("<svg")? + "<svg".len()..];
    let tag = &tag[..tag.find('>')?];
    Some((pixels(attribute(tag, "width")?)?, pixels(attribute(tag, "height")?)?))
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = after[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value.trim());
        }
        rest = behind;
    }
}

fn pixels(value: &str) -> Option<u32> {
    let number: f64 = value.strip_suffix("px").unwrap_or(value).trim().parse().ok()?;
    let is_size = number >= 0.5 && number <= f64::from(LARGEST);
    #[expect(clippy::cast_sign_loss, reason = "it is positive and not too large")]
    is_size.then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::{of_drawing, of_pixels, orientation};

    /// A JPEG of 640×480 whose Exif block gives an orientation.
    fn jpeg(orientation: u16, is_little: bool) -> Vec<u8> {
        let mut exif = b"Exif\0\0".to_vec();
        let short = |value: u16| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
        let long = |value: u32| if is_little { value.to_le_bytes() } else { value.to_be_bytes() };
        exif.extend(if is_little { b"II" } else { b"MM" });
        exif.extend(short(42));
        exif.extend(long(8));
        exif.extend(short(2));
        for (tag, value) in [(0x0100u16, 9), (0x0112, orientation)] {
            exif.extend([short(tag), short(3)].concat());
            exif.extend(long(1));
            exif.extend([short(value), short(0)].concat());
        }
        let mut out = b"\xff\xd8\xff\xe1".to_vec();
        out.extend((exif.len() as u16 + 2).to_be_bytes());
        out.extend(exif);
        out.extend(b"\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01");
        out
    }

    #[test]
    fn photographs_are_as_large_as_they_are_shown() {
        for is_little in [true, false] {
            assert_eq!(of_pixels(&jpeg(1, is_little)), Some((640, 480)));
            assert_eq!(of_pixels(&jpeg(6, is_little)), Some((480, 640)));
        }
    }

    #[test]
    fn broken_pictures_have_no_size() {
        let whole = jpeg(6, true);
        for length in 0..whole.len() {
            let _ = of_pixels(&whole[..length]);
            let _ = orientation(&whole[..length]);
            let mut bent = whole.clone();
            bent[length] = 0xff;
            let _ = of_pixels(&bent);
        }
        assert_eq!(of_pixels(b"\x89PNG"), None);
        assert_eq!(of_pixels(b""), None);
    }

    #[test]
    fn drawings_tell_their_size_in_pixels() {
        let cases: [(&str, Option<(u32, u32)>); 7] = [
            (
                "<?xml version='1.0'?>\n<svg xmlns=\"x\" width=\"30\" height='20.4px' viewBox=\"0 0 1 1\">",
                Some((30, 20)),
            ),
            ("<svg\nstroke-width=\"9\" height = \"7\" width=\"8\">", Some((8, 7))),
            ("<svg width=\"100%\" height=\"20\">", None),
            ("<svg viewBox=\"0 0 24 24\">", None),
            ("<svg width=\"-3\" height=\"1e300\">", None),
            ("<svg width=3 height=4>", None),
            ("<svg width=\"3\"", None),
        ];
        for (text, expected) in cases {
            assert_eq!(of_drawing(text.as_bytes()), expected, "{text}");
        }
    }
}
