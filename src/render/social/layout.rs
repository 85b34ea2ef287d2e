//! Text in lines of a bounded width.
//!
//! A text, a width and a number of lines → lines. Must never make more lines than allowed, nor one that is too wide.

use super::font::{Weight, width};

/// Text of one size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) size_px: f32,
    pub(super) weight: Weight,
}

impl Face {
    /// How wide a text is.
    pub(super) fn width_px(self, text: &str) -> f32 {
        width(text, self.weight) * self.size_px
    }
}

/// Breaks a text at words, at most `most` lines; what does not fit is cut, with `…` at its end.
pub(super) fn lines(text: &str, face: Face, width_px: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if face.width_px(&longer) <= width_px {
                *line = longer;
                continue;
            }
        }
        if lines.len() == most {
            if let Some(line) = lines.last_mut() {
                let is_too_wide = |line: &str| face.width_px(line) + face.width_px("…") > width_px;
                while let Some((head, _)) = line.rsplit_once(' ').filter(|_| is_too_wide(line)) {
                    *line = head.to_owned();
                }
                *line = ended(line, face, width_px);
            }
            return lines;
        }
        lines.push(if face.width_px(word) > width_px { ended(word, face, width_px) } else { word.to_owned() });
    }
    lines
}

/// A text with `…` at its end, cut so that it fits.
fn ended(text: &str, face: Face, width_px: f32) -> String {
    let room = width_px - face.width_px("…");
    let mut used = 0.0;
    let fits = text.char_indices().take_while(|(_, c)| {
        used += face.width_px(c.encode_utf8(&mut [0; 4]));
        used <= room
    });
    let end = fits.last().map_or(0, |(at, c)| at + c.len_utf8());
    let head = text[..end].trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::{Face, Weight, lines};

    #[test]
    fn lines_are_bounded_in_number_and_width() {
        let face = Face { size_px: 50.0, weight: Weight::Bold };
        for text in ["short", "a longer text of several words that has to be broken", &"unbreakable".repeat(20), ""] {
            let broken = lines(text, face, 400.0, 3);
            assert!(broken.len() <= 3 && broken.iter().all(|line| face.width_px(line) <= 400.0), "{broken:?}");
        }
        assert_eq!(lines("one two", face, 400.0, 3), ["one two"]);
        assert!(lines(&"word ".repeat(50), face, 400.0, 2)[1].ends_with("word…"));
    }
}
