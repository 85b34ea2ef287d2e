//! The picture as cells: every character at its column, with its bytes in the source.
//!
//! Source → [`Grid`]. Tabs are spread, odd blanks made plain, marks hung on the character before them, the common indent
//! (and a common comment prefix) left off. Blank cells surround the picture, so that a step over its edge is no special
//! case. Must never judge what a character means in the picture.

use std::ops::RangeInclusive;

use unicode_width::UnicodeWidthChar;

use crate::diagram::Fault;
use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::mend::slips::{Edit, Mended, Rows};
use crate::text::Span;

/// A cell, by its index in the padded grid.
pub(super) type Cell = usize;

/// Blank cells on each side of the picture.
const MARGIN: usize = 5;
/// Columns from one tab stop to the next, as editors show a fence.
const TAB: usize = 4;
/// Cells of the largest picture that is read: room for 1,000 lines of 250 columns.
const MOST_CELLS: usize = 250_000;
/// What stands in the second cell of a wide character.
const CONTINUED: char = '\0';

/// How many columns a wide character takes where the author typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    /// Two, as a terminal shows it.
    Two,
    /// One: the columns were counted in characters.
    One,
}

/// A character that the grid had to make plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oddity {
    Tab,
    NoBreakSpace,
    ZeroWidth,
}

/// The cells of a picture.
#[derive(Debug, Clone)]
pub(super) struct Grid<'a> {
    source: &'a str,
    stride: usize,
    pub(super) rows: usize,
    pub(super) cols: usize,
    chars: Vec<char>,
    spans: Vec<(u32, u32)>,
    /// Where the line of each row ends in the source.
    ends: Vec<usize>,
    /// What had to be made plain, by its place in the source.
    pub(super) oddities: Vec<(Oddity, Span)>,
    /// Whether a wide character is in the picture.
    pub(super) has_wide: bool,
}

/// One character of a line, before it has its place.
struct Piece {
    c: char,
    start: usize,
    end: usize,
    width: usize,
}

