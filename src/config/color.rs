//! Colours that a person chooses, made readable.
//!
//! A name of the palette or `#rrggbb` → [`Color`]; a colour and a background → a shade of it with enough contrast.
//! Contrast as WCAG 2.2 counts it (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>). Must never give back a shade
//! that is too faint to read.

/// The palette: the names that users of Material know, with one middle shade each.
const PALETTE: [(&str, &str); 21] = [
    ("amber", "#ffb300"),
    ("black", "#16181d"),
    ("blue", "#1e88e5"),
    ("blue-grey", "#546e7a"),
    ("brown", "#795548"),
    ("cyan", "#00acc1"),
    ("deep-orange", "#f4511e"),
    ("deep-purple", "#5e35b1"),
    ("green", "#43a047"),
    ("grey", "#757575"),
    ("indigo", "#3f51b5"),
    ("light-blue", "#039be5"),
    ("light-green", "#7cb342"),
    ("lime", "#c0ca33"),
    ("orange", "#fb8c00"),
    ("pink", "#d81b60"),
    ("purple", "#8e24aa"),
    ("red", "#e53935"),
    ("teal", "#00897b"),
    ("white", "#ffffff"),
    ("yellow", "#fdd835"),
];

/// A colour in sRGB, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// White.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
    /// Black.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// Reads a name of the palette, `#rgb` or `#rrggbb`.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let name = text.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        let hex = PALETTE.iter().find(|(known, _)| *known == name).map_or(name.as_str(), |(_, hex)| *hex);
        let digits: Vec<u8> =
            hex.strip_prefix('#')?.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
        match digits[..] {
            [red, green, blue] => Some(Self { red: red * 17, green: green * 17, blue: blue * 17 }),
            [r1, r0, g1, g0, b1, b0] => Some(Self { red: r1 * 16 + r0, green: g1 * 16 + g0, blue: b1 * 16 + b0 }),
            _ => None,
        }
    }

    /// The names of the palette, for a hint.
    #[must_use]
    pub fn names() -> String {
        PALETTE.map(|(name, _)| format!("`{name}`")).join(", ")
    }

    /// As CSS spells it.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// The contrast to another colour, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest shade that has at least this contrast to a background: darker on a light one, lighter on a dark one.
    #[must_use]
    pub fn readable_on(self, background: Self, contrast: f64) -> Self {
        let end = if background.luminance() > 0.18 { Self::BLACK } else { Self::WHITE };
        (0..=STEPS)
            .map(|step| self.mixed(end, step))
            .find(|shade| shade.contrast(background) >= contrast)
            .unwrap_or(end)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// This colour with so many of [`STEPS`] parts of another.
    fn mixed(self, other: Self, step: u16) -> Self {
        let mix = |from: u8, to: u8| {
            let whole = u16::from(from) * (STEPS - step) + u16::from(to) * step;
            u8::try_from(whole / STEPS).unwrap_or(u8::MAX)
        };
        Self { red: mix(self.red, other.red), green: mix(self.green, other.green), blue: mix(self.blue, other.blue) }
    }
}

/// In how many steps a shade is looked for; `u8::MAX * STEPS` fits `u16`.
const STEPS: u16 = 100;

#[cfg(test)]
mod tests {
    use super::{Color, PALETTE};

    #[test]
    fn colours_are_read_in_every_spelling() {
        for (text, css) in
            [("indigo", "#3f51b5"), ("Deep Purple", "#5e35b1"), ("#0A7", "#00aa77"), ("#102030", "#102030")]
        {
            assert_eq!(Color::named(text).map(Color::css).as_deref(), Some(css), "{text}");
        }
        for text in ["", "#12", "#12345", "#ggg", "mauve", "rgb(0,0,0)"] {
            assert_eq!(Color::named(text), None, "{text}");
        }
    }

    #[test]
    fn every_colour_of_the_palette_is_readable_on_any_background() {
        for (name, _) in PALETTE {
            let color = Color::named(name).expect("a colour of the palette");
            for background in ["#ffffff", "#f5f6f9", "#15181e", "#1e232b"] {
                let paper = Color::named(background).expect("a colour");
                assert!(color.readable_on(paper, 4.5).contrast(paper) >= 4.5, "{name} on {background}");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
        assert!((Color::named("#767676").map_or(0.0, |grey| grey.contrast(Color::WHITE)) - 4.54).abs() < 0.01);
    }
}
