//! Colours of a drawing: what they are in light and in dark.
//!
//! Value of a property → [`Paint`]. A colour of the theme becomes a role; a neutral colour that mermaid writes by itself
//! becomes the role that it plays; what the author chose stays as it is. Must never let anything through that is no colour.

use std::str::FromStr;

use crate::diagram::mermaid::theme::{Role, role};

/// What a shape or a text is painted with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Paint {
    None,
    Role(Role, Alpha),
    Fixed(Rgb, Alpha),
    /// A gradient of the drawing.
    Link(String),
}

/// Red, green, blue.
pub(super) type Rgb = [u8; 3];

/// Opacity from 0 to 255.
pub(super) type Alpha = u8;

/// What is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Text,
    Stroke,
    Fill,
}

/// Whose colours a drawing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Palette {
    /// Those of the site, by roles.
    Site,
    /// Those of the theme that the author chose.
    Author,
}

impl Paint {
    /// The paint of a value; `None` where it is no paint, or one that is inherited.
    pub(super) fn of(value: &str, used: Use, palette: Palette) -> Option<Self> {
        let value = value.trim();
        if matches!(value, "none" | "transparent") {
            return Some(Self::None);
        }
        if let Some(rest) = value.strip_prefix("url(") {
            let id = rest.trim_start_matches(['"', '\'']).strip_prefix('#')?;
            let end = id.find([')', '"', '\''])?;
            return Some(Self::Link(id[..end].to_owned()));
        }
        if value.eq_ignore_ascii_case("currentcolor") {
            return Some(Self::Role(Role::Ink, 255));
        }
        let color = svgtypes::Color::from_str(value).ok()?;
        let rgb = [color.red, color.green, color.blue];
        if color.alpha == 0 {
            return Some(Self::None);
        }
        let own = || series(rgb).or_else(|| neutral(rgb, used));
        let played = role(rgb).or_else(|| (palette == Palette::Site).then(own).flatten());
        Some(match played {
            Some(role) => Self::Role(role, color.alpha),
            None => Self::Fixed(rgb, color.alpha),
        })
    }

    /// The same for what the author wrote: a role only where merman repeats a colour of the theme.
    pub(super) fn authored(value: &str) -> Option<Self> {
        Self::of(value, Use::Fill, Palette::Author)
    }
}

/// The series of a colour of mermaid's own scale, or of the darker one for its borders, which treemaps have whatever the
/// theme.
fn series(rgb: Rgb) -> Option<Role> {
    const HUES: [f64; 12] = [240.0, 60.0, 80.0, 270.0, 300.0, 330.0, 0.0, 30.0, 90.0, 150.0, 180.0, 210.0];
    let [r, g, b] = rgb.map(f64::from);
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    if (high - 255.0).abs() > 8.0 || ![134.0, 120.0, 58.0, 0.0].iter().any(|known| (low - known).abs() < 1.5) {
        return None;
    }
    let span = high - low;
    let hue = match () {
        () if (high - r).abs() < 0.5 => 60.0 * ((g - b) / span).rem_euclid(6.0),
        () if (high - g).abs() < 0.5 => 60.0 * ((b - r) / span + 2.0),
        () => 60.0 * ((r - g) / span + 4.0),
    };
    // The darkest are the borders of the second; pure colours are none of the scale.
    let found = HUES.iter().position(|known| (hue - known).abs() < 3.0)?;
    if low < 50.0 && (found != 1 || high > 250.0) {
        return None;
    }
    u8::try_from(found).ok().map(Role::Series)
}

/// The role of a colour that mermaid writes into drawings whatever the theme.
fn neutral(rgb: Rgb, used: Use) -> Option<Role> {
    if rgb == [0x93, 0x70, 0xdb] {
        return Some(if used == Use::Fill { Role::Fill } else { Role::Line });
    }
    if rgb == [0xec, 0xec, 0xff] {
        return Some(Role::Fill);
    }
    let (low, high) = (rgb.iter().min().copied()?, rgb.iter().max().copied()?);
    if high - low > 24 {
        return None;
    }
    Some(match (used, high) {
        (Use::Text, 0..=0x60) => Role::Ink,
        (Use::Text, 0x61..=0xb0) => Role::Soft,
        (Use::Text, _) => return None,
        (Use::Stroke, 0..=0xf0) | (Use::Fill, 0..=0xb0) => Role::Line,
        (Use::Fill, 0xb1..=0xf2) => Role::Fill2,
        (Use::Stroke | Use::Fill, _) => Role::Paper,
    })
}

/// Contrast of two colours, from 1 to 21.
///
/// # Source
///
/// WCAG 2.2, "contrast ratio".
pub(super) fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// A colour as it is seen over white.
pub(super) fn over_white(rgb: Rgb, alpha: Alpha) -> Rgb {
    rgb.map(|part| {
        let part = 255 - (255 - u32::from(part)) * u32::from(alpha) / 255;
        u8::try_from(part).unwrap_or(u8::MAX)
    })
}

/// Black or white, whichever can be read better on a colour.
pub(super) fn ink_on(ground: Rgb) -> Rgb {
    let (black, white) = ([0, 0, 0], [255, 255, 255]);
    if contrast(black, ground) >= contrast(white, ground) { black } else { white }
}

fn luminance(rgb: Rgb) -> f64 {
    let [r, g, b] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::{Paint, Palette, Use, contrast, ink_on, over_white};
    use crate::diagram::mermaid::theme::Role;

    #[test]
    fn a_colour_is_a_role_or_itself() {
        let site = |value, used| Paint::of(value, used, Palette::Site);
        assert_eq!(site("#d1007f", Use::Text), Some(Paint::Role(Role::Ink, 255)));
        assert_eq!(site("rgba(209, 0, 127, 0.5)", Use::Text), Some(Paint::Role(Role::Ink, 128)));
        assert_eq!(site("#333", Use::Stroke), Some(Paint::Role(Role::Line, 255)));
        assert_eq!(site("white", Use::Fill), Some(Paint::Role(Role::Paper, 255)));
        assert_eq!(site("orange", Use::Fill), Some(Paint::Fixed([255, 165, 0], 255)));
        assert_eq!(Paint::of("#333", Use::Stroke, Palette::Author), Some(Paint::Fixed([51; 3], 255)));
        assert_eq!(site("none", Use::Fill), Some(Paint::None));
        assert_eq!(site("url(#a)", Use::Fill), Some(Paint::Link("a".to_owned())));
        for no in ["url(https://example.org/a)", "expression(1)", "var(--x)", "inherit", "url(#a"] {
            assert_eq!(site(no, Use::Fill), None, "{no}");
        }
    }

    #[test]
    fn ink_can_be_read_on_any_colour() {
        assert_eq!(ink_on([255, 255, 153]), [0, 0, 0]);
        assert_eq!(ink_on([0, 0, 153]), [255, 255, 255]);
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        assert_eq!(over_white([0, 0, 0], 51), [204; 3]);
    }
}