impl<'a> Grid<'a> {
    /// Reads a picture.
    ///
    /// # Errors
    ///
    /// Where it has no character, or is too large.
    pub(super) fn read(source: &'a str, wide: Wide) -> Result<Self, Fault> {
        let mut oddities = Vec::new();
        let mut lines: Vec<(Vec<Piece>, usize)> = Vec::new();
        let mut offset = 0;
        for line in source.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            lines.push((pieces(text, offset, wide, &mut oddities), offset + text.len()));
            offset += line.len();
        }
        strip_comments(&mut lines);
        let is_blank = |line: &(Vec<Piece>, usize)| line.0.iter().all(|piece| piece.c == ' ');
        let first = lines.iter().position(|line| !is_blank(line)).ok_or_else(|| nothing(source))?;
        let last = lines.iter().rposition(|line| !is_blank(line)).unwrap_or(first);
        let lines = &lines[first..=last];
        let indent = lines.iter().filter(|line| !is_blank(line)).map(|line| indent(&line.0)).min().unwrap_or(0);
        let width = |line: &[Piece]| line.iter().map(|piece| piece.width).sum::<usize>();
        let cols = lines.iter().map(|line| width(&line.0)).max().unwrap_or(0).saturating_sub(indent);
        let stride = cols + 2 * MARGIN;
        let size = stride.saturating_mul(lines.len() + 2 * MARGIN);
        if size > MOST_CELLS {
            return Err(fault(source, "the diagram is too large to draw", "split it"));
        }
        let mut grid = Self {
            source,
            stride,
            rows: lines.len(),
            cols,
            chars: vec![' '; size],
            spans: vec![(0, 0); size],
            ends: lines.iter().map(|(_, end)| *end).collect(),
            oddities,
            has_wide: false,
        };
        for (row, (line, end)) in lines.iter().enumerate() {
            grid.fill(row, line, indent, *end);
        }
        grid.join_heads();
        Ok(grid)
    }

    /// Arrowheads of three signs, `/|\` under an edge and `\|/` over one, become one sign.
    fn join_heads(&mut self) {
        let is_edge =
            |c: char| matches!(c, '-' | '+' | '=' | '_') || glyph(c).is_some_and(|glyph| glyph.ports.is_across());
        for cell in self.cells().filter(|&cell| self.at(cell) == '|').collect::<Vec<_>>() {
            let (above, below) = (self.at(self.to(cell, Side::North)), self.at(self.to(cell, Side::South)));
            let head = match (self.at(cell - 1), self.at(cell + 1)) {
                ('/', '\\') if is_edge(above) && below == '|' => '^',
                ('\\', '/') if is_edge(below) && above == '|' => 'v',
                _ => continue,
            };
            self.chars[cell - 1..=cell + 1].copy_from_slice(&[' ', head, ' ']);
        }
    }

    fn fill(&mut self, row: usize, line: &[Piece], indent: usize, end: usize) {
        let place = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let start = self.cell(row, 0);
        for span in &mut self.spans[start..start + self.cols] {
            *span = (place(end), place(end));
        }
        let mut col = 0;
        for piece in line {
            for part in 0..piece.width {
                if col >= indent {
                    let cell = self.cell(row, col - indent);
                    self.chars[cell] = if part == 0 || piece.c == ' ' { piece.c } else { CONTINUED };
                    self.spans[cell] = (place(piece.start), place(piece.end));
                    self.has_wide |= part > 0 && piece.c != ' ';
                }
                col += 1;
            }
        }
    }

    /// The same picture with rows put back that slid aside.
    pub(super) fn edited(&self, rows: &Rows) -> Self {
        let growth = |row: &Mended| row.edits.iter().map(|edit| edit.more.0).sum::<usize>();
        let wider = rows.values().map(growth).max().unwrap_or(0);
        let cols = self.cols + wider;
        let stride = cols + 2 * MARGIN;
        let size = stride * (self.rows + 2 * MARGIN);
        let mut grid = Self { stride, cols, chars: vec![' '; size], spans: vec![(0, 0); size], ..self.clone() };
        for row in 0..self.rows {
            let edits = rows.get(&row).map_or(&[][..], |row| &row.edits);
            let (from, to) = (self.cell(row, 0), grid.cell(row, 0));
            let mut at = to;
            let mut left = 0;
            for col in 0..=self.cols {
                for edit in edits.iter().filter(|edit| edit.col == col) {
                    left += edit.less;
                    let place = self.span(&(from + col..=from + col)).start;
                    let place = u32::try_from(place).unwrap_or(u32::MAX);
                    for _ in 0..edit.more.0 {
                        (grid.chars[at], grid.spans[at]) = (edit.more.1, (place, place));
                        at += 1;
                    }
                }
                if left > 0 {
                    left -= 1;
                } else if col < self.cols {
                    (grid.chars[at], grid.spans[at]) = (self.chars[from + col], self.spans[from + col]);
                    at += 1;
                }
            }
            let end = u32::try_from(self.line_end(row)).unwrap_or(u32::MAX);
            grid.spans[at..to + cols].fill((end, end));
        }
        grid
    }

    /// The bytes of an edit, and what comes in their place.
    pub(super) fn change(&self, row: usize, edit: Edit) -> (Span, String) {
        let first = self.cell(row, edit.col);
        let start = self.span(&(first..=first)).start;
        let end = if edit.less == 0 { start } else { self.span(&(first..=first + edit.less - 1)).end };
        (Span { start, end }, edit.more.1.to_string().repeat(edit.more.0))
    }

    /// The text that was read.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// Columns from a tab to the next stop, where the text before it is plain.
    pub(super) fn tab_width(&self, span: Span) -> usize {
        let start = self.source[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let columns = |col: usize, c: char| match c {
            '\t' => col + TAB - col % TAB,
            c => col + c.width().unwrap_or(1),
        };
        TAB - self.source[start..span.start].chars().fold(0, columns) % TAB
    }

    /// Where the line of a row ends in the source.
    pub(super) fn line_end(&self, row: usize) -> usize {
        self.ends.get(row).copied().unwrap_or(self.source.len())
    }

    /// Whether a character takes two columns on a screen, however it was read.
    pub(super) fn is_wide(&self, cell: Cell) -> bool {
        let text = self.cluster(cell);
        text.chars().next().is_some_and(|c| c.width() == Some(2)) || text.contains('\u{fe0f}')
    }

    /// How many cells there are, the blank ones around the picture with them.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn cell(&self, row: usize, col: usize) -> Cell {
        (row + MARGIN) * self.stride + col + MARGIN
    }

    /// Row in the picture; saturates above it.
    pub(super) fn row(&self, cell: Cell) -> usize {
        (cell / self.stride).saturating_sub(MARGIN)
    }

    /// Column in the picture; saturates left of it.
    pub(super) fn col(&self, cell: Cell) -> usize {
        (cell % self.stride).saturating_sub(MARGIN)
    }

    /// The character there; blank where the picture ends.
    pub(super) fn at(&self, cell: Cell) -> char {
        self.chars.get(cell).copied().unwrap_or(' ')
    }

    pub(super) fn is_blank(&self, cell: Cell) -> bool {
        self.at(cell) == ' '
    }

    /// Whether the cell is the second half of a wide character.
    pub(super) fn is_continued(&self, cell: Cell) -> bool {
        self.at(cell) == CONTINUED
    }

    /// The neighbour to a side.
    pub(super) fn to(&self, cell: Cell, side: Side) -> Cell {
        self.by(cell, side, 1)
    }

    /// The cell some steps to a side.
    pub(super) fn by(&self, cell: Cell, side: Side, steps: usize) -> Cell {
        match side {
            Side::North => cell.wrapping_sub(steps * self.stride),
            Side::South => cell.wrapping_add(steps * self.stride),
            Side::East => cell.wrapping_add(steps),
            Side::West => cell.wrapping_sub(steps),
        }
    }

    /// The cell some columns to the right, or to the left where negative.
    pub(super) fn aside(&self, cell: Cell, cols: isize) -> Cell {
        cell.wrapping_add_signed(cols).min(self.len())
    }

    /// Whether three dots end at a cell: what is drawn here is longer than it is shown.
    pub(super) fn is_cut_short(&self, cell: Cell) -> bool {
        (0..3).all(|off| self.at(cell - off) == '.') && self.at(cell - 3) != '.' && self.at(cell + 1) != '.'
    }

    /// All cells of the picture, row by row.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        let (rows, cols, stride) = (self.rows, self.cols, self.stride);
        (0..rows).flat_map(move |row| {
            let start = (row + MARGIN) * stride + MARGIN;
            start..start + cols
        })
    }

    /// The bytes of a stretch of one row.
    pub(super) fn span(&self, cells: &RangeInclusive<Cell>) -> Span {
        let at = |cell: Cell| self.spans.get(cell).copied().unwrap_or_default();
        let (start, end) = (at(*cells.start()).0 as usize, at(*cells.end()).1 as usize);
        Span { start: start.min(end), end }
    }

    /// The text of one cell with the marks that hang on it.
    pub(super) fn cluster(&self, cell: Cell) -> &'a str {
        if self.is_continued(cell) {
            return "";
        }
        match self.spans.get(cell) {
            Some(&(start, end)) if start < end && !self.is_blank(cell) => {
                self.source.get(start as usize..end as usize).unwrap_or_default()
            }
            _ => " ",
        }
    }

    /// The text of a stretch of one row.
    pub(super) fn text(&self, cells: &RangeInclusive<Cell>) -> String {
        cells.clone().map(|cell| self.cluster(cell)).collect()
    }
}

