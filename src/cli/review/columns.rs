//! Columns of text for people: aligned, cut to the width of the terminal, coloured.
//!
//! Cells → lines. Widths are those of a terminal, where a CJK letter takes two columns. Must never cut where nobody
//! watches: what a script reads is whole.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::due::State;
use crate::text::printable;

/// Between two columns.
const GAP: usize = 2;
/// What the labels of fields take.
const LABEL: usize = 14;
/// The column that is cut keeps at least so many.
const LEAST: usize = 20;

/// A colour of a terminal, as the number of its SGR sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Color(&'static str);

impl Color {
    pub(super) const PLAIN: Self = Self("");
    pub(super) const BOLD: Self = Self("1");
    pub(super) const DIM: Self = Self("2");

    /// The colour of a state.
    pub(super) const fn of(state: State) -> Self {
        match state {
            State::Never => Self("1;35"),
            State::Edited => Self("33"),
            State::Overdue => Self("31"),
            State::DueSoon => Self("36"),
            State::Fresh => Self("32"),
            State::Exempt => Self("2"),
        }
    }
}

/// Where columns are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The width to keep to; `None`: any.
    pub(super) width: Option<usize>,
    pub(super) has_color: bool,
}

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
    /// To the left, and cut at its front where the line is too long.
    Cut,
}

/// One cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    text: String,
    color: Color,
}

impl Cell {
    /// Control characters are spelled out.
    pub(super) fn new(text: impl AsRef<str>, color: Color) -> Self {
        Self { text: printable(text.as_ref()).into_owned(), color }
    }

    pub(super) fn plain(text: impl AsRef<str>) -> Self {
        Self::new(text, Color::PLAIN)
    }
}

impl Look {
    /// Puts a colour round a text.
    pub(super) fn paint(self, text: &str, color: Color) -> String {
        if !self.has_color || color == Color::PLAIN || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{}m{text}\u{1b}[0m", color.0)
    }

    /// Lines with a head. Each row has as many cells as the head.
    pub(super) fn table(self, head: &[(&str, Align)], rows: &[Vec<Cell>]) -> String {
        let mut widths: Vec<usize> = head.iter().map(|(name, _)| name.width()).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.width());
            }
        }
        let taken: usize = widths.iter().sum::<usize>() + GAP * head.len();
        let over = self.width.map_or(0, |width| taken.saturating_sub(width));
        if let Some(at) = head.iter().position(|(_, align)| *align == Align::Cut) {
            widths[at] = widths[at].saturating_sub(over).max(LEAST.min(widths[at]));
        }
        let head_cells = head.iter().map(|(name, _)| Cell::new(name, Color::BOLD)).collect();
        let mut out = String::new();
        for row in std::iter::once(&head_cells).chain(rows) {
            let mut line = String::new();
            for ((cell, width), (_, align)) in row.iter().zip(&widths).zip(head) {
                let text = cut(&cell.text, *width);
                let space = " ".repeat(width - text.width().min(*width));
                let painted = self.paint(&text, cell.color);
                line.push_str(&" ".repeat(GAP));
                line.push_str(&if *align == Align::Right { space + &painted } else { painted + &space });
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// An item of a list, in lines of the width.
    pub(super) fn item(self, text: &str) -> String {
        let most = self.width.map_or(usize::MAX, |width| width.saturating_sub(2 * GAP).max(LEAST));
        let lines = wrapped(&printable(text), most);
        let marks = std::iter::once("  - ").chain(std::iter::repeat("    "));
        marks.zip(lines).fold(String::new(), |out, (mark, line)| out + mark + &line + "\n")
    }

    /// A label and what belongs to it, in lines of the width, the later ones below the first.
    pub(super) fn field(self, label: &str, text: &str) -> String {
        let most = self.width.map_or(usize::MAX, |width| width.saturating_sub(LABEL + GAP).max(LEAST));
        let mut out = String::new();
        for (number, line) in wrapped(&printable(text), most).iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            let space = " ".repeat(LABEL - label.width().min(LABEL));
            let line = format!("{}{}{space}{line}", " ".repeat(GAP), self.paint(label, Color::DIM));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// A text of at most so many columns. A path is cut at its front, since its end says which card it is.
fn cut(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut kept: Vec<char> = Vec::new();
    for c in text.chars().rev() {
        let width = c.width().unwrap_or(0);
        if width > room {
            break;
        }
        room -= width;
        kept.push(c);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

/// Lines of at most so many columns, broken at blanks; a longer word has a line of its own.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.width());
        if line > 0 && line + 1 + word.width() > most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Align, Cell, Color, Look, cut, wrapped};

    const PLAIN: Look = Look { width: None, has_color: false };

    #[test]
    fn paths_are_cut_at_their_front() {
        assert_eq!(cut("how-to/a.md", 11), "how-to/a.md");
        assert_eq!(cut("how-to/a.md", 6), "…/a.md");
        assert_eq!(cut("how-to/観測.md", 8), "…観測.md");
        assert_eq!(cut("how-to/観測.md", 7), "…測.md");
    }

    #[test]
    fn columns_are_aligned_by_width() {
        let head = [("#", Align::Right), ("card", Align::Cut), ("state", Align::Left)];
        let row =
            |number: &str, card: &str, state: &str| vec![Cell::plain(number), Cell::plain(card), Cell::plain(state)];
        let rows = [row("1", "how-to/観測所のカード.md", "never"), row("12", "a\u{1b}.md", "")];
        assert_eq!(
            PLAIN.table(&head, &rows),
            "   #  card                      state\n   1  how-to/観測所のカード.md  never\n  12  a\\x1b.md\n"
        );
        let narrow = Look { width: Some(34), ..PLAIN };
        assert_eq!(
            narrow.table(&head, &rows),
            "   #  card                   state\n   1  …to/観測所のカード.md  never\n  12  a\\x1b.md\n"
        );
    }

    #[test]
    fn colours_are_outside_of_widths() {
        let look = Look { width: None, has_color: true };
        let rows = [vec![Cell::new("a", Color::DIM)], vec![Cell::plain("bb")]];
        assert_eq!(look.table(&[("x", Align::Right)], &rows), "   \u{1b}[1mx\u{1b}[0m\n   \u{1b}[2ma\u{1b}[0m\n  bb\n");
    }

    #[test]
    fn words_are_wrapped() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("a-very-long-word b", 4), ["a-very-long-word", "b"]);
        assert_eq!(wrapped("", 4), [""]);
        assert_eq!(
            Look { width: Some(40), ..PLAIN }.field("owner", "one two three four five six"),
            "  owner         one two three four five\n                six\n"
        );
    }
}
