//! How wide text is in drawings: the advances and the kerning of the font that pages load for them.
//!
//! Text and face → ems. The table is one file that `tools/fonts.py` makes, of the same font as `templates/assets/fonts/`:
//! so a label measured here is as wide in every browser. Characters that the font lacks come from the reader's own fonts,
//! and are given as much room as the widest of the usual ones take.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_width::UnicodeWidthChar;

/// Code points with their advances, pairs with their moves.
static TABLE: &str = include_str!("metrics.txt");

static METRICS: LazyLock<Metrics> = LazyLock::new(read);

/// Ems from the baseline to the top of the font's box.
pub(crate) const ASCENT_EM: f64 = 1854.0 / UNITS_PER_EM;
/// Ems from the baseline to the bottom of the font's box.
pub(crate) const DESCENT_EM: f64 = 434.0 / UNITS_PER_EM;
/// Ems from the baseline to the top of a small x.
pub(crate) const X_HEIGHT_EM: f64 = 1082.0 / UNITS_PER_EM;

const UNITS_PER_EM: f64 = 2048.0;
/// Advance of monospace fonts: 0.6 is that of most, none of the usual ones has more than this.
const MONO_EM: f64 = 0.605;
/// Advance of an ideograph, and of a syllable of Hangul.
const WIDE_EM: f64 = 1.0;
/// Advance of an emoji in the fonts of the usual systems, at most.
const EMOJI_EM: f64 = 1.3;
/// Advance of a letter of a script that the font lacks, about the widest of the usual ones.
const OTHER_EM: f64 = 0.68;

/// Which of the fonts of drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    /// Upright or slanted, of normal weight.
    Regular,
    /// Upright or slanted, bold.
    Bold,
    /// All characters of one width.
    Mono,
}

/// The table, read.
struct Metrics {
    /// By code point: regular and bold, in units of the font.
    advances: FxHashMap<u32, [u16; 2]>,
    /// By both code points: regular and bold, in units of the font.
    moves: FxHashMap<(u32, u32), [i16; 2]>,
}

/// The width of a line of text.
pub(crate) fn width_em(text: &str, face: Face) -> f64 {
    let (mut width, mut before, mut joined) = (0.0, None, false);
    for c in text.chars() {
        width += if joined || is_skin_tone(c) { 0.0 } else { advance_em(c, face) };
        // An emoji of a plain sign takes the room of an emoji.
        if c == '\u{fe0f}' {
            width += before.map_or(0.0, |sign| (EMOJI_EM - advance_em(sign, face)).max(0.0));
        }
        if let Some(previous) = before {
            width += kerning_em(previous, c, face);
        }
        joined = c == '\u{200d}';
        before = Some(c);
    }
    width
}

fn advance_em(c: char, face: Face) -> f64 {
    if face == Face::Mono && !is_wide(c) {
        return if c.width() == Some(0) { 0.0 } else { MONO_EM };
    }
    if let Some(advances) = METRICS.advances.get(&u32::from(c)) {
        return f64::from(advances[usize::from(face == Face::Bold)]) / UNITS_PER_EM;
    }
    match c.width() {
        None | Some(0) => 0.0,
        Some(_) if is_emoji(c) => EMOJI_EM,
        Some(2) => WIDE_EM,
        // Dingbats and other signs are as wide as they are high.
        Some(_) if ('\u{2190}'..='\u{2bff}').contains(&c) => WIDE_EM,
        Some(_) => OTHER_EM,
    }
}

fn kerning_em(first: char, second: char, face: Face) -> f64 {
    let moves = METRICS.moves.get(&(u32::from(first), u32::from(second)));
    match (moves, face) {
        (Some(moves), Face::Regular) => f64::from(moves[0]) / UNITS_PER_EM,
        (Some(moves), Face::Bold) => f64::from(moves[1]) / UNITS_PER_EM,
        _ => 0.0,
    }
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

fn is_emoji(c: char) -> bool {
    ('\u{1f000}'..='\u{1faff}').contains(&c) || (is_wide(c) && ('\u{2300}'..='\u{2bff}').contains(&c))
}

/// Colours the emoji before it and takes no room.
fn is_skin_tone(c: char) -> bool {
    ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

fn read() -> Metrics {
    let mut metrics = Metrics { advances: FxHashMap::default(), moves: FxHashMap::default() };
    for line in TABLE.lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        match parts[..] {
            [code, regular, bold] => {
                metrics.advances.insert(hex(code), [number(regular), number(bold)]);
            }
            [first, second, regular, bold] => {
                metrics.moves.insert((hex(first), hex(second)), [number(regular), number(bold)]);
            }
            _ => unreachable!("a line of the table has three or four parts: a test reads them all"),
        }
    }
    metrics
}

fn hex(text: &str) -> u32 {
    u32::from_str_radix(text, 16).expect("a code point of the table is a number: a test reads them all")
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| unreachable!("an advance of the table is a number: a test reads them all"))
}

#[cfg(test)]
mod tests {
    use super::{EMOJI_EM, Face, METRICS, MONO_EM, OTHER_EM, WIDE_EM, width_em};

    fn close(width: f64, wanted: f64) {
        assert!((width - wanted).abs() < 1e-9, "{width} is not {wanted}");
    }

    #[test]
    fn the_table_is_whole() {
        assert!(METRICS.advances.len() > 700 && METRICS.moves.len() > 500);
    }

    #[test]
    fn letters_have_the_advances_of_the_font() {
        close(width_em("", Face::Regular), 0.0);
        close(width_em("MM", Face::Regular), 2.0 * 1706.0 / 2048.0);
        close(width_em("b", Face::Regular), 1139.0 / 2048.0);
        close(width_em("b", Face::Bold), 1251.0 / 2048.0);
        close(width_em("il", Face::Mono), 2.0 * MONO_EM);
    }

    #[test]
    fn pairs_are_kerned() {
        let apart = width_em("A", Face::Regular) + width_em("V", Face::Regular);
        assert!(width_em("AV", Face::Regular) < apart);
    }

    #[test]
    fn what_the_font_lacks_is_given_room() {
        close(width_em("漢字", Face::Regular), 2.0 * WIDE_EM);
        close(width_em("🚀", Face::Regular), EMOJI_EM);
        close(width_em("👍🏽", Face::Regular), EMOJI_EM);
        close(width_em("👩\u{200d}🚀", Face::Regular), EMOJI_EM);
        close(width_em("❤\u{fe0f}", Face::Regular), EMOJI_EM);
        close(width_em("✅", Face::Regular), EMOJI_EM);
        close(width_em("ש", Face::Regular), OTHER_EM);
        close(width_em("e\u{301}", Face::Regular), width_em("e", Face::Regular));
    }
}