/// A fault of the whole diagram.
pub(super) fn fault(source: &str, message: &str, hint: &str) -> Fault {
    Fault { span: Span { start: 0, end: source.len() }, message: message.to_owned(), hint: Some(hint.to_owned()) }
}

fn nothing(source: &str) -> Fault {
    fault(source, "the diagram is empty", "draw boxes and lines")
}

fn indent(line: &[Piece]) -> usize {
    line.iter().take_while(|piece| piece.c == ' ').map(|piece| piece.width).sum()
}

/// Whether a character is there and shows nothing.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Whether a character has no width of its own: marks, joiners, variation selectors.
fn hangs(c: char) -> bool {
    c.width() == Some(0) || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

/// The characters of a line, each with its columns; those without width hang on the one before.
fn pieces(line: &str, offset: usize, wide: Wide, oddities: &mut Vec<(Oddity, Span)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(line.len());
    let mut col = 0;
    let mut joins = false;
    for (at, c) in line.char_indices() {
        let (start, end) = (offset + at, offset + at + c.len_utf8());
        let span = Span { start, end };
        let (shown, width) = match c {
            '\t' => {
                oddities.push((Oddity::Tab, span));
                (' ', TAB - col % TAB)
            }
            '\u{a0}' | '\u{2007}' | '\u{202f}' => {
                oddities.push((Oddity::NoBreakSpace, span));
                (' ', 1)
            }
            // As wide as the letters that it stands between.
            '\u{3000}' => (' ', if wide == Wide::Two { 2 } else { 1 }),
            // A joiner makes one picture of two signs; letters and strokes it leaves alone.
            _ if hangs(c) || (joins && !c.is_alphanumeric() && c.width() == Some(2)) => {
                joins = c == '\u{200d}';
                if is_hidden(c) {
                    oddities.push((Oddity::ZeroWidth, span));
                }
                if let Some(last) = pieces.last_mut().filter(|last| last.c != ' ') {
                    last.end = end;
                    if c == '\u{fe0f}' && wide == Wide::Two && last.width == 1 && !last.c.is_ascii() {
                        last.width = 2;
                        col += 1;
                    }
                }
                continue;
            }
            _ if c.is_control() || c.is_whitespace() => (' ', 1),
            _ => (c, if wide == Wide::Two { c.width().unwrap_or(1).clamp(1, 2) } else { 1 }),
        };
        joins = false;
        pieces.push(Piece { c: shown, start, end, width });
        col += width;
    }
    while pieces.last().is_some_and(|piece| piece.c == ' ') {
        pieces.pop();
    }
    pieces
}

/// Blanks out the comment sign that every line begins with, where a diagram was taken from code.
fn strip_comments(lines: &mut [(Vec<Piece>, usize)]) {
    const SIGNS: [&str; 7] = ["//!", "///", "//", "#", "*", ">", ";;"];
    let begins = |line: &[Piece], sign: &str| {
        let mut rest = line.iter().skip_while(|piece| piece.c == ' ');
        sign.chars().all(|c| rest.next().is_some_and(|piece| piece.c == c)) && rest.next().is_none_or(|p| p.c == ' ')
    };
    let filled = |line: &&(Vec<Piece>, usize)| line.0.iter().any(|piece| piece.c != ' ');
    if lines.iter().filter(filled).count() < 3 {
        return;
    }
    let Some(sign) = SIGNS.into_iter().find(|sign| lines.iter().filter(filled).all(|line| begins(&line.0, sign)))
    else {
        return;
    };
    for (line, _) in lines {
        let start = line.iter().position(|piece| piece.c != ' ').unwrap_or(line.len());
        for piece in line.iter_mut().skip(start).take(sign.len()) {
            piece.c = ' ';
        }
    }
}
