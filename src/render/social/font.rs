//! The font of the pictures: which letters it has, and how wide a text is.
//!
//! Inter, regular and bold, cut down to the letters of Latin, Greek and Cyrillic (`fonts.md` beside the files tells how).
//! Must never look for a font on the system: pictures would differ from machine to machine.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::path::nfc;
use crate::render::summary::plain;

/// What the font calls itself.
pub(super) const FAMILY: &str = "Inter";

const REGULAR: &[u8] = include_bytes!("Inter-Regular.ttf");
const BOLD: &[u8] = include_bytes!("Inter-Bold.ttf");

/// How strong letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// As SVG spells it.
    pub(super) fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Bold => 700,
        }
    }

    fn font(self) -> Option<FontRef<'static>> {
        FontRef::new(if self == Self::Bold { BOLD } else { REGULAR }).ok()
    }
}

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for bytes in [REGULAR, BOLD] {
        database.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    Arc::new(database)
});

/// The font for the renderer.
pub(super) fn database() -> Arc<Database> {
    Arc::clone(&DATABASE)
}

/// Whether the font can write a text; symbols that it lacks can be left out.
pub(super) fn has_all(text: &str) -> bool {
    written(text).is_some()
}

/// A text as it is written: on one line, without symbols that the font lacks. `None` where it lacks a letter, or where
/// nothing is left.
pub(super) fn written(text: &str) -> Option<String> {
    let charmap = Weight::Bold.font()?.charmap();
    let has = |c: char| charmap.map(c).is_some_and(|glyph| glyph.to_u32() != 0);
    let mut kept = String::with_capacity(text.len());
    for c in nfc(text).chars() {
        match c {
            c if c.is_whitespace() || has(c) => kept.push(c),
            c if c.is_alphanumeric() => return None,
            _ => {}
        }
    }
    Some(plain(&kept)).filter(|text| text.chars().any(char::is_alphanumeric))
}

/// How wide a text is, in units of its size.
pub(super) fn width(text: &str, weight: Weight) -> f32 {
    let Some(font) = weight.font() else { return 0.0 };
    let charmap = font.charmap();
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    text.chars().filter_map(|c| metrics.advance_width(charmap.map(c)?)).sum()
}

#[cfg(test)]
mod tests {
    use super::{Weight, has_all, width, written};

    #[test]
    fn symbols_may_be_missing_and_letters_may_not() {
        assert_eq!(
            written("🚀 Launch – Ünïcödé, Ελληνικά, Кириллица").as_deref(),
            Some("Launch – Ünïcödé, Ελληνικά, Кириллица")
        );
        assert_eq!(written("e\u{301}te\u{301}").as_deref(), Some("été"));
        assert!(!has_all("日本語") && !has_all("🚀") && !has_all("עברית"));
    }

    #[test]
    fn bold_text_is_wider() {
        assert!(width("Wide words", Weight::Bold) > width("Wide words", Weight::Regular));
        assert!((3.0..7.0).contains(&width("Wide words", Weight::Regular)));
    }
}
